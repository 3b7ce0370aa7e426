"""Ratio of two independent figures, with an interval on the log scale."""

from __future__ import annotations

import numpy as np

from metrics.statistics.confidence import normal_quantile
from metrics.statistics.estimate import Estimate
from metrics.statistics.scales import standard_error_from_limits


def ratio_of_estimates(first: Estimate, second: Estimate, confidence: float = 0.95) -> Estimate:
    """``first`` divided by ``second``, with limits of the same ``confidence``, in shapes that broadcast.

    Each standard error on the log scale is calculated from the figure's own limits. A figure or a limit that
    is not above 0 gives NaN.

    Source: Armitage, Berry and Matthews, Statistical Methods in Medical Research, 2002, section 16.
    """
    errors = [
        standard_error_from_limits(part.lower_ci, part.upper_ci, "log", confidence)
        for part in (first, second)
    ]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where((first.value > 0) & (second.value > 0), first.value / second.value, np.nan)
    return _around(ratio, np.hypot(*errors), confidence)


def ratio_of_proportions(count, group, other_count, other_group, confidence: float = 0.95) -> Estimate:
    """The share ``count / group`` divided by the share ``other_count / other_group``, by the log method.

    Arrays in shapes that broadcast. A count of 0, or one above its group, gives NaN.

    Source: Katz, Baptista, Azen and Pike, Biometrics 1978;34:469-474.
    """
    count, group, other_count, other_group = (
        np.asarray(given, dtype=float) for given in (count, group, other_count, other_group)
    )
    usable = (count > 0) & (count <= group) & (other_count > 0) & (other_count <= other_group)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(usable, count / group / (other_count / other_group), np.nan)
        variance = 1 / count - 1 / group + 1 / other_count - 1 / other_group
    return _around(ratio, np.sqrt(np.where(usable, variance, np.nan)), confidence)


def _around(ratio: np.ndarray, error: np.ndarray, confidence: float) -> Estimate:
    spread = np.exp(normal_quantile(confidence) * error)
    ratio = np.where(np.isnan(spread), np.nan, ratio)
    return Estimate(ratio, ratio / spread, ratio * spread)
