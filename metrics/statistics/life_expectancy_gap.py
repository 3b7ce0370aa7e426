"""Life expectancy gap: the years by which life expectancy is lower than a comparator's."""

from __future__ import annotations

import numpy as np

from metrics.statistics.confidence import normal_quantile
from metrics.statistics.estimate import Estimate
from metrics.statistics.life_expectancy import LifeTable


def life_expectancy_gap(table: LifeTable, comparator, band: int = 0, confidence: float = 0.95) -> Estimate:
    """Life expectancy of ``comparator`` minus that of ``table`` at one age band, in years; at birth by
    default.

    Positive where life expectancy is lower than the comparator's, negative where it is higher. The comparator
    is another ``LifeTable``, or a published number (or array) of years, taken as exact; the interval is then
    that of the table alone and too narrow, since it leaves out the publisher's own uncertainty. Leading axes
    broadcast. The two must not share deaths, since variances are added. NaN where either is not reliable.
    """
    if isinstance(comparator, LifeTable):
        other, other_variance = comparator.value[..., band], comparator.variance[..., band]
    else:
        other, other_variance = np.asarray(comparator, dtype=float), 0.0
    value = other - table.value[..., band]
    half_width = normal_quantile(confidence) * np.sqrt(other_variance + table.variance[..., band])
    return Estimate(value, value - half_width, value + half_width)
