"""The databases that can count records: an object that runs SQL over named tables and returns Arrow.

DuckDB, embedded, is the default. Anything with ``dialect``, ``sql(text)`` and ``add_rows(name, frame)``
can be used, so that records which may not leave their platform can be counted where they are.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from data.paths import generated_folder
from data.storage.duckdb_connection import connect
from data.storage.leftovers import unfinished_path


def in_memory(**config: str) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection without a file. What exceeds its memory is written among the generated files, never
    in the folder where the command was started, and is removed with the connection or, where the process
    dies, by the next command.
    """
    spilled = unfinished_path(generated_folder() / ".spilled")
    return connect(temp_directory=str(spilled), **config)


class DuckDBEngine:
    """Counts Parquet files with DuckDB in this process."""

    dialect = "duckdb"

    def __init__(self, threads: int | None = None):
        self._connection = in_memory()
        if threads:
            self._connection.execute(f"SET threads = {int(threads)}")

    def add_file(self, name: str, path: Path) -> None:
        """Add a Parquet file as the table ``name``."""
        self._connection.from_parquet(str(path)).create_view(name, replace=True)

    def read_only(self, path: Path) -> None:
        """From now on only ``path`` can be opened, and no setting can be changed."""
        allowed = str(path).replace("'", "''")
        self._connection.execute(f"SET allowed_paths = ['{allowed}']")
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")

    def interrupt(self) -> None:
        """Stop the running query, from another thread; the query ends with an error."""
        self._connection.interrupt()

    def add_rows(self, name: str, frame: pd.DataFrame) -> None:
        """Add a small frame as the table ``name``."""
        self._connection.register(name, frame)

    def sql(self, text: str) -> pa.Table:
        """Run one query and fetch all of it."""
        return self._connection.sql(text).to_arrow_table()

    def close(self) -> None:
        self._connection.close()
