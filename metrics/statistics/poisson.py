"""Limits of a count of independent events: exact Poisson for small counts, Byar's approximation for others.

Sources: exact limits from the gamma (chi-square) quantiles; Byar's approximation as in Breslow and Day,
Statistical Methods in Cancer Research, volume II, 1987.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy.special import gammainccinv, gammaincinv

from metrics.statistics.confidence import normal_quantile, tail

EXACT_BELOW = 10
_TABLE_LENGTH = 128


def poisson_limits(count, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper limit of ``count`` (any shape): exact below 10 events, Byar's from 10.

    A count of 0 has a lower limit of 0 and a finite upper limit. Negative or missing counts give NaN.
    """
    count = _counts(count)
    lower, upper = byar_limits(count, confidence)
    small = count < EXACT_BELOW
    if small.any():
        lower[small], upper[small] = exact_poisson_limits(count[small], confidence)
    return lower, upper


def byar_limits(count, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Byar's limits of ``count`` (any shape); the lower limit is never below 0."""
    count = _counts(count)
    z = normal_quantile(confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        one_over_root = 1 / np.sqrt(count)
        cube_root = 1 - one_over_root * (one_over_root / 9 + z / 3)
        # A negative root has a negative cube, and a count of 0 has no root; in both cases the limit is 0.
        lower = np.where(count == 0, 0.0, np.maximum(count * (cube_root * cube_root * cube_root), 0.0))
    following = count + 1
    one_over_root = 1 / np.sqrt(following)
    cube_root = 1 - one_over_root * (one_over_root / 9 - z / 3)
    return lower, np.asarray(following * (cube_root * cube_root * cube_root))


def exact_poisson_limits(count, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Exact limits of ``count`` (any shape, whole or not): the means at which it would be just too rare.

    Whole counts below 128 are looked up in a table that is calculated once per confidence, which is about 20
    times faster than the quantile function.
    """
    count = _counts(count)
    in_table = (count < _TABLE_LENGTH) & (np.floor(count) == count)
    lower_table, upper_table = _table(float(confidence))
    position = np.where(in_table, count, 0).astype(np.intp)
    lower, upper = np.asarray(lower_table[position]), np.asarray(upper_table[position])
    if not in_table.all():
        elsewhere = ~in_table
        lower[elsewhere], upper[elsewhere] = _quantiles(count[elsewhere], confidence)
    return lower, upper


@lru_cache(maxsize=16)
def _table(confidence: float) -> tuple[np.ndarray, np.ndarray]:
    return _quantiles(np.arange(_TABLE_LENGTH, dtype=float), confidence)


def _quantiles(count: np.ndarray, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    one_tail = tail(confidence)
    lower = np.where(count == 0, 0.0, gammaincinv(np.where(count == 0, 1.0, count), one_tail))
    return lower, gammainccinv(count + 1, one_tail)


def _counts(count) -> np.ndarray:
    count = np.asarray(count, dtype=float)
    usable = (count >= 0) & (count < np.inf)
    return count if usable.all() else np.where(usable, count, np.nan)
