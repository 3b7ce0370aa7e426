"""Which counts may be shown, and how: applied before any ratio is formed.

The policy for counts from patient records is NHS England's rule for hospital data: 0 is shown, 1 to 7 are
hidden, all others are rounded to the nearest 5. It applies at every level, including the ICS: an exact total
of rounded parts would reveal a hidden part. Values and intervals are then formed from what may be shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.records.row_counts import HIDDEN_UP_TO, ROUNDED_TO


@dataclass(frozen=True)
class Policy:
    """Counts from 1 to ``hide_to`` are hidden; shown ones are rounded to a multiple of ``round_to``."""

    name: str
    hide_to: int
    round_to: int
    words: str


HOSPITAL = Policy(
    "hospital",
    HIDDEN_UP_TO,
    ROUNDED_TO,
    "Counts from 1 to 7 are hidden, other counts are rounded to the nearest 5.",
)
OPEN = Policy("open", 0, 1, "Published figures, shown as published.")


@dataclass(frozen=True)
class Protected:
    """Counts as they may be shown: ``count`` (float, NaN where hidden) and the mask ``hidden``."""

    count: np.ndarray
    hidden: np.ndarray


def protect(counts: np.ndarray, policy: Policy = HOSPITAL) -> Protected:
    """Hide and round whole-number counts of any shape; NaN (no data) stays NaN and is not hidden."""
    counts = np.asarray(counts, dtype=float)
    hidden = (counts > 0) & (counts <= policy.hide_to)
    # No count is half-way between two multiples: counts are whole numbers and the step is odd.
    shown = np.rint(counts / policy.round_to) * policy.round_to
    return Protected(np.where(hidden, np.nan, shown), hidden)
