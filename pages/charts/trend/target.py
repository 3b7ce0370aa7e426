"""The target of a chart over time: a dotted line, level or along the way to it, with an open diamond."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from pages.charts import tokens
from pages.words.numbers import number


def draw_aim(
    chart: go.Figure, aim: Sequence[tuple[date | str, float]], decimals: int, word: str
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
