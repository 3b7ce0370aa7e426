"""What stands around the content of every page: style, strip, finding, chips, panels, footer, and the
mark of being drawn."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from pages.charts.chip import chip, link
from pages.charts.figure import figure
from pages.charts.tokens import stylesheet
from pages.shell.glossary import explained, start_page
from pages.words.numbers import text
from pages.words.provenance import ATTRIBUTION


def dress() -> None:
    """Style the page. First call of every run, before anything is drawn."""
    start_page()
    st.html(f"<style>{stylesheet()}</style>")
    figure("", "page_language")


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
