"""Demonstration records, as the refresh made them for the stores that all tests share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from data.code_sets import CODE_SETS
from data.sample import Manifest, read_manifest
from data.sample.drawing import BAND_START
from data.sample.residents import Residents, residents
from data.tables import SEXES


@dataclass(frozen=True)
class Records:
    """A folder of records with what they were made for."""

    folder: Path
    manifest: Manifest
    here: Residents

    def read(self, table: str, *columns: str) -> pd.DataFrame:
        path = self.folder / f"{table}.parquet"
        text = [field.name for field in pq.read_schema(path) if field.type == "string"]
        rows = pq.read_table(path, columns=list(columns) or None, read_dictionary=text)
        return rows.to_pandas(date_as_object=False)

    def emergencies(self, *columns: str) -> pd.DataFrame:
        spells = self.read("admitted_spells", "admission_method", *columns)
        return spells[spells["admission_method"].isin(CODE_SETS["emergency_methods"].prefixes)]

    def counted(self, events: pd.DataFrame) -> np.ndarray:
        """Events by LSOA, sex and age band, (LSOAs, 2, 20)."""
        position = pd.Series(range(len(self.here)), index=self.here.lsoa_codes)
        band = np.searchsorted(BAND_START, events["age"], side="right") - 1
        sex = (events["sex"] == SEXES[1]).to_numpy(dtype=int)
        count = np.zeros(self.here.population.shape)
        np.add.at(count, (events["lsoa_code"].map(position).to_numpy(), sex, band), 1)
        return count


def by_month(days: pd.Series) -> dict[str, int]:
    """How many of the days lie in each month ("2022-04")."""
    months, counts = np.unique(days.to_numpy().astype("datetime64[M]"), return_counts=True)
    return dict(zip(months.astype(str).tolist(), counts.tolist(), strict=True))


def month_of(days: pd.Series) -> pd.Series:
    """The month of each day ("2022-04"), as words of a category."""
    months, number = np.unique(days.to_numpy().astype("datetime64[M]"), return_inverse=True)
    return pd.Series(pd.Categorical.from_codes(number, months.astype(str), ordered=True), days.index)


@pytest.fixture(scope="session")
def records(store_folder: Path) -> Records:
    """Those of Lancashire and South Cumbria."""
    return _of("QE1", store_folder)


@pytest.fixture(scope="session")
def small(small_store_folder: Path) -> Records:
    """Gloucestershire, a small system without sites or district life expectancies of its own."""
    return _of("QR1", small_store_folder)


def _of(ics: str, folder: Path) -> Records:
    made = folder / ics / "demonstration"
    return Records(made, read_manifest(made), residents(ics))
