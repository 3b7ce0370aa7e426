"""A publisher's monthly series of an ICS, a row for every month."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from data.reference import reference
from metrics.computing.published_numbers import counts_only
from metrics.computing.results_frame import empty, results_frame
from metrics.computing.values import NUMBERS
from metrics.counting.periods import Period, month_number, month_periods
from metrics.language.metric import Metric
from metrics.language.statistics.published_monthly import TOTAL, PublishedMonthly

# A mean of fewer days than this share of the month speaks of a few days, not of the month.
FEWEST_DAYS = 0.5


def evaluate_months(metric: Metric, areas: pd.DataFrame) -> pd.DataFrame:
    """Results of a ``published_monthly(...)`` metric: one row a month for the ICS of ``areas``."""
    activity = reference("monthly_activity")
    frames = [empty()]
    for area in areas[areas.area_level == "ics"].itertuples():
        found = month_series(activity, metric.statistic, area.official_code)
        frames.append(
            results_frame(
                metric_id=metric.id,
                area_code=area.area_code,
                area_level="ics",
                frequency="month",
                period_start=[period.start for period in found.period],
                period_end=[period.end for period in found.period],
                period_label=[period.label for period in found.period],
                sex="persons",
                status=np.where(found.value.isna(), metric.statistic.absent_status, "ok"),
                provenance=metric.statistic.provenance,
                **{name: found[name].to_numpy() for name in NUMBERS},
            )
        )
    return pd.concat(frames, ignore_index=True)


def month_series(activity: pd.DataFrame, statistic: PublishedMonthly, ics_code: str) -> pd.DataFrame:
    """period, numerator, denominator, value, lower_ci and upper_ci of one system, a row for every month.

    The months are those in which any system reports the measure, so that a system that reports none is
    missing.
    """
    measure, *whole = statistic.measures
    own = activity[activity.measure == measure]
    periods = month_periods([month_number(day.year, day.month) for day in own.month])
    parts = [_reported(activity[activity.measure == one], ics_code, periods) for one in (measure, *whole)]
    count, out_of = parts[0].value, parts[-1].value if whole else np.full(len(periods), np.nan)
    figure = statistic.estimate(counts_only(count, np.asarray(out_of, dtype=float)))
    labelled = _labelled(periods, np.fmin(parts[0].days, parts[-1].days))
    return pd.DataFrame({"period": labelled, **{name: getattr(figure, name) for name in NUMBERS}})


def _reported(rows: pd.DataFrame, ics_code: str, periods: list[Period]) -> pd.DataFrame:
    """value and days (reported days, NaN for all) by month; no value where too few days stand behind it."""
    own = rows[rows.area_code == ics_code]
    index = [month_number(day.year, day.month) for day in own.month]
    found = pd.DataFrame(
        {"value": own.value.to_numpy(), "days": own.days_reported.to_numpy(dtype=float)}, index=index
    ).reindex([period.months[0] for period in periods])
    share = found.days / _lengths(periods)
    # The total of a part of a month is not the month's total; a mean of most of its days is its mean.
    enough = share >= (1 if rows.statistic.iloc[0] == TOTAL else FEWEST_DAYS)
    found["value"] = found.value.where(enough | share.isna())
    return found


def _labelled(periods: list[Period], days: pd.Series) -> list[Period]:
    return [
        replace(period, label=f"{period.label} ({reported:.0f} of {length} days)")
        if FEWEST_DAYS * length <= reported < length
        else period
        for period, reported, length in zip(periods, days, _lengths(periods), strict=True)
    ]


def _lengths(periods: list[Period]) -> list[int]:
    return [(period.end - period.start).days + 1 for period in periods]
