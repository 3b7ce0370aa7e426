"""Empirical Bayes smoothing: the fewer people an area has, the closer its rate moves to the mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.special import gammainccinv, gammaincinv

from metrics.statistics.confidence import tail
from metrics.statistics.estimate import Estimate
from metrics.statistics.poisson import poisson_limits

# A spread of true rates below this share of their mean is treated as no spread.
_MIN_SPREAD = 1e-4


@dataclass(frozen=True, eq=False)
class SmoothedRate(Estimate):
    """The smoothed rate of each area (last axis), in events per ``per`` people.

    raw: the rate before smoothing. mean: the rate towards which it was smoothed. weight: the weight of the
    area's own rate, 0 to 1.
    """

    raw: np.ndarray
    mean: np.ndarray
    weight: np.ndarray


def empirical_bayes(
    count, population, per: float = 1, neighbours=None, confidence: float = 0.95
) -> SmoothedRate:
    """Marshall's smoothed rates of the areas on the last axis; the leading axes broadcast and are
    independent.

    neighbours: without it, every area is smoothed towards the mean of all. With it, towards the mean of
    itself
        and its neighbours: a square matrix (dense or sparse, not 0 for a neighbour) or, for each area, the
        positions of its neighbours. An area without neighbours is smoothed towards the mean of all.

    The spread of the true rates is the variation of the rates beyond chance. If it is 0, all rates become the
    mean. The interval is that of the posterior gamma distribution for the area's events, with that mean and
    spread taken as exact, which makes it slightly too narrow. Without spread it is the interval of the mean.

    An area whose count is missing or negative, or without people, has no rate and does not affect the others.

    Raises ValueError if the neighbours do not match the areas.

    Source: Marshall, Applied Statistics 1991;40:283-294.
    """
    one_tail = tail(confidence)
    count, population = np.broadcast_arrays(
        np.atleast_1d(np.asarray(count, dtype=float)), np.atleast_1d(np.asarray(population, dtype=float))
    )
    usable = (population > 0) & (population < np.inf) & (count >= 0) & (count < np.inf)
    events, people = np.where(usable, count, 0.0), np.where(usable, population, 0.0)
    raw = np.where(usable, events / np.where(usable, people, 1.0), np.nan)
    squares = np.where(usable, events * raw, 0.0)

    sums = [_everywhere(array) for array in (events, people, usable.astype(float), squares)]
    if neighbours is not None:
        around = _matrix(neighbours, count.shape[-1])
        some = np.asarray(around.sum(axis=1)).reshape(-1) > 1
        nearby = (_nearby(array, around) for array in (events, people, usable.astype(float), squares))
        sums = [np.where(some, near, everywhere) for near, everywhere in zip(nearby, sums, strict=True)]
    all_events, all_people, areas, all_squares = sums
    all_people = np.where(all_people > 0, all_people, np.nan)

    mean = all_events / all_people
    spread = (all_squares - mean * all_events) / all_people - mean * areas / all_people
    spread = np.where(spread > (_MIN_SPREAD * mean) ** 2, spread, 0.0)
    varied = usable & (spread > 0)
    weight = np.where(varied, people * spread / np.where(varied, people * spread + mean, 1.0), 0.0)
    value = mean + weight * (np.where(usable, raw, 0.0) - mean)

    lower, upper = (limit / all_people for limit in poisson_limits(all_events, confidence))
    shape = np.where(varied, mean**2 / np.where(varied, spread, 1.0) + events, 1.0)
    exposure = np.where(varied, mean / np.where(varied, spread, 1.0) + people, 1.0)
    lower = np.where(varied, gammaincinv(shape, one_tail) / exposure, lower)
    upper = np.where(varied, gammainccinv(shape, one_tail) / exposure, upper)
    # If the spread is far above the mean, the distribution is so skewed that its mean is outside the
    # interval.
    lower, upper = np.minimum(lower, value), np.maximum(upper, value)
    scaled = (np.where(usable, part, np.nan) * per for part in (value, lower, upper, raw, mean))
    return SmoothedRate(*scaled, np.where(usable, weight, np.nan))


def _everywhere(array: np.ndarray) -> np.ndarray:
    return np.broadcast_to(array.sum(axis=-1, keepdims=True), array.shape)


def _nearby(array: np.ndarray, around: sparse.csr_array) -> np.ndarray:
    return (around @ array.reshape(-1, array.shape[-1]).T).T.reshape(array.shape)


def _matrix(neighbours, areas: int) -> sparse.csr_array:
    """One row per area, 1 for itself and for each neighbour."""
    if sparse.issparse(neighbours) or (isinstance(neighbours, np.ndarray) and neighbours.ndim == 2):
        if neighbours.shape != (areas, areas):
            raise ValueError(f"The neighbours need a matrix of {areas} by {areas}, one row per area.")
        rows, columns = neighbours.nonzero()
    else:
        if len(neighbours) != areas:
            raise ValueError(f"{areas} areas need as many lists of neighbours; {len(neighbours)} were given.")
        rows = np.repeat(np.arange(areas), [len(each) for each in neighbours])
        columns = np.concatenate([np.asarray(each, dtype=int) for each in neighbours] or [np.array([], int)])
        if columns.size and not (0 <= columns.min() and columns.max() < areas):
            raise ValueError(f"A neighbour is given by its position, 0 to {areas - 1}.")
    own = np.arange(areas)
    pairs = np.unique(np.stack([np.concatenate([rows, own]), np.concatenate([columns, own])]), axis=1)
    return sparse.csr_array((np.ones(pairs.shape[1]), (pairs[0], pairs[1])), shape=(areas, areas))
