"""Counts as a statistic may have them: hidden and rounded, and nothing of them finer than is shown.

Exact counts by age stay in here. A method is brought to them, and what it makes comes out coarsely.
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

Asked = list[tuple[str, tuple[Period, ...]]]
Method = Callable[[np.ndarray, np.ndarray], Estimate]


@dataclass(frozen=True, eq=False)
class Records:
    """What counting gives for one metric: its cube and that of its group, where it has one."""

    cube: Cube
    group: Cube | None
    atoms: Atoms
    published_levels: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class PeopleCounts:
    """Events of one level, protected, and the people that they happen to."""

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
        # A month is shown as a month's rate, a year as a year's: person-time is people x periods of that
        # length.
        monthly = self.counts.periods[0].frequency == "month"
        return np.rint(self.person_years * 12) if monthly else self.person_years

    @property
    def england(self) -> np.ndarray:
        return np.array([england_value(self.metric.comparator, sex) for sex in self.counts.sexes])

    def from_ages(self, method: Method) -> Estimate:
        return self._coarsely(method(self.counts.events, self.counts.person_years))

    def from_shown_ages(self, method: Method) -> Estimate:
        enough = self._events >= self.metric.statistic.fewest_events
        with np.errstate(divide="ignore", invalid="ignore"):
            # A hair more, so that ten events are not 9.999999999999998 and too few.
            scale = np.where(enough, self.count / self._events, np.nan) * (1 + 1e-12)
        return self._coarsely(method(self.counts.events * scale[..., None], self.counts.person_years))

    @cached_property
    def _events(self) -> np.ndarray:
        return self.counts.events.sum(axis=-1)

    def _coarsely(self, found: Estimate) -> Estimate:
        arms = (found.value, found.lower_ci, found.upper_ci)
        return Estimate(*(coarse(arm, self.count, self.decimals) for arm in arms))


@dataclass(frozen=True, eq=False)
class GroupCounts(PeopleCounts):
    """Events and the group that they are a part of, both protected."""

    shown_group: Protected

    @property
    def group(self) -> np.ndarray:
        return self.shown_group.count

    @property
    def hidden(self) -> np.ndarray:
        return self.shown.hidden | self.shown_group.hidden


@dataclass(frozen=True, eq=False)
class ExpectedCounts(PeopleCounts):
    """Events and how many the ICS's own rates by age and sex lead one to expect in the same period."""

    by_sex: Counts

    @cached_property
    def expected(self) -> np.ndarray:
        """The areas of a level cover the ICS once (places once for each footprint), so that the sum over them
        has the rates of the ICS. It is a weighted sum of the ICS's counts by age and sex, so it is given no
        finer than a figure of its size.
        """
        events, people = self.by_sex.events.sum(axis=0), self.by_sex.person_years.sum(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            rates = np.where(people > 0, events / people, 0.0)
        expected = (self.by_sex.person_years * rates).sum(axis=(-2, -1))[..., None]
        return coarse(expected, expected, 2)


def people_counts(metric: Metric, records: Records, asked: Asked) -> list[PeopleCounts]:
    """The counts of each level and its periods that are ``asked`` for, protected together."""
    sets, shown = _protected(metric, records, asked)
    return [PeopleCounts(metric, *one) for one in zip(sets, shown, strict=True)]


def group_counts(metric: Metric, records: Records, asked: Asked) -> list[GroupCounts]:
    """The same, with the group counted and protected in the same way."""
    sets, shown = _protected(metric, records, asked)
    groups = _rolled_up(metric, records.group, records.atoms, asked, metric.sexes)
    shown_groups = protect_together(groups, records.group, records.atoms, part=records.cube)
    return [GroupCounts(metric, *one) for one in zip(sets, shown, shown_groups, strict=True)]


def expected_counts(metric: Metric, records: Records, asked: Asked) -> list[ExpectedCounts]:
    """The same, with what is expected at the rates of the ICS."""
    sets, shown = _protected(metric, records, asked)
    by_sex = _rolled_up(metric, records.cube, records.atoms, asked, SEXES)
    return [ExpectedCounts(metric, *one) for one in zip(sets, shown, by_sex, strict=True)]


def coarse(figure: np.ndarray, count: np.ndarray, decimals: int) -> np.ndarray:
    """A figure formed from exact ages, no finer than it is shown: three significant figures, four from 1,000
    events.

    All its digits would give the count of every age band away: few combinations of whole numbers fit a sum of
    known weights to sixteen digits. To three digits very many do, for each total that the rounded count
    allows.
    """
    figures = np.where(count < 1_000, 3, 4)
    with np.errstate(divide="ignore", invalid="ignore"):
        magnitude = np.floor(np.log10(np.abs(figure)))
    places = np.minimum(decimals, figures - 1 - np.where(np.isfinite(magnitude), magnitude, 0))
    return np.round(figure * 10.0**places) / 10.0**places


def _protected(metric: Metric, records: Records, asked: Asked) -> tuple[list[Counts], list[Protected]]:
    cube, atoms = records.cube, records.atoms
    sets = _rolled_up(metric, cube, atoms, asked, metric.sexes)
    every_month = roll_up(
        cube, atoms, "ics", tuple(month_periods(list(cube.months))), ("persons",), metric.ages
    )
    reconciled = [every_month] if len(every_month.areas) else []
    # Together, since a count hidden at one level must not follow from what another level shows.
    shown = protect_together(
        sets,
        cube,
        atoms,
        metric.statistic.fewest_events,
        records.published_levels,
        reconciled,
        records.group,
    )
    return sets, shown


def _rolled_up(
    metric: Metric, cube: Cube, atoms: Atoms, asked: Asked, sexes: tuple[str, ...]
) -> list[Counts]:
    return [roll_up(cube, atoms, level, periods, sexes, metric.ages) for level, periods in asked]
