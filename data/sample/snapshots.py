"""The days on which people are counted, not events."""

from __future__ import annotations

import numpy as np

DAYS = np.array(["2023-03-31", "2024-03-31", "2025-03-31"], dtype="datetime64[D]")
MONTHS = DAYS.astype("datetime64[M]")


def day_of(number: int, size: int) -> np.ndarray:
    """One snapshot day (days since 1970), once for each of ``size`` rows."""
    return np.full(size, DAYS[number].astype(np.int64))
