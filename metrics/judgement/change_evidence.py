"""How surprising a change is: the p-value of the newest point of a series, if nothing had changed.

For the control of false discoveries, which needs one test a series, whether or not the series moved.
"""

from __future__ import annotations

from math import factorial

import numpy as np
from scipy.stats import chi2, norm, t

from metrics.judgement.change import Change, daily_mean
from metrics.language.metric import Metric
from metrics.statistics import recent_trend
from metrics.statistics.confidence import normal_quantile

# Wheeler: the mean moving range of n values knows the spread about as well as 0.62 (n - 1) free values do.
_FREE_A_VALUE = 0.62
_FARTHEST = 60
_BEYOND_TWO = float(norm.sf(2))
# Of three values two or three beyond two standard deviations on one side, either side.
NEAR_LIMIT_P = 2 * (3 * _BEYOND_TWO**2 * (1 - _BEYOND_TWO) + _BEYOND_TWO**3)


def change_p(found: Change, metric: Metric) -> float:
    """Two-sided p-value of the newest figure under "nothing changed"; NaN where the change cannot be said.

    Monthly: of the four rules of the control chart the most surprising at the newest month, and then the
    chance that any of them is as surprising (a sum over the rules, so on the safe side). Months are taken as
    independent: a season or a memory makes runs more frequent than this says. Yearly: the difference of the
    last two figures that share no year, as normal, from the halves of their intervals that face one another;
    with five years the smaller of this and of the trend's, doubled.

    Source: the rules of NHS England, Making Data Count; the spread of the moving range: Wheeler and Chambers,
    Understanding Statistical Process Control, 1992; the sum over discrete tests: Tarone, Biometrics
    1990;46:515-522.
    """
    if found.verdict == "cannot say":
        return np.nan
    return _monthly_p(found, metric) if found.chart is not None else _yearly_p(found)


def _monthly_p(found: Change, metric: Metric) -> float:
    values, chart = daily_mean(found.series, metric), found.chart
    there = ~np.isnan(values)
    # Only the stretch in force: a rebase begins a new one.
    there &= np.asarray(chart.centre) == np.asarray(chart.centre)[there][-1]
    values, centre, upper = values[there], chart.centre[there][-1], chart.upper_limit[there][-1]
    if len(values) < 2 or not upper > centre:
        return np.nan
    away = 3 * (values - centre) / (upper - centre)
    return rules_p(away)


def rules_p(away: np.ndarray) -> float:
    """P-value of the newest of months that are given in standard deviations from their average."""
    free = max(_FREE_A_VALUE * (len(away) - 1), 1.0)
    outlier = float(2 * t.sf(abs(away[-1]), free))
    run = _run_p(_length(np.sign(away) == np.sign(away[-1])))
    steps = np.sign(np.diff(away))
    trend = _trend_p(1 + _length((steps == steps[-1]) & (steps != 0)))
    near = np.sign(away[-1]) * away[-3:] > 2
    two_of_three = NEAR_LIMIT_P if near[-1] and near.sum() >= 2 else 1.0
    least = min(outlier, run, trend, two_of_three)
    runs = max((p for p in map(_run_p, range(1, _FARTHEST)) if p <= least), default=0.0)
    trends = max((p for p in map(_trend_p, range(2, _FARTHEST)) if p <= least), default=0.0)
    return min(1.0, least + runs + trends + (NEAR_LIMIT_P if least >= NEAR_LIMIT_P else 0.0))


def _length(same: np.ndarray) -> int:
    """How many at the end are true without a break."""
    return len(same) if same.all() else int(np.argmin(same[::-1]))


def _run_p(length: int) -> float:
    return 0.5 ** (length - 1)


def _trend_p(points: int) -> float:
    return 2 / factorial(points)


def _yearly_p(found: Change) -> float:
    known = found.series[found.series.status == "ok"]
    last = known.iloc[-1]
    before = known[known.period_end < last.period_start]
    if before.empty:
        return np.nan
    apart = _apart_p(last, before.iloc[-1])
    recent = known[known.period_end > last.period_end - np.timedelta64(5 * 365, "D")]
    if len(recent) < 5 or last.frequency != "year":
        return apart
    five = recent_trend(recent.value, recent.lower_ci, recent.upper_ci, recent.period_end.dt.year)
    told = str(five.reason) in ("significant trend", "no significant trend")
    trend = float(chi2.sf(float(five.statistic), 1)) if told else 1.0
    return min(1.0, 2 * min(apart, trend)) if apart == apart else np.nan


def _apart_p(last, previous) -> float:
    rises = last.value >= previous.value
    own = last.value - last.lower_ci if rises else last.upper_ci - last.value
    other = previous.upper_ci - previous.value if rises else previous.value - previous.lower_ci
    spread = np.hypot(own, other) / normal_quantile(0.95)
    if not spread > 0:
        return np.nan
    return float(2 * norm.sf(abs(last.value - previous.value) / spread))
