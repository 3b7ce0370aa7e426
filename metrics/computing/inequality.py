"""Counts of deprived and other people inside an area.

The groups are the national fifths of the Index of Multiple Deprivation 2025: the fifth that an LSOA lies in.
A gap is formed from exact counts and comes out coarsely; the counts of the fifths themselves are not shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from metrics.computing.protected_counts import Asked, Records
from metrics.counting.atoms import FIFTHS
from metrics.counting.engine import Cube
from metrics.counting.periods import Period
from metrics.counting.rollup import Counts, roll_up
from metrics.language.metric import Metric
from metrics.language.statistics.counts import Fifth
from metrics.statistics import Estimate


@dataclass(frozen=True, eq=False)
class FifthCounts:
    """The fifths of each area of one level: nothing but what is formed from them comes out."""

    metric: Metric
    fifths: tuple[Counts, ...]
    groups: tuple[Counts, ...]

    @property
    def counts(self) -> Counts:
        """The areas, periods and sexes; its events are those of the most deprived fifth alone."""
        return self.fifths[0]

    @property
    def hidden(self) -> np.ndarray:
        return np.zeros(self.unknown.shape, dtype=bool)

    @property
    def unknown(self) -> np.ndarray:
        """Where there are no data."""
        return np.isnan(self.counts.events.sum(axis=-1))

    def from_fifths(self, method: Callable[[tuple[Fifth, ...]], Estimate]) -> Estimate:
        groups = [one.events for one in self.groups] or [None] * len(self.fifths)
        found = method(
            tuple(
                Fifth(one.events, one.person_years, group, one.ages)
                for one, group in zip(self.fifths, groups, strict=True)
            )
        )
        arms = (found.value, found.lower_ci, found.upper_ci)
        return Estimate(*(np.round(arm, self.metric.decimals) for arm in arms))


def fifth_counts(metric: Metric, records: Records, asked: Asked) -> list[FifthCounts]:
    """The fifths of each level and its periods that are ``asked`` for."""

    def by_fifth(cube: Cube | None, level: str, periods: tuple[Period, ...]) -> tuple[Counts, ...]:
        if cube is None:
            return ()
        atoms = records.atoms
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

    return [FifthCounts(metric, by_fifth(records.cube, *one), by_fifth(records.group, *one)) for one in asked]
