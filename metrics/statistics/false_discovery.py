"""False discovery control: when many areas are marked, how many of the marks may be due to chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from metrics.statistics.confidence import normal_quantile
from metrics.statistics.scales import to_scale


@dataclass(frozen=True, eq=False)
class Discoveries:
    """The tests on the last axis: ``adjusted`` p-values (NaN for no test), and which are discoveries."""

    adjusted: np.ndarray
    is_discovery: np.ndarray


def false_discovery(p_values, share: float = 0.05) -> Discoveries:
    """Benjamini and Hochberg's procedure over the last axis of ``p_values``; leading axes are independent.

    share: the largest share of the discoveries that may be due to chance, on average. A test is a discovery
        if its adjusted p-value (the smallest share at which it would be one) is not above ``share``. A
        p-value that is missing or not between 0 and 1 is not a test: it stays NaN and does not count.

    Raises ValueError if ``share`` is not between 0 and 1.

    Source: Benjamini and Hochberg, Journal of the Royal Statistical Society B 1995;57:289-300. It is valid
    for independent tests and for positively dependent tests.
    """
    if not 0 < share < 1:
        raise ValueError(f"The share is {share!r}; allowed is a number between 0 and 1, like 0.05.")
    p_values = np.atleast_1d(np.asarray(p_values, dtype=float))
    known = (p_values >= 0) & (p_values <= 1)
    p_values = np.where(known, p_values, np.nan)
    order = np.argsort(p_values, axis=-1)  # NaN last
    rank = np.arange(1, p_values.shape[-1] + 1)
    raised = np.take_along_axis(p_values, order, axis=-1) * (known.sum(axis=-1, keepdims=True) / rank)
    raised = np.where(np.isnan(raised), 1.0, np.minimum(raised, 1.0))
    # A test never has a larger adjusted value than a test with a larger p-value.
    minimum = np.minimum.accumulate(raised[..., ::-1], axis=-1)[..., ::-1]
    adjusted = np.empty(p_values.shape)
    np.put_along_axis(adjusted, order, minimum, axis=-1)
    adjusted = np.where(known, adjusted, np.nan)
    return Discoveries(adjusted, adjusted <= share)


def two_sided_p(
    value, lower_ci, upper_ci, comparator, scale: str = "identity", confidence: float = 0.95
) -> np.ndarray:
    """P-value of the difference between a value and a comparator that is taken as exact, from an interval.

    Normal on ``scale`` ("identity", "log" or "logit"), with the half of the interval on the comparator's
    side, so that it is below ``1 - confidence`` exactly if the comparator is outside the interval. The arrays
    broadcast. NaN where a number is missing or outside the scale's domain, or the interval has no width.
    """
    value, lower, upper, comparator = np.broadcast_arrays(
        *(to_scale(given, scale) for given in (value, lower_ci, upper_ci, comparator))
    )
    facing = np.where(comparator >= value, upper, lower)
    with np.errstate(invalid="ignore"):
        distance, half_width = np.abs(comparator - value), np.abs(facing - value)
    usable = (half_width > 0) & np.isfinite(distance)
    half_width = np.where(usable, half_width, np.nan)
    return 2 * ndtr(-normal_quantile(confidence) * distance / half_width)
