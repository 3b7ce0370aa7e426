"""python -m geo: what it prints and the exit status it ends with."""

from __future__ import annotations

import pandas as pd
import pytest

from geo import __main__ as command_line
from geo import checks, geography
from geo.footprints.read import SHIPPED_FOLDER


def test_list_shows_42_systems(capsys):
    assert command_line.main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 42
    assert "QE1  E54000048  Lancashire and South Cumbria" in lines


def test_show_lists_the_levels(capsys):
    assert command_line.main(["show", "QE1"]) == 0
    shown = capsys.readouterr().out
    for line in (
        "1,717,581 people",
        "4 places (places_2022, current)",
        "5 places (places_2019)",
        "280 wards",
    ):
        assert line in shown
    assert command_line.main(["show", "QE1", "--level", "ward"]) == 0
    shown = capsys.readouterr().out
    assert "Park (Blackpool) (priority)" in shown
    assert "Millom Without (2 LSOAs in another ICS)" in shown


@pytest.mark.parametrize(
    "arguments", [["show", "QX9"], ["check", "QX9"], ["show", "QE1", "--level", "parish"]]
)
def test_wrong_codes_end_with_2(arguments, capsys):
    assert command_line.main(arguments) == 2
    assert capsys.readouterr().err.startswith("There is no")


@pytest.mark.parametrize("arguments", [[], ["bogus"], ["check", "--fast"]])
def test_wrong_usage_ends_with_2(arguments):
    with pytest.raises(SystemExit) as ended:
        command_line.main(arguments)
    assert ended.value.code == 2


def test_check_ends_with_0_when_all_is_well(capsys):
    assert command_line.main(["check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == "QE1 4 41 41 (100.0 %) 31,742 49,725 1,717,581".split()
    assert lines[-1] == "1 ICS checked, no problems."


def test_check_ends_with_1_for_a_wrong_footprint_file(tmp_path, monkeypatch, capsys):
    lines = (SHIPPED_FOLDER / "QE1.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "QE1.csv").write_text("\n".join(lines[:-1]), encoding="utf-8")
    monkeypatch.setenv("ICS_FOOTPRINTS_FOLDER", str(tmp_path))
    assert command_line.main(["check"]) == 1
    assert "1 LSOAs of the ICS in no area" in capsys.readouterr().out


def test_a_check_sees_missing_repeated_and_priority_areas(monkeypatch):
    from dataclasses import replace

    good = geography("QE1")
    short = replace(good, membership=good.membership.iloc[:-1])
    assert any("ward: 1 LSOAs in no area" in problem for problem in checks.geography_problems(short))
    doubled = replace(good, membership=pd.concat([good.membership, good.membership.iloc[-1:]]))
    assert any("ward: 1 LSOAs in two areas" in problem for problem in checks.geography_problems(doubled))
    people = good.areas.copy()
    people.loc[people["area_level"] == "ward", "population"] += 1
    assert any(
        "ward: 1,717,861 people in its areas, 1,717,581 in the ICS" in problem
        for problem in checks.geography_problems(replace(good, areas=people))
    )
    wanted = pd.DataFrame(
        [(good.ics_code, "E05099999", "ward", "Nowhere", "x")],
        columns=["ics_code", "area_code", "area_level", "area_name", "source"],
    )
    monkeypatch.setattr(checks, "reference", lambda name: wanted)
    assert any("no ward E05099999 called Nowhere" in problem for problem in checks.geography_problems(good))
