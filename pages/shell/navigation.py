"""The top bar: pages by group, so that all of them stay in reach on a narrow screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.charts.markup import style


def navigation(groups: Mapping[str, Sequence[StreamlitPage]]) -> StreamlitPage:
    """Draw the bar and return the page that the address asks for.

    The pages of the group "" are in the bar themselves. Each other group is one entry that drops down, left
    out while it has no page. Below 768 px Streamlit makes one menu of them all.
    """
    filled = {name: list(pages) for name, pages in groups.items() if pages}
    page = st.navigation(filled, position="top")
    own = next(name for name, pages in filled.items() if page in pages)
    st.html(style(_mark(filled, own)))
    return page


def _mark(groups: Mapping[str, Sequence[StreamlitPage]], own: str) -> str:
    """Style that marks the current group, which Streamlit does only for pages in the bar themselves."""
    if not own:
        return ""
    place = len(groups.get("", ())) + [name for name in groups if name].index(own) + 1
    entry = f':root:root [data-testid="stTopNav"] > :nth-child({place}) [data-testid="stTopNavSection"]'
    return f"{entry} {{ border-bottom-color: #fff; }}"
