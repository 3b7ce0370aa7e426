"""What is new since the previous refresh: new periods, corrections, gaps, and series that stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.judgement.change import STALE_MONTHS
from metrics.judgement.standing import Standing

CORRECTED = ("moved", "revised")


@dataclass(frozen=True)
class NewPeriod:
    """A new period with its figure and the previous period's: counts of events if available, else values."""

    standing: Standing
    period_label: str
    now: float
    was: float
    counted: bool


@dataclass(frozen=True)
class Stopped:
    """A monthly series without a new month for more than STALE_MONTHS; ``months`` is its age in months."""

    standing: Standing
    period_label: str
    months: int


def new_periods(standings: Iterable[Standing], changes: pd.DataFrame) -> list[NewPeriod]:
    """The new periods of one area's figures, newest first; ``changes``: the store's table of that name."""
    level_of = changes[changes.kind == "period appears"]
    appeared = set(zip(level_of.metric_id, level_of.area_level, level_of.period_label, strict=True))
    return _new_periods(
        standings,
        lambda standing: (
            (standing.metric.id, standing.newest.area_level, str(standing.newest.period_label)) in appeared
        ),
    )


def newest_months(standings: Iterable[Standing]) -> list[NewPeriod]:
    """The newest month of each monthly series, newest first: used after a first refresh."""
    return _new_periods(
        standings,
        lambda standing: (
            standing.newest.frequency == "month" and (standing.change.series.status == "ok").sum() > 1
        ),
    )


def _new_periods(standings: Iterable[Standing], is_wanted: Callable[[Standing], bool]) -> list[NewPeriod]:
    periods = []
    for standing in standings:
        if standing.newest.status != "ok" or not is_wanted(standing):
            continue
        known = standing.change.series[standing.change.series.status == "ok"]
        before = known[known.period_end < standing.newest.period_start]
        counted = (
            standing.metric.statistic.grows_with_time
            and standing.newest.numerator == standing.newest.numerator
        )
        column = "numerator" if counted else "value"
        was = float(before[column].iloc[-1]) if len(before) else np.nan
        now = float(standing.newest[column])
        periods.append(NewPeriod(standing, str(standing.newest.period_label), now, was, bool(counted)))
    return sorted(periods, key=lambda new: (-new.standing.newest.period_end.value, new.standing.metric.title))


def corrections(changes: pd.DataFrame, area_codes: Iterable[str]) -> pd.DataFrame:
    """Periods of these areas whose figure has changed: what the store calls moved or revised.

    A new latest period that is compared with the previous latest period is not a correction.
    """
    changed = changes[changes.kind.isin(CORRECTED) & changes.area_code.isin(list(area_codes))]
    return changed[~changed.was.str.contains(r"\), ")]


def stopped(standings: Iterable[Standing], today: pd.Timestamp) -> list[Stopped]:
    """Published monthly series without a new month for more than STALE_MONTHS, the longest first."""
    stopped_series = []
    for standing in standings:
        newest = standing.newest
        if newest.status != "ok" or newest.frequency != "month" or newest.provenance == "synthetic":
            continue
        known = standing.change.series[standing.change.series.status == "ok"]
        months = (today.to_period("M") - newest.period_end.to_period("M")).n
        if len(known) > 1 and months > STALE_MONTHS:
            stopped_series.append(Stopped(standing, str(newest.period_label), months))
    return sorted(stopped_series, key=lambda series: (-series.months, series.standing.metric.title))


def held_back_months(
    standings: Iterable[Standing], held_back: pd.DataFrame
) -> list[tuple[Standing, str, str, str]]:
    """(standing, first month, last month, reason) for months that were published and are left out here."""
    by_measure = {_measure(standing): standing for standing in standings if _measure(standing)}
    return [
        (by_measure[row.measure], str(row.first_month), str(row.last_month), str(row.reason))
        for row in held_back.itertuples()
        if row.measure in by_measure
    ]


def _measure(standing: Standing) -> str:
    total = standing.metric.published_total
    return total.measure if total is not None else ""
