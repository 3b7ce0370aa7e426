"""Events on a chart over time: lines and shades, each with its number in the list below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go
from markupsafe import Markup

from pages.charts import tokens
from pages.charts.markup import part
from pages.charts.model import Event
from pages.charts.scale import Axis
from pages.charts.trend.chart_text import chart_text


def event_list(events: Sequence[Event]) -> Markup:
    """The numbered events in words, for st.html; "" where there is none."""
    return part("events", [event.words for event in events]) if events else Markup()


def mark_events(chart: go.Figure, events: Sequence[Event], months: Sequence[date], scale: Axis) -> None:
    """Lines and shades, each with its number above; numbers that would touch are put together."""
    tags: list[tuple[date, list[int]]] = []
    nearest = 0.07 * (months[-1] - months[0]).days
    for number_of, event in enumerate(events, 1):
        at = min(max(event.day, months[0]), months[-1])
        if event.end is not None:
            chart.add_shape(
                type="rect",
                x0=at,
                x1=min(event.end, months[-1]),
                y0=scale.start,
                y1=scale.end,
                fillcolor=tokens.GRID,
                line_width=0,
                layer="below",
            )
        else:
            paint = tokens.TEXT if event.new_limits else tokens.BRAND
            dash = "solid" if event.new_limits else "dash"
            chart.add_vline(x=at, line={"color": paint, "width": 1.2, "dash": dash})
        if tags and (at - tags[-1][0]).days < nearest:
            tags[-1][1].append(number_of)
        else:
            tags.append((at, [number_of]))
    for at, numbers in tags:
        chart.add_annotation(
            x=at,
            y=1,
            yref="paper",
            yshift=20,
            yanchor="bottom",
            text=chart_text(", ".join(map(str, numbers)), is_bold=True),
            showarrow=False,
            font={"color": tokens.TEXT, "size": 14},
        )
