"""One component for every figure that is drawn as SVG or HTML and answers to mouse, touch and keyboard.

Python hands over markup made by this package, in which every foreign text is escaped; the script adds
the keyboard (one tab stop, arrow keys to the nearest area), the tooltip and the choice. See figure.js.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

_FIGURE = st.components.v2.component(
    "ics_figure",
    js=(Path(__file__).parent / "figure.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def figure(markup: str, key: str, on_choose: Callable[[str], None] | None = None) -> str | None:
    """Draw `markup`; elements with data-area can be chosen. Returns the area code chosen in this very
    run, else None.

    `on_choose(area_code)` runs before the page is drawn again: let it write the choice to the address.
    """

    def chosen() -> None:
        area = (st.session_state.get(key) or {}).get("chosen")
        if area and on_choose:
            on_choose(str(area))

    result = _FIGURE(key=key, data={"markup": markup}, on_chosen_change=chosen)
    return result.get("chosen")
