"""Ten ways in which a footprint file arrives damaged, each answered by a sentence that says what is wrong."""

from __future__ import annotations

import pytest

from data.errors import ProblemsFound
from geo import __main__ as command_line
from geo.footprints.read import SHIPPED_FOLDER, read_footprints

WHOLE = (SHIPPED_FOLDER / "QE1.csv").read_bytes().replace(b"\r\n", b"\n")
HEADER, *ROWS = WHOLE.rstrip(b"\n").split(b"\n")
PLACES = [row for row in ROWS if row.startswith(b"places_2022")]


def with_rows(*rows, header=HEADER):
    return b"\n".join([header, *rows]) + b"\n"


DAMAGED = {
    "cut short in the middle of a row": (
        with_rows(*PLACES)[:-30],
        ["row 1061, row: found", "1 LSOAs of the ICS in no area"],
    ),
    "another header": (
        with_rows(*PLACES, header=b"footprint,code,name,lsoa,start,end"),
        ["header: found footprint, code, name", "allowed: footprint, area_code, area_name, lsoa_code"],
    ),
    "an LSOA twice": (with_rows(*PLACES, PLACES[3]), ["again; allowed: each LSOA once in a footprint"]),
    "codes of 2011": (
        with_rows(*PLACES[:-1], PLACES[-1].rsplit(b",", 3)[0] + b",E01019140,2022-07-01,"),
        ["'E01019140', an LSOA of 2011 that is now E01034069", "the code of an LSOA 2021"],
    ),
    "a web page": (b"<!DOCTYPE html><html><body>Not found</body></html>", ["this is a web page"]),
    "an empty file": (b"", ["the file is empty"]),
    "two encodings": (
        with_rows(*PLACES, "places_2022,X,Bár,E01,,".encode(), "places_2022,X,Bár,E01,,".encode("cp1252")),
        ["line 1,063: two encodings in one file"],
    ),
    "a million columns": (
        b",".join(b"c%d" % number for number in range(1_000_000)) + b"\n1\n",
        ["header: found c0, c1, c2", "(1,000,000 columns)"],
    ),
    "an LSOA of another ICS": (
        with_rows(*PLACES, PLACES[0].rsplit(b",", 3)[0] + b",E01000001,2022-07-01,"),
        ["E01000001, which is in E54000029; allowed: an LSOA of E54000048"],
    ),
    "dates that are none": (
        with_rows(*(row.replace(b"2022-07-01", b"01/07/2022") for row in PLACES)),
        ["valid_from: found '01/07/2022'; allowed: a day like 2022-07-01"],
    ),
    "a workbook renamed": (b"PK\x03\x04" + b"\x00" * 100, ["bytes that are not text"]),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_file_is_refused_with_a_sentence(damage, tmp_path):
    content, sentences = DAMAGED[damage]
    path = tmp_path / "QE1.csv"
    path.write_bytes(content)
    with pytest.raises(ProblemsFound) as refused:
        read_footprints((path,), "E54000048")
    text = str(refused.value)
    assert "QE1.csv; none of it is used." in text
    assert len(text) < 6_000
    for sentence in sentences:
        assert sentence in text


def test_a_file_of_windows_is_read_like_any_other(tmp_path):
    path = tmp_path / "QE1.csv"
    content = with_rows(*PLACES).replace(b",South Cumbria,", ",Süd Cumbria,".encode("cp1252"))
    path.write_bytes(content.replace(b"\n", b"\r\n"))
    names = read_footprints((path,), "E54000048")["area_name"]
    assert "Süd Cumbria" in set(names)


def test_a_check_names_a_file_that_no_ics_uses(tmp_path, monkeypatch, capsys):
    (tmp_path / "lancashire.csv").write_bytes(WHOLE)
    monkeypatch.setenv("ICS_FOOTPRINTS_FOLDER", str(tmp_path))
    assert command_line.main(["check", "QE1"]) == 1
    assert "lancashire.csv in" in capsys.readouterr().out
