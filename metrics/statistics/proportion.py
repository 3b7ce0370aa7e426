"""Proportion: a part of a group as a share of it."""

from __future__ import annotations

import numpy as np

from metrics.statistics.confidence import normal_quantile
from metrics.statistics.estimate import Estimate


def proportion(count, denominator, per: float = 1, confidence: float = 0.95) -> Estimate:
    """``count`` as a share of ``denominator``, times ``per`` (100 for a percentage), with Wilson's interval.

    The arrays may have any shapes that broadcast. A count of 0 has a lower limit of exactly 0, and a count
    equal to its denominator an upper limit of exactly ``per``. A denominator that is not positive, a negative
    count, and a count above its denominator, which cannot be a part of it, give NaN.

    Source: Wilson, Journal of the American Statistical Association 1927;22:209-212.
    """
    count, denominator = np.broadcast_arrays(
        np.asarray(count, dtype=float), np.asarray(denominator, dtype=float)
    )
    usable = (denominator > 0) & (denominator < np.inf) & (count >= 0) & (count <= denominator)
    n = np.where(usable, denominator, np.nan)
    x = np.where(usable, count, np.nan)
    z = normal_quantile(confidence)
    middle = 2 * x + z * z
    half_width = z * np.sqrt(z * z + 4 * x * (1 - x / n))
    width = 2 * (n + z * z)
    # At the two ends the formula gives 0 and 1, apart from rounding.
    lower = np.where(x == 0, 0.0, (middle - half_width) / width)
    upper = np.where(x == n, 1.0, (middle + half_width) / width)
    return Estimate(x / n * per, lower * per, upper * per)
