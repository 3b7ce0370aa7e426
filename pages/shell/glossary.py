"""Terms of the glossary, explained where they first appear on a page.

A term is a button with a dotted line under it. Its meaning shows under the pointer, with the focus or at a
touch; Escape closes it (figure.js), as WCAG 1.4.13 asks.
"""

from __future__ import annotations

import re
from functools import cache

import streamlit as st
from markupsafe import Markup

from data.strategy import Term, glossary
from pages.charts.markup import joined, part

# Everyday words, or words that the pages also use in another sense than the glossary's.
_UNMARKED = {"local", "metric", "neighbourhood", "official", "place", "rate", "ward"}
_DONE = "_terms_explained"


def start_page() -> None:
    """Forget what the page before explained: each page explains a term at its first place."""
    st.session_state[_DONE] = set()


def explained(words: str) -> Markup:
    """Markup of plain words in which each term that this page has not explained yet can be opened."""
    done: set[str] = st.session_state.setdefault(_DONE, set())
    pieces, at = [], 0
    for match in _pattern().finditer(words):
        term = _terms()[_singular(match[0])]
        if term.name in done:
            continue
        done.add(term.name)
        pieces += [words[at : match.start()], term_markup(term, match[0])]
        at = match.end()
    return joined([*pieces, words[at:]])


def term_markup(term: Term, written: str) -> Markup:
    """One term as it is written in the sentence, with its meaning."""
    place = "term-" + re.sub(r"\W+", "-", term.name.lower())
    return part("term", place, written, term.means)


@cache
def _terms() -> dict[str, Term]:
    named = {term.name.lower(): term for term in glossary().values() if term.name not in _UNMARKED}
    return named | {term.short.lower(): term for term in named.values() if term.short}


@cache
def _pattern() -> re.Pattern[str]:
    if not _terms():  # a file of terms that cannot be read: no word is one
        return re.compile(r"(?!)")
    longest_first = sorted(_terms(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})s?(?!\w)", re.IGNORECASE)


def _singular(written: str) -> str:
    name = written.lower()
    return name if name in _terms() else name.removesuffix("s")
