"""Forecasts a series as a mixture of three simple futures, each with its full uncertainty."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit, stdtr

SCALES = ("plain", "log", "logit")
FADES_BY_HALF_IN = 2.0  # years
# The variance of the level's random walk in one step, as a multiple of the variance of a value around it.
WALK_VARIANCES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 100.0)
_FUTURES = ("the trend goes on", "the trend fades", "there is no trend")
_MIN_SPREAD = 1e-4


@dataclass(frozen=True, eq=False)
class Forecast:
    """The distribution at each of h future times, a mixture of k scaled Student t distributions.

    weights: (k,), adding up to 1. middle and spread: (k, h), on the scale of the fit. freedom: (k, 1).
    """

    weights: np.ndarray
    middle: np.ndarray
    spread: np.ndarray
    freedom: np.ndarray
    scale: str
    ceiling: float

    def chance_below(self, value: float) -> np.ndarray:
        """(h,) probability that the series is below ``value`` at each time."""
        inside = np.clip(value, 0 if self.scale != "plain" else -np.inf, np.fmin(self.ceiling, np.inf))
        with np.errstate(divide="ignore"):
            at = transform(inside, self.scale, self.ceiling)
        return self._below(np.broadcast_to(at, self.middle.shape[1:]))

    def quantile(self, share) -> np.ndarray:
        """(h,) value below which the series is with probability ``share``, or (s, h) for s shares; calculated
        by bisection.
        """
        share = np.asarray(share, dtype=float)[..., None]
        reach = 60 * self.spread.max(axis=0) + np.ptp(self.middle, axis=0)
        shape = np.broadcast_shapes(share.shape, reach.shape)
        low = np.broadcast_to(self.middle.min(axis=0) - reach, shape)
        high = np.broadcast_to(self.middle.max(axis=0) + reach, shape)
        for _ in range(48):
            half = (low + high) / 2
            below = self._below(half) < share
            low, high = np.where(below, half, low), np.where(below, high, half)
        return transform_back((low + high) / 2, self.scale, self.ceiling)

    def _below(self, at: np.ndarray) -> np.ndarray:
        below = self.weights @ stdtr(self.freedom, (at[..., None, :] - self.middle) / self.spread)
        return np.clip(below, 0, 1)


def forecast(
    times,
    values,
    ahead,
    *,
    steps_per_year: int,
    scale: str = "plain",
    ceiling: float = np.nan,
    variance=None,
    season=None,
    averaged: int = 1,
) -> Forecast:
    """Forecast of ``values`` (n,) at ``times`` (n,), increasing in whole or half steps, for the times
    ``ahead`` (h,).

    scale: "plain", "log" (values above 0) or "logit" (values between 0 and ``ceiling``).
    variance: (n,) sampling variance of each value on that scale, if it is known.
    season: (n,) whole numbers, one per time of year; seasonal effects are removed and add up to 0.
    averaged: the number of values of which each future figure is the mean (12 for the mean of a year).

    The model is a level that follows a random walk, a linear trend, and random variation around both, fitted
    by generalised least squares. Eight variances of the random walk are tried and weighted by their
    restricted likelihood. A series of a few years cannot show how its trend will develop, so the trend
    continues in a third of the futures, halves every two years in a third, and is absent in a third. The
    spread includes the errors of trend, season and level, so it widens with time.

    Raises ValueError for an unknown scale, and unless there are 3 more values than effects to be fitted.

    Source: universal kriging, Cressie, Statistics for Spatial Data, 1993; restricted likelihood, Harville,
    JASA 1977;72:320-338; trends that fade, Gardner and McKenzie, Management Science 1985;31:1237-1246.
    """
    if scale not in SCALES:
        raise ValueError(f"The scale is {scale!r}; allowed are {', '.join(SCALES)}.")
    times, ahead = np.asarray(times, dtype=float), np.asarray(ahead, dtype=float)
    start = times[0]
    past, future = times - start, ahead - start
    transformed = transform(np.asarray(values, dtype=float), scale, ceiling)
    noise = np.ones(len(past)) if variance is None else np.asarray(variance, dtype=float)
    seasons = _seasons(season)
    if len(past) - 2 - seasons.shape[1] < 3:
        needed = 5 + seasons.shape[1]
        raise ValueError(f"A forecast needs {needed} values or more; {len(past)} were given.")
    parts = [
        _one_future(past, transformed, future, noise, variance is not None, seasons, trend, averaged)
        for trend in _trends(past, future, steps_per_year)
    ]
    weights, middle, spread, freedom = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Forecast(weights / len(_FUTURES), middle, spread, freedom[:, None], scale, ceiling)


def transform(values: np.ndarray, scale: str, ceiling: float = np.nan) -> np.ndarray:
    """Values on the scale of the fit."""
    if scale == "log":
        return np.log(values)
    return logit(values / ceiling) if scale == "logit" else values


def transform_back(values: np.ndarray, scale: str, ceiling: float = np.nan) -> np.ndarray:
    """Values back in their own unit."""
    if scale == "log":
        return np.exp(values)
    return ceiling * expit(values) if scale == "logit" else values


def _seasons(season) -> np.ndarray:
    """(n, number of seasons minus one) effects that add up to 0."""
    if season is None:
        return np.zeros((0, 0))
    names = np.unique(season)
    return (np.asarray(season)[:, None] == names[:-1]) - 1.0 * (np.asarray(season)[:, None] == names[-1])


def _trends(past: np.ndarray, future: np.ndarray, steps_per_year: int):
    """The trend in each of the futures: (n + h, 1), or (n + h, 0) if there is none."""
    both, end = np.concatenate([past, future]), past[-1]
    rate = np.log(2) / (FADES_BY_HALF_IN * steps_per_year)
    faded = np.where(both <= end, both, end + (1 - np.exp(-rate * np.maximum(both - end, 0))) / rate)
    return both[:, None], faded[:, None], np.zeros((len(both), 0))


def _one_future(past, transformed, future, noise, is_known, seasons, trend, averaged):
    """weights (k,), middle and spread (k, h) and freedom (k,) for all variances of the random walk."""
    n, typical = len(past), noise.mean()
    seasons = seasons if len(seasons) else np.zeros((n, 0))
    known = np.hstack([np.ones((n, 1)), trend[:n], seasons])
    coming = np.hstack([np.ones((len(future), 1)), trend[n:], np.zeros((len(future), seasons.shape[1]))])
    freedom = n - known.shape[1]
    walk_variance = typical * np.array(WALK_VARIANCES)[:, None, None]
    root = np.linalg.cholesky(np.diag(noise) + walk_variance * np.minimum.outer(past, past))
    a = np.linalg.solve(root, np.broadcast_to(known, (len(WALK_VARIANCES), *known.shape)))
    b = np.linalg.solve(root, np.broadcast_to(transformed[:, None], (len(WALK_VARIANCES), n, 1)))
    fit = np.swapaxes(a, 1, 2) @ a
    parameter_variance = np.linalg.inv(fit)
    effects = parameter_variance @ (np.swapaxes(a, 1, 2) @ b)
    residual = b - a @ effects
    squares = (residual**2).sum(axis=(1, 2))
    # A known sampling variance is the minimum, since values can also vary for other reasons.
    minimum = 1.0 if is_known else (_MIN_SPREAD * max(1.0, np.abs(transformed).max())) ** 2
    size = np.maximum(squares / freedom, minimum)
    likelihood = (
        -np.log(np.diagonal(root, axis1=1, axis2=2)).sum(axis=1)
        - np.linalg.slogdet(fit)[1] / 2
        - freedom / 2 * np.log(size)
        - squares / size / 2
    )
    weights = np.exp(likelihood - likelihood.max())
    shared = np.linalg.solve(root, walk_variance * np.minimum.outer(past, future))
    middle = (coming @ effects + np.swapaxes(shared, 1, 2) @ residual)[..., 0]
    unexplained = coming - np.swapaxes(shared, 1, 2) @ a
    level = walk_variance[:, 0] * future - (shared**2).sum(axis=1)
    effect = ((unexplained @ parameter_variance) * unexplained).sum(axis=2)
    spread = np.sqrt(size[:, None] * (np.maximum(level + effect, 0) + typical / averaged))
    return weights / weights.sum(), middle, spread, np.full(len(WALK_VARIANCES), float(freedom))
