"""Records of an ICS's own that pass every check, for tests to damage."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import numpy as np
import pandas as pd

from data import sample
from data.records.own.template import example_row
from data.reference import reference
from data.tables import RECORD_TABLES, TABLES


def own_rows(table: str, rows: int, bad: int = 0, months: int = 12) -> pd.DataFrame:
    """Rows of QE1, spread evenly over its LSOAs and over months from April 2024 on; the last ``bad`` of them
    of an impossible age.
    """
    return _made(table, rows, bad, months).copy()


@cache
def _made(table: str, rows: int, bad: int, months: int) -> pd.DataFrame:
    declared, number = RECORD_TABLES[table], np.arange(rows)
    lsoas = reference("lsoas").query("ics_code == 'E54000048'").lsoa_code.to_numpy()
    frame = pd.DataFrame({name: [text] * rows for name, text in example_row(declared).items()})
    for column in declared.columns:
        if column.kind == "integer":
            frame[column.name] = frame[column.name].astype("int64")
    days = pd.Timestamp("2024-04-01") + pd.to_timedelta(number % (30 * months), "D")
    for column in declared.columns:
        if column.kind == "date":
            later = 2 if column.name == "discharge_date" else 0
            frame[column.name] = (days + pd.Timedelta(days=later)).date
    frame[declared.key] = number + 1
    frame["lsoa_code"] = lsoas[(number * 7) % len(lsoas)]
    frame["age"] = np.where(number >= rows - bad, 200, number % 100)
    frame["sex"] = np.where(number % 2, "female", "male")
    return frame


def small_demonstration(monkeypatch) -> None:
    """Make the demonstration records a few rows a table, so that a test need not wait for them."""
    made = []

    def generate(ics, folder, progress=None):
        folder.mkdir(parents=True, exist_ok=True)
        for table in TABLES:
            own_rows(table, 200).to_parquet(folder / f"{table}.parquet", index=False)
        made.append(ics)

    months = {table: tuple(f"2024-{month:02d}" for month in range(4, 13)) for table in TABLES}
    monkeypatch.setattr("data.sample.generator.generate", generate)
    monkeypatch.setattr(
        sample, "read_manifest", lambda folder: SimpleNamespace(months=months) if made else None
    )
