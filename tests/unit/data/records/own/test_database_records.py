"""Records out of a database are those of a Parquet file, to the last count; no user or password is kept."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from urllib.parse import quote

import duckdb
import numpy as np
import pandas as pd
import pytest
import sqlalchemy as sa

from data.errors import SourceError
from data.records.open import open_records
from data.records.own.databases import PASSWORD_VARIABLE, DatabaseSource
from data.records.own.ingest import check, ingest
from data.storage.engines import DuckDBEngine
from geo.assembly import geography
from metrics.computing.evaluate import evaluate
from metrics.counting.atoms import atoms_of
from metrics.counting.engine import count_events
from metrics.language.registry import metrics
from metrics.language.statistic import counts_of
from tests.lib.postgresql import PASSWORD
from tests.unit.data.own_rows import own_rows, small_demonstration

TABLES = ("ae_attendances", "admitted_spells", "deaths")
ROWS = 9_000


@pytest.fixture(scope="module")
def warehouse(postgresql_server):
    """A server that holds the three tables, the dates as timestamps and one column too many in each.

    Its user may do everything there.
    """
    here = f"{postgresql_server.host}:{postgresql_server.port}/postgres"
    engine = sa.create_engine(sa.make_url(f"postgresql+pg8000://keeper@{here}").set(password=PASSWORD))
    with engine.begin() as connection:
        connection.execute(sa.text(f"CREATE ROLE reader LOGIN SUPERUSER PASSWORD '{PASSWORD}'"))
        connection.execute(sa.text("CREATE SCHEMA ics"))
        connection.execute(sa.text("CREATE SEQUENCE ics.numbers"))
    for table in TABLES:
        rows = own_rows(table, ROWS, bad=7).assign(site="RXN")
        rows.to_sql(table, engine, schema="ics", index=False, method=_copy)
    engine.dispose()
    return f"postgresql+pg8000://reader@{here}"


def _copy(table, connection, columns, rows) -> None:
    """Put rows into PostgreSQL by COPY, many times as fast as INSERT."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    text.seek(0)
    connection.connection.cursor().execute(
        f"COPY {table.schema}.{table.name} FROM STDIN WITH CSV", stream=text
    )


@pytest.fixture
def folders(tmp_path, monkeypatch):
    monkeypatch.setenv("ICS_RECORDS_FOLDER", str(tmp_path / "own"))
    monkeypatch.setenv("ICS_DATA_FOLDER", str(tmp_path / "made"))
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    return tmp_path


def results(ics: str = "QE1") -> tuple[list[np.ndarray], pd.DataFrame]:
    """The cubes of every metric that counts the three tables, and the figures of one metric of each."""
    atoms, cubes, figures = atoms_of(geography(ics)), [], []
    for records in open_records(ics):
        if records.table.name not in TABLES:
            continue
        assert records.provenance == "local"
        engine = DuckDBEngine()
        engine.add_file(records.table.name, records.checked.path)
        own = [one for one in metrics().values() if not one.is_published]
        own = [one for one in own if one.numerator.table is records.table]
        counts = list(dict.fromkeys(count for metric in own for count in counts_of(metric)))
        found = count_events(engine, records.table, counts, atoms, records.covered_months)
        cubes += [cube.counts for cube in found]
        simple = next(metric for metric in own if len(list(counts_of(metric))) == 1)
        cube = found[counts.index(next(iter(counts_of(simple))))]
        figures.append(evaluate(simple, cube, atoms, records.provenance))
    return cubes, pd.concat(figures, ignore_index=True)


def test_postgresql_gives_the_same_records_and_results_as_parquet(warehouse, folders, monkeypatch):
    small_demonstration(monkeypatch)
    for table in TABLES:
        found = ingest(table, DatabaseSource(warehouse, f"ics.{table}"), "QE1")
        assert (found.checked.rows, found.checked.rejected_rows) == (ROWS - 7, 7)
        assert found.manifest.unused_columns == ["site"]
    cubes, figures = results()

    monkeypatch.setenv("ICS_RECORDS_FOLDER", str(folders / "own_from_parquet"))
    for table in TABLES:
        path = folders / f"{table}.parquet"
        own_rows(table, ROWS, bad=7).to_parquet(path, index=False)
        ingest(table, path, "QE1")
    cubes_of_parquet, figures_of_parquet = results()
    assert len(cubes) > len(TABLES) and sum(cube.sum() for cube in cubes) > ROWS
    for one, other in zip(cubes, cubes_of_parquet, strict=True):
        np.testing.assert_array_equal(one, other)
    pd.testing.assert_frame_equal(figures, figures_of_parquet)
    assert set(figures.provenance) == {"local"}, "at every level, the ICS that others are compared with too"
    for table in TABLES:
        one, other = (
            pd.read_parquet(folders / name / "QE1" / f"{table}.parquet")
            for name in ("own", "own_from_parquet")
        )
        pd.testing.assert_frame_equal(one, other)


def test_a_query_gives_the_columns_under_their_names_and_is_kept(warehouse, folders):
    query = "SELECT *, site AS place FROM ics.deaths WHERE age <= 120"
    found = ingest("deaths", DatabaseSource(warehouse, query=query), "QE1")
    assert (found.checked.rows, found.checked.rejected_rows) == (ROWS - 7, 0)
    assert found.manifest.query == query and found.manifest.sha256 is None


def test_neither_user_nor_password_is_written_anywhere(warehouse, folders, capsys, monkeypatch):
    monkeypatch.delenv(PASSWORD_VARIABLE)
    inside = warehouse.replace("reader@", f"reader:{quote(PASSWORD, safe='')}@")
    found = ingest("deaths", DatabaseSource(inside, "ics.deaths"), "QE1")
    assert found.source.startswith("postgresql://127.0.0.1:")
    assert found.source.endswith("/postgres, ics.deaths")
    written = [path for path in (folders / "own").rglob("*") if path.is_file()]
    assert len(written) == 3
    for path in written:
        content = path.read_bytes()
        assert b"s3cret" not in content and b"reader" not in content, path.name


@pytest.mark.parametrize(
    ("change", "table", "told"),
    [
        (lambda address: address, "ics.nothing_here", "42P01"),
        (lambda address: address.replace("/postgres", "/nowhere"), "ics.deaths", "3D000"),
        (lambda address: address.replace("reader@", "reader:wrong@"), "ics.deaths", "28P01"),
        (lambda address: "postgresql+pg8000://reader@127.0.0.1:1/postgres", "ics.deaths", "cannot be re"),
        (lambda address: "mssql+pymssql://reader@127.0.0.1:1/sus", "dbo.deaths", "there is no driver"),
        (lambda address: "postgresql+pg8000://reader@host:port/x", "ics.deaths", "address of the database"),
    ],
)
def test_what_a_database_refuses_is_told_without_user_or_password(warehouse, folders, change, table, told):
    with pytest.raises(SourceError, match=told) as caught:
        check("deaths", DatabaseSource(change(warehouse), table), "QE1")
    for secret in (PASSWORD, "wrong", "reader"):
        assert secret not in str(caught.value)


def test_a_value_that_a_query_stumbles_over_is_not_told(warehouse, folders, caplog):
    query = "SELECT CAST('Jane Example' AS integer) AS age"
    with pytest.raises(SourceError, match="22P02") as caught:
        check("deaths", DatabaseSource(warehouse, query=query), "QE1")
    assert "Jane" not in str(caught.value) and "Jane" not in caplog.text


def test_records_are_read_a_part_at_a_time(warehouse, folders, monkeypatch):
    monkeypatch.setattr("data.records.own.databases.BATCH_ROWS", 1_000)
    sizes = []
    write = sa.engine.Result.partitions

    def watched(result, size=None):
        for rows in write(result, size):
            sizes.append(len(rows))
            yield rows

    monkeypatch.setattr(sa.engine.Result, "partitions", watched)
    monkeypatch.setattr(sa.engine.CursorResult, "partitions", watched, raising=False)
    found = check("deaths", DatabaseSource(warehouse, "ics.deaths"), "QE1")
    assert found.given_rows == ROWS and max(sizes) <= 1_000 and len(sizes) == ROWS / 1_000


def test_a_database_is_only_read(warehouse, folders):
    deletes = "WITH gone AS (DELETE FROM ics.deaths RETURNING *) SELECT * FROM gone"
    for query, told in ((deletes, "0A000"), ("SELECT nextval('ics.numbers') AS age", "25006")):
        with pytest.raises(SourceError, match=told):
            check("deaths", DatabaseSource(warehouse, query=query), "QE1")
    assert check("deaths", DatabaseSource(warehouse, "ics.deaths"), "QE1").given_rows == ROWS


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("DELETE FROM deaths", "must be one SELECT"),
        ("SELECT 1; DROP TABLE deaths", "must be one SELECT"),
        ("SELECT * FROM deaths WHERE n = 9434765919", "contains an NHS number"),
    ],
)
def test_a_query_that_does_more_than_read_is_not_run(query, told):
    with pytest.raises(SourceError, match=told):
        DatabaseSource("postgresql+pg8000://reader@host/x", query=query)


def test_a_table_or_a_query_is_given_and_not_both():
    for given in ({}, {"table": "deaths", "query": "SELECT 1"}):
        with pytest.raises(SourceError, match="one of --from"):
            DatabaseSource("warehouse.duckdb", **given)


# There is no SQL Server here: what every address of SQLAlchemy goes through is tried with SQLite, whose
# dialect comes with it; a SQL Server's own address is tried above, as far as its driver, not installed here.
def test_any_database_of_sqlalchemy_gives_the_same_records(folders, tmp_path):
    rows = own_rows("deaths", ROWS, bad=7)
    engine = sa.create_engine(f"sqlite:///{tmp_path}/warehouse.sqlite")
    rows.to_sql("deaths", engine, index=False)
    engine.dispose()
    found = ingest("deaths", DatabaseSource(f"sqlite:///{tmp_path}/warehouse.sqlite", "deaths"), "QE1")
    assert (found.checked.rows, found.checked.rejected_rows) == (ROWS - 7, 7)
    assert found.source == "sqlite:///warehouse.sqlite, deaths"


@pytest.mark.parametrize("given", [{"table": "main.deaths"}, {"query": "SELECT * FROM deaths"}])
def test_a_duckdb_file_is_attached_and_not_changed(folders, tmp_path, given):
    path = tmp_path / "warehouse.duckdb"
    connection = duckdb.connect(str(path))
    connection.register("rows", own_rows("deaths", ROWS, bad=7))
    connection.execute("CREATE TABLE deaths AS SELECT * FROM rows")
    connection.close()
    before = path.read_bytes()
    found = ingest("deaths", DatabaseSource(str(path), **given), "QE1")
    assert (found.checked.rows, found.checked.rejected_rows) == (ROWS - 7, 7)
    assert path.read_bytes() == before
    with pytest.raises(SourceError, match="nothing_here"):
        check("deaths", DatabaseSource(str(path), "nothing_here"), "QE1")


def test_columns_that_tell_who_a_person_is_are_refused_before_a_row_is_read(folders, tmp_path):
    engine = sa.create_engine(f"sqlite:///{tmp_path}/warehouse.sqlite")
    own_rows("deaths", 10).assign(nhs_number="x", surname="y").to_sql("deaths", engine, index=False)
    engine.dispose()
    with pytest.raises(SourceError, match="nhs_number, surname can identify a person"):
        check("deaths", DatabaseSource(f"sqlite:///{tmp_path}/warehouse.sqlite", "deaths"), "QE1")


def test_own_tables_are_local_and_those_that_are_not_brought_stay_synthetic(folders, monkeypatch):
    """One table is of one provenance; a metric counts one table, so that no figure is a mixture."""
    path = folders / "ae_attendances.parquet"
    own_rows("ae_attendances", 2_000, months=3).to_parquet(path, index=False)
    ingest("ae_attendances", path, "QE1")
    small_demonstration(monkeypatch)
    kinds = {records.table.name: records.provenance for records in open_records("QE1")}
    assert kinds.pop("ae_attendances") == "local"
    assert set(kinds.values()) == {"synthetic"}
    assert Path(path).exists()
