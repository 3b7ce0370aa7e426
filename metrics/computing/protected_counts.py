"""Counts as a statistic may have them: hidden and rounded, and nothing of them finer than is shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.tables import SEXES
from metrics.computing.at_ages import estimate_at_ages, round_as_shown
from metrics.computing.carrier import Carrier, cells_of, decimals_of
from metrics.computing.published_figures import england_value
from metrics.counting.atoms import Atoms
from metrics.counting.engine import Cube
from metrics.counting.periods import Period, month_periods
from metrics.counting.rollup import Counts, roll_up
from metrics.disclosure.closed_periods import Past, PublishedBefore
from metrics.disclosure.differencing import protect_together
from metrics.disclosure.policy import Protected
from metrics.language.metric import Metric
from metrics.statistics import Estimate

LevelPeriods = list[tuple[str, tuple[Period, ...]]]


@dataclass(frozen=True, eq=False)
class MetricCubes:
    """What counting gives for one metric: its cube and that of its group, where it has one."""

    numerator: Cube
    group: Cube | None
    atoms: Atoms
    published_levels: tuple[str, ...] = ()
    before: PublishedBefore | None = None

    def pasts(
        self, requested: LevelPeriods, sexes: tuple[str, ...], count: int = 0, fifth: int = -1
    ) -> list[Past] | None:
        """What is published already of the events (``count`` 0) or their group (1); None where nothing is."""
        if self.before is None:
            return None
        return [self.before.past(level, periods, sexes, count, fifth) for level, periods in requested]

    def cube_before(self, count: int = 0) -> Cube | None:
        return None if self.before is None else self.before.before[count]


@dataclass(frozen=True, eq=False)
class PeopleCounts(Carrier):
    """Events of one level, protected, and the people that they happen to."""

    exposure: np.ndarray
    person_years: np.ndarray
    england: np.ndarray
    at_ages: Estimate | None

    @property
    def is_coarse(self) -> bool:
        return self.at_ages is not None


@dataclass(frozen=True, eq=False)
class GroupCounts(Carrier):
    """Events and the group that they are a part of, both protected."""

    shown_group: Protected

    @property
    def group(self) -> np.ndarray:
        return self.shown_group.count

    @property
    def hidden(self) -> np.ndarray:
        return self.shown.hidden | self.shown_group.hidden


@dataclass(frozen=True, eq=False)
class ExpectedCounts(Carrier):
    """Events and how many the ICS's own rates by age and sex lead one to expect in the same period."""

    expected: np.ndarray

    @property
    def hidden(self) -> np.ndarray:
        # The expected numbers add up to the ICS's own count.
        return self.shown.hidden | (np.isnan(self.expected) & ~self.unknown)


def people_counts(metric: Metric, cubes: MetricCubes, requested: LevelPeriods) -> list[PeopleCounts]:
    """The counts of each level and its periods that are ``requested``, protected together."""
    comparator = metric.comparator
    england = np.array([england_value(comparator, sex) if comparator else np.nan for sex in metric.sexes])
    carriers = []
    for counts, shown in zip(*_protected(metric, cubes, requested), strict=True):
        people = counts.person_years.sum(axis=-1)
        # A month is shown as a month's rate, a year as a year's: person-time is people x periods of that
        # length.
        monthly = counts.periods[0].frequency == "month"
        carriers.append(
            PeopleCounts(
                cells_of(counts),
                decimals_of(metric),
                shown,
                np.rint(people * 12) if monthly else people,
                people,
                england,
                figure_at_ages(metric, counts, shown),
            )
        )
    return carriers


def figure_at_ages(metric: Metric, counts: Counts, shown: Protected, more: int = 0) -> Estimate | None:
    """The figure at ages that the metric's statistic asks for, from ages that add up to the shown count; with
    ``more`` decimals where another figure is formed from it.
    """
    statistic = metric.statistic
    if statistic.at_ages is None:
        return None
    return estimate_at_ages(
        statistic.at_ages,
        counts.events,
        counts.person_years,
        counts.ages,
        shown.count,
        decimals_of(metric) + more,
        statistic.min_events,
    )


def group_counts(metric: Metric, cubes: MetricCubes, requested: LevelPeriods) -> list[GroupCounts]:
    """The same, with the group counted and protected in the same way."""
    sets, shown = _protected(metric, cubes, requested)
    groups = _rolled_up(metric, cubes.group, cubes.atoms, requested, metric.sexes)
    shown_groups = protect_together(
        groups,
        cubes.group,
        cubes.atoms,
        part=cubes.numerator,
        pasts=cubes.pasts(requested, metric.sexes, count=1),
        before=cubes.cube_before(1),
    )
    decimals = decimals_of(metric)
    return [
        GroupCounts(cells_of(counts), decimals, *both)
        for counts, *both in zip(sets, shown, shown_groups, strict=True)
    ]


def expected_counts(metric: Metric, cubes: MetricCubes, requested: LevelPeriods) -> list[ExpectedCounts]:
    """The same, with what is expected at the rates of the ICS.

    The expected numbers of a level add up to the count of the ICS, which is therefore protected with the
    others, and they are brought to what is shown of it.
    """
    of_ics = [("ics", periods) for periods in dict.fromkeys(periods for _, periods in requested)]
    sets, shown = _protected(metric, cubes, [*requested, *of_ics])
    whole = zip(of_ics, sets[len(requested) :], shown[len(requested) :], strict=True)
    ics = {periods: (counts, protected) for (_, periods), counts, protected in whole}
    by_sex = _rolled_up(metric, cubes.numerator, cubes.atoms, requested, SEXES)
    return [
        ExpectedCounts(
            cells_of(counts), decimals_of(metric), protected, _expected(of_sexes, *ics[counts.periods])
        )
        for counts, protected, of_sexes in zip(
            sets[: len(requested)], shown[: len(requested)], by_sex, strict=True
        )
    ]


def _expected(by_sex: Counts, ics: Counts, shown_ics: Protected) -> np.ndarray:
    """The areas of a level cover the ICS once (places once for each footprint), so that the sum over them has
    the rates of the ICS. It is a weighted sum of the ICS's counts by age and sex, so it is given no finer
    than a figure of its size. NaN where the count of the ICS is hidden.
    """
    events, people = by_sex.events.sum(axis=0), by_sex.person_years.sum(axis=0)
    total = ics.events.sum(axis=-1)[0, :, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.where(people > 0, events / people, 0.0)
        share = np.where(total > 0, shown_ics.count[0, :, 0] / total, 1.0)
    expected = (by_sex.person_years * rates).sum(axis=(-2, -1)) * share
    return round_as_shown(expected, expected, 2)[..., None]


def _protected(
    metric: Metric, cubes: MetricCubes, requested: LevelPeriods
) -> tuple[list[Counts], list[Protected]]:
    cube, atoms = cubes.numerator, cubes.atoms
    sets = _rolled_up(metric, cube, atoms, requested, metric.sexes)
    every_month = roll_up(
        cube, atoms, "ics", tuple(month_periods(list(cube.months))), ("persons",), metric.ages
    )
    reconciled = [every_month] if len(every_month.areas) else []
    # Together, since a count hidden at one level must not follow from what another level shows.
    shown = protect_together(
        sets,
        cube,
        atoms,
        metric.statistic.min_events,
        cubes.published_levels,
        reconciled,
        cubes.group,
        pasts=cubes.pasts(requested, metric.sexes),
        before=cubes.cube_before(),
    )
    return sets, shown


def _rolled_up(
    metric: Metric, cube: Cube, atoms: Atoms, requested: LevelPeriods, sexes: tuple[str, ...]
) -> list[Counts]:
    return [roll_up(cube, atoms, level, periods, sexes, metric.ages) for level, periods in requested]
