"""Every row of a source against its table: good rows go on, bad rows are kept with their reasons.

Works inside DuckDB, so that millions of rows cost seconds. A row may have several reasons; all are kept.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq

from data.tables import Column, Table

_TYPES = {"text": "VARCHAR", "integer": "BIGINT", "date": "DATE"}


class SourceError(ValueError):
    """A file cannot be used at all; the message says which, what was found and what is allowed."""


@dataclass(frozen=True)
class Checked:
    """``path`` holds the ``rows`` good rows; ``rejected`` counts bad rows by reason (a row may have several);
    ``rejected_path`` keeps them whole.
    """

    path: Path
    rows: int
    rejected_rows: int
    rejected: pd.DataFrame
    rejected_path: Path | None


def check_rows(path: Path, table: Table, folder: Path) -> Checked:
    """Check a Parquet or CSV file; the good rows stand in ``folder`` (or stay where they are if all are
    good).

    Raises SourceError where the file cannot be read or lacks a column, with all missing columns at once.
    """
    connection = duckdb.connect()
    try:
        relation = _open(connection, path)
        missing = [c.name for c in table.columns if c.required and c.name not in relation.columns]
        missing += [c.name for c in table.columns if c.name == "lsoa_code" and c.name not in relation.columns]
        if missing:
            raise SourceError(
                f"{path.name}: the columns {', '.join(missing)} are missing; found "
                f"{', '.join(relation.columns)[:400]}."
            )
        relation.create_view("raw")
        present = [column for column in table.columns if column.name in relation.columns]
        kinds = dict(zip(relation.columns, map(str, relation.types), strict=True))
        reasons = [_reason(column, kinds[column.name]) for column in present]
        reasons.append(
            f"CASE WHEN COUNT(*) OVER (PARTITION BY {_text(table.key)}) > 1 THEN '{table.key}: "
            f"stands more than once' END"
            if kinds[table.key] == "VARCHAR" or not _is_unique(connection, table.key)
            else "NULL"
        )
        listed = f"list_filter([{', '.join(reasons)}]::VARCHAR[], lambda reason: reason IS NOT NULL)"
        connection.execute(f"CREATE VIEW checked AS SELECT *, {listed} AS reasons FROM raw")
        total = connection.execute("SELECT COUNT(*) FROM raw").fetchone()[0]
        bad = connection.execute("SELECT COUNT(*) FROM checked WHERE len(reasons) > 0").fetchone()[0]
        # A column that a count may name must be there, if only empty.
        named = [column for column in table.columns if column.usable or column.name == table.quantity]
        complete = all(column in present for column in named)
        sound = complete and all(_is_type(column, kinds[column.name]) for column in present)
        if bad == 0 and path.suffix == ".parquet" and sound:
            return Checked(path, total, 0, _no_rejects(), None)
        folder.mkdir(parents=True, exist_ok=True)
        good_path, bad_path = folder / f"{table.name}.parquet", folder / f"{table.name}.rejected.csv"
        casts = ", ".join(f"TRY_CAST({_text(c.name)} AS {_TYPES[c.kind]}) AS {c.name}" for c in present)
        absent = "".join(
            f", CAST(NULL AS {_TYPES[c.kind]}) AS {c.name}" for c in table.columns if c not in present
        )
        _copy(
            connection,
            f"SELECT {casts}{absent} FROM checked WHERE len(reasons) = 0",
            good_path,
            "FORMAT parquet, COMPRESSION zstd",
        )
        if bad:
            _copy(
                connection,
                "SELECT * REPLACE (array_to_string(reasons, '; ') AS reasons) FROM checked WHERE "
                "len(reasons) > 0",
                bad_path,
                "FORMAT csv, HEADER",
            )
        summary = connection.execute(
            "SELECT reason, COUNT(*) AS row_count FROM (SELECT UNNEST(reasons) AS reason FROM "
            "checked) GROUP BY reason ORDER BY row_count DESC, reason"
        ).df()
        return Checked(good_path, total - bad, bad, summary, bad_path if bad else None)
    except duckdb.Error as error:
        raise SourceError(
            f"{path.name}: cannot be read as a table ({str(error).splitlines()[0][:200]})."
        ) from None
    finally:
        connection.close()


def _open(connection: duckdb.DuckDBPyConnection, path: Path):
    if path.suffix == ".parquet":
        try:
            pq.read_schema(path)
        except Exception as error:
            raise SourceError(f"{path.name}: is not a whole Parquet file ({type(error).__name__}).") from None
        return connection.from_parquet(str(path))
    if path.suffix == ".csv":
        return connection.read_csv(str(path), all_varchar=True, header=True)
    raise SourceError(f"{path.name}: the form {path.suffix!r} is not read; allowed are .parquet and .csv.")


def _reason(column: Column, kind: str) -> str:
    """SQL for the first thing that is wrong with a value, or NULL."""
    text = _text(column.name)
    value = f"TRY_CAST({text} AS {_TYPES[column.kind]})"
    found = f"' found ' || left({text}, 40)"
    tests = []
    if column.required:
        tests.append(f"WHEN {text} IS NULL OR {text} = '' THEN '{column.name}: is empty'")
    if not _is_type(column, kind):
        tests.append(
            f"WHEN {text} <> '' AND {value} IS NULL THEN '{column.name}:' || {found} || ', allowed "
            f"is {_a(column.kind)}'"
        )
    if column.allowed:
        values = ", ".join(f"'{v}'" for v in column.allowed)
        tests.append(
            f"WHEN {text} NOT IN ({values}) THEN '{column.name}:' || {found} || ', allowed are "
            f"{', '.join(column.allowed)}'"
        )
    if column.pattern:
        tests.append(
            f"WHEN {text} <> '' AND NOT regexp_full_match({text}, '{column.pattern}') "
            f"THEN '{column.name}:' || {found} || ', allowed is the form {column.pattern}'"
        )
    if column.least is not None:
        tests.append(
            f"WHEN {value} < {column.least} OR {value} > {column.most} THEN '{column.name}:' || "
            f"{found} || ', allowed is {column.least} to {column.most}'"
        )
    if column.kind == "date":
        tests.append(
            f"WHEN {value} > current_date OR {value} < DATE '1990-01-01' THEN '{column.name}:' || "
            f"{found} || ', allowed is 1990 to today'"
        )
    return f"CASE {' '.join(tests)} END" if tests else "NULL"


def _text(name: str) -> str:
    return f'CAST("{name}" AS VARCHAR)'


def _is_type(column: Column, kind: str) -> bool:
    return {
        "text": kind in ("VARCHAR",) or kind.startswith("ENUM"),
        "date": kind == "DATE",
        "integer": kind in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UINTEGER", "UBIGINT"),
    }[column.kind]


def _is_unique(connection, key: str) -> bool:
    total, distinct = connection.execute(f'SELECT COUNT(*), COUNT(DISTINCT "{key}") FROM raw').fetchone()
    return total == distinct


def _a(kind: str) -> str:
    return {"integer": "a whole number", "date": "a date like 2025-07-31", "text": "text"}[kind]


def _copy(connection, query: str, path: Path, options: str) -> None:
    """Write under a temporary name first: a killed COPY would leave a broken file under the final one."""
    unfinished = path.with_suffix(path.suffix + f".{os.getpid()}.part")
    connection.execute(f"COPY ({query}) TO '{str(unfinished).replace(chr(39), chr(39) * 2)}' ({options})")
    os.replace(unfinished, path)


def _no_rejects() -> pd.DataFrame:
    return pd.DataFrame({"reason": pd.Series(dtype=str), "row_count": pd.Series(dtype="int64")})
