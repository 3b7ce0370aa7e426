"""Mean of a measured quantity."""

from __future__ import annotations

import numpy as np

from metrics.statistics.confidence import t_quantile
from metrics.statistics.estimate import Estimate


def mean(values, confidence: float = 0.95) -> Estimate:
    """Mean over the last axis of ``values``, with Student's t interval on n - 1 degrees of freedom.

    The unit is that of ``values``. A single value has a mean and no interval; no values, or a NaN among them,
    give NaN.
    """
    values = np.asarray(values, dtype=float)
    n = values.shape[-1]
    if n == 0:
        unknown = np.full(values.shape[:-1], np.nan)
        return Estimate(unknown, unknown, unknown)
    average = values.mean(axis=-1)
    spread = values.std(axis=-1, ddof=1) if n > 1 else np.full(average.shape, np.nan)
    return mean_from_summary(n, average, spread, confidence)


def mean_from_summary(count, average, standard_deviation, confidence: float = 0.95) -> Estimate:
    """The same interval from the number of values, their mean and their standard deviation (n - 1)."""
    count, average, spread = np.broadcast_arrays(
        *(np.asarray(given, dtype=float) for given in (count, average, standard_deviation))
    )
    value = np.where(count >= 1, average, np.nan)
    several = count > 1
    half_width = t_quantile(confidence, count - 1) * spread / np.sqrt(np.where(several, count, 1.0))
    half_width = np.where(several & (spread >= 0), half_width, np.nan)
    return Estimate(value, value - half_width, value + half_width)
