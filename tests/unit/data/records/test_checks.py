"""Every row of a source against its table: good rows load, bad rows are listed with their reasons."""

from __future__ import annotations

import pandas as pd
import pytest

from data.errors import SourceError
from data.records.checks import check_rows
from data.tables import admitted_spells, community_contacts, deaths, registered_people

# What is wrong with each row stands beside it; "" means nothing.
ROWS = """
death_id  date_of_death  lsoa_code  age  sex      underlying_cause  wrong
1         2024-03-01     E01012345  80   female   I219              -
2         2024-03-02     E01012345  0    male     P072              -
3         2024-03-03     E01012345  81   unknown  I219              sex: found unknown, allowed are female
4         2024-03-04     E01012345  200  male     I219              age: found 200, allowed is 0 to 120
5         yesterday      E01012345  70   male     I219              date_of_death: found yesterday
6         2999-01-01     E01012345  70   male     I219              found 2999-01-01, allowed is 1990 to today
7         2024-03-07     W01000001  70   male     I219              lsoa_code: found W01000001
8         2024-03-08     E01012345  70   male     219               underlying_cause: found 219
9         2024-03-09     E01012345  .    male     I219              age: is empty
10        2024-03-10     E01012345  old  male     I219              age: found old, allowed is a whole number
11        2024-03-11     E01012345  70   male     I219              death_id: is repeated
11        2024-03-11     E01012345  70   male     I219              death_id: is repeated
12        2024-03-12     .          70   female   C349              -
13        2024-03-13     E01012345  300  x        I219              age: found 300, allowed is 0 to 120
"""
GOOD = {1, 2, 12}


def rows() -> pd.DataFrame:
    names, *lines = [line.split(None, 6) for line in ROWS.strip().splitlines()]
    return pd.DataFrame(lines, columns=names)


def write(path, frame: pd.DataFrame) -> None:
    frame = frame.drop(columns="wrong", errors="ignore").replace(".", None)
    if path.suffix == ".csv":
        frame.to_csv(path, index=False)
    else:
        frame.to_parquet(path, index=False)


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_good_rows_load_and_bad_rows_are_listed_with_their_reasons(tmp_path, suffix):
    write(tmp_path / f"deaths{suffix}", rows())
    checked = check_rows(tmp_path / f"deaths{suffix}", deaths, tmp_path / "checked")
    good = pd.read_parquet(checked.path)
    assert set(good.death_id) == GOOD
    assert (checked.rows, checked.rejected_rows) == (3, 11)
    assert list(good.columns) == [column.name for column in deaths.columns]
    kept = pd.read_csv(checked.rejected_path)
    assert len(kept) == 11
    reasons = kept.groupby("death_id").reasons.agg("; ".join)
    for row in rows().itertuples():
        if row.wrong != "-":
            assert row.wrong in reasons[int(row.death_id)]
    assert "sex: found x" in reasons[13], "all the reasons of a row are told"


def test_reasons_are_counted_over_all_rows(tmp_path):
    write(tmp_path / "deaths.csv", rows())
    listed = (
        check_rows(tmp_path / "deaths.csv", deaths, tmp_path / "checked")
        .rejected.set_index("reason")
        .row_count
    )
    assert listed["death_id: is repeated"] == 2
    assert listed["age: is empty"] == 1


def test_a_sound_parquet_file_is_used_where_it_lies(tmp_path):
    sound = (
        rows()[lambda table: table.death_id.astype(int).isin(GOOD)].drop(columns="wrong").replace(".", None)
    )
    sound = sound.astype({"death_id": "int64", "age": "int64"})
    sound["date_of_death"] = pd.to_datetime(sound.date_of_death).dt.date
    sound = sound.assign(place_of_death="home", emergency_admissions_90_days=0)
    sound.to_parquet(tmp_path / "deaths.parquet", index=False)
    checked = check_rows(tmp_path / "deaths.parquet", deaths, tmp_path / "checked")
    assert checked.path == tmp_path / "deaths.parquet"
    assert (checked.rows, checked.rejected_rows, len(checked.rejected)) == (3, 0, 0)
    assert not (tmp_path / "checked").exists()


def test_an_optional_column_that_is_not_there_is_added_empty(tmp_path):
    spells = pd.DataFrame(
        {"spell_id": [1], "admission_date": ["2024-03-01"], "lsoa_code": ["E01012345"], "age": [70]}
    )
    spells = spells.assign(sex="male", admission_method="21", primary_diagnosis="J440")
    spells["admission_date"] = pd.to_datetime(spells.admission_date).dt.date
    spells.to_parquet(tmp_path / "admitted_spells.parquet", index=False)
    checked = check_rows(tmp_path / "admitted_spells.parquet", admitted_spells, tmp_path / "checked")
    assert pd.read_parquet(checked.path).secondary_diagnosis.isna().all()


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
@pytest.mark.parametrize(
    ("table", "marks"),
    [(registered_people, {"nhs_app": "used"}), (community_contacts, {"service": "nursing", "mode": "video"})],
    ids=lambda given: getattr(given, "name", ""),
)
def test_rows_of_single_people_or_events_need_no_quantity(tmp_path, table, marks, suffix):
    own = pd.DataFrame({"row_id": [1, 2], "lsoa_code": "E01012345", "age": [70, 0], "sex": "male"})
    own = own.assign(**marks)
    own[table.date] = pd.to_datetime(["2024-03-31", "2024-03-31"]).date
    write(tmp_path / f"{table.name}{suffix}", own)
    checked = check_rows(tmp_path / f"{table.name}{suffix}", table, tmp_path / "checked")
    assert (checked.rows, checked.rejected_rows) == (2, 0)
    good = pd.read_parquet(checked.path)
    assert list(good.columns) == [column.name for column in table.columns] or suffix == ".parquet"
    assert good[table.quantity].isna().all()


def test_all_missing_columns_are_told_at_once(tmp_path):
    write(tmp_path / "deaths.csv", rows().drop(columns=["sex", "lsoa_code"]))
    with pytest.raises(SourceError, match="the columns sex, lsoa_code are missing; found death_id"):
        check_rows(tmp_path / "deaths.csv", deaths, tmp_path)


def test_a_truncated_parquet_file_is_refused_with_a_sentence(tmp_path):
    write(tmp_path / "deaths.parquet", rows())
    whole = (tmp_path / "deaths.parquet").read_bytes()
    (tmp_path / "deaths.parquet").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceError, match="is not a whole Parquet file"):
        check_rows(tmp_path / "deaths.parquet", deaths, tmp_path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deaths.xlsx", b"x"),
        ("deaths.csv", b""),
        ("deaths.csv", b"\xff\xfe\x00\x01"),
        ("deaths.parquet", b""),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_sentence(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError, match=name):
        check_rows(tmp_path / name, deaths, tmp_path / "checked")


def test_no_unfinished_file_is_left(tmp_path):
    write(tmp_path / "deaths.csv", rows())
    check_rows(tmp_path / "deaths.csv", deaths, tmp_path / "checked")
    assert sorted(path.name for path in (tmp_path / "checked").iterdir()) == [
        "deaths.parquet",
        "deaths.rejected.csv",
    ]


@pytest.mark.parametrize(
    ("keys", "refused"), [([1, 2, 3], 0), ([3, 1, 2], 0), ([1, 2, 2], 2), ([2, 1, 2], 2), ([1, 1, 1], 3)]
)
def test_a_key_that_stands_twice_is_found_in_whatever_order_the_rows_come(tmp_path, keys, refused):
    rows = pd.DataFrame(
        {
            "death_id": keys,
            "date_of_death": pd.to_datetime(["2024-01-05"] * 3).date,
            "lsoa_code": "E01012345",
            "age": 80,
            "sex": "female",
            "underlying_cause": "I219",
        }
    )
    rows.to_parquet(tmp_path / "deaths.parquet", index=False)
    checked = check_rows(tmp_path / "deaths.parquet", deaths, tmp_path / "checked")
    assert checked.rejected_rows == refused


def test_a_refused_row_runs_nothing_in_a_spreadsheet_and_its_numbers_stay(tmp_path):
    faulty = rows()[rows().wrong != "-"].assign(age="-3", underlying_cause="=HYPERLINK(1)")
    write(tmp_path / "deaths.csv", faulty)
    kept = pd.read_csv(
        check_rows(tmp_path / "deaths.csv", deaths, tmp_path / "checked").rejected_path, dtype=str
    )
    assert set(kept.underlying_cause) == {"'=HYPERLINK(1)"} and set(kept.age) == {"-3"}
