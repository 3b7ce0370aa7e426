"""Slope index of inequality: the gap between the two ends of the gradient inside an area."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics import statistics
from metrics.language.statistics.counts import Fifth, Figure, ProtectedFifths
from metrics.language.statistics.inside import InsideAnArea, gap_figure
from metrics.language.statistics.life_expectancy import LifeExpectancy
from metrics.language.statistics.statistic import Statistic
from metrics.statistics import Estimate


def slope_index(of: Statistic) -> SlopeIndex:
    """Slope index of inequality over the national fifths of deprivation: least minus most deprived end.

    ``of`` is life_expectancy().
    """
    if not isinstance(of, LifeExpectancy):
        raise ValueError("slope_index(...): allowed is life_expectancy() inside.")
    return SlopeIndex(of)


@dataclass(frozen=True)
class SlopeIndex(InsideAnArea):
    """Years between the least and the most deprived end."""

    of: LifeExpectancy

    name = "slope_index"
    unit = "years"
    may_be_negative = True
    max_decimals = 1
    fifths = tuple(range(5))

    @property
    def method_words(self) -> str:
        return (
            "Slope index of inequality over the national fifths of deprivation. Each fifth: "
            f"{self.of.method_words}"
        )

    def estimate(self, counts: ProtectedFifths) -> Figure:
        return gap_figure(_slope(counts.fifths))


def _slope(fifths: tuple[Fifth, ...]) -> Estimate:
    """Slope over the fifths' life expectancy at birth: areas x periods x sexes."""
    value = np.stack([fifth.at_ages.value for fifth in fifths], axis=-1)
    error = np.stack(
        [
            statistics.standard_error_from_limits(fifth.at_ages.lower_ci, fifth.at_ages.upper_ci)
            for fifth in fifths
        ],
        axis=-1,
    )
    people = np.stack([fifth.person_years for fifth in fifths], axis=-1)
    return statistics.slope_index_of_inequality(value, error, people)
