"""Atoms: the largest areas of which every other area of an ICS is a sum."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np
import pandas as pd

from data.reference import reference
from data.tables import AGE_BANDS, SEXES
from geo.areas import Geography

FIFTHS = 5


@dataclass(frozen=True)
class Atoms:
    """The sets of LSOAs that are in the same ward, neighbourhood, places and district.

    ``of_lsoa``: the number of the atom of each lsoa_code. ``areas``: area_code and area_level, in the order
    of ``matrix``. ``matrix``: areas x atoms, 1 where the atom is part of the area. ``population``: people,
    atoms x 2 sexes x 20 bands. ``fifth``: the national fifth of deprivation of each atom, from 0, the most
    deprived, to 4; -1 where it is unknown.
    """

    of_lsoa: pd.Series
    areas: pd.DataFrame
    matrix: np.ndarray
    population: np.ndarray
    fifth: np.ndarray

    @cached_property
    def placing(self) -> str:
        """A short text that changes when an LSOA moves to another atom, and counts with it."""
        text = f"{len(self.population)} {self.of_lsoa.to_json()}"
        return sha256(text.encode()).hexdigest()[:20]

    @cached_property
    def fingerprint(self) -> str:
        """A short text that changes with the placing, the areas, their population or their deprivation."""
        digest = sha256(f"{self.placing} {self.areas.to_json()}".encode())
        for numbers in (self.matrix, self.population, self.fifth):
            digest.update(np.ascontiguousarray(numbers).data)
        return digest.hexdigest()[:20]

    def people(self) -> np.ndarray:
        """The population of each area: areas x sexes x bands."""
        return np.tensordot(self.matrix, self.population, axes=1)


def find_atoms(membership: pd.DataFrame, population: pd.DataFrame, fifths: pd.Series | None = None) -> Atoms:
    """The atoms of a membership table (lsoa_code, area_level, area_code). An LSOA that the population table
    lacks has 0 people.

    ``fifths`` gives the fifth of deprivation (0 to 4) of each lsoa_code; each atom is then in one fifth.
    """
    areas = membership[["area_code", "area_level"]].drop_duplicates().reset_index(drop=True)
    number = pd.Series(areas.index, index=areas.area_code)
    keys = (
        membership.assign(area=membership.area_code.map(number))
        .groupby("lsoa_code")
        .area.agg(lambda a: tuple(sorted(a)))
    )
    fifth_of = (
        fifths.reindex(keys.index).fillna(-1).astype(int) if fifths is not None else keys.map(lambda _: -1)
    )
    keys = pd.Series(list(zip(keys, fifth_of, strict=True)), index=keys.index)
    atoms = {key: atom for atom, key in enumerate(sorted(set(keys)))}
    matrix = np.zeros((len(areas), len(atoms)), dtype=np.int64)
    for (inside, _), atom in atoms.items():
        matrix[list(inside), atom] = 1
    of_lsoa = keys.map(atoms)
    people = np.zeros((len(atoms), len(SEXES), len(AGE_BANDS)), dtype=np.int64)
    own = population[population.lsoa_code.isin(of_lsoa.index)]
    for position, sex in enumerate(SEXES):
        rows = own[own.sex == sex]
        np.add.at(
            people[:, position],
            of_lsoa[rows.lsoa_code].to_numpy(),
            rows[list(AGE_BANDS)].to_numpy(dtype=np.int64),
        )
    return Atoms(of_lsoa, areas, matrix, people, np.array([fifth for _, fifth in atoms]))


def atoms_of(area: Geography) -> Atoms:
    """The atoms of an ICS, each in one national fifth of deprivation."""
    lsoas = reference("lsoas").set_index("lsoa_code")
    return find_atoms(area.membership, reference("population"), (lsoas.imd_decile - 1) // 2)
