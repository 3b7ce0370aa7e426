"""Markup of a provenance chip and of a link to a page of this app."""

from __future__ import annotations

from markupsafe import Markup

from pages.charts.markup import part
from pages.words.numbers import PROVENANCES


def chip(provenance: str, word: str | None = None) -> Markup:
    """Markup of a provenance chip: official, derived, modelled, synthetic or local; `word` replaces
    its text."""
    return part("chip", provenance, PROVENANCES.get(provenance), word or provenance)


def link(words: str, address: str, standing: bool = False) -> Markup:
    """Markup of a link to a page of this app; it opens in the running session."""
    return part("link", words, address, standing)
