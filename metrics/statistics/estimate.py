"""What every statistic returns: a value and its interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Estimate:
    """A value with the limits of its confidence interval, three arrays of the same shape and unit.

    If all three are NaN, there is no figure; if only the limits are NaN, the uncertainty is not known.
    """

    value: np.ndarray
    lower_ci: np.ndarray
    upper_ci: np.ndarray
