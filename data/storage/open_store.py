"""Opens one store file: whole, by the hash noted when it was written, or with an error that says what is
wrong. Whatever the database driver raises over a damaged store becomes StoreUnreadable, here alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd

from data.storage.atomic_file import write_atomically
from data.storage.duckdb_connection import connect

HASH = ".sha256"
# What a whole store answers to a question about what it does not have.
QueryRefused = duckdb.ProgrammingError
# What is wrong with a file, by its path and stamp ("" for nothing): a page asks at every run.
_judged: dict[tuple, str] = {}


class StoreMissing(FileNotFoundError):
    """There is no store that can be used; the message names the command that makes one."""


class StoreUnreadable(StoreMissing):
    """A store file is damaged or cannot be opened; the message names the file and what is wrong."""


def stamp(path: Path) -> tuple[int, int, int]:
    """Size, time of change and place on the disk of a store, which change only where somebody else than a
    refresh wrote to it; raises StoreUnreadable where the file is missing or may not be read.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise StoreUnreadable(f"{path.name} cannot be read ({error.strerror}).") from None
    return status.st_size, status.st_mtime_ns, status.st_ino


def note_hash(path: Path) -> None:
    """Write the hash of a finished store next to it."""
    write_atomically(path.with_suffix(HASH), _hash_of(path))


def check_store(path: Path) -> None:
    """Raises StoreUnreadable unless the store is whole: the very bytes that were written, where their hash
    was noted, else a database of which every row can be read.
    """
    key = (path, *stamp(path))
    if key not in _judged:
        _judged[key] = _fault(path)
    if _judged[key]:
        raise StoreUnreadable(f"{path.name} cannot be read ({_judged[key]}).")


class OpenStore:
    """One store, read only; safe to use from several threads (a cursor a query, all rows fetched).

    Raises StoreUnreadable where the file is damaged, also after it was opened.
    """

    def __init__(self, path: Path):
        self.path = path
        self._key = (path, *stamp(path))
        with self._readable():
            # A page's question touches few rows: handing them out to threads costs more than it saves.
            self._connection = connect(path, read_only=True, threads=1)

    def query(self, text: str, values: tuple = ()) -> pd.DataFrame:
        with self._readable():
            cursor = self._connection.cursor()
            try:
                return cursor.sql(text, params=list(values)).to_arrow_table().to_pandas()
            finally:
                cursor.close()

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except duckdb.ConnectionException:  # the file was replaced, and the former one closed
            raise StoreUnreadable(f"{self.path.name} was replaced; open it again.") from None
        except QueryRefused:  # a question that no store could answer
            raise
        except duckdb.Error as error:
            # It is not opened again while it is the same file.
            _judged[self._key] = _words(error)
            raise StoreUnreadable(f"{self.path.name} cannot be read ({_words(error)}).") from error


def _fault(path: Path) -> str:
    """What is wrong with a store file; "" where it is whole."""
    try:
        noted = path.with_suffix(HASH).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        noted = ""
    try:
        if len(noted) == 64:
            return "" if _hash_of(path) == noted else "its content is not what the refresh wrote"
        with connect(path, read_only=True) as connection:
            names = [name for name, *_ in connection.execute("SHOW TABLES").fetchall()]
            for name in names:  # every row and column, so that no damaged block is met later
                connection.execute(f'SELECT COUNT(hash(rows)) FROM "{name}" AS rows').fetchall()
            return "" if names else "it has no table"
    except OSError as error:
        return str(error.strerror)
    except duckdb.Error as error:
        return _words(error)


def _words(error: duckdb.Error) -> str:
    words = str(error)
    if "not a valid DuckDB" in words:
        return "it is no database"
    if "enough bytes" in words:
        return "it is cut short"
    if "orrupt" in words:
        return "its content is damaged"
    if "Permission denied" in words:
        return "this account may not read it"
    return type(error).__name__


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
