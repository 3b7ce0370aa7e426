"""The small picture on a metric's card: 150 x 44, said in words by its alt text."""

from __future__ import annotations

import math
from collections.abc import Sequence

from metrics.judgement.change import daily_mean
from metrics.judgement.standing import Standing, comparator_name
from pages.charts import tokens
from pages.charts.icons import picture
from pages.words.numbers import number

WIDTH, HEIGHT = 150, 44
_LAST = {"improving": tokens.IMPROVING, "worsening": tokens.WORSENING}


def sparkline(
    values: Sequence[float | None],
    verdict: str = "cannot say",
    lower: Sequence[float | None] | None = None,
    upper: Sequence[float | None] | None = None,
    centre: float | None = None,
    usual: tuple[float, float] | None = None,
    comparator: float | None = None,
) -> str:
    """Data address of a sparkline of `values` in order; None or NaN breaks the line.

    Seven points or more: a line with the average `centre` and the `usual` range, the last point
    marked. Two to six: dots with whiskers. One: a dot with its interval against the comparator's tick.
    """
    figures = [_number(value) for value in values]
    lows = [_number(value) for value in lower] if lower is not None else [math.nan] * len(figures)
    highs = [_number(value) for value in upper] if upper is not None else [math.nan] * len(figures)
    known = [value for value in figures if math.isfinite(value)]
    if not known:
        return picture(_svg(""))
    if len(known) == 1:
        place = next(place for place, value in enumerate(figures) if math.isfinite(value))
        return picture(_svg(_single(figures[place], lows[place], highs[place], _number(comparator))))
    reach = [
        value for value in (*known, *lows, *highs, *(usual or ()), _number(centre)) if math.isfinite(value)
    ]
    low, high = min(reach), max(reach)
    spread = (high - low) or 1.0

    def x(place: int) -> float:
        return 5 + place * (WIDTH - 14) / max(1, len(figures) - 1)

    def y(value: float) -> float:
        return HEIGHT - 6 - (value - low) / spread * (HEIGHT - 12)

    parts = []
    many = len(known) >= 7
    if many and usual:
        parts.append(
            f'<rect x="0" y="{y(usual[1]):.1f}" width="{WIDTH}" height="{y(usual[0]) - y(usual[1]):.1f}" '
            f'fill="{tokens.USUAL_RANGE}"/>'
            + "".join(
                f'<path d="M0 {y(edge):.1f}H{WIDTH}" stroke="{tokens.RULE}" stroke-width="1"/>'
                for edge in usual
            )
        )
    if many and centre is not None and math.isfinite(centre):
        parts.append(f'<path d="M0 {y(centre):.1f}H{WIDTH}" stroke="{tokens.CONTROL}" stroke-width="1"/>')
    parts.append(
        f'<path d="{_line(figures, x, y)}" fill="none" stroke="{tokens.SECONDARY}" stroke-width="1.5"/>'
    )
    last = max(place for place, value in enumerate(figures) if math.isfinite(value))
    if not many:
        for place, value in enumerate(figures):
            if math.isfinite(lows[place]) and math.isfinite(highs[place]):
                parts.append(
                    f'<path d="M{x(place):.1f} {y(lows[place]):.1f}V{y(highs[place]):.1f}" '
                    f'stroke="{tokens.SECONDARY}" stroke-width="1.5"/>'
                )
            if math.isfinite(value) and place != last:
                parts.append(
                    f'<circle cx="{x(place):.1f}" cy="{y(value):.1f}" r="2.5" fill="{tokens.SECONDARY}"/>'
                )
    parts.append(_last_point(x(last), y(figures[last]), verdict))
    return picture(_svg("".join(parts)))


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)


def _line(figures: list[float], x: object, y: object) -> str:
    path, pen = "", "M"
    for place, value in enumerate(figures):
        if math.isfinite(value):
            path += f"{pen}{x(place):.1f} {y(value):.1f}"
            pen = "L"
        else:
            pen = "M"
    return path


def _last_point(x: float, y: float, verdict: str) -> str:
    if verdict == "worsening":
        return f'<path d="M{x:.1f} {y - 6:.1f}l6 6-6 6-6-6z" fill="{tokens.WORSENING}"/>'
    radius = 5 if verdict == "improving" else 3.5
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{_LAST.get(verdict, tokens.SECONDARY)}"/>'


def _single(value: float, low: float, high: float, comparator: float) -> str:
    ends = [end for end in (value, low, high, comparator) if math.isfinite(end)]
    start, spread = min(ends), (max(ends) - min(ends)) or 1.0

    def x(figure: float) -> float:
        return 22 + (figure - start) / spread * (WIDTH - 44) if max(ends) > min(ends) else WIDTH / 2

    parts = [f'<path d="M6 22H{WIDTH - 6}" stroke="{tokens.RULE}" stroke-width="1.5"/>']
    if math.isfinite(low) and math.isfinite(high):
        parts.append(
            f'<path d="M{x(low):.1f} 22H{x(high):.1f}" stroke="{tokens.FORECAST_INNER}" stroke-width="5"/>'
        )
    if math.isfinite(comparator):
        parts.append(f'<path d="M{x(comparator):.1f} 13V31" stroke="{tokens.TEXT}" stroke-width="2"/>')
    parts.append(f'<circle cx="{x(value):.1f}" cy="22" r="4.5" fill="{tokens.BRAND}"/>')
    return "".join(parts)


def _svg(inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">{inside}</svg>'
    )


# What 0 means for a figure that is itself a difference.
_NOTHING_APART = {"life_expectancy_gap": "as in England", "admissions_avoided": "as its earlier trend"}


def spark(one: Standing) -> str:
    """The small picture of the series, on the scale of its usual range where there is one."""
    series, chart, newest = one.change.series, one.change.chart, one.newest
    drawn = {}
    values = series.value.tolist()
    if chart is not None:
        values = daily_mean(series, one.metric).tolist()
        drawn = {
            "centre": float(chart.centre[-1]),
            "usual": (float(chart.lower_limit[-1]), float(chart.upper_limit[-1])),
        }
    compared = newest.comparator_value == newest.comparator_value
    return sparkline(
        values,
        one.change.verdict,
        series.lower_ci.tolist(),
        series.upper_ci.tolist(),
        comparator=float(newest.comparator_value) if compared else None,
        **drawn,
    )


def spark_note(one: Standing) -> str:
    """Whose tick stands in a picture of one point: "England 49.0", else ""."""
    newest, kind = one.newest, one.metric.statistic.kind
    if newest.comparator_value != newest.comparator_value or (one.change.series.status == "ok").sum() != 1:
        return ""
    if kind in _NOTHING_APART:
        return _NOTHING_APART[kind]
    return f"{comparator_name(one)} {number(newest.comparator_value, one.metric.decimals)}"
