"""Quantiles: areas in groups of equal size, in the order of their values."""

from __future__ import annotations

import numpy as np


def quantiles(values, number: int = 10, highest_first: bool = False, within=None) -> np.ndarray:
    """The quantile, 1 to ``number``, of each area on the last axis of ``values``; leading axes are
    independent.

    highest_first: whether the highest values are in quantile 1; otherwise the lowest are.
    within: one label per area; areas are then ranked among those with the same label.

    Equal values are in the same quantile, which may then have more than its share of areas. A missing value
    has no quantile (NaN), and nor has any area of a group with fewer values than quantiles.

    With N values, the area of rank r (equal values share the lowest) is in ``number + 1 - ceil((N + 1 - r)
    number / N)``, calculated in whole numbers, so that no rounding moves an area into another quantile.

    Raises ValueError if ``number`` is below 1 or there is not one label per area.

    Source: Office for Health Improvement and Disparities, Fingertips technical guidance, assigning
    deprivation categories.
    """
    values = np.asarray(values, dtype=float)
    if number != int(number) or number < 1:
        raise ValueError(f"The number of quantiles is {number!r}; allowed is a whole number from 1.")
    if within is None:
        return _assign(values, int(number), highest_first)
    labels = np.asarray(within)
    if labels.shape != values.shape[-1:]:
        raise ValueError(f"One label is needed for each of the {values.shape[-1]} areas.")
    answer = np.full(values.shape, np.nan)
    for label in np.unique(labels):
        inside = labels == label
        answer[..., inside] = _assign(values[..., inside], int(number), highest_first)
    return answer


def _assign(values: np.ndarray, number: int, highest_first: bool) -> np.ndarray:
    if values.shape[-1] == 0:
        return values.copy()
    known = np.isfinite(values)
    ordered = np.where(known, -values if highest_first else values, np.inf)
    rank = _lowest_rank(ordered)
    total = known.sum(axis=-1, keepdims=True)
    from_top = np.where(known, total + 1 - rank, 0)
    quantile = number + 1 + (-(from_top * number) // np.maximum(total, 1))
    return np.where(known & (total >= number), quantile, np.nan)


def _lowest_rank(values: np.ndarray) -> np.ndarray:
    """Rank from 1 on the last axis; equal values share the lowest. (scipy.stats has the same, but its import
    takes a second.)
    """
    order = np.argsort(values, axis=-1, kind="stable")
    ordered = np.take_along_axis(values, order, axis=-1)
    new = np.ones(values.shape, dtype=bool)
    new[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    first = np.maximum.accumulate(np.where(new, np.arange(values.shape[-1]), 0), axis=-1)
    rank = np.empty(values.shape, dtype=np.int64)
    np.put_along_axis(rank, order, first + 1, axis=-1)
    return rank
