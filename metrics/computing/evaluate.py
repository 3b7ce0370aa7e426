"""From the counts of areas and periods to values with intervals.

What a statistic needs is counted and protected here, and the statistic forms its figure from that: nothing
else in the project gives counts of records to a statistic.
"""

from __future__ import annotations

import pandas as pd

from metrics.computing.avoided import month_counts
from metrics.computing.inequality import fifth_counts
from metrics.computing.protected_counts import Records, expected_counts, group_counts, people_counts
from metrics.computing.results_frame import empty, hide_values
from metrics.computing.values import to_frame
from metrics.counting.atoms import Atoms
from metrics.counting.engine import Cube
from metrics.counting.periods import month_periods, snapshot_periods, year_periods
from metrics.language.metric import Metric
from metrics.language.statistics.answers import Needs

# Months are shown down to neighbourhoods; a ward's month holds too few events for most metrics.
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
) -> pd.DataFrame:
    """All results of a counted metric, at each of its levels.

    ``first_month`` leaves earlier periods out; at ``published_levels`` a publisher's exact total stands in
    the end, so that what is hidden below must not follow from it. ``group`` is the counted denominator of a
    proportion, of the same months as ``cube``.
    """
    asked = [
        (level, periods)
        for level in metric.levels
        for periods in period_sets(metric, level, cube, first_month)
        if (atoms.areas.area_level == level).any()
    ]
    records = Records(cube, group, atoms, published_levels)
    frames = [
        to_frame(metric, protected, metric.statistic.estimate(protected), provenance)
        for protected in _PROTECTED[metric.statistic.needs](metric, records, asked)
    ]
    return hide_values(pd.concat(frames, ignore_index=True)) if frames else empty()


def period_sets(metric: Metric, level: str, cube: Cube, first_month: int | None = None):
    """The period series of a level: months, years, and years counted together where the metric pools any
    level; for a snapshot its days alone.
    """
    if metric.numerator.table.snapshot:
        yield tuple(
            snapshot_periods([m for m, there in zip(cube.months, cube.covered, strict=True) if there])
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
