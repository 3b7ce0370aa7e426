"""Counts of deprived and other people inside an area, protected like the counts of areas.

The groups are the national fifths of the Index of Multiple Deprivation 2025: the fifth that an LSOA lies in.
Their counts are not shown, but a gap between two of them shows both: so a fifth with 1 to 7 events is
hidden, and the gap with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from metrics.computing.carrier import Carrier, Cells, cells_of, decimals_of
from metrics.computing.protected_counts import LevelPeriods, MetricCubes, figure_at_ages
from metrics.counting.atoms import Atoms
from metrics.counting.rollup import Counts, of_fifth, roll_up
from metrics.disclosure.differencing import protect_together
from metrics.disclosure.policy import Protected
from metrics.language.metric import Metric
from metrics.language.statistics.counts import Fifth

# A gap is formed from figures that have one decimal more than it.
_MORE_DECIMALS = 1


@dataclass(frozen=True, eq=False)
class FifthCounts(Carrier):
    """The fifths of each area of one level that a statistic compares."""

    fifths: tuple[Fifth, ...]
    is_coarse = True

    @property
    def hidden(self) -> np.ndarray:
        counted = [fifth.count for fifth in self.fifths]
        counted += [fifth.group for fifth in self.fifths if fifth.group is not None]
        return np.isnan(np.stack(counted)).any(axis=0) & ~self.unknown


def fifth_counts(metric: Metric, cubes: MetricCubes, requested: LevelPeriods) -> list[FifthCounts]:
    """The fifths of each level and its periods that are ``requested``.

    They are protected together with the whole areas, whose counts other metrics may show.
    """
    fifths = metric.statistic.fifths
    atoms = _with_fifths(cubes.atoms, [level for level, _ in requested], fifths)

    def protected(count: int) -> tuple[dict, dict]:
        cube, other = (cubes.numerator, cubes.group)[:: -1 if count else 1]
        inside = {
            (level, periods, fifth): roll_up(
                cube, atoms, _name(level, fifth), periods, metric.sexes, metric.ages
            )
            for level, periods in requested
            for fifth in fifths
        }
        whole = [roll_up(cube, atoms, *wanted, metric.sexes, metric.ages) for wanted in requested]
        pasts = None
        if cubes.before is not None:
            pasts = [cubes.before.past(*wanted, metric.sexes, count, fifth) for *wanted, fifth in inside]
        shown = protect_together(
            list(inside.values()),
            cube,
            atoms,
            metric.statistic.min_events,
            also_shown=whole,
            pasts=pasts,
            before=cubes.cube_before(count),
            **{"part" if count else "group": other},
        )
        return inside, dict(zip(inside, shown, strict=True))

    events, shown = protected(0)
    groups = protected(1)[1] if cubes.group is not None else {}
    return [
        _carrier(metric, cells_of(roll_up(cubes.numerator, atoms, *wanted, metric.sexes, metric.ages)), parts)
        for wanted in requested
        for parts in [[(events[*wanted, n], shown[*wanted, n], groups.get((*wanted, n))) for n in fifths]]
    ]


def _carrier(
    metric: Metric, cells: Cells, parts: list[tuple[Counts, Protected, Protected | None]]
) -> FifthCounts:
    fifths = tuple(
        Fifth(
            shown.count,
            None if group is None else group.count,
            counts.person_years.sum(axis=-1),
            figure_at_ages(metric, counts, shown, _MORE_DECIMALS),
        )
        for counts, shown, group in parts
    )
    return FifthCounts(cells, decimals_of(metric), parts[0][1], fifths)


def _with_fifths(atoms: Atoms, levels: list[str], fifths: tuple[int, ...]) -> Atoms:
    """The areas of some levels, and each fifth of them as a level of its own."""
    levels = list(dict.fromkeys(levels))
    areas, matrices = [], []
    for level in levels:
        rows = (atoms.areas.area_level == level).to_numpy()
        for fifth in (None, *fifths):
            name = level if fifth is None else _name(level, fifth)
            codes = atoms.areas.area_code[rows] + ("" if fifth is None else f"/{fifth}")
            areas.append(pd.DataFrame({"area_code": codes, "area_level": name}))
            matrices.append((atoms if fifth is None else of_fifth(atoms, fifth)).matrix[rows])
    return replace(atoms, areas=pd.concat(areas, ignore_index=True), matrix=np.concatenate(matrices))


def _name(level: str, fifth: int) -> str:
    return f"{level}/{fifth}"
