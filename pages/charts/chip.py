"""Markup of a provenance chip and of a link to a page of this app."""

from __future__ import annotations

from markupsafe import Markup

from pages.words.numbers import PROVENANCES


def chip(provenance: str, word: str | None = None) -> Markup:
    """Markup of a provenance chip: official, derived, modelled, synthetic or local; `word` replaces
    its text."""
    meaning = PROVENANCES.get(provenance)
    title = Markup(' title="{}"').format(meaning) if meaning else ""
    return Markup('<span class="chip chip-{}"{}>{}</span>').format(provenance, title, word or provenance)


def link(words: str, address: str, standing: bool = False) -> Markup:
    """Markup of a link to a page of this app; it opens in the running session."""
    kind = "within standing" if standing else "within"
    return Markup('<a class="{}" href="{}" target="_self">{}</a>').format(kind, address, words)
