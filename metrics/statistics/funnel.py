"""Funnel limits: how far from a common level an area of a given size may lie by chance alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import pdtrik

from metrics.statistics.confidence import normal_quantile, tail

CONFIDENCES = (0.95, 0.998)


@dataclass(frozen=True, eq=False)
class FunnelLimits:
    """The common level and the limits about it; ``lower`` and ``upper`` have one last axis more, for the
    confidences."""

    centre: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    confidences: tuple[float, ...]


def funnel_limits(
    denominator, centre, per: float = 1, confidences: tuple[float, ...] = CONFIDENCES, method: str = "poisson"
) -> FunnelLimits:
    """Limits about ``centre`` for areas of size ``denominator``, in the unit of ``centre`` (which is times
    ``per``).

    method "poisson": for rates (denominator people) and for ratios (denominator expected events, centre
        ``per``). An area lies outside exactly when its exact Poisson interval leaves the centre out.
    method "wilson": for proportions; an area lies outside exactly when its Wilson interval leaves the centre
        out. The two arrays broadcast. Sizes that are not positive, and centres that are negative, give NaN.

    Source: Spiegelhalter, Statistics in Medicine 2005;24:1185-1202.
    """
    if method not in ("poisson", "wilson"):
        raise ValueError(
            f"Funnel limits were asked for by the method {method!r}; allowed are 'poisson', 'wilson'."
        )
    size, level = np.broadcast_arrays(np.asarray(denominator, dtype=float), np.asarray(centre, dtype=float))
    usable = (size > 0) & (size < np.inf) & (level >= 0) & (level < np.inf)
    size, share = np.where(usable, size, np.nan), np.where(usable, level, np.nan) / per
    limits = _poisson if method == "poisson" else _wilson
    both = [limits(size, share, confidence) for confidence in confidences]
    lower, upper = (np.stack(part, axis=-1) * per for part in zip(*both, strict=True))
    return FunnelLimits(share * per, lower, upper, tuple(confidences))


def funnel_significance(value, limits: FunnelLimits) -> np.ndarray:
    """How far outside its funnel each ``value`` lies, in words; in the unit and the shape of the limits.

    "Low (0.001)" and "High (0.001)" beyond the 99.8 % limits (the number is the probability of one tail),
    "Low (0.025)" and "High (0.025)" beyond the 95 % limits alone, "Not significant" between them, "Missing"
    where there is no value or no limit.
    """
    value = np.asarray(value, dtype=float)
    missing = np.isnan(value) | np.isnan(limits.lower).any(axis=-1) | np.isnan(limits.upper).any(axis=-1)
    conditions, words = [missing], ["Missing"]
    for position in np.argsort(limits.confidences)[::-1]:
        one_tail = f"{tail(limits.confidences[position]):.6g}"
        conditions += [value < limits.lower[..., position], value > limits.upper[..., position]]
        words += [f"Low ({one_tail})", f"High ({one_tail})"]
    return np.select(conditions, words, "Not significant")


def _poisson(size: np.ndarray, share: np.ndarray, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    expected = size * share
    one_tail = tail(confidence)
    # No count is low enough where none at all would not be rare; pdtrik has no answer there.
    none_is_likely = np.exp(-expected) >= one_tail
    safe = np.where(none_is_likely | np.isnan(expected), 50.0, expected)
    fewest = np.where(np.isnan(expected), np.nan, np.where(none_is_likely, 0.0, pdtrik(one_tail, safe)))
    # At least y events is the opposite of at most y - 1. Where even one event would be rare, the limit lies
    # below one.
    some = expected > -np.log1p(-one_tail)
    most = pdtrik(1 - one_tail, np.where(some, expected, 50.0)) + 1
    most = np.where(np.isnan(expected), np.nan, np.where(some, most, np.minimum(expected / one_tail, 1.0)))
    return fewest / size, most / size


def _wilson(size: np.ndarray, share: np.ndarray, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    share = np.where(share <= 1, share, np.nan)
    half_width = normal_quantile(confidence) * np.sqrt(share * (1 - share) / size)
    return np.maximum(share - half_width, 0.0), np.minimum(share + half_width, 1.0)
