"""What every statistic gives back: a value and its interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Estimate:
    """A value with the limits of its confidence interval, three arrays of the same shape and unit.

    NaN in all three means that there is no figure; NaN in the limits alone, that the uncertainty is not
    known.
    """

    value: np.ndarray
    lower_ci: np.ndarray
    upper_ci: np.ndarray
