"""Counts of deprived and other people inside an area.

The groups are the national fifths of the Index of Multiple Deprivation 2025; each LSOA is in one of them. A
gap is formed from exact counts and then rounded; the counts of the fifths themselves are not shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from metrics.computing.protected_counts import LevelPeriods, MetricCubes
from metrics.counting.atoms import FIFTHS
from metrics.counting.engine import Cube
from metrics.counting.periods import Period
from metrics.counting.rollup import Counts, roll_up
from metrics.language.metric import Metric
from metrics.language.statistics.counts import Fifth
from metrics.statistics import Estimate


@dataclass(frozen=True, eq=False)
class FifthCounts:
    """The fifths of each area of one level; only what is formed from them can be read."""

    metric: Metric
    fifths: tuple[Counts, ...]
    groups: tuple[Counts, ...]

    @property
    def counts(self) -> Counts:
        """The areas, periods and sexes; the events are those of the most deprived fifth only."""
        return self.fifths[0]

    @property
    def hidden(self) -> np.ndarray:
        return np.zeros(self.unknown.shape, dtype=bool)

    @property
    def unknown(self) -> np.ndarray:
        """Where there are no data."""
        return np.isnan(self.counts.events.sum(axis=-1))

    def from_fifths(self, method: Callable[[tuple[Fifth, ...]], Estimate]) -> Estimate:
        groups = [group.events for group in self.groups] or [None] * len(self.fifths)
        estimate = method(
            tuple(
                Fifth(fifth.events, fifth.person_years, group, fifth.ages)
                for fifth, group in zip(self.fifths, groups, strict=True)
            )
        )
        numbers = (estimate.value, estimate.lower_ci, estimate.upper_ci)
        return Estimate(*(np.round(number, self.metric.decimals) for number in numbers))


def fifth_counts(metric: Metric, cubes: MetricCubes, requested: LevelPeriods) -> list[FifthCounts]:
    """The fifths of each level and periods that are ``requested``."""

    def by_fifth(cube: Cube | None, level: str, periods: tuple[Period, ...]) -> tuple[Counts, ...]:
        if cube is None:
            return ()
        atoms = cubes.atoms
        return tuple(
            roll_up(
                cube,
                replace(atoms, matrix=atoms.matrix * (atoms.fifth == fifth)),
                level,
                periods,
                metric.sexes,
                metric.ages,
            )
            for fifth in range(FIFTHS)
        )

    return [
        FifthCounts(metric, by_fifth(cubes.numerator, *wanted), by_fifth(cubes.group, *wanted))
        for wanted in requested
    ]
