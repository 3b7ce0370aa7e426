"""Versioned DuckDB files and a pointer to the current one: written under a new name, checked, then pointed
at.

The file that is served is never written to. If a refresh is killed, the pointer still names the last good
file; the next command removes the half-written one. Where the pointer or its store cannot be read, the newest
complete store that was in use before takes its place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pandas as pd

from data.storage.atomic_file import atomic_file, write_atomically
from data.storage.duckdb_connection import connect
from data.storage.open_store import HASH, StoreMissing, StoreUnreadable, check_store, note_hash
from data.storage.versions import Pointer, Versions

_POINTER = "current"
# The versions that were ever in use, oldest first: one that was built for review alone is never recovered to.
_USED = "used"
_USED_HEADING = "Stores that were in use, the last one last:"
_MAX_USED = 100
KEPT = 5
Opened = TypeVar("Opened")


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
    kept = stores(folder)
    path = kept.path(version)
    with atomic_file(path) as unfinished, connect(unfinished) as connection:
        if former is not None:
            connection.execute(f"ATTACH '{str(former).replace(chr(39), chr(39) * 2)}' AS former (READ_ONLY)")
        _write_tables(connection, tables, orders, taken if former is not None else None)
        if more is not None:
            _write_tables(connection, more(lambda text: connection.sql(text).to_arrow_table().to_pandas()))
        if former is not None:
            connection.execute("DETACH former")
        connection.execute("CHECKPOINT")
    note_hash(path)
    if use:
        use_version(folder, version)
    elif not (folder / _USED).exists():
        _note_used(folder)
    in_use = Pointer(folder / _POINTER).target() or ""
    spared = (version, in_use.removesuffix(".duckdb"), used_before(folder, in_use.removesuffix(".duckdb")))
    kept.forget_all_but(keep, spared)
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
    """Point at a complete store, in one step; raises StoreMissing where it is missing or damaged."""
    kept = stores(folder)
    path = kept.path(version)
    if version not in kept.names():
        raise StoreMissing(
            f"There is no store {version} of {folder.name}; there are: {', '.join(kept.names()) or 'none'}."
        )
    check_store(path)
    _note_used(folder, version)
    Pointer(folder / _POINTER).move(path.name)
    return path


def stores(folder: Path) -> Versions:
    """The stores that are kept."""
    return Versions(folder, (".duckdb", HASH))


def used_before(folder: Path, version: str) -> str | None:
    """The newest kept version older than this one that was in use at some time; None where there is none."""
    return max((earlier for earlier in _used(folder) if earlier < version), default=None)


def open_in_use(folder: Path, opened: Callable[[Path], Opened]) -> tuple[Opened, str]:
    """What ``opened`` makes of the store in use, and why it is not the one pointed at ("" where it is).

    ``opened`` raises StoreUnreadable for a store that lacks what it needs. Raises StoreMissing, with the
    command that makes a store, where none can be read.
    """
    pointer, kept = Pointer(folder / _POINTER), stores(folder)
    target = pointer.target()
    wanted = (target or "").removesuffix(".duckdb")
    faults = []
    if wanted not in kept.names():
        fault = "names no store that is kept" if target else "cannot be read"
        faults.append(f"{folder.name}/{_POINTER} {fault if pointer.path.exists() else 'is missing'}.")
    for version in dict.fromkeys([wanted, *reversed(_used(folder))]):
        if version in kept.names():
            try:
                check_store(kept.path(version))
                return opened(kept.path(version)), " ".join(faults)
            except StoreUnreadable as error:
                faults.append(str(error))
    make = f"Make one with: python -m metrics refresh --ics {folder.name}"
    if not kept.names():
        raise StoreMissing(f"There is no store for {folder.name} yet. {make}")
    raise StoreUnreadable(f"No store of {folder.name} can be read. {' '.join(faults)} {make}")


def current_path(folder: Path) -> Path:
    """The store in use; raises StoreMissing."""
    return open_in_use(folder, lambda path: path)[0]


def _used(folder: Path) -> list[str]:
    """The kept versions that were in use at some time, in the order of their last use; all kept ones where
    nothing was noted.
    """
    kept = stores(folder).names()
    try:
        noted = (folder / _USED).read_text(encoding="ascii")
    except (OSError, ValueError):
        return kept
    if not noted.startswith(_USED_HEADING):
        return kept
    return [line for line in noted.splitlines() if line in kept]


def _note_used(folder: Path, version: str = "") -> None:
    noted = _used(folder) if (folder / _USED).exists() else []
    target = Pointer(folder / _POINTER).target() or ""
    others = {*noted, target.removesuffix(".duckdb")} - {"", version}
    order = [*noted, target.removesuffix(".duckdb")]
    listed = [*sorted(others, key=order.index), *([version] if version else [])]
    write_atomically(folder / _USED, "\n".join([_USED_HEADING, *listed[-_MAX_USED:], ""]))
