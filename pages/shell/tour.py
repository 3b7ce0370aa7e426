"""A tour of the overview, offered once: five steps that point at the page itself.

Whether it was taken or declined is kept in this browser alone (tour.js); nothing of it reaches the server.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

# Where a step points (the first of its selectors that the page has), its title and its words.
STEPS = (
    (
        [".finding h1"],
        "The answer",
        "The page opens with its answer, based on the figures. “How this is decided” explains the rule.",
    ),
    (
        [".verdict-counts", ".verdict-bar"],
        "The marks",
        "A circle means improving and a diamond worsening. A bar means no clear change, and a dashed box "
        "that we cannot say.",
    ),
    (
        [".shift-name a", ".shift"],
        "One shift",
        "Choose the name of a shift to see all its metrics, with trend, target and comparison.",
    ),
    (
        [".attention", ".attention-list"],
        "What needs attention",
        "Published metrics that are getting worse or are far worse than England, each with a question to ask "
        "next.",
    ),
    (
        [".card .chip", ".page-foot"],
        "Where a number comes from",
        "Each number shows its source. Demonstration data are made up and are left out of the answer.",
    ),
)
ADDRESS = "/?tour=1"

_TOUR = st.components.v2.component(
    "ics_tour",
    js=(Path(__file__).with_name("tour.js")).read_text(encoding="utf-8"),
    isolate_styles=False,
)


def tour() -> None:
    """Offer the tour in one line, on the first visit; take it at once where the address says tour=1."""
    wanted = bool(st.query_params.pop("tour", ""))
    st.session_state["_tours"] = asked = st.session_state.get("_tours", 0) + wanted
    steps = [{"at": at, "title": title, "words": words} for at, title, words in STEPS]
    _TOUR(key="tour", data={"steps": steps, "asked": asked})
