"""Scales on which an interval is symmetric: identity, log (rates and ratios), logit (proportions)."""

from __future__ import annotations

import numpy as np
from scipy.special import expit, logit

from metrics.statistics.confidence import normal_quantile

SCALES = ("identity", "log", "logit")


def to_scale(values, scale: str) -> np.ndarray:
    """``values`` (any shape) on a scale. 0 is minus infinity on the log and logit scales, 1 is infinity on
    the logit scale; numbers outside the scale's domain are NaN.

    Raises ValueError for an unknown scale.
    """
    values = np.asarray(values, dtype=float)
    _check(scale)
    if scale == "identity":
        return values
    if scale == "logit":
        return logit(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(values)


def from_scale(values, scale: str) -> np.ndarray:
    """The inverse of ``to_scale``."""
    values = np.asarray(values, dtype=float)
    _check(scale)
    if scale == "identity":
        return values
    return expit(values) if scale == "logit" else np.exp(values)


def standard_error_from_limits(
    lower_ci, upper_ci, scale: str = "identity", confidence: float = 0.95
) -> np.ndarray:
    """Standard error on a scale, from the limits of an interval in the unit of the value (a proportion is
    between 0 and 1). Limits outside the scale's domain, such as a rate of 0 on the log scale, give NaN.
    """
    with np.errstate(invalid="ignore"):
        width = to_scale(upper_ci, scale) - to_scale(lower_ci, scale)
    return np.where(np.isfinite(width), width, np.nan) / (2 * normal_quantile(confidence))


def _check(scale: str) -> None:
    if scale not in SCALES:
        raise ValueError(f"The scale is {scale!r}; allowed are {', '.join(map(repr, SCALES))}.")
