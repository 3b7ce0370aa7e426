"""The database that counts a stranger's definition can read one file and change nothing."""

from __future__ import annotations

import pandas as pd
import pytest

from data.paths import PROJECT_FOLDER
from data.storage.duckdb_connection import connect
from data.storage.engines import DuckDBEngine


@pytest.fixture
def engine(tmp_path):
    pd.DataFrame({"age": [1, 2, 3]}).to_parquet(tmp_path / "it's.parquet")
    (tmp_path / "other.csv").write_text("age\n1\n", encoding="utf-8")
    made = DuckDBEngine()
    made.add_file("people", tmp_path / "it's.parquet")
    made.read_only(tmp_path / "it's.parquet")
    yield made
    made.close()


def test_the_one_file_is_read(engine):
    assert engine.sql("SELECT COUNT(*) AS n FROM people").to_pylist() == [{"n": 3}]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_csv('{folder}/other.csv')",
        "ATTACH '{folder}/x.db'",
        "COPY people TO '{folder}/x.csv'",
        "SET enable_external_access = true",
        "SET allowed_paths = ['/']",
        "INSTALL httpfs",
    ],
)
def test_nothing_else_is_opened_written_or_set(engine, tmp_path, text):
    with pytest.raises(Exception, match=r"Permission|Cannot|configuration"):
        engine.sql(text.format(folder=tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["it's.parquet", "other.csv"]


def test_no_connection_prints_a_progress_bar_of_its_own(tmp_path):
    for path in (None, tmp_path / "store.duckdb"):
        with connect(path) as connection:
            assert connection.sql("SELECT current_setting('enable_progress_bar')").fetchall() == [(False,)]


def test_every_connection_to_duckdb_is_opened_in_one_place():
    opening = [
        path.relative_to(PROJECT_FOLDER).as_posix()
        for folder in ("data", "geo", "metrics", "pages")
        for path in (PROJECT_FOLDER / folder).rglob("*.py")
        if "duckdb.connect(" in path.read_text(encoding="utf-8")
    ]
    assert opening == ["data/storage/duckdb_connection.py"]
