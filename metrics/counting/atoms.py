"""Atoms: the finest common areas of an ICS, of which every area is a sum."""

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
    """The finest common areas of an ICS.

    ``of_lsoa`` (lsoa_code to atom number), ``areas`` (area_code, area_level in the order of ``matrix``),
    ``matrix`` (areas x atoms, 0 or 1), ``population`` (atoms x 2 sexes x 20 bands, people) and ``fifth`` (the
    national fifth of deprivation that an atom lies in, 0 the most deprived; -1 where it was not given).
    """

    of_lsoa: pd.Series
    areas: pd.DataFrame
    matrix: np.ndarray
    population: np.ndarray
    fifth: np.ndarray

    @cached_property
    def placing(self) -> str:
        """A short text that changes when an LSOA moves to another atom: what a count depends on."""
        told = f"{len(self.population)} {self.of_lsoa.to_json()}"
        return sha256(told.encode()).hexdigest()[:20]

    @cached_property
    def fingerprint(self) -> str:
        """A short text that changes with the placing, the areas, their people or their deprivation."""
        digest = sha256(f"{self.placing} {self.areas.to_json()}".encode())
        for numbers in (self.matrix, self.population, self.fifth):
            digest.update(np.ascontiguousarray(numbers).data)
        return digest.hexdigest()[:20]

    def people(self) -> np.ndarray:
        """Population of each area: areas x sexes x bands."""
        return np.tensordot(self.matrix, self.population, axes=1)


def find_atoms(membership: pd.DataFrame, population: pd.DataFrame, fifths: pd.Series | None = None) -> Atoms:
    """Atoms of a membership table (lsoa_code, area_level, area_code); LSOAs without people in the table count
    0.

    ``fifths`` tells the fifth of deprivation (0 to 4) of each lsoa_code; atoms then lie in one fifth each.
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
    here = population[population.lsoa_code.isin(of_lsoa.index)]
    for position, sex in enumerate(SEXES):
        rows = here[here.sex == sex]
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
