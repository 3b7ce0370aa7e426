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

    @property
    def method_words(self) -> str:
        return (
            "Slope index of inequality over the national fifths of deprivation. Each fifth: "
            f"{self.of.method_words}"
        )

    def estimate(self, counts: ProtectedFifths) -> Figure:
        return gap_figure(counts.from_fifths(_slope))


def _slope(fifths: tuple[Fifth, ...]) -> Estimate:
    """Slope of life expectancy at birth over the fifths, areas x periods x sexes."""
    tables = [statistics.life_expectancy(fifth.events, fifth.person_years) for fifth in fifths]
    value = np.stack([table.at_birth.value for table in tables], axis=-1)
    error = np.stack([np.sqrt(table.variance[..., 0]) for table in tables], axis=-1)
    people = np.stack([fifth.person_years.sum(axis=-1) for fifth in fifths], axis=-1)
    return statistics.slope_index_of_inequality(value, error, people)
