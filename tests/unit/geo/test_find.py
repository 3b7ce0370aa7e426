"""An area by its name: a place before a district of that name, and a sentence that says so."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from geo.areas import Geography
from geo.assembly import geography
from geo.find import find_area
from metrics.__main__ import main

BLACKPOOL = "Blackpool is the place QE1-P-BLACKPOOL; the district of that name is E06000009."


def find_in(text: str, here: Geography | None = None, **how) -> tuple[str, list[str]]:
    """The code, and what was said."""
    sentences: list[str] = []
    return find_area(here or geography("QE1"), text, say=sentences.append, **how), sentences


def test_the_place_wins_over_the_district_and_a_sentence_names_both():
    assert find_in("blackpool") == ("QE1-P-BLACKPOOL", [BLACKPOOL])


def test_without_a_place_the_largest_area_wins():
    code, sentences = find_in("Lancaster")
    assert code == "E07000121"
    assert sentences == [
        "Lancaster is the district E07000121; the neighbourhood of that name is QE1-N-LANCASTER."
    ]


def test_the_place_wins_over_the_whole_system_and_every_other_is_named():
    system = geography("QE1").areas.replace({"area_name": {"Lancashire and South Cumbria": "Blackpool"}})
    assert find_in("Blackpool", here=replace(geography("QE1"), areas=system)) == (
        "QE1-P-BLACKPOOL",
        [
            "Blackpool is the place QE1-P-BLACKPOOL; the integrated care system of that name is E54000048 "
            "and the district of that name is E06000009."
        ],
    )


def test_levels_that_cannot_be_meant_stand_back():
    assert find_in("Blackpool", levels=("ics", "district", "ward"))[0] == "E06000009"
    assert find_in("Claremont", levels=("ics",)) == ("E05015190", [])


def test_a_former_place_is_meant_only_where_its_footprint_is_asked_for():
    code, sentences = find_in("West Lancashire")
    assert code == "E07000127"
    assert sentences[0].endswith("the former place of that name is QE1-I-WEST-LANCASHIRE.")
    assert find_in("West Lancashire", footprint="places_2019")[0] == "QE1-I-WEST-LANCASHIRE"


def test_two_areas_of_one_level_stay_ambiguous_with_both_codes():
    with pytest.raises(ValueError, match=r"Ashton \(Fylde\) \(ward, E05014539\), .*E05012193.*give the code"):
        find_in("Ashton")


@pytest.mark.parametrize("text", ["QE1", "E06000009", "Park (Fylde)", "England"])
def test_nothing_is_said_where_only_one_area_is_meant(text):
    assert find_in(text)[1] == []


def test_the_command_says_it_on_standard_error_and_never_among_the_figures(store_folder, capsys):
    arguments = [
        "values",
        "life_expectancy_at_birth",
        "--level",
        "ward",
        "--area",
        "Blackpool",
        "--format",
        "csv",
    ]
    assert main(arguments) == 0
    sentences = capsys.readouterr()
    assert sentences.err == BLACKPOOL + "\n"
    rows = list(csv.DictReader(io.StringIO(sentences.out)))
    assert len(rows) == 42 and {row["area_level"] for row in rows} == {"ward"}


def test_explain_takes_the_area_that_the_metric_has_figures_of(store_folder, capsys):
    assert main(["explain", "emergency_admissions", "Blackpool", "latest"]) == 0
    sentences = capsys.readouterr()
    assert "Blackpool (QE1-P-BLACKPOOL)" in sentences.out and sentences.err == BLACKPOOL + "\n"
