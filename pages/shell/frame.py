"""What surrounds the content of every page: style, strip, finding, chips, panels, footer, and the
mark of being drawn."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from pages.charts.chip import chip, link
from pages.charts.figure import figure
from pages.charts.markup import markup, part, style
from pages.charts.tokens import stylesheet
from pages.shell.glossary import explained, start_page
from pages.words.provenance import ATTRIBUTION


def apply_style() -> None:
    """Style the page. First call of every run, before anything is drawn."""
    start_page()
    st.html(style(stylesheet()))
    figure("", "page_language")


def strip(opening: str, sentence: str) -> None:
    """The line at the very top that states what is demonstration data and what is not."""
    st.html(markup("strip", opening=opening, sentence=explained(sentence)))


def finding(title: str, deck: str = "", chips: Iterable[tuple[str, str]] = (), over: str = "") -> None:
    """The page's answer as its only h1, a deck below, then chips, each with its meaning."""
    marks = [(chip(provenance), words) for provenance, words in chips]
    st.html(markup("finding", title=title, deck=explained(deck), chips=marks, over=over))


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
    mark = chip(provenance) if provenance else ""
    texts = {"title": title, "sub": explained(sub), "level": level, "quiet": quiet, "anchor": anchor}
    st.html(markup("panel_head", chip=mark, **texts))


def footer(refreshed: str = "", links: Iterable[tuple[str, str]] = ()) -> None:
    """Attribution that the licences ask for, on every page."""
    listed = [link(words, address) for words, address in links]
    st.html(markup("footer", links=listed, attribution=ATTRIBUTION, refreshed=refreshed))


def page_ready(page: str = "") -> None:
    """The last element of a page: present only once all before it has been sent and the figures' script runs.

    data-view changes with every run, so that a test can wait for the next view and not find the last one.
    """
    st.session_state["_views"] = st.session_state.get("_views", 0) + 1
    figure(part("page_ready", page, st.session_state["_views"]), f"page_ready_{page}")
