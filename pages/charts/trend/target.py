"""The target of a chart over time: a dotted line, level or along the way to it, with an open diamond."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from pages.charts import tokens
from pages.words.numbers import number


def aim_line(
    target: float | None, way: Sequence[tuple[date, float]], months: Sequence[date]
) -> list[tuple[date, float]]:
    """The target's line inside the months: level, or along the way to it."""
    if target is None:
        return []
    first, last = months[0], months[-1]
    if not way or way[0][0] > last:
        return [(first, target), (last, target)]
    begin = max(way[0][0], first)
    inside = [day for day, _ in way if begin < day < last]
    return [(day, _between(way, day)) for day in (begin, *inside, last)]


def _between(way: Sequence[tuple[date, float]], day: date) -> float:
    """The value of a way on a day, along straight lines."""
    for (start, low), (end, high) in zip(way, way[1:], strict=False):
        if start <= day <= end:
            return low + (high - low) * (day - start).days / max(1, (end - start).days)
    return way[-1][1]


def draw_aim(
    chart: go.Figure, aim: list[tuple[date, float]], decimals: int, word: str
) -> list[tuple[float, str, str]]:
    """A dotted line with an open diamond at its end; returns its label."""
    if not aim:
        return []
    days, values = zip(*aim, strict=True)
    chart.add_scatter(
        x=list(days),
        y=list(values),
        mode="lines",
        line={"color": tokens.TEXT, "width": 1.5, "dash": "dot"},
        hoverinfo="skip",
    )
    diamond = {"symbol": "diamond-open", "size": 11, "color": tokens.TEXT, "line": {"width": 1.5}}
    chart.add_scatter(
        x=[days[-1]],
        y=[values[-1]],
        mode="markers",
        marker=diamond,
        hoverinfo="skip",
        cliponaxis=False,
    )
    return [(values[-1], f"{word} {number(values[-1], decimals)}", tokens.TEXT)]
