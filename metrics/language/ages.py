"""Age scopes: which of the population's age bands belong to "all", "65+" or "5-19"."""

from __future__ import annotations

import re

import numpy as np

from data.tables import AGE_BANDS

_AGES = re.compile(r"([0-9]{1,3})\+|([0-9]{1,3})-([0-9]{1,3})|all")


def ages_are_known(ages: object) -> bool:
    """Whether an age scope is "all", or has bounds where one of the age bands begins or ends."""
    if not isinstance(ages, str) or not _AGES.fullmatch(ages):
        return False
    bounds = [int(number) for number in re.findall(r"\d+", ages)]
    lower = bounds[0] if bounds else 0
    upper_ok = len(bounds) < 2 or (bounds[1] == 0 or (bounds[1] + 1) % 5 == 0) and lower < bounds[1] < 90
    return (lower in (0, 1) or lower % 5 == 0) and lower <= 90 and upper_ok


def age_mask(ages: str) -> np.ndarray:
    """Which of the 20 bands belong to an age scope like "65+", "5-19" or "all"."""
    bounds = [int(number) for number in re.findall(r"\d+", ages)]
    lower, upper = (bounds + [0])[0], bounds[1] if len(bounds) > 1 else 999
    starts = [0, 1, *range(5, 95, 5)]
    return np.array([lower <= start <= upper for start in starts[: len(AGE_BANDS)]])
