"""Deliveries of an ICS's own records: what is damaged is refused in a sentence, and what is there stays."""

from __future__ import annotations

import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import __main__ as command_line
from data.errors import SourceError
from data.reading.personal_data import is_nhs_number, refused_columns
from data.records.checks import check_rows
from data.records.open import open_records
from data.records.own.ingest import check, ingest
from data.records.own.keeping import manifests, read_manifest, restore
from data.records.own.template import example_row, template_csv, template_page
from data.tables import RECORD_TABLES, admitted_spells, ae_attendances, deaths
from metrics.language import registry
from metrics.language.statistic import counts_of
from tests.unit.data.own_rows import own_rows, small_demonstration

ROWS = 12_000
NHS_NUMBERS = ("9434765919", "943 476 5870")  # made for tests: no person has one that begins with 9


@pytest.fixture
def own(tmp_path, monkeypatch) -> Path:
    """The records folder of QE1; nothing in it yet."""
    monkeypatch.setenv("ICS_RECORDS_FOLDER", str(tmp_path / "own"))
    monkeypatch.setenv("ICS_DATA_FOLDER", str(tmp_path / "made"))
    return tmp_path / "own" / "QE1"


@pytest.fixture
def held(own, tmp_path, shared) -> Path:
    """The records folder with good deaths in it: a copy of what one ingest left."""
    ready = shared.folder / "good-deaths"

    def deliver() -> None:
        ready.mkdir()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("ICS_RECORDS_FOLDER", str(ready / "own"))
            patch.setenv("ICS_DATA_FOLDER", str(ready / "made"))
            own_rows("deaths", ROWS).to_parquet(ready / "good.parquet", index=False)
            ingest("deaths", ready / "good.parquet", "QE1")

    shutil.copytree(shared.made_once(ready, deliver), tmp_path, dirs_exist_ok=True)
    return own


def in_use(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def written(frame: pd.DataFrame, path: Path) -> Path:
    if path.suffix == ".csv":
        frame.to_csv(path, index=False)
    elif path.suffix == ".xlsx":
        frame.to_excel(path, index=False)
    else:
        frame.to_parquet(path, index=False)
    return path


def cut(path: Path) -> None:
    content = path.read_bytes()
    # A CSV file within its last line: what a broken download leaves.
    path.write_bytes(content[:-30] if path.suffix == ".csv" else content[: len(content) // 2])


def zip_bomb(path: Path) -> None:
    if path.suffix == ".parquet":
        codes = pa.array(np.zeros(1_000_000, dtype="int32"))
        with pq.ParquetWriter(path, pa.schema([("age", pa.int32())])) as writer:
            for _ in range(201):
                writer.write_table(pa.table({"age": codes}))
        return
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
        book.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    path.write_bytes(packed.getvalue())


def wide(path: Path) -> None:
    if path.suffix == ".csv":
        header = path.read_text(encoding="utf-8").splitlines()[0]
        path.write_text(f"{header}\n" + "1," * 1_000_000 + "1\n", encoding="utf-8")
    else:
        columns = 1_000
        written(pd.DataFrame([[1] * columns], columns=[f"c{n}" for n in range(columns)]), path)


def mixed(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    good = [line.encode() for line in lines[:4]]
    other = [
        lines[4].replace("hospital", "café").encode("cp1252"),
        lines[5].replace("hospital", "café").encode(),
    ]
    path.write_bytes(b"\n".join(good + other) + b"\n")


def web_page(path: Path) -> None:
    path.write_bytes(b"<!DOCTYPE html><html><body>Please sign in</body></html>")


# What happened to the file, what the sentence says, and the forms to which it can happen.
DAMAGED = {
    "truncated": (cut, r"damaged or cut short|is not a whole|quotation mark", (".csv", ".parquet", ".xlsx")),
    "wrong header": (
        lambda path: written(own_rows("deaths", 20).rename(columns={"age": "years", "sex": "gender"}), path),
        "the columns age, sex are missing; found death_id",
        (".csv", ".parquet", ".xlsx"),
    ),
    "another table": (
        lambda path: written(own_rows("ae_attendances", 20), path),
        "the columns death_id, date_of_death, underlying_cause are missing",
        (".csv", ".parquet", ".xlsx"),
    ),
    "duplicated key": (
        lambda path: written(own_rows("deaths", 400).assign(death_id=7), path),
        "400 of 400 rows were refused; .*death_id: is repeated",
        (".csv", ".parquet", ".xlsx"),
    ),
    "column twice": (
        lambda path: written(own_rows("deaths", 20).rename(columns={"place_of_death": "Sex"}), path),
        "the column sex is repeated",
        (".csv", ".parquet", ".xlsx"),
    ),
    "other vintage": (
        lambda path: written(own_rows("deaths", 400).assign(lsoa_code="E01099999"), path),
        r"400 of 400 have an lsoa_code that is not one of 2021.*old-lsoas",
        (".csv", ".parquet", ".xlsx"),
    ),
    "web page": (web_page, "this is a web page, not a table", (".csv", ".parquet", ".xlsx")),
    "zip bomb": (
        zip_bomb,
        "would unpack to|is a ZIP file or an Excel workbook",
        (".csv", ".parquet", ".xlsx"),
    ),
    "million columns": (
        wide,
        r"line 2: more cells than the 8 in the header|columns; allowed are 400",
        (".csv", ".parquet", ".xlsx"),
    ),
    "mixed encodings": (mixed, r"line 5: two encodings in one file \(line 6 is UTF-8", (".csv",)),
    "empty": (lambda path: path.write_bytes(b""), "the file is empty", (".csv", ".parquet", ".xlsx")),
    "no rows": (
        lambda path: written(own_rows("deaths", 20).iloc[:0], path),
        "a header and no rows",
        (".csv", ".parquet", ".xlsx"),
    ),
    "other binary": (
        lambda path: path.write_bytes(b"death_id,age\n\x00\x01\x02\n"),
        "bytes that are not text|is not a whole",
        (".csv", ".parquet", ".xlsx"),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("damage", "form"), [(name, form) for name, (_, _, forms) in DAMAGED.items() for form in forms]
)
def test_a_damaged_file_is_refused_in_a_sentence_and_the_records_in_use_stay(held, tmp_path, damage, form):
    work, told, _ = DAMAGED[damage]
    before = in_use(held)
    path = written(own_rows("deaths", 60), tmp_path / f"delivery{form}")
    work(path)
    with pytest.raises(SourceError) as caught:
        ingest("deaths", path, "QE1")
    sentence = str(caught.value)
    assert re.search(told, sentence), sentence
    assert sentence.startswith("delivery") and "Traceback" not in sentence and "Original Line" not in sentence
    assert in_use(held) == before
    assert not list(held.glob(".ingest*")), "nothing half-made is left"


@pytest.mark.slow
def test_a_wrong_sheet_is_refused_and_the_right_one_is_read(held, tmp_path):
    path = tmp_path / "delivery.xlsx"
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"Notes": ["made by"]}).to_excel(book, sheet_name="Cover", index=False)
        own_rows("deaths", ROWS).head(8_000).to_excel(book, sheet_name="Deaths", index=False)
    with pytest.raises(SourceError, match="the columns .* are missing; found notes"):
        ingest("deaths", path, "QE1")
    with pytest.raises(SourceError, match="there is no sheet 'Births'; it has Cover, Deaths"):
        ingest("deaths", path, "QE1", sheet="Births")
    assert ingest("deaths", path, "QE1", sheet="Deaths").checked.rows == 8_000


@pytest.mark.parametrize("form", [".csv", ".parquet", ".xlsx"])
def test_every_form_gives_the_same_records(own, tmp_path, form):
    for table in (deaths, admitted_spells):
        path = written(own_rows(table.name, 1_000, bad=3), tmp_path / f"delivery{form}")
        ingest(table.name, path, "QE1")
        kept = pd.read_parquet(own / f"{table.name}.parquet")
        wanted = own_rows(table.name, 1_000, bad=3).iloc[:-3]
        pd.testing.assert_frame_equal(kept, wanted, check_dtype=False)
        assert len(pd.read_csv(own / f"{table.name}.rejected.csv")) == 3


def test_the_manifest_tells_what_came_from_where(own, tmp_path):
    path = written(own_rows("deaths", ROWS, bad=5).assign(ward="x"), tmp_path / "delivery.csv")
    ingest("deaths", path, "QE1")
    (manifest,) = manifests("QE1")
    assert (manifest.source, manifest.rows, manifest.rejected_rows) == ("delivery.csv", ROWS - 5, 5)
    assert manifest.rejected == [{"reason": "age: found 200, allowed is 0 to 120", "row_count": 5}]
    assert manifest.months[0] == "2024-04" and len(manifest.months) == 12
    assert len(manifest.sha256) == 64 and len(manifest.code_version) == 12
    assert manifest.unused_columns == ["ward"]
    assert str(tmp_path) not in (own / "deaths.manifest.json").read_text(encoding="utf-8")


@pytest.mark.slow
def test_rows_that_an_ingest_refused_are_told_by_the_refresh(own, tmp_path, monkeypatch):
    ingest("deaths", written(own_rows("deaths", ROWS, bad=5), tmp_path / "delivery.csv"), "QE1")
    small_demonstration(monkeypatch)
    (found,) = [records for records in open_records("QE1") if records.table is deaths]
    assert (found.provenance, found.checked.rows, found.checked.rejected_rows) == ("local", ROWS - 5, 5)
    assert found.checked.rejected.values.tolist() == [["age: found 200, allowed is 0 to 120", 5]]
    # A file put there by hand is no longer the one of the manifest.
    own_rows("deaths", 100).to_parquet(own / "deaths.parquet", index=False)
    assert read_manifest("QE1", deaths) is None


def few(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.iloc[: ROWS // 3]


def without_a_month(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[[day.month != 3 for day in rows.date_of_death]]


def with_half_a_month(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[[day.month != 3 or day.day < 10 for day in rows.date_of_death]]


def of_few_lsoas(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(lsoa_code=rows.lsoa_code.iloc[0])


def of_elsewhere(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(lsoa_code=np.where(np.arange(len(rows)) % 10 == 0, "E01000001", rows.lsoa_code))


def of_one_sex(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(sex="female")


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (few, {"fewer-rows"}),
        (without_a_month, {"lost-months"}),
        (with_half_a_month, {"low-month"}),
        (of_few_lsoas, {"lsoa-coverage"}),
        (of_elsewhere, {"outside-ics"}),
        (of_one_sex, {"one-sex"}),
        (
            lambda rows: of_one_sex(with_half_a_month(of_elsewhere(rows))),
            {"one-sex", "low-month", "outside-ics"},
        ),
    ],
    ids=lambda given: getattr(given, "__name__", None) or "and".join(sorted(given)),
)
def test_a_delivery_that_cannot_be_whole_is_refused_unless_every_finding_is_accepted(
    held, tmp_path, change, names
):
    before = in_use(held)
    path = written(change(own_rows("deaths", ROWS)), tmp_path / "delivery.parquet")
    with pytest.raises(SourceError) as caught:
        ingest("deaths", path, "QE1")
    assert set(re.findall(r"\[([a-z-]+)\]", str(caught.value))) == names
    assert in_use(held) == before
    if len(names) > 1:
        with pytest.raises(SourceError):
            ingest("deaths", path, "QE1", accept=sorted(names)[:1])
    found = ingest("deaths", path, "QE1", accept=names)
    assert set(found.manifest.accepted) == names
    assert in_use(held) != before


def test_too_many_bad_rows_cannot_be_accepted_and_lie_where_they_can_be_seen(held, tmp_path):
    path = written(own_rows("deaths", ROWS, bad=ROWS // 4), tmp_path / "delivery.csv")
    with pytest.raises(
        SourceError, match="3,000 of 12,000 rows were refused; allowed is one in five"
    ) as caught:
        ingest("deaths", path, "QE1", accept=["low-month", "fewer-rows", "lost-months"])
    assert "QE1/refused/deaths.rejected.csv" in str(caught.value)
    assert len(pd.read_csv(held / "refused" / "deaths.rejected.csv")) == ROWS // 4
    with pytest.raises(SourceError, match="too-many-refused cannot be accepted; allowed are fewer-rows"):
        ingest("deaths", path, "QE1", accept=["too-many-refused"])


@pytest.mark.slow
def test_the_delivery_before_comes_back_and_three_are_kept(held, tmp_path):
    for rows in range(ROWS + 1, ROWS + 6):
        ingest("deaths", written(own_rows("deaths", rows), tmp_path / "delivery.parquet"), "QE1")
    assert len(list((held / "former").glob("deaths.*.parquet"))) == 3
    assert restore("QE1", deaths).rows == ROWS + 4
    assert len(pd.read_parquet(held / "deaths.parquet")) == ROWS + 4
    assert restore("QE1", deaths).rows == ROWS + 5, "the one that was in use is the one before"
    with pytest.raises(SourceError, match="there are no former records of QE1"):
        restore("QE1", ae_attendances)


def test_an_ingest_that_fails_while_writing_leaves_the_records_in_use(held, tmp_path, monkeypatch):
    before = in_use(held)
    path = written(own_rows("deaths", ROWS + 1), tmp_path / "delivery.parquet")
    monkeypatch.setattr("os.replace", lambda *given: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        ingest("deaths", path, "QE1")
    assert in_use(held) == before


@pytest.mark.parametrize("table", RECORD_TABLES.values(), ids=lambda table: table.name)
def test_a_template_passes_its_own_check_and_describes_every_column(own, tmp_path, table):
    path = tmp_path / f"{table.name}.csv"
    path.write_text(template_csv(table), encoding="utf-8")
    found = check(table.name, path, "QE1")
    assert (found.checked.rows, found.checked.rejected_rows, found.findings) == (1, 0, ())
    assert list(example_row(table)) == [column.name for column in table.columns]
    page = template_page(table)
    for column in table.columns:
        assert f"| `{column.name}` |" in page
        assert all(value in page for value in column.allowed)


@pytest.mark.parametrize("form", [".csv", ".parquet"])
@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("diagnosis", ["x", NHS_NUMBERS[0]]),
        ("diagnosis", [f"seen, no. {NHS_NUMBERS[1]}, sent home", "x"]),
        ("person_id", list(NHS_NUMBERS)),
        ("attendance_id", list(NHS_NUMBERS)),
        ("lsoa_code", list(NHS_NUMBERS)),
        ("age", list(NHS_NUMBERS)),
        ("arrival_date", list(NHS_NUMBERS)),
        ("a_note", [f"({NHS_NUMBERS[0]})", ""]),
    ],
)
def test_a_file_with_nhs_numbers_is_refused_as_a_whole_and_never_repeats_one(
    own, tmp_path, form, column, values
):
    rows = own_rows("ae_attendances", 40).astype(str)
    rows[column] = (values * 20) if column != "diagnosis" else values + ["x"] * 38
    path = written(rows, tmp_path / f"delivery{form}")
    with pytest.raises(SourceError, match=f"the column {column} contains NHS numbers, ") as caught:
        ingest("ae_attendances", path, "QE1")
    for number in NHS_NUMBERS:
        assert number not in str(caught.value) and number.replace(" ", "") not in str(caught.value)
    assert not own.exists() or not [path for path in own.rglob("*") if path.is_file()]


def test_identifiers_of_ten_digits_that_are_no_nhs_numbers_are_read(own, tmp_path):
    rows = own_rows("ae_attendances", 400).assign(attendance_id=np.arange(400) + 4_000_000_000)
    path = written(rows, tmp_path / "delivery.parquet")
    passing = sum(is_nhs_number(str(number)) for number in rows.attendance_id)
    assert 20 < passing < 60, "one in eleven by chance"
    assert check("ae_attendances", path, "QE1").checked.rows == 400


def test_nhs_numbers_are_told_by_their_check_digit():
    for number in NHS_NUMBERS:
        digits = number.replace(" ", "")
        assert is_nhs_number(number)
        assert not is_nhs_number(digits[:9] + str((int(digits[9]) + 1) % 10))
    assert not is_nhs_number("0000000000") and not is_nhs_number("943476591")


def test_columns_that_tell_who_a_person_is_are_refused_and_others_are_not():
    refused = [
        "NHS_Number",
        "nhsno",
        "Name",
        "Patient Name",
        "surname",
        "DOB",
        "date_of_birth",
        "Postcode",
        "email",
    ]
    allowed = [name for table in RECORD_TABLES.values() for name in (column.name for column in table.columns)]
    allowed += ["Der_Postcode_LSOA_2021_Code", "provider_name", "site", "hospital"]
    assert refused_columns(refused + allowed) == refused


def test_a_reason_quotes_no_name_no_number_of_ten_digits_and_nothing_long(own, tmp_path):
    rows = own_rows("ae_attendances", 40).astype(str)
    rows.loc[0, "sex"], rows.loc[1, "sex"], rows.loc[2, "sex"] = "Jane Example", "x" * 21, "07700900123"
    rows.loc[3, "age"], rows.loc[4, "sex"] = "old", "9"
    reasons = set(
        check_rows(written(rows, tmp_path / "d.csv"), ae_attendances, tmp_path / "c").rejected.reason
    )
    assert reasons == {
        "sex: found a value that is not shown, allowed are female, male",
        "sex: found 9, allowed are female, male",
        "age: found old, allowed is a whole number",
    }


def test_codes_in_other_common_forms_are_read(tmp_path):
    rows = own_rows("ae_attendances", 6).astype(str).assign(
        sex=["1", "2", "M", "f", "Female", "MALE"],
        department_type=["1", "Type 3", "05", "2", "4", "01"],
        arrival_mode=["1048031000000100", "1048071000000103", "1048001000000106", "1", "Walk-In", "other"],
    )  # fmt: skip
    for form in (".csv", ".parquet"):
        checked = check_rows(written(rows, tmp_path / f"d{form}"), ae_attendances, tmp_path / form)
        kept = pd.read_parquet(checked.path)
        assert list(kept.sex) == ["male", "female", "male", "female", "female", "male"]
        assert list(kept.department_type) == ["01", "03", "05", "02", "04", "01"]
        assert list(kept.arrival_mode) == ["ambulance", "walk-in", "other", "ambulance", "walk-in", "other"]
    numbers = rows.assign(sex=[1, 2, 1, 2, 2, 1], department_type=[1.0, 3.0, 5.0, 2.0, 4.0, 1.0])
    checked = check_rows(written(numbers, tmp_path / "n.parquet"), ae_attendances, tmp_path / "n")
    assert checked.rejected_rows == 0 and set(pd.read_parquet(checked.path).department_type) == {
        "01", "02", "03", "04", "05",
    }  # fmt: skip


def test_diagnoses_with_a_dot_or_in_small_letters_are_read_and_text_keys_become_numbers(tmp_path):
    rows = own_rows("deaths", 3).astype(str)
    rows = rows.assign(underlying_cause=["I21.9", "c349", "J44.-"], death_id=["A-1", "A-2", "7"])
    kept = pd.read_parquet(check_rows(written(rows, tmp_path / "d.csv"), deaths, tmp_path / "c").path)
    assert list(kept.underlying_cause) == ["I219", "C349", "J44"]
    assert kept.death_id.dtype == "int64" and kept.death_id.nunique() == 3 and 7 in set(kept.death_id)


@pytest.mark.parametrize(
    ("write", "wanted"),
    [
        (lambda day: day.strftime("%Y-%m-%d"), None),
        (lambda day: day.strftime("%Y-%m-%d 23:30:00"), None),
        (lambda day: day.strftime("%Y-%m-%dT23:30:00"), None),
        (lambda day: day.strftime("%d/%m/%Y"), None),
        (lambda day: day.strftime("%d/%m/%Y 09:15"), None),
        (lambda day: day.strftime("%Y%m%d"), None),
        (lambda day: day.strftime("%m/%d/%Y"), "the month is first"),
        (lambda day: day.replace(day=5).strftime("%d/%m/%Y"), "day and month cannot be told apart"),
        (
            lambda day: day.strftime("%d/%m/%Y" if day.day == 20 else "%Y-%m-%d"),
            r"row 20: date_of_death is written like 31/07/2025, and like 2025-07-31 in other rows",
        ),
        (
            lambda day: day.strftime("%m/%d/%Y" if day.day == 20 else "%d/%m/%Y"),
            r"row 20: date_of_death has the month first, and the day first in other rows",
        ),
    ],
)
def test_dates_are_read_in_one_form_and_never_guessed(tmp_path, write, wanted):
    rows = own_rows("deaths", 60)
    days = pd.to_datetime(rows.date_of_death)
    path = written(rows.assign(date_of_death=[write(day) for day in days]), tmp_path / "delivery.csv")
    if wanted:
        with pytest.raises(SourceError, match=wanted):
            check_rows(path, deaths, tmp_path / "checked")
    else:
        kept = pd.read_parquet(check_rows(path, deaths, tmp_path / "checked").path)
        assert list(kept.date_of_death) == list(rows.date_of_death)


def test_times_of_another_zone_are_days_of_london(tmp_path):
    rows = own_rows("deaths", 2).assign(date_of_death=["2024-07-31T23:30:00Z", "2024-12-31T23:30:00+00:00"])
    kept = pd.read_parquet(check_rows(written(rows, tmp_path / "d.csv"), deaths, tmp_path / "c").path)
    assert [str(day) for day in kept.date_of_death] == ["2024-08-01", "2024-12-31"]


def test_stays_that_contradict_their_dates_are_refused(tmp_path):
    rows = own_rows("admitted_spells", 6).astype(str)
    rows.loc[0, "discharge_date"], rows.loc[1, "length_of_stay"] = "2024-03-01", "3"
    rows.loc[2, "length_of_stay"], rows.loc[3, "length_of_stay"] = "-1", "1.5"
    checked = check_rows(written(rows, tmp_path / "d.csv"), admitted_spells, tmp_path / "c")
    assert set(checked.rejected.reason) == {
        "discharge_date: is before the admission_date",
        "length_of_stay: is not the number of nights from admission_date to discharge_date",
        "length_of_stay: found -1, allowed is 0 to 3650",
        "length_of_stay: found 1.5, allowed is a whole number",
    }
    assert checked.rejected_rows == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_of_one_encoding_is_read(tmp_path, encoding):
    rows = own_rows("ae_attendances", 40).assign(diagnosis="naïve café")
    rows.to_csv(tmp_path / "d.csv", index=False, encoding=encoding)
    kept = pd.read_parquet(check_rows(tmp_path / "d.csv", ae_attendances, tmp_path / "c").path)
    assert len(kept) == 40 and set(kept.diagnosis) == {"naïve café"}


CELLS = {
    "death_id": st.sampled_from(["1", "2", "A", "", "00002"]),
    "date_of_death": st.sampled_from(["2024-03-01", "2999-01-01", "1890-01-01", "", "yesterday"]),
    "lsoa_code": st.sampled_from(["E01012345", "", "W01000001", "e01012345"]),
    "age": st.sampled_from(["0", "120", "121", "-1", "70.0", "70.5", "", "old"]),
    "sex": st.sampled_from(["female", "M", "2", "9", ""]),
    "underlying_cause": st.sampled_from(["I219", "i21.9", "219", "", "NULL"]),
}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=12), st.sampled_from([".csv", ".parquet"]))
def test_good_and_refused_rows_are_all_the_rows_that_were_given(tmp_path, rows, form):
    path = written(pd.DataFrame(rows), tmp_path / f"given{form}")
    shutil.rmtree(tmp_path / "checked", ignore_errors=True)
    checked = check_rows(path, deaths, tmp_path / "checked", in_place=False)
    assert checked.rows + checked.rejected_rows == len(rows)
    assert len(pd.read_parquet(checked.path)) == checked.rows
    refused = pd.read_csv(checked.rejected_path, dtype=str) if checked.rejected_path else pd.DataFrame()
    assert len(refused) == checked.rejected_rows
    if checked.rejected_rows:
        assert refused.reasons.notna().all()
        counted = refused.reasons.str.split("; ").explode().value_counts().to_dict()
        assert counted == dict(zip(checked.rejected.reason, checked.rejected.row_count, strict=True))


def test_every_metric_counts_one_table_so_that_no_figure_mixes_provenances():
    for metric in registry.metrics().values():
        if not metric.is_published:
            assert {count.table for count in counts_of(metric)} == {metric.numerator.table}, metric.id


@pytest.mark.slow
def test_the_command_line_tells_checks_ingests_lists_and_restores(own, tmp_path, capsys):
    good = written(own_rows("deaths", ROWS, bad=5).assign(ward="x"), tmp_path / "good.csv")
    assert command_line.main(["records", "template", "deaths"]) == 0
    assert capsys.readouterr().out.startswith("death_id,date_of_death,")
    assert command_line.main(["records", "check", "deaths", str(good)]) == 0
    told = capsys.readouterr().out
    assert "good: 11,995; refused: 5" in told and "not used: ward" in told and not own.exists()
    assert command_line.main(["records", "ingest", "deaths", str(good), "--ics", "QE1"]) == 0
    assert "python -m metrics refresh --ics QE1" in capsys.readouterr().out
    one = written(of_one_sex(own_rows("deaths", ROWS)), tmp_path / "one.csv")
    assert command_line.main(["records", "check", "deaths", str(one)]) == 1
    assert "would be refused: sex is female in all 12,000 rows" in capsys.readouterr().out
    assert command_line.main(["records", "ingest", "deaths", str(one)]) == 1
    assert "--accept one-sex" in capsys.readouterr().err
    assert command_line.main(["records", "ingest", "deaths", str(one), "--accept", "one-sex"]) == 0
    assert command_line.main(["records", "restore", "deaths"]) == 0
    capsys.readouterr()
    assert command_line.main(["records", "list"]) == 0
    assert "deaths: 11,995 rows (fewer than 8 refused) of 2024-04 to 2025-03 (12 months), from good.csv" in (
        capsys.readouterr().out
    )
    with pytest.raises(SystemExit) as left:
        command_line.main(["records", "ingest", "births", str(good)])
    assert left.value.code == 2
    assert command_line.main(["records", "ingest", "deaths", str(good), "--ics", "XXX"]) == 1
    assert "There is no ICS 'XXX'" in capsys.readouterr().err
