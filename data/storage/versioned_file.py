"""Versioned DuckDB files behind a small pointer: written whole under a new name, checked, then pointed at.

The file that is served is never written. A refresh that is killed leaves the pointer, and so the last good
file, in use; its half-written file is removed by the next one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from data.storage.atomic_file import UNFINISHED, atomic_file, remove_unless_open
from data.storage.versions import Pointer, Versions

_POINTER = "current"
KEPT = 5


class StoreMissing(FileNotFoundError):
    """There is no store yet; the message says which command makes one."""


@dataclass(frozen=True)
class TakenOver:
    """Rows that a former store gives unchanged: those of ``tables`` whose ``column`` is in ``names``."""

    tables: tuple[str, ...]
    column: str
    names: tuple[str, ...]


Query = Callable[[str], pd.DataFrame]


def write_store(
    folder: Path,
    version: str,
    tables: dict[str, pd.DataFrame],
    orders: dict[str, tuple[str, str]],
    *,
    former: Path | None = None,
    taken: TakenOver | None = None,
    more: Callable[[Query], dict[str, pd.DataFrame]] | None = None,
    use: bool = True,
    keep: int = KEPT,
) -> Path:
    """Write ``tables`` as one new store and point at it (``use``); the newest ``keep`` stores stay.

    ``orders`` names the copies of a table: name -> (table, ORDER BY columns), so that each page finds its
    rows together; the table's own name then shows the first of them. ``former`` is a store to take rows over
    from (``taken``). ``more`` is asked last for further tables: it may query the new ones and, as
    ``former.<table>``, the old ones, and stop all by an error.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"*.duckdb*{UNFINISHED}*"):
        remove_unless_open(left)
    kept = stores(folder)
    path = kept.path(version)
    with atomic_file(path) as unfinished, duckdb.connect(str(unfinished)) as connection:
        if former is not None:
            connection.execute(f"ATTACH '{str(former).replace(chr(39), chr(39) * 2)}' AS former (READ_ONLY)")
        _write_tables(connection, tables, orders, taken if former is not None else None)
        if more is not None:
            _write_tables(connection, more(lambda text: connection.sql(text).to_arrow_table().to_pandas()))
        if former is not None:
            connection.execute("DETACH former")
        connection.execute("CHECKPOINT")
    if use:
        use_version(folder, version)
    in_use = _pointed_at(folder)
    kept.forget_all_but(keep, spared=(version, in_use.stem if in_use else ""))
    return path


def _write_tables(
    connection,
    tables: dict[str, pd.DataFrame],
    orders: dict[str, tuple[str, str]] | None = None,
    taken: TakenOver | None = None,
) -> None:
    for name, frame in tables.items():
        connection.register("frame", frame)
        copies = [(copy, columns) for copy, (table, columns) in (orders or {}).items() if table == name]
        # A table that has copies is gathered in memory: written once more for itself, it would cost as much.
        place, kind = ("temp.gathered", "TEMP TABLE") if copies else (f'"{name}"', "TABLE")
        wanted = len(frame)
        if taken is not None and name in taken.tables:
            # The former store's own types: a frame without a row has none.
            kept = f'SELECT * FROM former."{name}" WHERE "{taken.column}" IN (SELECT UNNEST(?))'
            connection.execute(f"CREATE {kind} {place} AS {kept}", [list(taken.names)])
            wanted += _size(connection, place)
            if len(frame):
                connection.execute(f"INSERT INTO {place} BY NAME SELECT * FROM frame")
        else:
            connection.execute(f"CREATE {kind} {place} AS SELECT * FROM frame")
        connection.unregister("frame")
        for copy, columns in copies:
            connection.execute(f'CREATE TABLE "{copy}" AS SELECT * FROM {place} ORDER BY {columns}')
        if copies:
            connection.execute(f'DROP TABLE {place}; CREATE VIEW "{name}" AS SELECT * FROM "{copies[0][0]}"')
        for one in [copy for copy, _ in copies] or [name]:
            written = _size(connection, f'"{one}"')
            if written != wanted:
                raise OSError(
                    f"The new store holds {written:,} of {wanted:,} rows of {one}; it is not put to use."
                )


def _size(connection, table: str) -> int:
    return connection.execute(f"SELECT COUNT(*) FROM {table}").fetchall()[0][0]


def use_version(folder: Path, version: str) -> Path:
    """Point at a store that is there, in one step; raises StoreMissing where it is not."""
    kept = stores(folder)
    path = kept.path(version)
    if not path.exists():
        raise StoreMissing(
            f"There is no store {version} of {folder.name}; there are: {', '.join(kept.names()) or 'none'}."
        )
    Pointer(folder / _POINTER).move(path.name)
    return path


def stores(folder: Path) -> Versions:
    """The stores that are kept."""
    return Versions(folder, (".duckdb",))


def _pointed_at(folder: Path) -> Path | None:
    target = Pointer(folder / _POINTER).target()
    return None if target is None else folder / target


def current_path(folder: Path) -> Path:
    """The store in use; raises StoreMissing."""
    path = _pointed_at(folder)
    if path is None:
        raise StoreMissing(
            f"There is no store for {folder.name} yet. Make one with: python -m metrics refresh "
            f"--ics {folder.name}"
        )
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
