"""The gap picture: a line a sex, the area as a dot with its interval, England as a diamond, a claim as a
dashed square."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pages.charts import tokens
from pages.charts.icons import picture
from pages.words.numbers import NON_BREAKING, number, text

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
        one
        for line in lines
        for one in (line.value, line.lower_ci, line.upper_ci, line.england, line.claim)
        if math.isfinite(one)
    ]
    low, high = math.floor(min(figures)) - 1, math.ceil(max(figures)) + 1
    step = 4 if high - low > 8 else 2

    def x(years: float) -> float:
        return left + (years - low) / (high - low) * (width - left - right)

    height = _TOP + _LINE * len(lines) + _BOTTOM
    base = height - _BOTTOM
    ticks = [year for year in range(low, high + 1) if year % step == 0 and 16 < x(year) < width - 30]
    parts = [
        f'<path d="M{x(year):.1f} {_TOP - 10}V{base}" stroke="{tokens.GRID}"/>'
        + _words(f"{year}{NON_BREAKING}years" if year == ticks[-1] else str(year), x(year), base + 20)
        for year in ticks
    ]
    for place, line in enumerate(lines):
        parts.append(_drawn(line, x, _TOP + _LINE * place + 30, area, claimed_by, width, left))
    return picture(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="Arial, Liberation Sans, sans-serif" '
        f'font-size="14">{"".join(parts)}</svg>'
    )


def _drawn(line: GapLine, x, y: float, area: str, claimed_by: str, width: int, left: int) -> str:
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
        f'<path d="M{here:.1f} {y}H{there:.1f}" stroke="{tokens.TEXT}" stroke-width="1.5"/>',
        _words(gap, (here + there) / 2, y - 12, bold=True),
        f'<path d="M{x(line.lower_ci):.1f} {y}H{x(line.upper_ci):.1f}" stroke="{tokens.FORECAST_INNER}" '
        'stroke-width="8"/>',
        f'<circle cx="{here:.1f}" cy="{y}" r="7" fill="{tokens.BRAND}"/>',
        f'<path d="M{there:.1f} {y - 8}l8 8-8 8-8-8z" fill="#fff" stroke="{tokens.TEXT}" stroke-width="2"/>',
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
        claimed = x(line.claim)
        parts.append(
            f'<rect x="{claimed - 6:.1f}" y="{y - 6}" width="12" height="12" fill="#fff" '
            f'stroke="{tokens.SECONDARY}" stroke-width="1.5" stroke-dasharray="3 2"/>'
            + (
                _words(number(line.claim), claimed + 12, y + 5, "start", colour=tokens.SECONDARY)
                if narrow
                else _words(f"{claimed_by} {number(line.claim)}", claimed, y + 28, colour=tokens.SECONDARY)
            )
        )
    return "".join(parts)


def _width(words: str) -> float:
    return 7.6 * len(words)


def _words(
    words: str, x: float, y: float, anchor: str = "middle", bold: bool = False, colour: str = tokens.TEXT
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.1f}" y="{y}" text-anchor="{anchor}" fill="{colour}"{weight}>{text(words)}</text>'
