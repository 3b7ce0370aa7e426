"""Where a series is heading: three simple futures side by side, each with all that is not known about it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit, stdtr

SCALES = ("plain", "log", "logit")
FADES_BY_HALF_IN = 2.0  # years
# How far the level wanders in one step, as a share of the variance of one value around it.
WANDERING = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 100.0)
_FUTURES = ("the trend goes on", "the trend fades", "there is no trend")
_LEAST_SPREAD = 1e-4


@dataclass(frozen=True, eq=False)
class Forecast:
    """What may be at each of h times ahead, as a mixture of k scaled Student t distributions.

    weights: (k,), adding up to 1. middle and spread: (k, h), on the scale of the fit. freedom: (k, 1).
    """

    weights: np.ndarray
    middle: np.ndarray
    spread: np.ndarray
    freedom: np.ndarray
    scale: str
    ceiling: float

    def chance_below(self, value: float) -> np.ndarray:
        """(h,) probability that the series lies below ``value`` at each time."""
        inside = np.clip(value, 0 if self.scale != "plain" else -np.inf, np.fmin(self.ceiling, np.inf))
        with np.errstate(divide="ignore"):
            at = bend(inside, self.scale, self.ceiling)
        return self._below(np.broadcast_to(at, self.middle.shape[1:]))

    def quantile(self, share) -> np.ndarray:
        """(h,) value that the series lies below with probability ``share``, or (s, h) for s shares; found by
        halving.
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
        return unbend((low + high) / 2, self.scale, self.ceiling)

    def _below(self, at: np.ndarray) -> np.ndarray:
        below = self.weights @ stdtr(self.freedom, (at[..., None, :] - self.middle) / self.spread)
        return np.clip(below, 0, 1)


def forecast(
    times,
    values,
    ahead,
    *,
    steps_a_year: int,
    scale: str = "plain",
    ceiling: float = np.nan,
    variance=None,
    season=None,
    averaged: int = 1,
) -> Forecast:
    """Forecast of ``values`` (n,) at ``times`` (n,), rising whole or half steps, to the times ``ahead`` (h,).

    scale: "plain", "log" (values above 0) or "logit" (values between 0 and ``ceiling``): no future leaves it.
    variance: (n,) sampling variance of each value on that scale, where it is known.
    season: (n,) whole numbers, one a time of year; its effects are taken out and add up to 0.
    averaged: how many values one figure ahead is the mean of (12 for a year's mean of months).

    The model: a level that wanders (random walk), an even trend, and scatter around both, fitted by
    generalised least squares. How far the level wanders is not one guess but eight, weighed by their
    restricted likelihood. What becomes of the trend no series of a few years can tell: in a third of the
    futures it goes on, in a third it fades by half every two years, in a third there is none. The errors of
    trend, season and level are part of the spread, so it widens with time.

    Raises ValueError for an unknown scale, and where there are not 3 values more than effects to be fitted.

    Source: universal kriging, Cressie, Statistics for Spatial Data, 1993; restricted likelihood, Harville,
    JASA 1977;72:320-338; trends that fade, Gardner and McKenzie, Management Science 1985;31:1237-1246.
    """
    if scale not in SCALES:
        raise ValueError(f"The scale {scale!r} was given; allowed are {', '.join(SCALES)}.")
    times, ahead = np.asarray(times, dtype=float), np.asarray(ahead, dtype=float)
    start = times[0]
    past, future = times - start, ahead - start
    bent = bend(np.asarray(values, dtype=float), scale, ceiling)
    noise = np.ones(len(past)) if variance is None else np.asarray(variance, dtype=float)
    seasons = _seasons(season)
    if len(past) - 2 - seasons.shape[1] < 3:
        needed = 5 + seasons.shape[1]
        raise ValueError(f"A forecast of {len(past)} values was asked for; allowed are {needed} or more.")
    parts = [
        _one_future(past, bent, future, noise, variance is not None, seasons, trend, averaged)
        for trend in _trends(past, future, steps_a_year)
    ]
    weights, middle, spread, freedom = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Forecast(weights / len(_FUTURES), middle, spread, freedom[:, None], scale, ceiling)


def bend(values: np.ndarray, scale: str, ceiling: float = np.nan) -> np.ndarray:
    """Values on the scale of the fit."""
    if scale == "log":
        return np.log(values)
    return logit(values / ceiling) if scale == "logit" else values


def unbend(values: np.ndarray, scale: str, ceiling: float = np.nan) -> np.ndarray:
    """Values back in their own unit."""
    if scale == "log":
        return np.exp(values)
    return ceiling * expit(values) if scale == "logit" else values


def _seasons(season) -> np.ndarray:
    """(n, number of seasons less one) effects that add up to 0."""
    if season is None:
        return np.zeros((0, 0))
    kinds = np.unique(season)
    return (np.asarray(season)[:, None] == kinds[:-1]) - 1.0 * (np.asarray(season)[:, None] == kinds[-1])


def _trends(past: np.ndarray, future: np.ndarray, steps_a_year: int):
    """The trend's course in each of the futures: (n + h, 1), or (n + h, 0) where there is none."""
    both, end = np.concatenate([past, future]), past[-1]
    rate = np.log(2) / (FADES_BY_HALF_IN * steps_a_year)
    faded = np.where(both <= end, both, end + (1 - np.exp(-rate * np.maximum(both - end, 0))) / rate)
    return both[:, None], faded[:, None], np.zeros((len(both), 0))


def _one_future(past, bent, future, noise, is_known, seasons, trend, averaged):
    """weights (k,), middle and spread (k, h), freedom (k,) over all that the level may wander."""
    n, typical = len(past), noise.mean()
    seasons = seasons if len(seasons) else np.zeros((n, 0))
    known = np.hstack([np.ones((n, 1)), trend[:n], seasons])
    coming = np.hstack([np.ones((len(future), 1)), trend[n:], np.zeros((len(future), seasons.shape[1]))])
    freedom = n - known.shape[1]
    wandering = typical * np.array(WANDERING)[:, None, None]
    root = np.linalg.cholesky(np.diag(noise) + wandering * np.minimum.outer(past, past))
    a = np.linalg.solve(root, np.broadcast_to(known, (len(WANDERING), *known.shape)))
    b = np.linalg.solve(root, np.broadcast_to(bent[:, None], (len(WANDERING), n, 1)))
    fit = np.swapaxes(a, 1, 2) @ a
    certain = np.linalg.inv(fit)
    effects = certain @ (np.swapaxes(a, 1, 2) @ b)
    left = b - a @ effects
    squares = (left**2).sum(axis=(1, 2))
    # A sampling variance is a floor: what scatters more than that has other reasons too.
    least = 1.0 if is_known else (_LEAST_SPREAD * max(1.0, np.abs(bent).max())) ** 2
    size = np.maximum(squares / freedom, least)
    likelihood = (
        -np.log(np.diagonal(root, axis1=1, axis2=2)).sum(axis=1)
        - np.linalg.slogdet(fit)[1] / 2
        - freedom / 2 * np.log(size)
        - squares / size / 2
    )
    weights = np.exp(likelihood - likelihood.max())
    shared = np.linalg.solve(root, wandering * np.minimum.outer(past, future))
    middle = (coming @ effects + np.swapaxes(shared, 1, 2) @ left)[..., 0]
    unsure = coming - np.swapaxes(shared, 1, 2) @ a
    level = wandering[:, 0] * future - (shared**2).sum(axis=1)
    effect = ((unsure @ certain) * unsure).sum(axis=2)
    spread = np.sqrt(size[:, None] * (np.maximum(level + effect, 0) + typical / averaged))
    return weights / weights.sum(), middle, spread, np.full(len(WANDERING), float(freedom))
