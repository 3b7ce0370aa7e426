"""Funnel limits: how far an area of a given size may be from a common level by chance alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import pdtrik

from metrics.statistics.confidence import normal_quantile, tail

CONFIDENCES = (0.95, 0.998)


@dataclass(frozen=True, eq=False)
class FunnelLimits:
    """The common level and the limits around it; ``lower`` and ``upper`` have one more axis, for the
    confidences."""

    centre: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    confidences: tuple[float, ...]


def funnel_limits(
    denominator, centre, per: float = 1, confidences: tuple[float, ...] = CONFIDENCES, method: str = "poisson"
) -> FunnelLimits:
    """Limits around ``centre`` for areas of size ``denominator``, in the unit of ``centre`` (which is
    multiplied by ``per``).

    method "poisson": for rates (denominator people) and for ratios (denominator expected events, centre
        ``per``). An area is outside exactly if its exact Poisson interval excludes the centre.
    method "wilson": for proportions; an area is outside exactly if its Wilson interval excludes the centre.
        The two arrays broadcast. Sizes that are not positive, and centres that are negative, give NaN.

    Source: Spiegelhalter, Statistics in Medicine 2005;24:1185-1202.
    """
    if method not in ("poisson", "wilson"):
        raise ValueError(f"The method of funnel limits is {method!r}; allowed are 'poisson' and 'wilson'.")
    size, level = np.broadcast_arrays(np.asarray(denominator, dtype=float), np.asarray(centre, dtype=float))
    usable = (size > 0) & (size < np.inf) & (level >= 0) & (level < np.inf)
    size, share = np.where(usable, size, np.nan), np.where(usable, level, np.nan) / per
    limits = _poisson if method == "poisson" else _wilson
    both = [limits(size, share, confidence) for confidence in confidences]
    lower, upper = (np.stack(part, axis=-1) * per for part in zip(*both, strict=True))
    return FunnelLimits(share * per, lower, upper, tuple(confidences))


def funnel_significance(value, limits: FunnelLimits) -> np.ndarray:
    """How far outside its funnel each ``value`` is, in words; in the unit and the shape of the limits.

    "Low (0.001)" and "High (0.001)" beyond the 99.8 % limits (the number is the probability of one tail),
    "Low (0.025)" and "High (0.025)" beyond the 95 % limits only, "Not significant" between them, "Missing"
    if there is no value or no limit.
    """
    value = np.asarray(value, dtype=float)
    missing = np.isnan(value) | np.isnan(limits.lower).any(axis=-1) | np.isnan(limits.upper).any(axis=-1)
    conditions, labels = [missing], ["Missing"]
    for position in np.argsort(limits.confidences)[::-1]:
        one_tail = f"{tail(limits.confidences[position]):.6g}"
        conditions += [value < limits.lower[..., position], value > limits.upper[..., position]]
        labels += [f"Low ({one_tail})", f"High ({one_tail})"]
    return np.select(conditions, labels, "Not significant")


def _poisson(size: np.ndarray, share: np.ndarray, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    expected = size * share
    one_tail = tail(confidence)
    # If no events at all would not be rare, no count is too low; pdtrik has no answer there.
    none_is_likely = np.exp(-expected) >= one_tail
    safe = np.where(none_is_likely | np.isnan(expected), 50.0, expected)
    lower = np.where(np.isnan(expected), np.nan, np.where(none_is_likely, 0.0, pdtrik(one_tail, safe)))
    # At least y events is the opposite of at most y - 1. If even one event would be rare, the limit is below
    # one.
    some = expected > -np.log1p(-one_tail)
    upper = pdtrik(1 - one_tail, np.where(some, expected, 50.0)) + 1
    upper = np.where(np.isnan(expected), np.nan, np.where(some, upper, np.minimum(expected / one_tail, 1.0)))
    return lower / size, upper / size


def _wilson(size: np.ndarray, share: np.ndarray, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    share = np.where(share <= 1, share, np.nan)
    half_width = normal_quantile(confidence) * np.sqrt(share * (1 - share) / size)
    return np.maximum(share - half_width, 0.0), np.minimum(share + half_width, 1.0)
