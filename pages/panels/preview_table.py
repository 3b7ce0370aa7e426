"""A preview's levels as a table: how many areas have a figure, its spread, its course over time.

On a phone each level stands as a card.
"""

from __future__ import annotations

import math

from geo.levels import level_words
from metrics.language.sexes import SEX_WORDS
from metrics.store.preview import Preview
from pages.charts.sparkline import sparkline
from pages.words.numbers import number, text

_COUNTS = {"Areas": "areas", "Figure": "with_value", "Hidden": "hidden", "Too small": "too_small"}
_COUNTS |= {"No figure": "missing"}
_FIGURES = {"Lowest": "lowest", "Median": "median", "Highest": "highest"}


def preview_table(shown: Preview) -> str:
    """Markup of one row a level and sex."""
    several = shown.summary.sex.nunique() > 1
    words = ("Level", *(("For",) if several else ()), "Period")
    heads = "".join(f'<th scope="col">{head}</th>' for head in words)
    heads += "".join(f'<th scope="col" class="n">{head}</th>' for head in (*_COUNTS, *_FIGURES))
    body = "".join(_row(row, shown.metric.decimals, several) for row in shown.summary.itertuples())
    caption = f"{text(shown.metric.title)} at each level"
    return (
        f'<table class="twin wraps"><caption class="unseen">{caption}</caption>'
        f'<thead><tr>{heads}<th scope="col">Over time</th></tr></thead><tbody>{body}</tbody></table>'
    )


def _row(row: object, decimals: int, several: bool) -> str:
    level = "ICS" if row.area_level == "ics" else level_words(row.area_level).singular.capitalize()
    cells = _cell("For", SEX_WORDS[row.sex]) if several else ""
    cells += _cell("Period", text(row.period_label))
    cells += "".join(_cell(head, number(getattr(row, name)), "n") for head, name in _COUNTS.items())
    cells += "".join(
        _cell(head, number(getattr(row, name), decimals), "n") for head, name in _FIGURES.items()
    )
    return f'<tr><th scope="row">{text(level)}</th>{cells}{_cell("Over time", _course(row, decimals))}</tr>'


def _cell(head: str, markup: str, kind: str = "") -> str:
    return f'<td{f" class={kind}" if kind else ""} data-head="{head}">{markup}</td>'


def _course(row: object, decimals: int) -> str:
    known = [value for value in row.over_time if math.isfinite(value)]
    if len(known) < 2:
        return "One period only" if known else "No figure"
    said = f"From {number(known[0], decimals)} to {number(known[-1], decimals)}"
    return (
        f'<span class="course"><img src="{text(sparkline(row.over_time))}" alt="{text(said)}" width="150" '
        f'height="44"><span>{text(row.span)}</span></span>'
    )
