"""Gaps between people in deprived and other neighbourhoods inside an area.

The groups are the national fifths of the Index of Multiple Deprivation 2025: the fifth that an LSOA lies in.
A gap is formed from exact counts and shown coarsely; the counts of the fifths themselves are not shown.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from metrics import statistics
from metrics.computing.standardised import standardised_rate
from metrics.computing.values import Values, to_frame
from metrics.counting.engine import FIFTHS, Atoms, Cube
from metrics.counting.periods import Period
from metrics.counting.rollup import Counts, roll_up
from metrics.language.metric import Metric
from metrics.language.statistic import Statistic
from metrics.statistics import Estimate


def evaluate_inequality(
    metric: Metric,
    cube: Cube,
    group: Cube | None,
    atoms: Atoms,
    level: str,
    periods: tuple[Period, ...],
    provenance: str,
) -> pd.DataFrame:
    """One row an area of ``level``, period and sex; ``too_small`` where a fifth holds too few to judge."""

    def by_fifth(counted: Cube) -> list[Counts]:
        return [
            roll_up(
                counted,
                replace(atoms, matrix=atoms.matrix * (atoms.fifth == fifth)),
                level,
                periods,
                metric.sexes,
                metric.ages,
            )
            for fifth in range(FIFTHS)
        ]

    counts = by_fifth(cube)
    if metric.statistic.kind == "slope_index":
        found = _slope(counts)
    else:
        found = _ratio(metric.statistic.of, counts, by_fifth(group) if group else [])
    rounded = (np.round(part, metric.decimals) for part in (found.value, found.lower_ci, found.upper_ci))
    status = np.full(found.value.shape, "ok", dtype=object)
    status[np.isnan(found.lower_ci)] = "too_small"
    status[np.isnan(counts[0].events.sum(axis=-1))] = "missing"
    unknown = np.full(found.value.shape, np.nan)
    values = Values(*rounded, unknown, unknown, status)
    return to_frame(metric, level, counts[0], values, provenance)


def _ratio(of: Statistic, counts: list[Counts], groups: list[Counts]) -> Estimate:
    most, least = counts[0], counts[-1]
    if of.kind == "proportion":
        parts = (counts.events.sum(axis=-1) for counts in (most, groups[0], least, groups[-1]))
        return statistics.ratio_of_proportions(*parts)
    return statistics.ratio_of_estimates(
        *(standardised_rate(one.events, one.person_years, one.ages, of.per) for one in (most, least))
    )


def _slope(counts: list[Counts]) -> Estimate:
    """Slope over the fifths of life expectancy at birth, areas x periods x sexes."""
    tables = [statistics.life_expectancy(one.events, one.person_years) for one in counts]
    value = np.stack([table.at_birth.value for table in tables], axis=-1)
    error = np.stack([np.sqrt(table.variance[..., 0]) for table in tables], axis=-1)
    people = np.stack([one.person_years.sum(axis=-1) for one in counts], axis=-1)
    return statistics.slope_index_of_inequality(value, error, people)
