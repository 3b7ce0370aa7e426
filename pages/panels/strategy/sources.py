"""Where a fact of the strategy is stated, and what is wrong with a file of facts, in words."""

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


def source_words(citations: Iterable[Citation]) -> list[str]:
    """One text per document: its title, publisher and date, and the paragraphs."""
    known = known_documents()[0]
    paragraphs: dict[str, list[str]] = {}
    for citation in citations:
        paragraphs.setdefault(citation.document, []).append(citation.paragraph)
    words = []
    for document, named in paragraphs.items():
        name = document_words(known[document]) if document in known else f"Document {document}"
        words.append(f"{name}{_paragraphs([paragraph for paragraph in named if paragraph])}")
    return words


def _paragraphs(paragraphs: list[str]) -> str:
    if not paragraphs:
        return ""
    if len(paragraphs) == 1 and not paragraphs[0].isdigit():
        return f", {paragraphs[0]}"
    return f", paragraph{'' if len(paragraphs) == 1 else 's'} {listed(paragraphs)}"


def show_faults(problems: Iterable[object]) -> None:
    """What is wrong with a file, sentence by sentence; nothing where nothing is."""
    sentences = list(dict.fromkeys(str(problem) for problem in [*known_documents()[1], *problems]))
    if sentences:
        counted = (
            f"Some facts cannot be shown: the files of the strategy have {count_of(len(sentences), 'fault')}."
        )
        st.html(markup("faults", counted=counted, sentences=sentences))
