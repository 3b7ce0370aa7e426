"""Connections to DuckDB: every one in the project is opened here."""

from __future__ import annotations

from pathlib import Path

import duckdb


def connect(path: Path | None = None, read_only: bool = False, **settings) -> duckdb.DuckDBPyConnection:
    """A connection to a database file, or to memory where there is none; ``settings`` are DuckDB's own.

    Long queries print no progress bar: commands report their own progress, and a log stays readable.
    """
    connection = duckdb.connect(str(path or ":memory:"), read_only=read_only, config=settings)
    connection.execute("SET enable_progress_bar = false")
    return connection
