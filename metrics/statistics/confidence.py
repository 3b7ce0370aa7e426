"""Confidence levels and their quantiles."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri, stdtrit


def tail(confidence: float) -> float:
    """Probability in each of the two tails, 0.025 for 0.95.

    Raises ValueError unless ``confidence`` is between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"The confidence is {confidence!r}; allowed is a number between 0 and 1, like 0.95.")
    return (1 - confidence) / 2


def normal_quantile(confidence: float) -> float:
    """Standard normal quantile of a two-sided interval, 1.96 for 0.95."""
    return float(-ndtri(tail(confidence)))


def t_quantile(confidence: float, degrees_of_freedom) -> np.ndarray:
    """Student's t quantile of a two-sided interval; NaN where ``degrees_of_freedom`` is not positive."""
    freedom = np.asarray(degrees_of_freedom, dtype=float)
    usable = freedom > 0
    return np.where(usable, -stdtrit(np.where(usable, freedom, 1.0), tail(confidence)), np.nan)
