"""A metric's change as a chart: one model for screen, slides and PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from metrics.judgement.change import Change, daily_mean
from metrics.language.metric import Metric
from metrics.language.sexes import named_with_sex
from metrics.language.target_words import target_label, target_source
from metrics.targets.annotations import annotations_of
from pages.charts.model import ControlChart, Event, Gap, IntervalChart
from pages.words import findings
from pages.words.findings import first_comparator
from pages.words.numbers import full_date, month, value

_FLAGS = {"improvement": "improving", "concern": "worsening", "missing": "missing"}


def change_chart(metric: Metric, change: Change, name: str, ics: str) -> ControlChart | IntervalChart | None:
    """One area's change: a control chart of months, else its periods with their intervals; None where there
    are fewer than two figures. ``name``: of the area; ``ics``: NHS code of the system, for its events.
    """
    if (change.series.status == "ok").sum() < 2:
        return None
    return (control_chart if change.chart is not None else interval_chart)(metric, change, name, ics)


def control_chart(metric: Metric, change: Change, name: str, ics: str) -> ControlChart:
    """The months of a change that has a control chart, with average, limits, target and events."""
    series, drawn = change.series, change.chart
    known = series[series.status == "ok"]
    last = known.iloc[-1]
    unit = findings.monthly_unit(metric, "month")
    named, months = _named(metric, known), tuple(day.date() for day in series.period_start)
    newest = value(last.value, metric.decimals, metric.unit)
    return ControlChart(
        title=findings.change_title(change, metric),
        name=named,
        where=f"{name}, {unit}, {_span(known)}",
        months=months,
        values=_floats(daily_mean(series, metric)),
        centre=_floats(drawn.centre),
        lower_limit=_floats(drawn.lower_limit),
        upper_limit=_floats(drawn.upper_limit),
        flags=tuple(_FLAGS.get(str(signal), "common") for signal in drawn.signals),
        decimals=metric.decimals,
        unit=unit,
        alt=f"Control chart of {named} in {name}, {_span(known)}. {change.verdict.capitalize()}: "
        f"{change.reason}. {last.period_label}: {newest}.{_target_sentence(metric, 'month')}",
        equal_length=metric.statistic.grows_with_time,
        aim=_aim(metric, months),
        aim_word=_aim_word(metric),
        gaps=_left_out(series),
        events=_events(metric, change, known, ics),
    )


def interval_chart(metric: Metric, change: Change, name: str, ics: str) -> IntervalChart:
    """The periods of a change with their intervals, comparator, target and events."""
    known = change.series[change.series.status == "ok"]
    frequency = known.frequency.iloc[0]
    unit = findings.monthly_unit(metric, frequency)
    points = "; ".join(
        f"{row.period_label}: {value(row.value, metric.decimals, metric.unit)}" for row in known.itertuples()
    )
    return IntervalChart(
        title=findings.change_title(change, metric),
        name=name,
        where=f"{name}, {unit}, {_span(known)}",
        points=tuple(known.period_label),
        values=_floats(known.value),
        lower_ci=_floats(known.lower_ci),
        upper_ci=_floats(known.upper_ci),
        comparator=first_comparator(known, metric) or "comparator",
        comparator_values=_floats(known.comparator_value),
        decimals=metric.decimals,
        unit=unit,
        alt=f"{_named(metric, known)} in {name}. {points}.{_target_sentence(metric, frequency)}",
        target=_target(metric, frequency),
        aim_word=_aim_word(metric),
        events=_events(metric, change, known, ics),
    )


def _named(metric: Metric, known: pd.DataFrame) -> str:
    return named_with_sex(metric.title, metric.sexes, known.sex.iloc[-1])


def _target(metric: Metric, frequency: str) -> float | None:
    """The target where it can be compared with figures of such a period."""
    if metric.target is None:
        return None
    apart = metric.statistic.grows_with_time and (frequency == "month") != (metric.target.per == "month")
    return None if apart else metric.target.value


def _aim(metric: Metric, months: Sequence[date]) -> tuple[tuple[date, float], ...]:
    target = _target(metric, "month")
    return () if target is None else aim_line(target, metric.target.trajectory, months)


def aim_line(
    target: float, way: Sequence[tuple[date, float]], months: Sequence[date]
) -> tuple[tuple[date, float], ...]:
    """The target's line inside the months: level, or along the way to it."""
    first, last = months[0], months[-1]
    if not way or way[0][0] > last:
        return (first, target), (last, target)
    begin = max(way[0][0], first)
    inside = [day for day, _ in way if begin < day < last]
    return tuple((day, _between(way, day)) for day in (begin, *inside, last))


def _between(way: Sequence[tuple[date, float]], day: date) -> float:
    """The value of a way on a day, along straight lines."""
    for (start, low), (end, high) in zip(way, way[1:], strict=False):
        if start <= day <= end:
            return low + (high - low) * (day - start).days / max(1, (end - start).days)
    return way[-1][1]


def _aim_word(metric: Metric) -> str:
    return "example" if metric.target is not None and metric.target.is_example else "target"


def _target_sentence(metric: Metric, frequency: str) -> str:
    if _target(metric, frequency) is None:
        return ""
    return f" {target_label(metric)}: {target_source(metric)}."


def _events(metric: Metric, change: Change, known: pd.DataFrame, ics: str) -> tuple[Event, ...]:
    """New limits with their reason, and what happened inside the drawn period, in order of time."""
    first, last = known.period_start.iloc[0].date(), known.period_end.iloc[-1].date()
    events = [
        Event(
            rebase.on,
            f"New limits from {month(rebase.on)}: {rebase.reason}. {rebase.source}.",
            new_limits=True,
        )
        for rebase in change.rebases
    ]
    for note in annotations_of(metric, ics, first, last):
        day = full_date(note.start) + (f" to {full_date(note.end)}" if note.end else "")
        events.append(Event(note.start, f"{day}: {note.title}. {note.source}.", end=note.end))
    return tuple(sorted(events, key=lambda event: event.day))


def _left_out(series: pd.DataFrame) -> tuple[Gap, ...]:
    """Runs of months without a figure between the first and the last that have one."""
    known = series.period_start[series.status == "ok"]
    inside = series.period_start.between(known.min(), known.max()) & (series.status != "ok")
    runs: list[tuple[date, date]] = []
    for day in (stamp.date() for stamp in series.period_start[inside]):
        if runs and (day - runs[-1][1]).days < 40:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return tuple(Gap(first, last, f"{_months(first, last)} left out") for first, last in runs)


def _months(first: date, last: date) -> str:
    return f"{first:%b %Y}" if first == last else f"{first:%b} to {last:%b %Y}"


def _span(known: pd.DataFrame) -> str:
    return f"{known.period_label.iloc[0]} to {known.period_label.iloc[-1]}"


def _floats(values) -> tuple[float, ...]:
    return tuple(float(figure) for figure in np.asarray(values, dtype=float))
