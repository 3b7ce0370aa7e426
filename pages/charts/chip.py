"""Markup of a provenance chip and of a link to a page of this app."""

from __future__ import annotations

from pages.words.numbers import PROVENANCES, text


def chip(provenance: str, word: str | None = None) -> str:
    """Markup of a provenance chip: official, derived, modelled, synthetic or local; `word` replaces
    its text."""
    meaning = PROVENANCES.get(provenance, "")
    title = f' title="{text(meaning)}"' if meaning else ""
    return f'<span class="chip chip-{text(provenance)}"{title}>{text(word or provenance)}</span>'


def link(words: str, address: str, standing: bool = False) -> str:
    """Markup of a link to a page of this app; it opens in the running session."""
    kind = "within standing" if standing else "within"
    return f'<a class="{kind}" href="{text(address)}" target="_self">{text(words)}</a>'
