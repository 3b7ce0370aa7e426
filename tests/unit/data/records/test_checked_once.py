"""A file is checked once; of one in its place only the months that differ, with the very same outcome."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.errors import SourceError
from data.records import checked_once as module
from data.records.checked_once import checked_once
from data.records.checks import Checked, check_rows
from data.storage.file_state import file_state
from data.tables import ae_attendances, deaths
from tests.unit.data.own_rows import own_rows

APRIL = 2024 * 12 + 3
MONTHS = 4


class Looked:
    """The months that each check looked at row by row; None is all of them."""

    def __init__(self, monkeypatch):
        self.at = []

        def check(*given, months=None, **named):
            self.at.append(months)
            return check_rows(*given, months=months, **named)

        monkeypatch.setattr(module, "check_rows", check)


def records(rows: int = 480) -> pd.DataFrame:
    return own_rows("ae_attendances", rows, months=MONTHS)


def write(folder: Path, rows: pd.DataFrame, table=ae_attendances) -> Path:
    path = folder / "own" / f"{table.name}.parquet"
    path.parent.mkdir(exist_ok=True)
    # Plain, so that another number in a cell leaves the file as long as it was.
    rows.to_parquet(path, index=False, compression=None, use_dictionary=False)
    return path


def check(path: Path, folder: Path, table=ae_attendances) -> Checked:
    return checked_once(path, file_state(path, folder), table, folder)


def month_of(rows: pd.DataFrame) -> pd.Series:
    day = pd.to_datetime(rows.arrival_date)
    return day.dt.year * 12 + day.dt.month - 1


def outcome(work, path: Path) -> tuple:
    """All that a check tells: its good rows, what was refused and why, or its error."""
    try:
        checked = work()
    except SourceError as error:
        return ("refused", str(error))
    good = pd.read_parquet(checked.path)
    refused = pd.read_csv(checked.rejected_path).to_csv() if checked.rejected_path else ""
    told = checked.rows, checked.rejected_rows, checked.rejected.to_csv(), refused, checked.unused
    return (checked.path == path, good.to_csv(index=False), *told)


def test_of_a_file_that_grew_by_a_month_that_month_alone_is_looked_at(tmp_path, monkeypatch):
    rows, looked = records(), Looked(monkeypatch)
    for count in (MONTHS - 1, MONTHS):
        check(write(tmp_path, rows[month_of(rows) < APRIL + count]), tmp_path)
    check(write(tmp_path, rows.sample(frac=1, random_state=1)), tmp_path)
    assert looked.at == [None, (APRIL + MONTHS - 1,), ()]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("age", 200, "age: found 200"),
        ("sex", "F", ""),
        ("sex", "x", "sex: found x"),
        ("lsoa_code", "W01000001", "lsoa_code: found W01000001"),
        ("diagnosis", "9434765919", "NHS number"),
        ("arrival_date", pd.Timestamp("2999-01-01").date(), "2999"),
        ("arrival_date", None, "arrival_date: is empty"),
        ("attendance_id", 2, "is repeated"),
        ("person_id", 77, ""),
    ],
)
def test_a_row_changed_in_an_old_month_is_found(tmp_path, monkeypatch, column, value, said):
    rows = records()
    check(write(tmp_path, rows), tmp_path)
    looked = Looked(monkeypatch)
    rows.loc[0, column] = value
    path = write(tmp_path, rows)
    found = outcome(lambda: check(path, tmp_path), path)
    assert looked.at == ([None] if value is None else [(APRIL, 2999 * 12)] if "2999" in said else [(APRIL,)])
    assert said in str(found)
    assert found == outcome(lambda: check_rows(path, ae_attendances, tmp_path / "whole"), path)


def test_a_change_that_keeps_size_and_time_of_the_file_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr("data.storage.file_state._SETTLED_AFTER", -1.0)  # the hash is remembered at once
    rows = records()
    path = write(tmp_path, rows)
    os.utime(path, ns=(0, 10**18))
    assert check(path, tmp_path).rejected_rows == 0
    before = path.stat()
    rows.loc[3, "age"] = 121
    written = path.read_bytes()
    write(tmp_path, rows)
    assert path.stat().st_size == before.st_size, "the new file is as long as the old one"
    assert path.read_bytes() != written
    os.utime(path, ns=(0, 10**18))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert check(path, tmp_path).rejected_rows == 1


def test_rows_that_were_deleted_are_gone(tmp_path):
    rows = records()
    check(write(tmp_path, rows), tmp_path)
    path = write(tmp_path, rows.drop(index=[0, 200]))
    assert check(path, tmp_path).rows == len(rows) - 2


@pytest.mark.parametrize("change", ["rule", "table", "type", "column", "bad row before"])
def test_all_rows_are_looked_at_where_the_former_check_says_nothing_of_them(tmp_path, monkeypatch, change):
    rows = records()
    if change == "bad row before":
        rows.loc[0, "age"] = 200
    check(write(tmp_path, rows), tmp_path)
    looked = Looked(monkeypatch)
    if change == "rule":
        monkeypatch.setattr(module, "CHECKS", module.CHECKS[:-1])
    elif change == "type":
        rows = rows.astype({"age": "int32"})
    elif change == "column":
        rows = rows.assign(note="9434765919")
    elif change == "bad row before":
        rows.loc[200, "age"] = 201
    path = write(tmp_path, rows, deaths if change == "table" else ae_attendances)
    if change == "table":
        path = path.rename(path.with_name("ae_attendances.parquet"))
    table = deaths if change == "table" else ae_attendances
    found = outcome(lambda: check(path, tmp_path, table), path)
    assert looked.at == [None]
    assert found == outcome(lambda: check_rows(path, table, tmp_path / "whole"), path)


def test_numbers_of_ten_digits_are_judged_over_all_months(tmp_path):
    """One in eleven may pass by chance; once their month is gone, the rest may not."""
    rows = records().astype({"person_id": object})
    rows["person_id"] = 9_000_000_000 + 11 * rows.index
    valid = [9434765919, 4010232137]
    rows.loc[[0, 1], "person_id"] = valid
    path = write(tmp_path, rows.astype({"person_id": "int64"}))
    whole = outcome(lambda: check_rows(path, ae_attendances, tmp_path / "whole"), path)
    assert outcome(lambda: check(path, tmp_path), path) == whole
    left = rows[rows.index < 3].astype({"person_id": "int64"})
    path = write(tmp_path, left)
    found = outcome(lambda: check(path, tmp_path), path)
    assert found == outcome(lambda: check_rows(path, ae_attendances, tmp_path / "whole"), path)
    assert found[0] == "refused" and "NHS numbers" in found[1]


EDITS = {
    "delete": lambda rows, at: rows.drop(index=at),
    "repeat": lambda rows, at: pd.concat([rows, rows.loc[[at]]], ignore_index=True),
    "age": lambda rows, at: rows.assign(age=rows.age.where(rows.index != at, 200)),
    "sex": lambda rows, at: rows.assign(sex=rows.sex.where(rows.index != at, "male")),
    "letter": lambda rows, at: rows.assign(sex=rows.sex.where(rows.index != at, "M")),
    "number": lambda rows, at: rows.assign(diagnosis=rows.diagnosis.where(rows.index != at, "943 476 5919")),
    "later": lambda rows, at: rows.assign(
        arrival_date=rows.arrival_date.where(rows.index != at, pd.Timestamp("2024-08-01").date())
    ),
    "undated": lambda rows, at: rows.assign(arrival_date=rows.arrival_date.where(rows.index != at, None)),
    "shuffle": lambda rows, at: rows.sample(frac=1, random_state=at, ignore_index=True),
    "month out": lambda rows, at: rows[month_of(rows) != APRIL + at % MONTHS].reset_index(drop=True),
}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 59)), max_size=4))
def test_whatever_changed_the_outcome_is_that_of_a_whole_check(tmp_path_factory, edits):
    folder = tmp_path_factory.mktemp("checked")
    rows = records(120)
    path = write(folder, rows)
    check(path, folder)
    for name, at in edits:
        rows = EDITS[name](rows.reset_index(drop=True), min(at, len(rows) - 1)) if len(rows) > 60 else rows
    path = write(folder, rows.reset_index(drop=True))
    found = outcome(lambda: check(path, folder), path)
    assert found == outcome(lambda: check_rows(path, ae_attendances, folder / "whole"), path)
