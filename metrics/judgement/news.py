"""What is new since the refresh before: new periods, corrections, gaps, and series that stopped."""

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
    """A period and the figure of the period before it: counts of events where it has them, else values."""

    one: Standing
    period_label: str
    now: float
    was: float
    counted: bool


@dataclass(frozen=True)
class Stopped:
    """A monthly series without a new month for more than STALE_MONTHS, counted to ``today``."""

    one: Standing
    period_label: str
    months: int


def new_periods(ones: Iterable[Standing], changes: pd.DataFrame) -> list[NewPeriod]:
    """Of one area's figures, newest first; ``changes``: the store's table of that name."""
    level_of = changes[changes.kind == "period appears"]
    appeared = set(zip(level_of.metric_id, level_of.area_level, level_of.period_label, strict=True))
    return _told(
        ones, lambda one: (one.metric.id, one.newest.area_level, str(one.newest.period_label)) in appeared
    )


def newest_months(ones: Iterable[Standing]) -> list[NewPeriod]:
    """The newest month of each monthly series, newest first: what a first refresh can tell."""
    return _told(
        ones,
        lambda one: one.newest.frequency == "month" and (one.change.series.status == "ok").sum() > 1,
    )


def _told(ones: Iterable[Standing], is_meant: Callable[[Standing], bool]) -> list[NewPeriod]:
    found = []
    for one in ones:
        if one.newest.status != "ok" or not is_meant(one):
            continue
        known = one.change.series[one.change.series.status == "ok"]
        before = known[known.period_end < one.newest.period_start]
        counted = one.metric.statistic.grows_with_time and one.newest.numerator == one.newest.numerator
        column = "numerator" if counted else "value"
        was = float(before[column].iloc[-1]) if len(before) else np.nan
        now = float(one.newest[column])
        found.append(NewPeriod(one, str(one.newest.period_label), now, was, bool(counted)))
    return sorted(found, key=lambda new: (-new.one.newest.period_end.value, new.one.metric.title))


def corrections(changes: pd.DataFrame, area_codes: Iterable[str]) -> pd.DataFrame:
    """Periods of these areas whose figure is another than before: what the store calls moved or revised.

    A newest period that stands beside the one that was newest before is no correction.
    """
    meant = changes[changes.kind.isin(CORRECTED) & changes.area_code.isin(list(area_codes))]
    return meant[~meant.was.str.contains(r"\), ")]


def stopped(ones: Iterable[Standing], today: pd.Timestamp) -> list[Stopped]:
    """Published monthly series that nothing was added to for long, the longest first."""
    found = []
    for one in ones:
        newest = one.newest
        if newest.status != "ok" or newest.frequency != "month" or newest.provenance == "synthetic":
            continue
        known = one.change.series[one.change.series.status == "ok"]
        months = (today.to_period("M") - newest.period_end.to_period("M")).n
        if len(known) > 1 and months > STALE_MONTHS:
            found.append(Stopped(one, str(newest.period_label), months))
    return sorted(found, key=lambda one: (-one.months, one.one.metric.title))


def held_back_months(
    ones: Iterable[Standing], held_back: pd.DataFrame
) -> list[tuple[Standing, str, str, str]]:
    """(figure, first month, last month, reason) for months that a publisher gave and that are left out."""
    by_measure = {_measure(one): one for one in ones if _measure(one)}
    return [
        (by_measure[row.measure], str(row.first_month), str(row.last_month), str(row.reason))
        for row in held_back.itertuples()
        if row.measure in by_measure
    ]


def _measure(one: Standing) -> str:
    total = one.metric.published_total
    return total.measure if total is not None else ""
