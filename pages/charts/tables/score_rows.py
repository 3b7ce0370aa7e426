"""Score rows: a shift's metrics as table rows, which are cards on a phone; and the key to their marks.

The tables name their roles themselves: laid out as a grid, a table would lose them in some browsers.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from pages.charts.chip import chip, link
from pages.charts.icons import assurance_icon, verdict_icon
from pages.charts.mark import mark, status_swatch
from pages.charts.markup import markup, part
from pages.charts.tables.score_row import ScoreRow

HEADS = ("Metric", "Latest", "Over time", "Change", "Target", "Compared", "Figures")


def score_heads() -> Markup:
    """Markup of the heads above all tables, visible only: each table has its own for screen readers."""
    return part("score_heads", HEADS)


def score_table(rows: Sequence[ScoreRow], *, caption: str) -> Markup:
    """Markup of a table of rows. Its heads are only spoken; `score_heads` draws them once above."""
    return markup(
        "score_table",
        rows=rows,
        caption=caption,
        heads=HEADS,
        link=link,
        chip=chip,
        mark=mark,
        status_swatch=status_swatch,
        verdict_icon=verdict_icon,
        assurance_icon=assurance_icon,
    )


def group_head(words: str, counted: str = "", key: str = "") -> Markup:
    """Markup of a group's heading: 'Worsening 3 of 12', with the mark `key` of the verdict bar before it."""
    return part("group_head", words, counted, key)


_KEY = (
    (verdict_icon("worsening", "up"), "Worsening.", "More than chance, in the wrong direction."),
    (verdict_icon("improving", "down"), "Improving.", "More than chance, in the right direction."),
    (verdict_icon("no clear change"), "No clear change.", "Variation of the usual size."),
    (verdict_icon("cannot say"), "Cannot say.", "Too few figures, no interval, or too old."),
    (
        assurance_icon("sometimes"),
        "Target.",
        "Three dots show the usual range: on one side of the target or on both.",
    ),
)


def marks_key() -> Markup:
    """Markup of 'How to read the marks': the icons of the rows in words."""
    return markup("marks_key", key=_KEY)
