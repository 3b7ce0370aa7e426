"""Change over time on the screen: the models of pages.charts.model drawn with Plotly. It computes nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence

import plotly.graph_objects as go
from markupsafe import Markup

from pages.charts import tokens
from pages.charts.markup import legend, part
from pages.charts.model import ControlChart, IntervalChart
from pages.charts.trend.chart_text import HOVER, MONTH_OVER_YEAR, chart_text
from pages.charts.trend.events import mark_events
from pages.charts.trend.frame import blank_chart, days_after, draw_axes, is_known, label_ends, last_known
from pages.charts.trend.target import draw_aim
from pages.words.numbers import interval, number, short_month
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


def control_figure(model: ControlChart) -> go.Figure:
    """Control chart of monthly values, whose average and limits step where they are new.

    A month without a value breaks the line; gaps are shaded and named. Direct labels are at the right end.
    """
    months, values, centre = model.months, model.values, model.centre
    lower_limit, upper_limit, decimals = model.lower_limit, model.upper_limit, model.decimals
    chart = blank_chart()
    scale = model.axis()
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
        x=list(months),
        y=list(values),
        mode="lines",
        line={"color": tokens.SECONDARY, "width": 1.5},
        connectgaps=False,
        hoverinfo="skip",
    )
    for flag, (symbol, size, paint) in _SYMBOLS.items():
        at = [place for place, its in enumerate(model.flags) if its == flag and is_known(values[place])]
        chart.add_scatter(
            x=[months[place] for place in at],
            y=[values[place] for place in at],
            mode="markers",
            cliponaxis=False,
            marker={"symbol": symbol, "size": size, "color": paint, "line": {"color": "#fff", "width": 1}},
            customdata=[
                [f"{months[place]:%B %Y}", number(values[place], decimals), _KEYS[flag]] for place in at
            ],
            hovertemplate=HOVER,
        )
    for gap in model.gaps:
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
            text=chart_text(gap.words),
            showarrow=False,
            font={"color": tokens.SECONDARY, "size": 14},
        )
    mark_events(chart, model.events, months, scale)
    last = max((place for place, its in enumerate(values) if is_known(its)), default=None)
    labels = [
        (last_known(upper_limit), f"limit {number(last_known(upper_limit), decimals)}", tokens.SECONDARY),
        (last_known(centre), f"mean {number(last_known(centre), decimals)}", tokens.TEXT),
        (last_known(lower_limit), f"limit {number(last_known(lower_limit), decimals)}", tokens.SECONDARY),
    ]
    labels += draw_aim(chart, model.aim, decimals, model.aim_word)
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
            text=chart_text(f"{short_month(months[last])}: {number(values[last], decimals)}", is_bold=True),
            font={"color": tokens.TEXT, "size": 14},
        )
    draw_axes(chart, scale, widest, top=48 if model.events else 26)
    chart.update_xaxes(
        tickformat=MONTH_OVER_YEAR,
        tickangle=0,
        nticks=5,
        range=[days_after(months[0], -15), days_after(months[-1], 20)],
    )
    return chart


def control_legend(flags: Sequence[str]) -> Markup:
    """The marks of a control chart in words with how many there are, for st.html."""
    items = []
    for flag in ("common", "improving", "worsening"):
        how_many = sum(its == flag for its in flags)
        mark = part("key", {"common": "dot"}.get(flag, flag))
        items.append((mark, f"{_KEYS[flag]} ({how_many or 'none'})"))
    return legend(items)


def interval_figure(model: IntervalChart) -> go.Figure:
    """Two to eight points with interval whiskers, the comparator as a dashed line, both named at their
    ends."""
    periods, values, lows, highs = model.points, model.values, model.lower_ci, model.upper_ci
    others, decimals, name = model.comparator_values, model.decimals, model.name
    chart = blank_chart()
    scale = model.axis()
    aim = [] if model.target is None else [(period, model.target) for period in periods]
    labels = draw_aim(chart, aim, decimals, model.aim_word)
    if any(is_known(other) for other in others):
        chart.add_scatter(
            x=list(periods),
            y=list(others),
            mode="lines+markers",
            hoverinfo="skip",
            line={"color": tokens.TEXT, "width": 1.5, "dash": "dash"},
            marker={"symbol": "diamond-open", "size": 9, "color": tokens.TEXT},
        )
        labels.append(
            (last_known(others), f"{model.comparator} {number(last_known(others), decimals)}", tokens.TEXT)
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
                value_words(value, decimals, model.unit),
                f"95% interval {interval(low, high, decimals)}" if is_known(low) else "",
            ]
            for period, value, low, high in zip(periods, values, lows, highs, strict=True)
        ],
        hovertemplate=HOVER,
    )
    labels.append((last_known(values), f"{name} {number(last_known(values), decimals)}", tokens.BRAND))
    widest = label_ends(chart, labels, scale)
    draw_axes(chart, scale, widest, top=12)
    few = len(periods) <= 3
    middle = [len(periods) // 2] if len(periods) % 2 else []
    labelled = range(len(periods)) if few else [0, *middle, len(periods) - 1]
    chart.update_xaxes(
        type="category",
        range=[-0.35, len(periods) - 0.65],
        tickvals=[periods[place] for place in labelled],
        tickangle=0,
    )
    return chart


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
