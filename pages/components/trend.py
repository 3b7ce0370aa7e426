"""Change over time: a control chart for months, dots with intervals for few periods. Nothing is
computed here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

import plotly.graph_objects as go
import streamlit as st

from . import tokens
from .scale import Axis, axis
from .words import interval, number, short_month, text
from .words import value as value_words

_SYMBOLS = {
    "common": ("circle", 6, tokens.COMMON_CAUSE),
    "improving": ("circle", 10, tokens.IMPROVING),
    "worsening": ("diamond", 11, tokens.WORSENING),
}
_KEYS = {
    "common": "usual ups and downs",
    "improving": "unusual, improving",
    "worsening": "unusual, worsening",
}
_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
HEIGHT = 360
_LABEL_WIDTH = 14  # characters of a label at a line's end, before it goes on in a second line


@dataclass(frozen=True)
class Gap:
    """Months without a figure: first and last month, and why in a few words."""

    start: date
    end: date
    words: str


@dataclass(frozen=True)
class Event:
    """A dated line with words: new limits (solid, dark) or something that happened (dashed, blue)."""

    day: date
    words: str
    new_limits: bool = False


def control_chart(
    months: Sequence[date],
    values: Sequence[float],
    *,
    centre: Sequence[float],
    lower_limit: Sequence[float],
    upper_limit: Sequence[float],
    flags: Sequence[str],
    decimals: int = 0,
    gaps: Sequence[Gap] = (),
    events: Sequence[Event] = (),
    target: float | None = None,
) -> go.Figure:
    """Control chart of monthly values. Centre and limits come one a month, so that they can step; NaN
    breaks them.

    `flags`: common, improving or worsening, one a month. A month whose value is NaN breaks the line;
    `gaps` are shaded and named. Direct labels stand at the right end.
    """
    chart = _chart()
    scale = axis(
        [*values, *lower_limit, *upper_limit, target if target is not None else math.nan], decimals=decimals
    )
    for first, last in _stretches(centre):
        stretch = slice(first, last + 1)
        days = list(months[stretch])
        low, mean, high = list(lower_limit[stretch]), list(centre[stretch]), list(upper_limit[stretch])
        chart.add_shape(
            type="rect",
            x0=days[0],
            x1=days[-1],
            y0=min(low),
            y1=max(high),
            fillcolor=tokens.USUAL_RANGE,
            line_width=0,
            layer="below",
        )
        for edge, dash, paint in (
            (high, "dash", tokens.SECONDARY),
            (low, "dash", tokens.SECONDARY),
            (mean, "solid", tokens.TEXT),
        ):
            line = {"color": paint, "width": 1.2, "dash": dash}
            chart.add_scatter(x=days, y=edge, mode="lines", line=line, hoverinfo="skip")
    chart.add_scatter(
        x=months,
        y=list(values),
        mode="lines",
        line={"color": tokens.SECONDARY, "width": 1.5},
        connectgaps=False,
        hoverinfo="skip",
    )
    for flag, (symbol, size, paint) in _SYMBOLS.items():
        at = [place for place, its in enumerate(flags) if its == flag and _known(values[place])]
        chart.add_scatter(
            x=[months[place] for place in at],
            y=[values[place] for place in at],
            mode="markers",
            marker={"symbol": symbol, "size": size, "color": paint, "line": {"color": "#fff", "width": 1}},
            customdata=[
                [f"{months[place]:%B %Y}", number(values[place], decimals), _KEYS[flag]] for place in at
            ],
            hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
        )
    for gap in gaps:
        # A plain shape, not add_vrect: that one would be drawn beneath the usual range.
        chart.add_shape(
            type="rect",
            x0=_shift(gap.start, -15),
            x1=_shift(gap.end, 15),
            y0=scale.start,
            y1=scale.end,
            fillcolor=tokens.GRID,
            line_width=0,
            layer="below",
        )
        chart.add_annotation(
            x=_shift(gap.start, 0),
            xanchor="right",
            y=scale.start,
            yanchor="bottom",
            text=text(gap.words),
            showarrow=False,
            font={"color": tokens.SECONDARY, "size": 14},
        )
    for event in events:
        paint = tokens.TEXT if event.new_limits else tokens.BRAND
        chart.add_vline(
            x=event.day, line={"color": paint, "width": 1.2, "dash": "solid" if event.new_limits else "dash"}
        )
        chart.add_annotation(
            x=event.day,
            y=1,
            yref="paper",
            yshift=20,
            xanchor="left",
            yanchor="bottom",
            align="left",
            text=f"<b>{text(event.words)}</b>",
            showarrow=False,
            font={"color": paint, "size": 14},
        )
    last = max((place for place, its in enumerate(values) if _known(its)), default=None)
    labels = [
        (_last(upper_limit), f"limit {number(_last(upper_limit), decimals)}", tokens.SECONDARY),
        (_last(centre), f"mean {number(_last(centre), decimals)}", tokens.TEXT),
        (_last(lower_limit), f"limit {number(_last(lower_limit), decimals)}", tokens.SECONDARY),
    ]
    if target is not None:
        chart.add_hline(y=target, line={"color": tokens.TEXT, "width": 1.5, "dash": "dot"})
        labels.append((target, f"target {number(target, decimals)}", tokens.TEXT))
    widest = _label_ends(chart, labels, scale)
    if last is not None:
        ring = {"symbol": "circle-open", "size": 17, "color": tokens.TEXT, "line": {"width": 1.5}}
        chart.add_scatter(
            x=[months[last]],
            y=[values[last]],
            mode="markers",
            marker=ring,
            hoverinfo="skip",
            cliponaxis=False,
        )
        chart.add_annotation(
            x=months[last],
            y=1,
            yref="paper",
            xanchor="right",
            yanchor="bottom",
            xshift=10,
            showarrow=False,
            text=f"<b>{short_month(months[last])}: {number(values[last], decimals)}</b>",
            font={"color": tokens.TEXT, "size": 14},
        )
    _axes(chart, scale, widest, top=48 if events else 26)
    chart.update_xaxes(tickformat="%b %Y", nticks=5, range=[_shift(months[0], -15), _shift(months[-1], 20)])
    return chart


def control_legend(flags: Sequence[str]) -> str:
    """The marks of a control chart in words with how many there are, for st.html."""
    items = []
    for flag in ("common", "improving", "worsening"):
        how_many = sum(its == flag for its in flags)
        said = f"{_KEYS[flag]} ({how_many or 'none'})"
        items.append(
            f'<li><i class="key-{ {"common": "dot"}.get(flag, flag) }" aria-hidden="true"></i>{said}</li>'
        )
    return f'<ul class="legend">{"".join(items)}</ul>'


def few_points_chart(
    periods: Sequence[str],
    values: Sequence[float],
    *,
    lower_ci: Sequence[float] | None = None,
    upper_ci: Sequence[float] | None = None,
    decimals: int = 0,
    unit: str = "",
    comparator: str = "England",
    comparator_values: Sequence[float] | None = None,
    name: str = "",
) -> go.Figure:
    """Two to eight points with interval whiskers, the comparator as a dashed line, both named at their
    ends."""
    lows = list(lower_ci) if lower_ci is not None else [math.nan] * len(values)
    highs = list(upper_ci) if upper_ci is not None else [math.nan] * len(values)
    others = list(comparator_values) if comparator_values is not None else []
    chart = _chart()
    scale = axis([*values, *lows, *highs, *others], decimals=decimals)
    labels = []
    if any(_known(other) for other in others):
        chart.add_scatter(
            x=list(periods),
            y=others,
            mode="lines+markers",
            hoverinfo="skip",
            line={"color": tokens.TEXT, "width": 1.5, "dash": "dash"},
            marker={"symbol": "diamond-open", "size": 9, "color": tokens.TEXT},
        )
        labels.append((_last(others), f"{comparator} {number(_last(others), decimals)}", tokens.TEXT))
    chart.add_scatter(
        x=list(periods),
        y=list(values),
        mode="lines+markers",
        line={"color": tokens.BRAND, "width": 2},
        marker={"size": 9, "color": tokens.BRAND},
        error_y={
            "type": "data",
            "symmetric": False,
            "color": tokens.BRAND,
            "thickness": 1.5,
            "width": 4,
            "array": [high - value if _known(high) else 0 for high, value in zip(highs, values, strict=True)],
            "arrayminus": [
                value - low if _known(low) else 0 for low, value in zip(lows, values, strict=True)
            ],
        },
        customdata=[
            [
                period,
                value_words(value, decimals, unit),
                f"95% interval {interval(low, high, decimals)}" if _known(low) else "",
            ]
            for period, value, low, high in zip(periods, values, lows, highs, strict=True)
        ],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
    )
    own = f"{name} " if name else ""
    labels.append((_last(values), f"{own}{number(_last(values), decimals)}", tokens.BRAND))
    widest = _label_ends(chart, labels, scale)
    _axes(chart, scale, widest, top=12)
    few = len(periods) <= 3
    middle = [len(periods) // 2] if len(periods) % 2 else []
    told = range(len(periods)) if few else [0, *middle, len(periods) - 1]
    chart.update_xaxes(
        type="category",
        range=[-0.35, len(periods) - 0.65],
        tickvals=[periods[place] for place in told],
        tickangle=0,
    )
    return chart


def draw_trend(chart: go.Figure, *, key: str, alt: str) -> None:
    """Draw a chart of this module. `alt` says in words what it shows."""
    st.plotly_chart(chart, key=key, theme=None, config=_CONFIG, alt=alt, width="stretch", height=HEIGHT)


def axis_note(chart: go.Figure) -> str:
    """'The axis starts at 460.' for a sub line, or '' where it starts at 0."""
    start = float(chart.layout.yaxis.range[0])
    return "" if start == 0 else f"The axis starts at {start:,g}.".replace("-", "\u2212")


def _stretches(centre: Sequence[float]) -> list[tuple[int, int]]:
    """First and last place of each run of months with one centre line; months without one part runs."""
    stretches: list[tuple[int, int]] = []
    for place, mean in enumerate(centre):
        if not _known(mean):
            continue
        if stretches and stretches[-1][1] == place - 1 and math.isclose(centre[place - 1], mean):
            stretches[-1] = (stretches[-1][0], place)
        else:
            stretches.append((place, place))
    return stretches


def _known(value: float | None) -> bool:
    return value is not None and math.isfinite(value)


def _last(values: Sequence[float]) -> float:
    return next((value for value in reversed(list(values)) if _known(value)), math.nan)


def _shift(day: date, days: int) -> str:
    return date.fromordinal(day.toordinal() + days).isoformat()


def _chart() -> go.Figure:
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


def _label_ends(chart: go.Figure, labels: list[tuple[float, str, str]], scale: Axis) -> int:
    """Name lines at their right end, moved apart where they would touch. Returns the longest line's
    characters."""
    known = sorted((label for label in labels if _known(label[0])), key=lambda label: label[0])
    told = [wrap(words, _LABEL_WIDTH) for _, words, _ in known]
    line = 17 / (HEIGHT - 70) * (scale.end - scale.start)
    placed: list[float] = []
    for place, (at, _, _) in enumerate(known):
        room = (len(told[place]) + len(told[place - 1])) / 2 * line
        placed.append(max(at, placed[-1] + room) if placed else at)
    over = max(0.0, (placed[-1] if placed else 0) - scale.end)
    for (_, _, paint), lines, at in zip(known, told, placed, strict=True):
        words = "<br>".join(text(part) for part in lines)
        chart.add_annotation(
            x=1,
            xref="paper",
            xanchor="left",
            xshift=6,
            y=at - over,
            align="left",
            text=words if paint == tokens.SECONDARY else f"<b>{words}</b>",
            showarrow=False,
            font={"color": paint, "size": 14},
        )
    return max((len(part) for lines in told for part in lines), default=0)


def _axes(chart: go.Figure, scale: Axis, widest: int, top: int) -> None:
    digits = max((len(f"{tick:,g}") for tick in scale.ticks), default=1)
    chart.update_layout(
        height=HEIGHT, margin={"l": 14 + 8 * digits, "r": 14 + round(7.6 * widest), "t": top, "b": 34}
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
