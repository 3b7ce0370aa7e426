"""Adds the cells of a cube up to the counts of areas and periods."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from data.tables import SEXES
from metrics.counting.atoms import Atoms
from metrics.counting.engine import Cube
from metrics.counting.periods import Period
from metrics.language.ages import age_mask


@dataclass(frozen=True)
class Counts:
    """``events`` and ``person_years`` of areas x periods x sexes x bands; ``covered`` is the number of months
    with data in each period. A period without any has NaN events.
    """

    areas: pd.DataFrame
    periods: tuple[Period, ...]
    sexes: tuple[str, ...]
    events: np.ndarray
    person_years: np.ndarray
    covered: np.ndarray
    ages: str = "all"


def roll_up(
    cube: Cube, atoms: Atoms, level: str, periods: tuple[Period, ...], sexes: tuple[str, ...], ages: str
) -> Counts:
    """The counts of the areas of one level by period; events and person-years outside ``ages`` are 0."""
    at_level = (atoms.areas.area_level == level).to_numpy()
    matrix, mask = atoms.matrix[at_level], age_mask(ages)
    by_month = _add_atoms(matrix, cube.counts)
    running = np.concatenate([np.zeros_like(by_month[:, :1]), by_month.cumsum(axis=1)], axis=1)
    first = cube.months[0]
    inside = [np.clip([p.months[0] - first, p.months[-1] + 1 - first], 0, len(cube.months)) for p in periods]
    start, stop = np.array(inside).T
    covered_running = np.concatenate([[0], cube.covered.cumsum()])
    covered = covered_running[stop] - covered_running[start]
    events = _sexes(running[:, stop] - running[:, start], sexes) * mask
    events = np.where(covered[None, :, None, None] > 0, events.astype(float), np.nan)
    people = _sexes(_add_atoms(matrix, atoms.population), sexes) * mask
    person_years = people[:, None] * (covered / 12)[None, :, None, None]
    return Counts(
        atoms.areas[at_level].reset_index(drop=True), periods, sexes, events, person_years, covered, ages
    )


def of_fifth(atoms: Atoms, fifth: int) -> Atoms:
    """The same areas, of which only what lies in one national fifth of deprivation (0 to 4) is added up."""
    return replace(atoms, matrix=atoms.matrix * (atoms.fifth == fifth))


def _add_atoms(matrix: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Sums over the atoms (first axis) of each area; sparse, since an area consists of few of all atoms."""
    sums = csr_array(matrix) @ numbers.reshape(len(numbers), -1).astype(np.int64)
    return sums.reshape(len(matrix), *numbers.shape[1:])


def _sexes(array: np.ndarray, sexes: tuple[str, ...]) -> np.ndarray:
    """Select or add sexes on the last but one axis."""
    parts = [array.sum(axis=-2) if sex == "persons" else array[..., SEXES.index(sex), :] for sex in sexes]
    return np.stack(parts, axis=-2)
