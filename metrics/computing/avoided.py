"""Counts by month, before and after a baseline. They are never shown below place level."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from metrics.computing.carrier import Carrier, cells_of, decimals_of
from metrics.computing.protected_counts import LevelPeriods, MetricCubes
from metrics.counting.periods import Period, first_day, month_label, month_periods, parse_month
from metrics.counting.rollup import roll_up
from metrics.disclosure import policy as disclosure
from metrics.language.metric import Metric

LOWEST_LEVELS = ("ics", "place")


@dataclass(frozen=True, eq=False)
class MonthCounts(Carrier):
    """Protected monthly events of the areas of one level; its cells have a single period, the one since the
    baseline, to which the figure refers.
    """

    days: np.ndarray
    baseline: np.ndarray
    evaluation: np.ndarray
    first_month: int

    @property
    def events(self) -> np.ndarray:
        return self.shown.count[..., 0]

    @property
    def hidden(self) -> np.ndarray:
        # To the method, a hidden month is a month without data; it decides how many it can do without.
        return np.zeros((len(self.events), 1, 1), dtype=bool)

    @property
    def unknown(self) -> np.ndarray:
        return self.hidden


def month_counts(metric: Metric, cubes: MetricCubes, requested: LevelPeriods) -> list[MonthCounts]:
    """The months at each of the metric's levels; the periods in ``requested`` are not used. Raises ValueError
    if the records end before the baseline does.
    """
    cube = cubes.numerator
    start, end = (parse_month(text) for text in metric.statistic.baseline)
    if cube.months[-1] <= end:
        raise ValueError(f"The records end before the baseline does, in {month_label(cube.months[-1])}.")
    months = np.array(cube.months)
    label = f"{month_label(end + 1)} to {month_label(cube.months[-1])}"
    since = Period(label, tuple(range(end + 1, cube.months[-1] + 1)), "years")
    covered = np.array([cube.covered[months > end].sum()])
    days = np.array([(first_day(month + 1) - first_day(month)).days for month in cube.months])
    every_month = tuple(month_periods(list(cube.months)))
    protected = []
    for level in (level for level in metric.levels if level in LOWEST_LEVELS):
        counts = roll_up(cube, cubes.atoms, level, every_month, ("persons",), metric.ages)
        protected.append(
            MonthCounts(
                replace(cells_of(counts), periods=(since,), covered=covered),
                decimals_of(metric),
                disclosure.protect(counts.events.sum(axis=-1)),
                days,
                (months >= start) & (months <= end) & cube.covered,
                (months > end) & cube.covered,
                int(months[0] % 12) + 1,
            )
        )
    return protected
