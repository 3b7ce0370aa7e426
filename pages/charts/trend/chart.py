"""Change over time: a control chart for months, dots with intervals for few periods. It computes nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from pages.charts import tokens
from pages.charts.scale import axis
from pages.charts.trend.events import Event, mark_events
from pages.charts.trend.frame import blank_chart, days_after, draw_axes, is_known, label_ends, last_known
from pages.charts.trend.target import aim_line, draw_aim
from pages.words.numbers import interval, number, short_month, text
from pages.words.numbers import value as value_words

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


@dataclass(frozen=True)
class Gap:
    """Months without a figure: first and last month, and why in a few words."""

    start: date
    end: date
    words: str


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
    target_word: str = "target",
    way: Sequence[tuple[date, float]] = (),
) -> go.Figure:
    """Control chart of monthly values. Centre and limits come one a month, so that they can step; NaN
    breaks them.

    `flags`: common, improving or worsening, one a month. A month whose value is NaN breaks the line;
    `gaps` are shaded and named. Direct labels stand at the right end. `way` are dated values on the way to
    the target; what of them falls inside the months takes the place of its level line.
    """
    chart = blank_chart()
    aim = aim_line(target, way, months)
    scale = axis([*values, *lower_limit, *upper_limit, *(value for _, value in aim)], decimals=decimals)
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
        at = [place for place, its in enumerate(flags) if its == flag and is_known(values[place])]
        chart.add_scatter(
            x=[months[place] for place in at],
            y=[values[place] for place in at],
            mode="markers",
            cliponaxis=False,
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
            x0=days_after(gap.start, -15),
            x1=days_after(gap.end, 15),
            y0=scale.start,
            y1=scale.end,
            fillcolor=tokens.GRID,
            line_width=0,
            layer="below",
        )
        chart.add_annotation(
            x=days_after(gap.start, 0),
            xanchor="right",
            y=scale.start,
            yanchor="bottom",
            text=text(gap.words),
            showarrow=False,
            font={"color": tokens.SECONDARY, "size": 14},
        )
    mark_events(chart, events, months, scale)
    last = max((place for place, its in enumerate(values) if is_known(its)), default=None)
    labels = [
        (last_known(upper_limit), f"limit {number(last_known(upper_limit), decimals)}", tokens.SECONDARY),
        (last_known(centre), f"mean {number(last_known(centre), decimals)}", tokens.TEXT),
        (last_known(lower_limit), f"limit {number(last_known(lower_limit), decimals)}", tokens.SECONDARY),
    ]
    labels += draw_aim(chart, aim, decimals, target_word)
    widest = label_ends(chart, labels, scale)
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
    draw_axes(chart, scale, widest, top=48 if events else 26)
    chart.update_xaxes(
        tickformat="%b<br>%Y",
        tickangle=0,
        nticks=5,
        range=[days_after(months[0], -15), days_after(months[-1], 20)],
    )
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
    target: float | None = None,
    target_word: str = "target",
) -> go.Figure:
    """Two to eight points with interval whiskers, the comparator as a dashed line, both named at their
    ends."""
    lows = list(lower_ci) if lower_ci is not None else [math.nan] * len(values)
    highs = list(upper_ci) if upper_ci is not None else [math.nan] * len(values)
    others = list(comparator_values) if comparator_values is not None else []
    chart = blank_chart()
    aim = [] if target is None else [(period, target) for period in periods]
    scale = axis([*values, *lows, *highs, *others, *(value for _, value in aim)], decimals=decimals)
    labels = draw_aim(chart, aim, decimals, target_word)
    if any(is_known(other) for other in others):
        chart.add_scatter(
            x=list(periods),
            y=others,
            mode="lines+markers",
            hoverinfo="skip",
            line={"color": tokens.TEXT, "width": 1.5, "dash": "dash"},
            marker={"symbol": "diamond-open", "size": 9, "color": tokens.TEXT},
        )
        labels.append(
            (last_known(others), f"{comparator} {number(last_known(others), decimals)}", tokens.TEXT)
        )
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
            "array": [
                high - value if is_known(high) else 0 for high, value in zip(highs, values, strict=True)
            ],
            "arrayminus": [
                value - low if is_known(low) else 0 for low, value in zip(lows, values, strict=True)
            ],
        },
        customdata=[
            [
                period,
                value_words(value, decimals, unit),
                f"95% interval {interval(low, high, decimals)}" if is_known(low) else "",
            ]
            for period, value, low, high in zip(periods, values, lows, highs, strict=True)
        ],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
    )
    own = f"{name} " if name else ""
    labels.append((last_known(values), f"{own}{number(last_known(values), decimals)}", tokens.BRAND))
    widest = label_ends(chart, labels, scale)
    draw_axes(chart, scale, widest, top=12)
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


def axis_note(chart: go.Figure) -> str:
    """'The axis starts at 460.' for a sub line, or '' where it starts at 0."""
    start = float(chart.layout.yaxis.range[0])
    return "" if start == 0 else f"The axis starts at {start:,g}.".replace("-", "\u2212")


def _stretches(centre: Sequence[float]) -> list[tuple[int, int]]:
    """First and last place of each run of months with one centre line; months without one part runs."""
    stretches: list[tuple[int, int]] = []
    for place, mean in enumerate(centre):
        if not is_known(mean):
            continue
        if stretches and stretches[-1][1] == place - 1 and math.isclose(centre[place - 1], mean):
            stretches[-1] = (stretches[-1][0], place)
        else:
            stretches.append((place, place))
    return stretches
