"""What the records of each month hold, as one short text: a month whose text stays needs no new count.

The text is the number of rows and the sum of their hashes over all columns that a count may use, whatever the
order of the rows.
"""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from data.file_state import FileState, read_memory, write_memory
from data.tables import Table


def month_states(path: Path, state: FileState, table: Table, folder: Path) -> dict[int, str]:
    """Text by month number of a checked Parquet file; remembered while the source's file stays."""
    memory = folder / f"{table.name}.months.json"
    columns = _counted_columns(table)
    # Of a file that was checked the good rows are read, and which those are may change with the day.
    good = path.stat()
    key = json.dumps([state.sha256, good.st_size, good.st_mtime_ns, table.date, columns, duckdb.__version__])
    held = read_memory(memory)
    if held.get("key") != key:
        held = {"key": key, "months": _read(path, table, columns)}
        write_memory(memory, held)
    return {int(month): text for month, text in held["months"].items()}


def _counted_columns(table: Table) -> list[str]:
    """Everything but the key and the links between people: these change no count."""
    names = [column.name for column in table.columns if column.usable]
    always = [table.date, "lsoa_code", "age", "sex", table.quantity]
    return sorted({name for name in (*names, *always) if name})


def _read(path: Path, table: Table, columns: list[str]) -> dict[str, str]:
    with duckdb.connect() as connection:
        relation = connection.from_parquet(str(path))
        there = ", ".join(f'"{name}"' for name in columns if name in relation.columns)
        relation.create_view("records")
        months = f"EXTRACT(YEAR FROM {table.date}) * 12 + EXTRACT(MONTH FROM {table.date}) - 1"
        rows = connection.execute(
            f"SELECT {months} AS month_number, COUNT(*), SUM(hash({there})::HUGEINT) FROM records GROUP BY 1"
        ).fetchall()
    return {str(int(month)): f"{count}:{hashes}" for month, count, hashes in rows}
