"""From the counts of areas and periods to values with intervals.

What a statistic needs is counted and protected first, and the statistic forms its figure from that. Nothing
else in the project passes counts of records to a statistic.
"""

from __future__ import annotations

import pandas as pd

from metrics.computing.avoided import month_counts
from metrics.computing.inequality import fifth_counts
from metrics.computing.protected_counts import MetricCubes, expected_counts, group_counts, people_counts
from metrics.computing.results_frame import empty, hide_values
from metrics.computing.values import to_frame
from metrics.counting.atoms import Atoms
from metrics.counting.engine import Cube
from metrics.counting.periods import month_periods, snapshot_periods, year_periods
from metrics.disclosure.closed_periods import PublishedBefore
from metrics.language.metric import Metric
from metrics.language.statistics.answers import Needs

# Months are not shown for wards: a ward has too few events in a month for most metrics.
MONTHLY_LEVELS = ("ics", "place", "neighbourhood")
_PROTECTED = {
    Needs.PEOPLE: people_counts,
    Needs.GROUP: group_counts,
    Needs.EXPECTED: expected_counts,
    Needs.FIFTHS: fifth_counts,
    Needs.MONTHS: month_counts,
}


def evaluate(
    metric: Metric,
    cube: Cube,
    atoms: Atoms,
    provenance: str,
    first_month: int | None = None,
    published_levels: tuple[str, ...] = (),
    group: Cube | None = None,
    before: PublishedBefore | None = None,
) -> pd.DataFrame:
    """All results of a counted metric, at each of its levels.

    Periods before ``first_month`` are left out. At ``published_levels`` a publisher's exact total will be
    shown, from which nothing that is hidden below may follow. ``group`` is the counted denominator of a
    proportion, for the same months as ``cube``. ``before`` is how the metric is published already, together
    with which the new rows must not reveal anything.
    """
    requested = [
        (level, periods)
        for level in metric.levels
        for periods in period_sets(metric, level, cube, first_month)
        if (atoms.areas.area_level == level).any()
    ]
    cubes = MetricCubes(cube, group, atoms, published_levels, before)
    frames = [
        to_frame(metric, protected, protected.figure(metric.statistic), provenance)
        for protected in _PROTECTED[metric.statistic.needs](metric, cubes, requested)
    ]
    return hide_values(pd.concat(frames, ignore_index=True)) if frames else empty()


def period_sets(metric: Metric, level: str, cube: Cube, first_month: int | None = None):
    """The series of periods at a level: months, years, and several years together if the metric pools any
    level; for a snapshot only its days.
    """
    if metric.numerator.table.snapshot:
        yield tuple(
            snapshot_periods(
                [m for m, is_covered in zip(cube.months, cube.covered, strict=True) if is_covered]
            )
        )
        return
    months = [m for m in cube.months if first_month is None or m >= first_month]
    if metric.frequency.value == "month" and level in MONTHLY_LEVELS:
        yield tuple(month_periods(months))
    pools = (
        {metric.pool.get(level, 1), *metric.pool.values()}
        if level not in metric.pool
        else {metric.pool[level]}
    )
    for years in sorted(pools):
        periods = year_periods(months, metric.year, years)
        if periods:
            yield tuple(periods)
