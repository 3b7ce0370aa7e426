"""What stands around the content of every page: style, strip, finding, chips, panels, footer, and the
mark of being drawn."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from .explained import explained, start_page
from .figure import figure
from .tokens import stylesheet
from .words import PROVENANCES, listed, text

ATTRIBUTION = (
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
    "Contains OS data "
    "© Crown copyright and database right 2025. Contains NHS England, MHCLG and DHSC/OHID data under "
    "the Open "
    "Government Licence v3.0. House of Commons Library data under the Open Parliament Licence v3.0."
)


def dress() -> None:
    """Style the page. First call of every run, before anything is drawn."""
    start_page()
    st.html(f"<style>{stylesheet()}</style>")
    figure("", "page_language")


def chip(provenance: str, word: str | None = None) -> str:
    """Markup of a provenance chip: official, derived, modelled, synthetic or local; `word` replaces
    its text."""
    meaning = PROVENANCES.get(provenance, "")
    title = f' title="{text(meaning)}"' if meaning else ""
    return f'<span class="chip chip-{text(provenance)}"{title}>{text(word or provenance)}</span>'


def provenance_words(provenances: Iterable[str], what: str = "this page") -> tuple[str, str]:
    """Bold opening and sentence of the strip, from the provenances that the page shows."""
    seen = set(provenances)
    if "synthetic" in seen and seen - {"synthetic"}:
        others = listed(
            [
                word
                for code, word in (
                    ("official", "published"),
                    ("derived", "worked out from published counts"),
                    ("modelled", "modelled"),
                    ("local", "from the system's own records"),
                )
                if code in seen
            ]
        )
        return "Some figures are not real.", (
            f"Figures marked synthetic on {what} come from demonstration records, made to fit "
            "published totals. "
            f"All others are {others}."
        )
    if "synthetic" in seen:
        return "Demonstration data.", (
            f"The figures on {what} are synthetic: made from demonstration records that fit published "
            "totals. "
            "Areas and people are real."
        )
    return "No demonstration data.", f"Nothing on {what} is synthetic."


def strip(opening: str, sentence: str) -> None:
    """The line at the very top that says what is synthetic and what is not."""
    st.html(f'<div class="strip"><p><b>{text(opening)}</b> {explained(sentence)}</p></div>')


def finding(title: str, deck: str = "", chips: Iterable[tuple[str, str]] = (), over: str = "") -> None:
    """The page's answer as its only h1, a deck below, then chips, each with what it stands for."""
    above = f'<p class="over">{text(over)}</p>' if over else ""
    below = f'<p class="deck">{explained(deck)}</p>' if deck else ""
    marks = "".join(f"<li>{chip(provenance)}{text(words)}</li>" for provenance, words in chips)
    listed = f'<ul class="chips">{marks}</ul>' if marks else ""
    st.html(f'<div class="finding">{above}<h1>{text(title)}</h1>{below}{listed}</div>')


def panel_head(
    title: str,
    sub: str = "",
    provenance: str | None = None,
    level: int = 2,
    quiet: bool = False,
    anchor: str = "",
) -> None:
    """Dark rule, title and sub line of a panel. `quiet` draws a hairline instead of the rule; `anchor` is an
    id that a link on the page can lead to.
    """
    mark = f" {chip(provenance)}" if provenance else ""
    line = f'<p class="sub">{explained(sub)}{mark}</p>' if sub or mark else ""
    quietly = " quiet" if quiet else ""
    named = f' id="{text(anchor)}"' if anchor else ""
    st.html(
        f'<div class="panel-head{quietly}"{named}><h{level} class="panel-title">{text(title)}</h{level}>'
        f"{line}</div>"
    )


def link(words: str, address: str, standing: bool = False) -> str:
    """Markup of a link to a page of this app; it opens in the running session."""
    kind = "within standing" if standing else "within"
    return f'<a class="{kind}" href="{text(address)}" target="_self">{text(words)}</a>'


def footer(refreshed: str = "", links: Iterable[tuple[str, str]] = ()) -> None:
    """Attribution that the licences ask for, on every page."""
    entries = "".join(f"<li>{link(words, address)}</li>" for words, address in links)
    listed = f"<ul>{entries}</ul>" if entries else ""
    latest = f"<p>{text(refreshed)}</p>" if refreshed else ""
    st.html(f'<div class="page-foot" role="contentinfo">{listed}<p>{text(ATTRIBUTION)}</p>{latest}</div>')


def page_ready(page: str = "") -> None:
    """The last element of a page: present only once all before it has been sent and the figures' script runs.

    data-view changes with every run, so that a test can wait for the next view and not find the last one.
    """
    st.session_state["_views"] = st.session_state.get("_views", 0) + 1
    figure(
        f'<div data-testid="page-ready" data-page="{text(page)}" '
        f'data-view="{st.session_state["_views"]}"></div>',
        f"page_ready_{page}",
    )
