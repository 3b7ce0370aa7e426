"""Whether a figure meets its target: stated only where the interval excludes the target."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.judgement.change import Change
from metrics.language.metric import Metric, Polarity

TARGET_STATUSES = ("none set", "not compared", "meets", "misses", "cannot be told apart")
_ASSURANCES = {"consistently passing": "meets", "consistently failing": "misses", "hit or miss": "sometimes"}


def target_status(row: pd.Series, metric: Metric) -> str:
    """One of TARGET_STATUSES for one result: meets or misses where its whole interval is on one side.

    A target for a rate of events is for a year or a month, and only a rate for the same length is compared
    with it. Without a better direction, a figure or an interval, nothing is compared.
    """
    if metric.target is None:
        return "none set"
    if not _comparable(metric, row.frequency) or row.status != "ok":
        return "not compared"
    if np.isnan(row.lower_ci) or np.isnan(row.upper_ci):
        return "not compared"
    above, below = row.lower_ci > metric.target.value, row.upper_ci < metric.target.value
    if not above and not below:
        return "cannot be told apart"
    return "meets" if above == (metric.polarity is Polarity.HIGHER_IS_BETTER) else "misses"


def assurance(change: Change, metric: Metric) -> str:
    """How a monthly series' usual range compares with the target: meets, sometimes, misses; "" if unknown.

    It is unknown for a series that is too short or too old to judge. "sometimes": the range includes the
    target, so a month may be on either side of it by chance alone.
    """
    if metric.target is None or change.chart is None or change.verdict == "cannot say":
        return ""
    if not _comparable(metric, "month"):
        return ""
    return _ASSURANCES.get(str(change.chart.assurance), "")


def _comparable(metric: Metric, frequency: str) -> bool:
    for_a_month = metric.target.per == "month"
    apart = metric.statistic.grows_with_time and (frequency == "month") != for_a_month
    return metric.polarity is not Polarity.NEUTRAL and not apart
