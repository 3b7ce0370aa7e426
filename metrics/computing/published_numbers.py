"""A publisher's numbers in the form that a statistic receives; none of them needs protection."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class PublishedNumbers:
    """Arrays of equal length: a count and its denominator, and the publisher's own value and interval; NaN
    where there is none.
    """

    count: np.ndarray
    exposure: np.ndarray
    value: np.ndarray
    lower_ci: np.ndarray
    upper_ci: np.ndarray


def counts_only(count, exposure) -> PublishedNumbers:
    """A published count and its denominator, without a value of the publisher's own."""
    unknown = np.full(len(count), np.nan)
    return PublishedNumbers(np.asarray(count, dtype=float), exposure, unknown, unknown, unknown)
