"""A footprint file of an ICS's own: used as a whole, or refused with every problem."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.errors import ProblemsFound
from geo import geography
from geo.assembly import footprint_problems
from geo.footprints.checks import COLUMNS
from geo.footprints.read import SHIPPED_FOLDER, latest_footprint, read_footprints

ICS = "E54000048"
with (SHIPPED_FOLDER / "QE1.csv").open(encoding="utf-8", newline="") as _lines:
    PLACES = [row for row in csv.DictReader(_lines) if row["footprint"] == "places_2022"]


def write(path, rows, columns=COLUMNS):
    with path.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.DictWriter(lines, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def rows(**changes):
    """The places of 2022 with the fields of one row changed: rows(row=5, area_name="")."""
    copied = [dict(row) for row in PLACES]
    copied[changes.pop("row", 2) - 2].update(changes)
    return copied


def problems(path, content, columns=COLUMNS):
    with pytest.raises(ProblemsFound) as raised:
        read_footprints((write(path, content, columns),), ICS)
    return raised.value.problems


@pytest.mark.parametrize(
    ("changes", "field", "value", "allowed"),
    [
        ({"footprint": "towns"}, "footprint", "towns", "places or neighbourhoods"),
        ({"area_code": "black pool"}, "area_code", "black pool", "capital letters"),
        ({"area_code": "E06000009"}, "area_code", "E06000009", "a code of its own"),
        ({"area_name": ""}, "area_name", "nothing", "everyday name"),
        ({"area_name": "Another"}, "area_name", "Another", "one name for each code"),
        ({"lsoa_code": "E01999999"}, "lsoa_code", "E01999999", "LSOA 2021"),
        ({"lsoa_code": "E01000001"}, "lsoa_code", "E54000029", "LSOA of E54000048"),
        ({"valid_from": "01/07/2022"}, "valid_from", "01/07/2022", "2022-07-01"),
        ({"valid_from": "2022-02-30"}, "valid_from", "2022-02-30", "2022-07-01"),
        ({"valid_to": "soon"}, "valid_to", "soon", "empty while it is current"),
        ({"valid_to": "2021-01-01"}, "valid_to", "before valid_from", "on or after valid_from"),
    ],
)
def test_a_wrong_cell_is_reported_with_row_field_value_and_what_is_allowed(
    tmp_path, changes, field, value, allowed
):
    matching = [
        problem
        for problem in problems(tmp_path / "QE1.csv", rows(row=7, **changes))
        if problem.field == field and value in problem.value and allowed in problem.allowed
    ]
    assert matching
    assert matching[0].file == "QE1.csv"
    assert matching[0].line in (7, 8)  # a name that differs may be reported at the row of the other name


def test_a_missing_lsoa_is_named(tmp_path):
    (problem,) = problems(tmp_path / "QE1.csv", PLACES[1:])
    assert problem.value == f"1 LSOAs of the ICS in no area ({PLACES[0]['lsoa_code']})"


def test_an_lsoa_in_two_areas_is_named(tmp_path):
    (problem,) = problems(
        tmp_path / "QE1.csv",
        [*PLACES, {**PLACES[0], **{key: PLACES[-1][key] for key in ("area_code", "area_name")}}],
    )
    assert problem.line == 1_062
    assert "in two areas, QE1-P-BLACKBURN-WITH-DARWEN and QE1-P-SOUTH-CUMBRIA" in problem.value


def test_an_lsoa_twice_in_an_area_is_named(tmp_path):
    (problem,) = problems(tmp_path / "QE1.csv", [*PLACES, PLACES[0]])
    assert (problem.line, problem.value) == (1_062, f"{PLACES[0]['lsoa_code']} again")


def test_all_problems_are_reported_at_once_and_the_text_stays_short(tmp_path):
    broken = [{**row, "valid_from": "1 July"} for row in rows(row=9, lsoa_code="E0199")]
    reported = problems(tmp_path / "QE1.csv", broken)
    assert len(reported) == 1_060 + 2  # every date, the unknown code and the LSOA that is now missing
    text = str(ProblemsFound(reported))
    assert text.startswith(
        "1,062 problems in QE1.csv; none of it is used.\nQE1.csv, row 2, valid_from: found"
    )
    assert text.endswith("... and 1,042 more.")


def test_an_empty_file_wrong_columns_and_wrong_encoding_are_explained(tmp_path):
    path = tmp_path / "QE1.csv"
    assert problems(path, [])[0].allowed == "a header and one row for each LSOA"
    assert problems(path, [{"lsoa": "E01"}], ["lsoa"])[0].field == "header"
    path.write_bytes(b"footprint\nBlackpool \x81")
    with pytest.raises(ProblemsFound, match="a CSV file in UTF-8"):
        read_footprints((path,), ICS)


def test_a_row_with_too_few_cells_is_named(tmp_path):
    path = write(tmp_path / "QE1.csv", PLACES)
    path.write_text(path.read_text(encoding="utf-8") + "places_2022,QE1-P-BLACKPOOL\n", encoding="utf-8")
    with pytest.raises(ProblemsFound, match="row 1062, row: found 2 cells; allowed: 6 cells"):
        read_footprints((path,), ICS)


def test_own_places_replace_the_places_and_leave_the_neighbourhoods(tmp_path, monkeypatch):
    own = [
        {
            **row,
            "footprint": "places_2025",
            "area_code": "WHOLE",
            "area_name": "Whole",
            "valid_from": "2025-04-01",
        }
        for row in PLACES
    ]
    monkeypatch.setenv("ICS_FOOTPRINTS_FOLDER", str(tmp_path))
    write(tmp_path / "QE1.csv", own)
    changed = geography("QE1")
    assert changed.footprints == ("places_2025",)
    assert changed.table("place")["population"].tolist() == [1_717_581]
    assert changed.area("WHOLE")["official_code"] == "E54000048"
    assert len(changed.table("neighbourhood")) == 41
    write(tmp_path / "QE1.csv", own[1:])
    assert geography("QE1").default_footprint == "places_2022", "a wrong file costs itself alone"
    (problem,) = footprint_problems("QE1")
    assert problem.file == "QE1.csv"
    monkeypatch.delenv("ICS_FOOTPRINTS_FOLDER")
    assert geography("QE1").default_footprint == "places_2022"


def test_an_own_code_that_a_kept_area_has_is_refused(tmp_path):
    own = [{**row, "area_code": "QE1-N-KENDAL", "area_name": "All"} for row in PLACES]
    files = (write(tmp_path / "QE1.csv", own), SHIPPED_FOLDER / "QE1.csv")
    with pytest.raises(ProblemsFound, match="QE1-N-KENDAL, also in the ICS's own file"):
        read_footprints(files, ICS)


def test_a_footprint_is_current_from_its_first_day():
    footprints = read_footprints((SHIPPED_FOLDER / "QE1.csv",), ICS)
    assert latest_footprint(footprints, "place", today=date(2022, 6, 30)) == "places_2019"
    assert latest_footprint(footprints, "place", today=date(2022, 7, 1)) == "places_2022"
    assert latest_footprint(footprints, "district") is None


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.integers(0, len(PLACES) - 1), min_size=1, max_size=6), st.randoms())
def test_every_damaged_row_is_reported_and_no_other(tmp_path, damaged, random):
    content = [dict(row) for row in PLACES]
    for place in damaged:
        content[place][random.choice(["lsoa_code", "valid_from", "area_code"])] = "?"
    reported = {
        problem.line - 2 for problem in problems(tmp_path / "QE1.csv", content) if problem.value == "'?'"
    }
    reported_by_first = 0 in damaged  # a wrong first row also sets what the others are compared with
    assert damaged <= reported if reported_by_first else reported == damaged
