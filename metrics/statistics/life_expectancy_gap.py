"""Life expectancy gap: the years by which lives are shorter than in a comparator."""

from __future__ import annotations

import numpy as np

from metrics.statistics.confidence import normal_quantile
from metrics.statistics.estimate import Estimate
from metrics.statistics.life_expectancy import LifeTable


def life_expectancy_gap(table: LifeTable, comparator, band: int = 0, confidence: float = 0.95) -> Estimate:
    """Life expectancy of ``comparator`` minus that of ``table`` at one age band, in years; at birth unless
    told otherwise.

    Positive where lives are shorter than in the comparator, negative where they are longer. The comparator is
    another ``LifeTable``, or a published number (or array) of years, taken as exact: then the interval is
    that of the table alone, and too narrow by the publisher's own uncertainty. Leading axes broadcast. The
    two must not share deaths: variances are added. NaN where either is not reliable.
    """
    if isinstance(comparator, LifeTable):
        against, against_variance = comparator.value[..., band], comparator.variance[..., band]
    else:
        against, against_variance = np.asarray(comparator, dtype=float), 0.0
    value = against - table.value[..., band]
    half_width = normal_quantile(confidence) * np.sqrt(against_variance + table.variance[..., band])
    return Estimate(value, value - half_width, value + half_width)
