"""Crude rate: events per so many people."""

from __future__ import annotations

import numpy as np

from metrics.statistics.estimate import Estimate
from metrics.statistics.poisson import poisson_limits


def rate(count, population, per: float = 1, confidence: float = 0.95) -> Estimate:
    """Events per ``per`` people (or person-years), with exact Poisson limits below 10 events and Byar's from
    10.

    ``count`` and ``population`` are arrays of any shapes that broadcast; the result has their common shape
    and is in events per ``per``. A rate may exceed ``per``, since one person can have several events. A
    population that is not positive, and a count that is negative or missing, give NaN.
    """
    count, population = np.broadcast_arrays(
        np.asarray(count, dtype=float), np.asarray(population, dtype=float)
    )
    usable = (population > 0) & (population < np.inf)
    scale = per / np.where(usable, population, np.nan)
    lower, upper = poisson_limits(count, confidence)
    # A negative or missing number has no limits, and so no rate either.
    return Estimate(np.where(np.isnan(lower), np.nan, count) * scale, lower * scale, upper * scale)
