"""Counts events, or people on a day, by area, month, sex and age band. No other module runs on a database.

There is one query per source, whatever the number of metrics. Events are grouped by *atom*, a set of LSOAs in
the same ward, neighbourhood, places and district. Every area is a sum of atoms, so all levels are formed from
one count by addition, and wards add up to their ICS by construction. An event whose LSOA is unknown or
outside the ICS is counted separately and reported.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import sqlglot

from data.tables import AGE_BANDS, SEXES, Table
from metrics.counting.atoms import Atoms
from metrics.counting.periods import first_day
from metrics.language.statistic import Count

# Age band numbers follow AGE_BANDS: <1, 1-4, then five years each to 90+.
_BAND = (
    "CASE WHEN age < 1 THEN 0 WHEN age < 5 THEN 1 WHEN age >= 90 THEN 19 "
    "ELSE CAST(FLOOR(age / 5.0) AS INTEGER) + 1 END"
)


@dataclass(frozen=True)
class Cube:
    """The counts of one numerator: atoms x months x sexes x bands (whole numbers). ``covered`` says which
    months have data, ``unplaced`` how many events of each month have no LSOA in the ICS.
    """

    counts: np.ndarray
    months: tuple[int, ...]
    covered: np.ndarray
    unplaced: np.ndarray

    @property
    def total(self) -> int:
        return int(self.counts.sum() + self.unplaced.sum())


def counting_sql(
    table: Table, counts: list[Count], dialect: str = "duckdb", months: tuple[int, ...] | None = None
) -> str:
    """The query that counts all numerators of a source in an engine's dialect; for all months by default."""
    return _counting_sql(table, tuple(counts), dialect, months)


# Parsed and written once, since the same query is run, used as a key and shown with the figures.
@lru_cache(maxsize=512)
def _counting_sql(
    table: Table, counts: tuple[Count, ...], dialect: str, months: tuple[int, ...] | None
) -> str:
    year, month = (f"CAST(EXTRACT({part} FROM e.{table.date}) AS INTEGER)" for part in ("YEAR", "MONTH"))
    month = f"{year} * 12 + {month} - 1"
    band = _BAND.replace("age", "e.age")
    quantity = f"COALESCE(e.{table.quantity}, 1)" if table.quantity else "1"
    sums = ", ".join(
        f"CAST(SUM(CASE WHEN {count.where.sql()} THEN {quantity} ELSE 0 END) AS BIGINT) AS n_{i}"
        for i, count in enumerate(counts)
    )
    text = (
        f"SELECT m.atom AS atom, {month} AS month_number, e.sex AS sex, {band} AS band, {sums} "
        f"FROM {table.name} AS e "
        f"LEFT JOIN membership AS m ON e.lsoa_code = m.lsoa_code{_within(table, months)} "
        f"GROUP BY m.atom, {month}, e.sex, {band}"
    )
    return sqlglot.transpile(text, read="duckdb", write=dialect)[0]


def _within(table: Table, months: tuple[int, ...] | None) -> str:
    """A condition with one range of days per run of months, so that an engine can skip the others."""
    if months is None:
        return ""
    runs: list[list[int]] = []
    for month in sorted(months):
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    ranges = " OR ".join(
        f"(e.{table.date} >= CAST('{first_day(run[0])}' AS DATE) "
        f"AND e.{table.date} < CAST('{first_day(run[-1] + 1)}' AS DATE))"
        for run in runs
    )
    return f" WHERE {ranges or '1 = 0'}"


def count_events(
    engine,
    table: Table,
    counts: list[Count],
    atoms: Atoms,
    covered_months: tuple[int, ...],
    only: tuple[int, ...] | None = None,
) -> list[Cube]:
    """Run the query of one source; returns one cube per numerator, in the order of ``counts``.

    ``covered_months`` are the months for which the source has data: there, a month without events is 0; any
    other month is unknown. With ``only``, just these months are read and the others are 0. Raises ValueError
    if an event is in a month that the source does not cover.
    """
    engine.add_rows("membership", atoms.of_lsoa.rename("atom").rename_axis("lsoa_code").reset_index())
    rows = engine.sql(counting_sql(table, counts, engine.dialect, only))
    # The sexes are turned into numbers by Arrow: a million Python strings would take longer than the count.
    sexes = pc.index_in(rows["sex"], value_set=pa.array(SEXES, rows["sex"].type)).to_numpy()
    counted = rows.drop_columns(["sex"]).to_pandas()
    months = tuple(range(min(covered_months), max(covered_months) + 1))
    covered = np.isin(months, covered_months)
    uncovered = sorted(set(counted.month_number) - set(covered_months))
    if uncovered:
        raise ValueError(
            f"{table.name} has events in {len(uncovered)} months that its source does not cover, "
            f"the first being month {uncovered[0] % 12 + 1} of {uncovered[0] // 12}."
        )
    placed = counted.atom.notna().to_numpy()
    unplaced_rows = counted[~placed]
    shape = (len(atoms.population), len(months), len(SEXES), len(AGE_BANDS))
    positions = np.ravel_multi_index(
        (
            counted.atom.to_numpy()[placed].astype(np.int64),
            counted.month_number.to_numpy()[placed] - months[0],
            sexes[placed],
            counted.band.to_numpy()[placed],
        ),
        shape,
    )
    cubes = []
    for i in range(len(counts)):
        cells = np.zeros(shape, dtype=np.int32)
        cells.reshape(-1)[positions] = counted[f"n_{i}"].to_numpy()[placed]
        unplaced = np.zeros(len(months), dtype=np.int64)
        np.add.at(
            unplaced,
            unplaced_rows.month_number.to_numpy() - months[0],
            unplaced_rows[f"n_{i}"].to_numpy(),
        )
        cubes.append(Cube(cells, months, covered, unplaced))
    return cubes
