"""A publisher's monthly series for an ICS, with one row per month."""

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

# A mean over a smaller share of a month's days says little about the month.
MIN_SHARE_OF_DAYS = 0.5


def evaluate_months(metric: Metric, areas: pd.DataFrame) -> pd.DataFrame:
    """Results of a ``published_monthly(...)`` metric: one row per month for the ICS in ``areas``."""
    activity = reference("monthly_activity")
    frames = [empty()]
    for area in areas[areas.area_level == "ics"].itertuples():
        series = month_series(activity, metric.statistic, area.official_code)
        frames.append(
            results_frame(
                metric_id=metric.id,
                area_code=area.area_code,
                area_level="ics",
                frequency="month",
                period_start=[period.start for period in series.period],
                period_end=[period.end for period in series.period],
                period_label=[period.label for period in series.period],
                sex="persons",
                status=np.where(series.value.isna(), metric.statistic.absent_status, "ok"),
                provenance=metric.statistic.provenance,
                **{name: series[name].to_numpy() for name in NUMBERS},
            )
        )
    return pd.concat(frames, ignore_index=True)


def month_series(activity: pd.DataFrame, statistic: PublishedMonthly, ics_code: str) -> pd.DataFrame:
    """period, numerator, denominator, value, lower_ci and upper_ci of one system, one row per month.

    The months are those in which any system reports the measure; a system that does not report in one of
    them has no value there.
    """
    measure, *denominator = statistic.measures
    own = activity[activity.measure == measure]
    periods = month_periods([month_number(day.year, day.month) for day in own.month])
    parts = [
        _reported(activity[activity.measure == name], ics_code, periods) for name in (measure, *denominator)
    ]
    count, out_of = parts[0].value, parts[-1].value if denominator else np.full(len(periods), np.nan)
    figure = statistic.estimate(counts_only(count, np.asarray(out_of, dtype=float)))
    labelled = _labelled(periods, np.fmin(parts[0].days, parts[-1].days))
    return pd.DataFrame({"period": labelled, **{name: getattr(figure, name) for name in NUMBERS}})


def _reported(rows: pd.DataFrame, ics_code: str, periods: list[Period]) -> pd.DataFrame:
    """value and days (number of days reported, NaN for all) by month; no value for too few days."""
    own = rows[rows.area_code == ics_code]
    index = [month_number(day.year, day.month) for day in own.month]
    months = pd.DataFrame(
        {"value": own.value.to_numpy(), "days": own.days_reported.to_numpy(dtype=float)}, index=index
    ).reindex([period.months[0] for period in periods])
    share = months.days / _lengths(periods)
    # The total of part of a month is not that month's total; the mean of most of its days is close to its
    # mean.
    enough = share >= (1 if rows.statistic.iloc[0] == TOTAL else MIN_SHARE_OF_DAYS)
    months["value"] = months.value.where(enough | share.isna())
    return months


def _labelled(periods: list[Period], days: pd.Series) -> list[Period]:
    return [
        replace(period, label=f"{period.label} ({reported:.0f} of {length} days)")
        if MIN_SHARE_OF_DAYS * length <= reported < length
        else period
        for period, reported, length in zip(periods, days, _lengths(periods), strict=True)
    ]


def _lengths(periods: list[Period]) -> list[int]:
    return [(period.end - period.start).days + 1 for period in periods]
