"""Reads a table or a query of a database into a Parquet file, in batches.

PostgreSQL and SQL Server (and any other database with a driver for SQLAlchemy) by URL, DuckDB by its file,
both read only. User and password are never shown or stored.
"""

from __future__ import annotations

import datetime
import logging
import os
import re
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import sqlalchemy as sa
from sqlalchemy.engine import URL

from data.errors import SourceError
from data.reading.personal_data import contains_nhs_number, refused_columns
from data.records.own import files
from data.storage.engines import in_memory
from data.storage.folder_trouble import raise_folder_trouble
from data.tables import Table

# The pool logs complete errors of the driver when it closes a failed cursor, and these may quote a row.
logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)

PASSWORD_VARIABLE = "ICS_RECORDS_PASSWORD"
BATCH_ROWS = 100_000
_DUCKDB_SUFFIXES = (".duckdb", ".db", ".ddb")
# Classes of SQLSTATE whose messages are about the query or the connection, never about rows.
_SAFE_CLASSES = ("08", "28", "3D", "3F", "42", "57")


@dataclass(frozen=True)
class DatabaseSource:
    """A ``table`` ("schema.table") or a ``query`` of the database at ``address``: a SQLAlchemy URL, or the
    path of a DuckDB file.
    """

    address: str
    table: str | None = None
    query: str | None = None

    def __post_init__(self) -> None:
        if (self.table is None) == (self.query is None):
            raise SourceError(f"{self.name}: give one of --from schema.table and --query.")
        if self.query is not None:
            _check_query(self.name, self.query)

    @property
    def is_duckdb(self) -> bool:
        return "://" not in self.address

    @property
    def name(self) -> str:
        """Where the records are, without user or password: ``postgresql://host:5432/warehouse``."""
        if self.is_duckdb:
            return Path(self.address).name
        url = _url(self.address)
        port = f":{url.port}" if url.port else ""
        database = url.database or ""
        if url.get_backend_name() == "sqlite":
            database = Path(database).name
        return f"{url.get_backend_name()}://{url.host or ''}{port}/{database}"

    @property
    def words(self) -> str:
        return f"{self.name}, {self.table}" if self.table else f"{self.name}, a query"

    def write(self, target: Path, table: Table) -> None:
        """Write the rows as a Parquet file; raises SourceError with a sentence that quotes no row."""
        if self.is_duckdb:
            self._write_from_duckdb(target)
        else:
            self._write_from_url(target, table)

    def _write_from_duckdb(self, target: Path) -> None:
        path = Path(self.address)
        if not path.is_file():
            raise SourceError(f"{self.name}: there is no such file.")
        connection = in_memory()
        try:
            connection.execute(f"ATTACH {files.literal(str(path))} AS own (READ_ONLY)")
            connection.execute("USE own")
            rows = self.query or f"SELECT * FROM {'.'.join(map(files.quoted, self.table.split('.')))}"
            names = [name for name, *_ in connection.execute(f"DESCRIBE {rows}").fetchall()]
            self._refuse_personal(names)
            connection.execute(f"COPY ({rows}) TO {files.literal(str(target))} (FORMAT parquet)")
        except duckdb.Error as error:
            raise_folder_trouble(error, target.parent)
            kind = type(error).__name__
            is_about_query = isinstance(
                error, duckdb.CatalogException | duckdb.BinderException | duckdb.ParserException
            )
            words = f": {str(error).splitlines()[0][:200]}" if is_about_query else ""
            raise SourceError(f"{self.words}: cannot be read ({kind}{words}).") from None
        finally:
            connection.close()

    def _write_from_url(self, target: Path, table: Table) -> None:
        url = _url(self.address)
        try:
            engine = sa.create_engine(url)
        except (sa.exc.ArgumentError, ImportError, ModuleNotFoundError) as error:
            raise SourceError(
                f"{self.name}: there is no driver for {url.drivername!r} ({type(error).__name__}); "
                f"installed is "
                f"postgresql+pg8000, for SQL Server see docs/own-records.md."
            ) from None
        try:
            with engine.connect() as connection:
                if url.get_backend_name() == "postgresql":
                    connection = connection.execution_options(postgresql_readonly=True)
                connection = connection.execution_options(stream_results=True, max_row_buffer=BATCH_ROWS)
                self._copy(connection, target)
        except sa.exc.SQLAlchemyError as error:
            raise SourceError(f"{self.words}: cannot be read ({_safe_reason(error, url)}).") from None
        except OSError as error:
            raise_folder_trouble(error, target.parent)
            raise SourceError(f"{self.words}: cannot be reached ({type(error).__name__}).") from None
        finally:
            engine.dispose()

    def _copy(self, connection: sa.Connection, target: Path) -> None:
        if self.query:
            statement = sa.text(self.query)
        else:
            *schema, name = self.table.split(".")
            # SQLAlchemy quotes the names as the database wants them.
            place = sa.table(name, schema=".".join(schema) or None)
            statement = sa.select(sa.text("*")).select_from(place)
        result = connection.execute(statement)
        names = list(result.keys())
        self._refuse_personal(names)
        schema = pa.schema([(name, pa.string()) for name in files.unique(self.name, names)])
        with pq.ParquetWriter(target, schema, compression="snappy") as writer:
            for rows in result.partitions(BATCH_ROWS):
                columns = zip(*rows, strict=True)
                writer.write_table(
                    pa.Table.from_arrays([_as_text(values) for values in columns], schema=schema)
                )

    def _refuse_personal(self, names: list[str]) -> None:
        refused = refused_columns(names)
        if refused:
            raise SourceError(
                f"{self.words}: the columns {', '.join(refused)[:200]} can identify a person and are "
                f"never read; "
                f"name the columns you need with --query."
            )


def is_database(address: str) -> bool:
    return "://" in address or Path(address).suffix in _DUCKDB_SUFFIXES


def _url(address: str) -> URL:
    try:
        url = sa.make_url(address)
    except (sa.exc.ArgumentError, ValueError):
        raise SourceError(
            "The address of the database cannot be read; allowed is postgresql+pg8000://user@host:5432/database."
        ) from None
    password = os.environ.get(PASSWORD_VARIABLE)
    wanted = password and url.username and url.password is None
    return url.set(password=password) if wanted else url


def _check_query(name: str, query: str) -> None:
    words = query.strip().rstrip(";").strip()
    if not re.match(r"(?is)(select|with)\b", words) or ";" in words:
        raise SourceError(f"{name}: the query must be one SELECT; it is not run.")
    if contains_nhs_number(query):
        raise SourceError(f"{name}: the query contains an NHS number, and queries are stored; it is not run.")


def _as_text(values: tuple) -> pa.Array:
    """A column as text, in the forms that ``data.records.checks`` reads."""
    first = next((value for value in values if value is not None), None)
    if isinstance(first, datetime.datetime) and first.tzinfo is not None:
        london = ZoneInfo("Europe/London")  # the date is the date in London
        values = [value and value.astimezone(london).replace(tzinfo=None) for value in values]
    try:
        return pc.cast(pa.array(values), pa.string())
    except (pa.ArrowException, TypeError):
        return pa.array([None if value is None else str(value) for value in values], pa.string())


def _safe_reason(error: sa.exc.SQLAlchemyError, url: URL) -> str:
    """The reason of an error without user, password or rows: only what is about the query or the
    connection.
    """
    original = getattr(error, "orig", None)
    facts = original.args[0] if original is not None and original.args else None
    if isinstance(facts, dict):  # pg8000
        code, words = str(facts.get("C", "")), str(facts.get("M", ""))
        reason = f"{code} {words}" if code[:2] in _SAFE_CLASSES else code
    elif isinstance(error, sa.exc.OperationalError | sa.exc.ProgrammingError | sa.exc.InterfaceError):
        # From other drivers only messages that cannot quote a row: a missing table, column or server.
        words = str(facts)
        missing = re.match(
            r"(no such table|no such column|can't create a connection to host)[^\n]{0,100}", words, re.I
        )
        reason = missing[0] if missing else type(original).__name__
    else:
        reason = type(original or error).__name__
    for secret in (url.password, url.username):
        if secret:
            reason = reason.replace(str(secret), "…")
    return reason[:200]
