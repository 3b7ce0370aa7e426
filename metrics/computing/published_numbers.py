"""What a publisher gives, as a statistic takes it: nothing in it needs protection."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class PublishedNumbers:
    """Arrays of equal length: a count and what it is out of, the publisher's own value and interval; NaN
    where it gives none.
    """

    count: np.ndarray
    exposure: np.ndarray
    value: np.ndarray
    lower_ci: np.ndarray
    upper_ci: np.ndarray


def counts_only(count, exposure) -> PublishedNumbers:
    """A published count, and what it is out of, without a value of the publisher's own."""
    unknown = np.full(len(count), np.nan)
    return PublishedNumbers(np.asarray(count, dtype=float), exposure, unknown, unknown, unknown)
