"""Two short texts that identify the records of each month: a month with the same text need not be read again.

Each text is the number of rows and the sum of their hashes, independent of the order of the rows. ``counted``
covers the columns that a count may use: if it changes, the month must be counted again. ``all_columns``
covers all columns of the file: if it changes, the month must be checked again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.storage.engines import in_memory
from data.storage.file_state import FileState, file_state, read_memory, write_memory
from data.tables import Table


@dataclass(frozen=True)
class MonthState:
    """The texts of one month."""

    counted: str
    all_columns: str


def month_states(path: Path, state: FileState, table: Table, folder: Path) -> dict[int | None, MonthState]:
    """Both texts by month number of a Parquet file in the table's types; stored until the source's file
    changes. Rows without a date are under None.
    """
    memory = folder / f"{table.name}.months.json"
    columns = _counted_columns(table)
    # The good rows of a checked file are read, and which rows are good may change from day to day.
    good = file_state(path, folder).sha256
    key = json.dumps([state.sha256, good, table.date, columns, duckdb.__version__, "two texts"])
    stored = read_memory(memory)
    if stored.get("key") != key:
        stored = {"key": key, "months": _read(path, table, columns)}
        write_memory(memory, stored)
    return {month: MonthState(*texts) for month, *texts in stored["months"]}


def _counted_columns(table: Table) -> list[str]:
    """All columns that can change a count: neither the key nor the links between people."""
    names = [column.name for column in table.columns if column.usable]
    always = [table.date, "lsoa_code", "age", "sex", table.quantity]
    return sorted({name for name in (*names, *always) if name})


def _read(path: Path, table: Table, columns: list[str]) -> list[list]:
    with in_memory() as connection:
        relation = connection.from_parquet(str(path))
        counted_columns = [name for name in relation.columns if name in columns]
        other_columns = ["counted", *(name for name in relation.columns if name not in columns)]
        relation.create_view("records")
        months = f"EXTRACT(YEAR FROM {table.date}) * 12 + EXTRACT(MONTH FROM {table.date}) - 1"
        rows = connection.execute(
            f"SELECT {months} AS month_number, COUNT(*), SUM(counted::HUGEINT), "
            f"SUM(hash({_listed(other_columns)})::HUGEINT) FROM "
            f"(SELECT *, hash({_listed(counted_columns)}) AS counted FROM records) GROUP BY 1"
        ).fetchall()
    return [
        [None if month is None else int(month), f"{count}:{counted}", f"{count}:{all_columns}"]
        for month, count, counted, all_columns in rows
    ]


def _listed(names: list[str]) -> str:
    return ", ".join('"' + name.replace('"', '""') + '"' for name in names)


def within(date: str, months: tuple[int, ...]) -> str:
    """SQL that selects the days of some months, as spans, so that other parts of a file are not read."""

    def first_day(month: int) -> str:
        return f"DATE '{month // 12:04}-{month % 12 + 1:02}-01'"

    spans = (
        f'"{date}" >= {first_day(month_number)} AND "{date}" < {first_day(month_number + 1)}'
        for month_number in months
    )
    return " OR ".join(f"({span})" for span in spans) or "FALSE"
