"""No cell that a person opens in a spreadsheet is run; every writer passes its cells through one place."""

from __future__ import annotations

import ast
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data.spreadsheet import CsvWriter, csv_text, harmless, harmless_sql
from tests.lib.server import PROJECT_FOLDER

RUN = [
    "=1+1",
    "=HYPERLINK(1)",
    "+44 20 7946 0000",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\nx",
    " =1",
    '"=1',
    ' " -x',
    "\u00a0=1",
    "\ufeff=1",
    "\u200b@x",
    "\x00=1",
    "＝1",
    "-5\n",
    "--1",
]
NOT_RUN = ["", "-", "-5", "+5", "-1,234.5", "-.5", "-1e-05", "-12%", "x=1", "a\n=b", "'=1", "E54000048", "–5"]


@pytest.mark.parametrize("cell", RUN)
def test_a_cell_that_would_run_gets_an_apostrophe(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", [*NOT_RUN, -5, -0.5, None, True, pd.Timestamp("2026-01-01")])
def test_numbers_and_other_cells_stay(cell):
    assert harmless(cell) is cell


def test_what_is_harmless_already_stays():
    assert [harmless(harmless(cell)) for cell in RUN] == [harmless(cell) for cell in RUN]


def test_the_expression_for_the_database_does_the_same():
    with duckdb.connect() as connection:
        query = f"SELECT {harmless_sql('cell')} FROM (SELECT ? AS cell)"
        done = [connection.execute(query, [cell]).fetchall()[0][0] for cell in [*RUN, *NOT_RUN]]
        assert connection.execute(query, [None]).fetchall() == [(None,)]
    assert done == [harmless(cell) for cell in [*RUN, *NOT_RUN]]


def test_a_table_comes_back_as_it_was_but_for_what_would_run():
    table = pd.DataFrame(
        {
            "=name": ["=1", "plain", None],
            "kind": pd.Categorical(["@a", "b", "b"]),
            "value": [-1.5, 2.0, None],
            "mixed": [-1, "-x", True],
            "day": pd.to_datetime(["2026-01-01", "2026-01-02", None]),
        }
    )
    rows = list(csv.reader(io.StringIO(csv_text(table))))
    assert rows == [
        ["'=name", "kind", "value", "mixed", "day"],
        ["'=1", "'@a", "-1.5", "-1", "2026-01-01"],
        ["plain", "b", "2.0", "'-x", "2026-01-02"],
        ["", "b", "", "True", ""],
    ]
    assert pd.read_csv(io.StringIO(csv_text(table))).value.tolist()[:2] == [-1.5, 2.0]


def test_a_writer_of_rows_does_the_same():
    file = io.StringIO()
    writer = CsvWriter(file, ["a", "b"])
    writer.header()
    writer.row(["=1", -1])
    writer.row({"b": "@x", "other": "=1"})
    assert file.getvalue() == "a,b\n'=1,-1\n,'@x\n"


# Every writer of the project.

_WRITES = {"to_csv", "to_excel", "writer", "DictWriter", "Workbook", "ExcelWriter"}
_PLACE = "data/spreadsheet.py"
# Read by the program that wrote them, and by nobody else.
_CACHES = {"geo/neighbourhoods/design.py"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    folders = [PROJECT_FOLDER / name for name in ("data", "geo", "metrics", "pages", "threeshifts")]
    files = [*PROJECT_FOLDER.glob("*.py"), *(file for folder in folders for file in folder.rglob("*.py"))]
    for file in sorted(files):
        yield file.relative_to(PROJECT_FOLDER).as_posix(), ast.parse(file.read_text(encoding="utf-8"))


def called(node: ast.AST) -> str:
    """The name of the function that a call calls; "" for anything else."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def unsafe_writes(path: str, tree: ast.Module) -> list[str]:
    """What a module writes for spreadsheets past the one place."""
    found = []
    for node in ast.walk(tree):
        if called(node) in _WRITES and path != _PLACE and path not in _CACHES:
            found.append(f"{path}:{node.lineno} calls {called(node)}")
        if called(node) == "add_series" and called(node.args[0]) != "harmless":
            found.append(f"{path}:{node.lineno} names a series")
        if isinstance(node, ast.Assign) and any(
            getattr(one, "attr", "") == "categories" for one in node.targets
        ):
            text = ast.unparse(node.value)
            if not re.match(r"\[harmless\(|list\(chart\.months\)$", text):
                found.append(f"{path}:{node.lineno} sets categories to {text}")
        is_csv = isinstance(node, ast.Constant) and re.search(
            r"(?<!-)FORMAT csv", str(node.value), re.IGNORECASE
        )
        if is_csv and "harmless_sql" not in {getattr(one, "id", "") for one in ast.walk(tree)}:
            found.append(f"{path}:{node.lineno} copies to CSV")
    return found


def test_every_writer_for_spreadsheets_passes_through_one_place():
    found = [line for path, tree in modules() for line in unsafe_writes(path, tree)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "code",
    [
        "table.to_csv(path)",
        "import csv\ncsv.writer(file)",
        "csv.DictWriter(file, names)",
        "data.add_series(name, values)",
        "data.categories = names",
        "run('COPY x TO y (FORMAT csv, HEADER)')",
    ],
)
def test_a_writer_past_it_is_seen(code):
    assert unsafe_writes("pages/new.py", ast.parse(code))


def test_the_project_is_read():
    paths = {path for path, _ in modules()}
    assert {_PLACE, *_CACHES, "asgi.py"} <= paths and Path(PROJECT_FOLDER / "pages").is_dir()
