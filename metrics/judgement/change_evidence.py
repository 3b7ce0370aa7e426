"""How surprising a change is: the p-value of the newest point of a series, if nothing had changed.

The control of false discoveries needs one test per series, whether or not the series changed.
"""

from __future__ import annotations

from math import factorial

import numpy as np
from scipy.stats import chi2, norm, t

from metrics.judgement.change import Change, daily_mean
from metrics.language.metric import Metric
from metrics.statistics import recent_trend
from metrics.statistics.confidence import normal_quantile

# Wheeler: the mean moving range of n values estimates the spread about as well as 0.62 (n - 1) degrees of
# freedom.
_FREEDOM_PER_VALUE = 0.62
_MAX_LENGTH = 60
_BEYOND_TWO = float(norm.sf(2))
# Two or three of three values are beyond two standard deviations, on the same side, whichever it is.
NEAR_LIMIT_P = 2 * (3 * _BEYOND_TWO**2 * (1 - _BEYOND_TWO) + _BEYOND_TWO**3)


def change_p(change: Change, metric: Metric) -> float:
    """Two-sided p-value of the newest figure under "nothing changed"; NaN where no change can be judged.

    Monthly: the most surprising of the four rules of the control chart at the newest month, then the chance
    that any of them is as surprising (a sum over the rules, which errs on the safe side). Months are assumed
    to be independent: seasons and autocorrelation make runs more frequent than this allows for. Yearly: the
    difference between the last two figures that share no year, assumed normal, from the halves of their
    intervals that face each other; with five years, the smaller of this and of the trend's p-value, doubled.

    Source: the rules of NHS England, Making Data Count; the spread of the moving range: Wheeler and Chambers,
    Understanding Statistical Process Control, 1992; the sum over discrete tests: Tarone, Biometrics
    1990;46:515-522.
    """
    if change.verdict == "cannot say":
        return np.nan
    return _monthly_p(change, metric) if change.chart is not None else _yearly_p(change)


def _monthly_p(change: Change, metric: Metric) -> float:
    values, chart = daily_mean(change.series, metric), change.chart
    used = ~np.isnan(values)
    # Only the months since the last rebase, which began new limits.
    used &= np.asarray(chart.centre) == np.asarray(chart.centre)[used][-1]
    values, centre, upper = values[used], chart.centre[used][-1], chart.upper_limit[used][-1]
    if len(values) < 2 or not upper > centre:
        return np.nan
    away = 3 * (values - centre) / (upper - centre)
    return rules_p(away)


def rules_p(away: np.ndarray) -> float:
    """P-value of the newest month; ``away``: each month in standard deviations from the average."""
    freedom = max(_FREEDOM_PER_VALUE * (len(away) - 1), 1.0)
    outlier = float(2 * t.sf(abs(away[-1]), freedom))
    run = _run_p(_length(np.sign(away) == np.sign(away[-1])))
    steps = np.sign(np.diff(away))
    trend = _trend_p(1 + _length((steps == steps[-1]) & (steps != 0)))
    near = np.sign(away[-1]) * away[-3:] > 2
    two_of_three = NEAR_LIMIT_P if near[-1] and near.sum() >= 2 else 1.0
    smallest = min(outlier, run, trend, two_of_three)
    runs = max((p for p in map(_run_p, range(1, _MAX_LENGTH)) if p <= smallest), default=0.0)
    trends = max((p for p in map(_trend_p, range(2, _MAX_LENGTH)) if p <= smallest), default=0.0)
    return min(1.0, smallest + runs + trends + (NEAR_LIMIT_P if smallest >= NEAR_LIMIT_P else 0.0))


def _length(same: np.ndarray) -> int:
    """How many values at the end are true without a gap."""
    return len(same) if same.all() else int(np.argmin(same[::-1]))


def _run_p(length: int) -> float:
    return 0.5 ** (length - 1)


def _trend_p(points: int) -> float:
    return 2 / factorial(points)


def _yearly_p(change: Change) -> float:
    known = change.series[change.series.status == "ok"]
    last = known.iloc[-1]
    before = known[known.period_end < last.period_start]
    if before.empty:
        return np.nan
    apart = _apart_p(last, before.iloc[-1])
    recent = known[known.period_end > last.period_end - np.timedelta64(5 * 365, "D")]
    if len(recent) < 5 or last.frequency != "year":
        return apart
    five = recent_trend(recent.value, recent.lower_ci, recent.upper_ci, recent.period_end.dt.year)
    is_tested = str(five.reason) in ("significant trend", "no significant trend")
    trend = float(chi2.sf(float(five.statistic), 1)) if is_tested else 1.0
    return min(1.0, 2 * min(apart, trend)) if apart == apart else np.nan


def _apart_p(last, previous) -> float:
    rises = last.value >= previous.value
    own = last.value - last.lower_ci if rises else last.upper_ci - last.value
    other = previous.upper_ci - previous.value if rises else previous.value - previous.lower_ci
    spread = np.hypot(own, other) / normal_quantile(0.95)
    if not spread > 0:
        return np.nan
    return float(2 * norm.sf(abs(last.value - previous.value) / spread))
