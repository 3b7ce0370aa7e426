"""Versioned DuckDB files behind a small pointer: written whole under a new name, checked, then pointed at.

The file that is served is never written. A refresh that is killed leaves the pointer, and so the last good
file, in use; its half-written file is removed by the next one.
"""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pandas as pd

_POINTER = "current"
_KEPT = 3


class StoreMissing(FileNotFoundError):
    """There is no store yet; the message says which command makes one."""


def write_store(
    folder: Path, version: str, tables: dict[str, pd.DataFrame], orders: dict[str, tuple[str, str]]
) -> Path:
    """Write ``tables`` as one new store and point at it.

    ``orders`` names further copies: name -> (table, ORDER BY columns), so that each page finds its rows
    together.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("*.duckdb.part*"):
        left.unlink()
    path, unfinished = folder / f"{version}.duckdb", folder / f"{version}.duckdb.part"
    connection = duckdb.connect(str(unfinished))
    try:
        for name, frame in tables.items():
            connection.register("frame", frame)
            connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM frame')
            connection.unregister("frame")
        for name, (table, columns) in orders.items():
            connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM "{table}" ORDER BY {columns}')
        for name, frame in tables.items():
            written = connection.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]
            if written != len(frame):
                raise OSError(
                    f"The new store holds {written:,} of {len(frame):,} rows of {name}; it is not put to use."
                )
        connection.execute("CHECKPOINT")
    except BaseException:
        connection.close()
        unfinished.unlink(missing_ok=True)
        raise
    connection.close()
    os.replace(unfinished, path)
    _point_at(folder, path.name)
    for old in sorted(folder.glob("*.duckdb"))[:-_KEPT]:
        if old != path:
            old.unlink()
    return path


def _point_at(folder: Path, name: str) -> None:
    pointer = folder / f"{_POINTER}.part"
    pointer.write_text(name, encoding="utf-8")
    os.replace(pointer, folder / _POINTER)


def current_path(folder: Path) -> Path:
    """The store in use; raises StoreMissing."""
    pointer = folder / _POINTER
    if not pointer.exists():
        raise StoreMissing(
            f"There is no store for {folder.name} yet. Make one with: python -m metrics refresh "
            f"--ics {folder.name}"
        )
    path = folder / pointer.read_text(encoding="utf-8").strip()
    if not path.exists():
        raise StoreMissing(
            f"The store {path.name} is gone. Make a new one with: python -m metrics refresh --ics "
            f"{folder.name}"
        )
    return path


class OpenStore:
    """One store, read only; safe to use from several threads (a cursor a query, all rows fetched)."""

    def __init__(self, path: Path):
        self.path = path
        # A page's question touches few rows: handing them out to threads costs more than it saves.
        self._connection = duckdb.connect(str(path), read_only=True, config={"threads": 1})

    def query(self, text: str, values: tuple = ()) -> pd.DataFrame:
        cursor = self._connection.cursor()
        try:
            return cursor.sql(text, params=list(values)).to_arrow_table().to_pandas()
        finally:
            cursor.close()

    def close(self) -> None:
        self._connection.close()
