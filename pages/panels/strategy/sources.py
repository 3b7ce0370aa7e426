"""Where a fact of the strategy was said, and what is wrong with a file of facts, in words."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from data.strategy import Document
from data.strategy.facts import Citation, known_documents
from data.strategy.when import say_when
from pages.charts.markup import markup
from pages.words.numbers import count_of, listed


def document_words(document: Document) -> str:
    """'Integrated health and care (NHS England, board paper BM/24/36(Pu), 3 October 2024)'."""
    return f"{document.title} ({document.publisher}, {say_when(document.dated)})"


def source_words(said: Iterable[Citation]) -> list[str]:
    """One text a document: its title, publisher and date, and the paragraphs."""
    known = known_documents()[0]
    paragraphs: dict[str, list[str]] = {}
    for one in said:
        paragraphs.setdefault(one.document, []).append(one.paragraph)
    words = []
    for document, told in paragraphs.items():
        name = document_words(known[document]) if document in known else f"Document {document}"
        words.append(f"{name}{_paragraphs([one for one in told if one])}")
    return words


def _paragraphs(told: list[str]) -> str:
    if not told:
        return ""
    if len(told) == 1 and not told[0].isdigit():
        return f", {told[0]}"
    return f", paragraph{'' if len(told) == 1 else 's'} {listed(told)}"


def say_faults(problems: Iterable[object]) -> None:
    """What is wrong with a file, sentence by sentence; nothing where nothing is."""
    sentences = list(dict.fromkeys(str(one) for one in [*known_documents()[1], *problems]))
    if sentences:
        counted = f"Not all can be shown: {count_of(len(sentences), 'fault')} in the files of the strategy."
        st.html(markup("faults", counted=counted, sentences=sentences))
