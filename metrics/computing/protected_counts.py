"""Counts as a statistic receives them: hidden and rounded, and in no more detail than is shown.

Exact counts by age do not leave this module. A method is called with them here, and its result is rounded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from data.tables import SEXES
from metrics.computing.published_figures import england_value
from metrics.counting.atoms import Atoms
from metrics.counting.engine import Cube
from metrics.counting.periods import Period, month_periods
from metrics.counting.rollup import Counts, roll_up
from metrics.disclosure.differencing import protect_together
from metrics.disclosure.policy import Protected
from metrics.language.metric import Metric
from metrics.statistics import Estimate

LevelPeriods = list[tuple[str, tuple[Period, ...]]]
Method = Callable[[np.ndarray, np.ndarray], Estimate]


@dataclass(frozen=True, eq=False)
class MetricCubes:
    """The cube of one metric's numerator, and that of the group that is its denominator, if there is one."""

    numerator: Cube
    group: Cube | None
    atoms: Atoms
    published_levels: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class PeopleCounts:
    """Events of one level, protected, and the people at risk of them."""

    metric: Metric
    counts: Counts
    shown: Protected

    @property
    def count(self) -> np.ndarray:
        return self.shown.count

    @property
    def hidden(self) -> np.ndarray:
        return self.shown.hidden

    @property
    def unknown(self) -> np.ndarray:
        """Where there are no data."""
        return np.isnan(self._events)

    @property
    def ages(self) -> str:
        return self.counts.ages

    @property
    def decimals(self) -> int:
        return self.metric.decimals

    @cached_property
    def person_years(self) -> np.ndarray:
        return self.counts.person_years.sum(axis=-1)

    @property
    def exposure(self) -> np.ndarray:
        # A month has a monthly rate and a year an annual one, so person-time is in periods of that length.
        monthly = self.counts.periods[0].frequency == "month"
        return np.rint(self.person_years * 12) if monthly else self.person_years

    @property
    def england(self) -> np.ndarray:
        return np.array([england_value(self.metric.comparator, sex) for sex in self.counts.sexes])

    def from_ages(self, method: Method) -> Estimate:
        return self._rounded(method(self.counts.events, self.counts.person_years))

    def from_shown_ages(self, method: Method) -> Estimate:
        enough = self._events >= self.metric.statistic.min_events
        with np.errstate(divide="ignore", invalid="ignore"):
            # Slightly more, so that ten events do not become 9.999999999999998, which is too few.
            scale = np.where(enough, self.count / self._events, np.nan) * (1 + 1e-12)
        return self._rounded(method(self.counts.events * scale[..., None], self.counts.person_years))

    @cached_property
    def _events(self) -> np.ndarray:
        return self.counts.events.sum(axis=-1)

    def _rounded(self, estimate: Estimate) -> Estimate:
        numbers = (estimate.value, estimate.lower_ci, estimate.upper_ci)
        return Estimate(*(round_as_shown(number, self.count, self.decimals) for number in numbers))


@dataclass(frozen=True, eq=False)
class GroupCounts(PeopleCounts):
    """Events and the group of which they are a part, both protected."""

    shown_group: Protected

    @property
    def group(self) -> np.ndarray:
        return self.shown_group.count

    @property
    def hidden(self) -> np.ndarray:
        return self.shown.hidden | self.shown_group.hidden


@dataclass(frozen=True, eq=False)
class ExpectedCounts(PeopleCounts):
    """Events, and how many are expected at the ICS's own rates by age and sex in the same period."""

    by_sex: Counts

    @cached_property
    def expected(self) -> np.ndarray:
        """Expected events. The areas of a level cover the ICS once (places once per footprint), so that the
        sum over them has the rates of the ICS. The result is a weighted sum of the ICS's counts by age and
        sex, so it is rounded like any figure of its size.
        """
        events, people = self.by_sex.events.sum(axis=0), self.by_sex.person_years.sum(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            rates = np.where(people > 0, events / people, 0.0)
        expected = (self.by_sex.person_years * rates).sum(axis=(-2, -1))[..., None]
        return round_as_shown(expected, expected, 2)


def people_counts(metric: Metric, cubes: MetricCubes, requested: LevelPeriods) -> list[PeopleCounts]:
    """The counts of each level and periods that are ``requested``, protected together."""
    sets, shown = _protected(metric, cubes, requested)
    return [PeopleCounts(metric, *pair) for pair in zip(sets, shown, strict=True)]


def group_counts(metric: Metric, cubes: MetricCubes, requested: LevelPeriods) -> list[GroupCounts]:
    """The same, with the group counted and protected in the same way."""
    sets, shown = _protected(metric, cubes, requested)
    groups = _rolled_up(metric, cubes.group, cubes.atoms, requested, metric.sexes)
    shown_groups = protect_together(groups, cubes.group, cubes.atoms, part=cubes.numerator)
    return [GroupCounts(metric, *triple) for triple in zip(sets, shown, shown_groups, strict=True)]


def expected_counts(metric: Metric, cubes: MetricCubes, requested: LevelPeriods) -> list[ExpectedCounts]:
    """The same, with the events expected at the rates of the ICS."""
    sets, shown = _protected(metric, cubes, requested)
    by_sex = _rolled_up(metric, cubes.numerator, cubes.atoms, requested, SEXES)
    return [ExpectedCounts(metric, *triple) for triple in zip(sets, shown, by_sex, strict=True)]


def round_as_shown(figure: np.ndarray, count: np.ndarray, decimals: int) -> np.ndarray:
    """A figure formed from exact counts by age, rounded to three significant figures, or to four from 1,000
    events.

    All of its digits would reveal the count of every age band: few combinations of whole numbers give a sum
    with known weights that is right to sixteen digits. Very many give one that is right to three digits, for
    each total that the rounded count allows.
    """
    significant = np.where(count < 1_000, 3, 4)
    with np.errstate(divide="ignore", invalid="ignore"):
        magnitude = np.floor(np.log10(np.abs(figure)))
    places = np.minimum(decimals, significant - 1 - np.where(np.isfinite(magnitude), magnitude, 0))
    return np.round(figure * 10.0**places) / 10.0**places


def _protected(
    metric: Metric, cubes: MetricCubes, requested: LevelPeriods
) -> tuple[list[Counts], list[Protected]]:
    cube, atoms = cubes.numerator, cubes.atoms
    sets = _rolled_up(metric, cube, atoms, requested, metric.sexes)
    every_month = roll_up(
        cube, atoms, "ics", tuple(month_periods(list(cube.months))), ("persons",), metric.ages
    )
    reconciliation = [every_month] if len(every_month.areas) else []
    # Protected together, since a count hidden at one level must not follow from what another level shows.
    shown = protect_together(
        sets,
        cube,
        atoms,
        metric.statistic.min_events,
        cubes.published_levels,
        reconciliation,
        cubes.group,
    )
    return sets, shown


def _rolled_up(
    metric: Metric, cube: Cube, atoms: Atoms, requested: LevelPeriods, sexes: tuple[str, ...]
) -> list[Counts]:
    return [roll_up(cube, atoms, level, periods, sexes, metric.ages) for level, periods in requested]
