"""The small picture on a metric's card: 150 x 44, described by its alt text."""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup

from metrics.judgement.change import daily_mean
from metrics.judgement.standing import Standing, comparator_name
from pages.charts import canvas, tokens
from pages.charts.canvas import picture
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
        return picture(_drawn())
    if len(known) == 1:
        place = next(place for place, value in enumerate(figures) if math.isfinite(value))
        return picture(_drawn(*_single(figures[place], lows[place], highs[place], _number(comparator))))
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
        bottom, top = (y(edge) for edge in usual)
        parts.append(canvas.rect(0, top, WIDTH, bottom - top, fill=tokens.USUAL_RANGE))
        parts += [_level(at, tokens.RULE) for at in (bottom, top)]
    if many and centre is not None and math.isfinite(centre):
        parts.append(_level(y(centre), tokens.CONTROL))
    points = [(x(place), y(value)) for place, value in enumerate(figures)]
    parts.append(canvas.path(canvas.through(points), fill="none", stroke=tokens.SECONDARY, stroke_width=1.5))
    last = max(place for place, value in enumerate(figures) if math.isfinite(value))
    if not many:
        for place, value in enumerate(figures):
            if math.isfinite(lows[place]) and math.isfinite(highs[place]):
                whisker = canvas.steps("M", x(place), y(lows[place]), "V", y(highs[place]))
                parts.append(canvas.path(whisker, stroke=tokens.SECONDARY, stroke_width=1.5))
            if math.isfinite(value) and place != last:
                parts.append(canvas.circle(x(place), y(value), 2.5, fill=tokens.SECONDARY))
    parts.append(_last_point(x(last), y(figures[last]), verdict))
    return picture(_drawn(*parts))


def _level(at: float, paint: str) -> Markup:
    return canvas.path(canvas.steps("M", 0, at, "H", WIDTH), stroke=paint, stroke_width=1)


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)


def _last_point(x: float, y: float, verdict: str) -> Markup:
    if verdict == "worsening":
        return canvas.diamond(x, y, 6, fill=tokens.WORSENING)
    radius = 5 if verdict == "improving" else 3.5
    return canvas.circle(x, y, radius, fill=_LAST.get(verdict, tokens.SECONDARY))


def _single(value: float, low: float, high: float, comparator: float) -> list[Markup]:
    ends = [end for end in (value, low, high, comparator) if math.isfinite(end)]
    start, spread = min(ends), (max(ends) - min(ends)) or 1.0

    def x(figure: float) -> float:
        return 22 + (figure - start) / spread * (WIDTH - 44) if max(ends) > min(ends) else WIDTH / 2

    parts = [canvas.path(f"M6 22H{WIDTH - 6}", stroke=tokens.RULE, stroke_width=1.5)]
    if math.isfinite(low) and math.isfinite(high):
        reach = canvas.steps("M", x(low), 22, "H", x(high))
        parts.append(canvas.path(reach, stroke=tokens.FORECAST_INNER, stroke_width=5))
    if math.isfinite(comparator):
        tick = canvas.steps("M", x(comparator), 13, "V", 31)
        parts.append(canvas.path(tick, stroke=tokens.TEXT, stroke_width=2))
    return [*parts, canvas.circle(x(value), 22, 4.5, fill=tokens.BRAND)]


def _drawn(*inside: Markup) -> Markup:
    return canvas.svg(WIDTH, HEIGHT, *inside)


def spark(standing: Standing) -> str:
    """The small picture of the series, on the scale of its usual range where there is standing."""
    series, chart, newest = standing.change.series, standing.change.chart, standing.newest
    drawn = {}
    values = series.value.tolist()
    if chart is not None:
        values = daily_mean(series, standing.metric).tolist()
        drawn = {
            "centre": float(chart.centre[-1]),
            "usual": (float(chart.lower_limit[-1]), float(chart.upper_limit[-1])),
        }
    compared = newest.comparator_value == newest.comparator_value
    return sparkline(
        values,
        standing.change.verdict,
        series.lower_ci.tolist(),
        series.upper_ci.tolist(),
        comparator=float(newest.comparator_value) if compared else None,
        **drawn,
    )


def spark_note(standing: Standing) -> str:
    """The comparator in a picture of one point: "England 49.0", else ""."""
    newest, difference = standing.newest, standing.metric.statistic.difference
    if (
        newest.comparator_value != newest.comparator_value
        or (standing.change.series.status == "ok").sum() != 1
    ):
        return ""
    if difference is not None:
        return difference.same_words
    return f"{comparator_name(standing)} {number(newest.comparator_value, standing.metric.decimals)}"
