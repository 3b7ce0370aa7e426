"""The gap picture: one line per sex, the area as a dot with its interval, England as a diamond, a claim as a
dashed square."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pages.charts import canvas, tokens
from pages.charts.canvas import picture
from pages.words.numbers import NON_BREAKING, number

_LINE = 76
_TOP, _BOTTOM = 22, 34


@dataclass(frozen=True)
class GapLine:
    """One line: years of the area with its interval, England's, and what a document claims (NaN: nothing)."""

    label: str
    value: float
    lower_ci: float
    upper_ci: float
    england: float
    claim: float = math.nan


def gap_picture(lines: Sequence[GapLine], area: str, claimed_by: str = "", width: int = 680) -> str:
    """Data address of the picture, ``width`` px wide; the axis does not begin at 0 and says its years."""
    left, right = (64, 44) if width >= 500 else (8, 8)
    figures = [
        figure
        for line in lines
        for figure in (line.value, line.lower_ci, line.upper_ci, line.england, line.claim)
        if math.isfinite(figure)
    ]
    low, high = math.floor(min(figures)) - 1, math.ceil(max(figures)) + 1
    step = 4 if high - low > 8 else 2

    def x(years: float) -> float:
        return left + (years - low) / (high - low) * (width - left - right)

    height = _TOP + _LINE * len(lines) + _BOTTOM
    base = height - _BOTTOM
    ticks = [year for year in range(low, high + 1) if year % step == 0 and 16 < x(year) < width - 30]
    parts = []
    for year in ticks:
        parts.append(canvas.path(canvas.steps("M", x(year), _TOP - 10, "V", base), stroke=tokens.GRID))
        named = f"{year}{NON_BREAKING}years" if year == ticks[-1] else str(year)
        parts.append(_words(named, x(year), base + 20))
    for place, line in enumerate(lines):
        parts += _drawn(line, x, _TOP + _LINE * place + 30, area, claimed_by, width, left)
    return picture(canvas.svg(width, height, *parts, font_family=canvas.FONT, font_size=14))


def _drawn(line: GapLine, x, y: float, area: str, claimed_by: str, width: int, left: int) -> list[Markup]:
    narrow = left < 60
    heading = (
        _words(line.label, 8, y - 22, "start", bold=True)
        if narrow
        else _words(line.label, 0, y + 5, "start", bold=True)
    )
    here, there = x(line.value), x(line.england)
    gap = f"{number(abs(line.england - line.value), 1)} years"
    parts = [
        heading,
        canvas.path(canvas.steps("M", here, y, "H", there), stroke=tokens.TEXT, stroke_width=1.5),
        _words(gap, (here + there) / 2, y - 12, bold=True),
        canvas.path(
            canvas.steps("M", x(line.lower_ci), y, "H", x(line.upper_ci)),
            stroke=tokens.FORECAST_INNER,
            stroke_width=8,
        ),
        canvas.circle(here, y, 7, fill=tokens.BRAND),
        canvas.diamond(there, y, 8, fill="#fff", stroke=tokens.TEXT, stroke_width=2),
    ]
    own, england = f"{area} {number(line.value, 1)}", f"England {number(line.england, 1)}"
    spread = _width(own) / 2 + _width(england) / 2 + 8
    middle = (here + there) / 2
    nudge = max(0.0, spread - abs(there - here)) / 2
    first = min(middle, here) - nudge if here <= there else max(middle, here) + nudge
    second = there + nudge if here <= there else there - nudge
    second = min(second, width - _width(england) / 2)
    first = max(first, _width(own) / 2)
    if here <= there:
        first = min(first, second - spread)
    parts.append(_words(own, first, y + 28, bold=True, colour=tokens.BRAND))
    parts.append(_words(england, second, y + 28))
    if math.isfinite(line.claim):
        claimed, ink = x(line.claim), tokens.SECONDARY
        dashed = {"stroke": ink, "stroke_width": 1.5, "stroke_dasharray": "3 2"}
        parts.append(canvas.rect(claimed - 6, y - 6, 12, 12, fill="#fff", **dashed))
        parts.append(
            _words(number(line.claim), claimed + 12, y + 5, "start", colour=ink)
            if narrow
            else _words(f"{claimed_by} {number(line.claim)}", claimed, y + 28, colour=ink)
        )
    return parts


def _width(words: str) -> float:
    return 7.6 * len(words)


def _words(
    text: str, x: float, y: float, anchor: str = "middle", bold: bool = False, colour: str = tokens.TEXT
) -> Markup:
    weight = "bold" if bold else None
    return canvas.words(text, x, y, text_anchor=anchor, fill=colour, font_weight=weight)
