"""What the records of each month hold, as two short texts: a month whose text stays needs no new look.

Each text is the number of rows and the sum of their hashes, whatever the order of the rows: ``counted`` over
all columns that a count may use, so that it tells whether the month must be counted again; ``whole`` over all
columns of the file, so that it tells whether the month must be checked again.
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
    whole: str


def month_states(path: Path, state: FileState, table: Table, folder: Path) -> dict[int | None, MonthState]:
    """Both texts by month number of a Parquet file in the table's types; remembered while the source's file
    stays. Rows without a date stand under None.
    """
    memory = folder / f"{table.name}.months.json"
    columns = _counted_columns(table)
    # Of a file that was checked the good rows are read, and which those are may change with the day.
    good = file_state(path, folder).sha256
    key = json.dumps([state.sha256, good, table.date, columns, duckdb.__version__, "two texts"])
    held = read_memory(memory)
    if held.get("key") != key:
        held = {"key": key, "months": _read(path, table, columns)}
        write_memory(memory, held)
    return {month: MonthState(*texts) for month, *texts in held["months"]}


def _counted_columns(table: Table) -> list[str]:
    """Everything but the key and the links between people: these change no count."""
    names = [column.name for column in table.columns if column.usable]
    always = [table.date, "lsoa_code", "age", "sex", table.quantity]
    return sorted({name for name in (*names, *always) if name})


def _read(path: Path, table: Table, columns: list[str]) -> list[list]:
    with in_memory() as connection:
        relation = connection.from_parquet(str(path))
        there = [name for name in relation.columns if name in columns]
        others = ["counted", *(name for name in relation.columns if name not in columns)]
        relation.create_view("records")
        months = f"EXTRACT(YEAR FROM {table.date}) * 12 + EXTRACT(MONTH FROM {table.date}) - 1"
        rows = connection.execute(
            f"SELECT {months} AS month_number, COUNT(*), SUM(counted::HUGEINT), "
            f"SUM(hash({_listed(others)})::HUGEINT) FROM (SELECT *, hash({_listed(there)}) AS counted "
            f"FROM records) GROUP BY 1"
        ).fetchall()
    return [
        [None if month is None else int(month), f"{count}:{counted}", f"{count}:{whole}"]
        for month, count, counted, whole in rows
    ]


def _listed(names: list[str]) -> str:
    return ", ".join('"' + name.replace('"', '""') + '"' for name in names)


def within(date: str, months: tuple[int, ...]) -> str:
    """SQL of the days of some months: each a span, so that parts of a file outside are not read."""

    def first_day(month: int) -> str:
        return f"DATE '{month // 12:04}-{month % 12 + 1:02}-01'"

    spans = (f'"{date}" >= {first_day(one)} AND "{date}" < {first_day(one + 1)}' for one in months)
    return " OR ".join(f"({span})" for span in spans) or "FALSE"
