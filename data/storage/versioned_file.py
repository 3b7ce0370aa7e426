"""Versioned DuckDB files and a pointer to the current one: written under a new name, checked, then pointed
at.

The file that is served is never written to. If a refresh is killed, the pointer still names the last good
file; the next refresh removes the half-written one.
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
    """There is no store yet; the message gives the command that makes one."""


@dataclass(frozen=True)
class TakenOver:
    """Rows to copy unchanged from a former store: those of ``tables`` where ``column`` is in ``names``."""

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
    """Write ``tables`` as one new store and point at it (``use``); the newest ``keep`` stores are kept.

    ``orders`` names sorted copies of a table: name -> (table, ORDER BY columns), so that the rows of each
    page are next to each other; the table's own name is then a view of the first copy. ``former`` is a store
    to copy rows from (``taken``). ``more`` is called last for further tables: it may query the new tables
    and, as ``former.<table>``, the old ones, and an error in it stops the whole write.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob(f"*.duckdb*{UNFINISHED}*"):
        remove_unless_open(leftover)
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
        # A table with copies is gathered in memory, because writing it to disk as well would take as long.
        place, kind = ("temp.gathered", "TEMP TABLE") if copies else (f'"{name}"', "TABLE")
        wanted = len(frame)
        if taken is not None and name in taken.tables:
            # The table gets the former store's types, because a frame without rows has none.
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
        for stored_name in [copy for copy, _ in copies] or [name]:
            written = _size(connection, f'"{stored_name}"')
            if written != wanted:
                raise OSError(
                    f"The new store has {written:,} of {wanted:,} rows of {stored_name}; it is not used."
                )


def _size(connection, table: str) -> int:
    return connection.execute(f"SELECT COUNT(*) FROM {table}").fetchall()[0][0]


def use_version(folder: Path, version: str) -> Path:
    """Point at an existing store, in one step; raises StoreMissing where it does not exist."""
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
    """One store, read only; safe to use from several threads (one cursor per query, all rows fetched)."""

    def __init__(self, path: Path):
        self.path = path
        # A page's query reads few rows, so more threads would cost more than they save.
        self._connection = duckdb.connect(str(path), read_only=True, config={"threads": 1})

    def query(self, text: str, values: tuple = ()) -> pd.DataFrame:
        cursor = self._connection.cursor()
        try:
            return cursor.sql(text, params=list(values)).to_arrow_table().to_pandas()
        finally:
            cursor.close()

    def close(self) -> None:
        self._connection.close()
