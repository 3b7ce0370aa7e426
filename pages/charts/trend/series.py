"""What stands beside a series over time: its target, its events, the months left out."""

from __future__ import annotations

from datetime import date

import pandas as pd

from metrics.judgement.change import Change
from metrics.language.metric import Metric
from metrics.targets.annotations import annotations_of
from pages.charts.trend import chart as trend
from pages.charts.trend.events import Event
from pages.words.numbers import full_date, month


def target_shown(metric: Metric, frequency: str) -> float | None:
    """The target where it can be held against figures of such a period."""
    if metric.target is None:
        return None
    apart = metric.statistic.grows_with_time and (frequency == "month") != (metric.target.per == "month")
    return None if apart else metric.target.value


def events_of(metric: Metric, found: Change, known: pd.DataFrame, ics: str) -> list[Event]:
    """New limits with their reason, and what happened inside the drawn period, in order of time."""
    first, last = known.period_start.iloc[0].date(), known.period_end.iloc[-1].date()
    events = [
        Event(one.on, f"New limits from {month(one.on)}: {one.reason}. {one.source}.", new_limits=True)
        for one in found.rebases
    ]
    for one in annotations_of(metric, ics, first, last):
        day = full_date(one.start) + (f" to {full_date(one.end)}" if one.end else "")
        events.append(Event(one.start, f"{day}: {one.title}. {one.source}.", end=one.end))
    return sorted(events, key=lambda event: event.day)


def left_out(series: pd.DataFrame) -> list[trend.Gap]:
    """Runs of months without a figure between the first and the last that have one."""
    known = series.period_start[series.status == "ok"]
    inside = series.period_start.between(known.min(), known.max()) & (series.status != "ok")
    runs: list[tuple[date, date]] = []
    for day in (stamp.date() for stamp in series.period_start[inside]):
        if runs and (day - runs[-1][1]).days < 40:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return [trend.Gap(first, last, f"{_months(first, last)} left out") for first, last in runs]


def _months(first: date, last: date) -> str:
    return f"{first:%b %Y}" if first == last else f"{first:%b} to {last:%b %Y}"
