"""What a statistic is given: numbers that may be shown, and nothing else.

Every carrier is a subclass of ``Carrier``. It is made from counts that are hidden and rounded already, and
has no other ones: whoever writes a statistic cannot reach an exact count, however the class is written.
What needs ages is formed in ``metrics.computing.at_ages`` and comes as a figure; and what the statistic gives
back is made as coarse as its counts are before anybody sees it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.computing.at_ages import round_as_shown
from metrics.counting.periods import Period
from metrics.counting.rollup import Counts
from metrics.disclosure.policy import Protected
from metrics.language.metric import Metric
from metrics.language.statistics.counts import Figure
from metrics.language.statistics.statistic import Statistic


@dataclass(frozen=True, eq=False)
class Cells:
    """Whose figures they are: areas x periods x sexes, the months with data in each period, and where there
    are no data (``unknown``).
    """

    areas: pd.DataFrame
    periods: tuple[Period, ...]
    sexes: tuple[str, ...]
    ages: str
    covered: np.ndarray
    unknown: np.ndarray


def cells_of(counts: Counts) -> Cells:
    """The cells that some counts are of, without the counts."""
    unknown = np.isnan(counts.events.sum(axis=-1))
    return Cells(counts.areas, counts.periods, counts.sexes, counts.ages, counts.covered, unknown)


@dataclass(frozen=True, eq=False)
class Carrier:
    """The base of all carriers. ``shown`` has the events, NaN where they are hidden."""

    cells: Cells
    decimals: int
    shown: Protected

    @property
    def count(self) -> np.ndarray:
        return self.shown.count

    @property
    def hidden(self) -> np.ndarray:
        """Where the row is hidden with all that rests on it."""
        return self.shown.hidden

    @property
    def unknown(self) -> np.ndarray:
        return self.cells.unknown

    @property
    def is_coarse(self) -> bool:
        """Whether the figure rests on more than the counts that are shown, so that it must be no finer."""
        return False

    def figure(self, statistic: Statistic) -> Figure:
        """What a statistic makes of this, no finer than may be shown."""
        estimate = statistic.estimate(self)
        if not self.is_coarse:
            return estimate
        arms = (estimate.value, estimate.lower_ci, estimate.upper_ci)
        return Figure(
            *(round_as_shown(arm, self.count, self.decimals) for arm in arms),
            estimate.numerator,
            estimate.denominator,
            estimate.absent,
        )


def decimals_of(metric: Metric) -> int:
    """How many decimals a figure may have: a definition may ask for fewer than its statistic allows, never
    more.
    """
    return min(metric.decimals, metric.statistic.max_decimals)
