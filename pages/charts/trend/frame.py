"""What all charts over time share: a plain chart, its axes, and labels at the ends of lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from textwrap import wrap

import plotly.graph_objects as go

from pages.charts import tokens
from pages.charts.scale import Axis
from pages.charts.trend.chart_text import chart_text

HEIGHT = 360
_LABEL_WIDTH = 14  # characters of a label at a line's end, before it goes on in a second line


def blank_chart() -> go.Figure:
    chart = go.Figure()
    chart.update_layout(
        template="none",
        showlegend=False,
        paper_bgcolor="#fff",
        plot_bgcolor="#fff",
        hovermode="closest",
        dragmode=False,
        font={"family": tokens.FONT, "size": 14, "color": tokens.SECONDARY},
        hoverlabel={
            "bgcolor": "#fff",
            "bordercolor": tokens.TEXT,
            "font": {"family": tokens.FONT, "size": 14, "color": tokens.TEXT},
        },
    )
    return chart


def label_ends(chart: go.Figure, labels: list[tuple[float, str, str]], scale: Axis) -> int:
    """Name lines at their right end, moved apart where they would touch. Returns the longest line's
    characters."""
    known = sorted((label for label in labels if is_known(label[0])), key=lambda label: label[0])
    wrapped = [wrap(words, _LABEL_WIDTH) for _, words, _ in known]
    line = 17 / (HEIGHT - 70) * (scale.end - scale.start)
    placed: list[float] = []
    for place, (at, _, _) in enumerate(known):
        room = (len(wrapped[place]) + len(wrapped[place - 1])) / 2 * line
        placed.append(max(at, placed[-1] + room) if placed else at)
    over = max(0.0, (placed[-1] if placed else 0) - scale.end)
    for (_, _, paint), lines, at in zip(known, wrapped, placed, strict=True):
        chart.add_annotation(
            x=1,
            xref="paper",
            xanchor="left",
            xshift=6,
            y=at - over,
            align="left",
            text=chart_text(*lines, is_bold=paint != tokens.SECONDARY),
            showarrow=False,
            font={"color": paint, "size": 14},
        )
    return max((len(part) for lines in wrapped for part in lines), default=0)


def draw_axes(chart: go.Figure, scale: Axis, widest: int, top: int) -> None:
    digits = max((len(f"{tick:,g}") for tick in scale.ticks), default=1)
    chart.update_layout(
        height=HEIGHT, margin={"l": 14 + 8 * digits, "r": 14 + round(7.6 * widest), "t": top, "b": 48}
    )
    chart.update_yaxes(
        range=[scale.start, scale.end],
        tickvals=list(scale.ticks),
        gridcolor=tokens.GRID,
        zeroline=False,
        ticktext=[f"{tick:,g}".replace("-", "\u2212") for tick in scale.ticks],
        fixedrange=True,
        tickfont={"size": 14, "color": tokens.SECONDARY},
        ticklabelstandoff=6,
    )
    chart.update_xaxes(
        showgrid=False,
        linecolor=tokens.CONTROL,
        linewidth=1,
        ticks="outside",
        ticklen=5,
        showline=True,
        tickcolor=tokens.CONTROL,
        fixedrange=True,
        zeroline=False,
        tickfont={"size": 14, "color": tokens.SECONDARY},
    )


def is_known(value: float | None) -> bool:
    return value is not None and math.isfinite(value)


def last_known(values: Sequence[float]) -> float:
    return next((value for value in reversed(list(values)) if is_known(value)), math.nan)


def days_after(day: date, days: int) -> str:
    return date.fromordinal(day.toordinal() + days).isoformat()
