"""A preview's levels as a table: how many areas have a figure, its spread, its course over time.

On a phone each level is a card.
"""

from __future__ import annotations

import math

from markupsafe import Markup

from geo.levels import level_words
from metrics.language.sexes import SEX_WORDS
from metrics.store.preview import Preview
from pages.charts.markup import markup
from pages.charts.sparkline import sparkline
from pages.words.numbers import number

_COUNTS = {"Areas": "areas", "Figure": "with_value", "Hidden": "hidden", "Too small": "too_small"}
_COUNTS |= {"No figure": "missing"}
_FIGURES = {"Lowest": "lowest", "Median": "median", "Highest": "highest"}


def preview_table(shown: Preview) -> Markup:
    """Markup of one row per level and sex."""
    several = shown.summary.sex.nunique() > 1
    return markup(
        "preview_table",
        caption=f"{shown.metric.title} at each level",
        heads=("Level", *(("For",) if several else ()), "Period", *_COUNTS, *_FIGURES, "Over time"),
        numeric={*_COUNTS, *_FIGURES},
        rows=[_row(row, shown.metric.decimals, several) for row in shown.summary.itertuples()],
    )


def _row(row: object, decimals: int, several: bool) -> tuple[str, dict[str, str], dict[str, str]]:
    """The level, its cells by head, and its course over time."""
    level = "ICS" if row.area_level == "ics" else level_words(row.area_level).singular.capitalize()
    cells = {"For": SEX_WORDS[row.sex]} if several else {}
    cells["Period"] = row.period_label
    cells |= {head: number(getattr(row, name)) for head, name in _COUNTS.items()}
    cells |= {head: number(getattr(row, name), decimals) for head, name in _FIGURES.items()}
    return level, cells, _course(row, decimals)


def _course(row: object, decimals: int) -> dict[str, str]:
    known = [value for value in row.over_time if math.isfinite(value)]
    if len(known) < 2:
        return {"picture": "", "words": "One period only" if known else "No figure"}
    words = f"From {number(known[0], decimals)} to {number(known[-1], decimals)}"
    return {"picture": sparkline(row.over_time), "words": words, "span": row.span}
