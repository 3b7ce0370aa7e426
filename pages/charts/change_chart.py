"""A metric's change as a chart of the paper: the same series, limits and marks as on the screen."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.judgement.change import daily_mean
from metrics.judgement.standing import Standing
from pages.charts.model import ControlChart, PointsChart
from pages.charts.trend.events import Event
from pages.charts.trend.series import events_of, left_out, target_shown
from pages.words import findings
from pages.words.findings import first_comparator
from pages.words.numbers import value

_FLAGS = {"improvement": "improving", "concern": "worsening", "missing": "missing"}


def change_chart(one: Standing, name: str, ics: str) -> ControlChart | PointsChart:
    """A control chart of months, else the periods with their intervals; needs two figures at least."""
    return _control_chart(one, name, ics) if one.change.chart is not None else _points(one, name)


def events_in(one: Standing, ics: str) -> list[Event]:
    """New limits and what happened while the series ran, with words."""
    known = one.change.series[one.change.series.status == "ok"]
    return events_of(one.metric, one.change, known, ics) if len(known) else []


def _control_chart(one: Standing, name: str, ics: str) -> ControlChart:
    metric, series, drawn = one.metric, one.change.series, one.change.chart
    known = series[series.status == "ok"]
    last = known.iloc[-1]
    said = value(last.value, metric.decimals, metric.unit)
    return ControlChart(
        name=one.name,
        months=tuple(day.date() for day in series.period_start),
        values=_floats(daily_mean(series, metric)),
        centre=_floats(drawn.centre),
        lower_limit=_floats(drawn.lower_limit),
        upper_limit=_floats(drawn.upper_limit),
        flags=tuple(_FLAGS.get(str(signal), "common") for signal in drawn.signals),
        decimals=metric.decimals,
        unit=findings.monthly_unit(metric, "month"),
        alt=f"Control chart of {one.name} in {name}, {_span(known)}. {one.change.verdict.capitalize()}: "
        f"{one.change.reason}. {last.period_label}: {said}.",
        equal_length=metric.statistic.grows_with_time,
        target=target_shown(metric, "month"),
        aim="example" if metric.target and metric.target.is_example else "target",
        events=tuple((event.day, event.new_limits) for event in events_in(one, ics)),
        gaps=tuple((gap.start, gap.end, gap.words) for gap in left_out(series)),
    )


def _points(one: Standing, name: str) -> PointsChart:
    metric = one.metric
    known = one.change.series[one.change.series.status == "ok"]
    points = "; ".join(
        f"{row.period_label}: {value(row.value, metric.decimals, metric.unit)}" for row in known.itertuples()
    )
    return PointsChart(
        name=name,
        points=tuple(known.period_label),
        values=_floats(known.value),
        lower_ci=_floats(known.lower_ci),
        upper_ci=_floats(known.upper_ci),
        comparator=first_comparator(known) or "comparator",
        comparator_values=_floats(known.comparator_value),
        decimals=metric.decimals,
        unit=findings.monthly_unit(metric, known.frequency.iloc[0]),
        alt=f"{one.name} in {name}. {points}.",
    )


def _span(known: pd.DataFrame) -> str:
    return f"{known.period_label.iloc[0]} to {known.period_label.iloc[-1]}"


def _floats(values) -> tuple[float, ...]:
    return tuple(float(one) for one in np.asarray(values, dtype=float))
