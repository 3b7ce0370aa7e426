"""The areas of an ICS: their LSOAs, their names, and which area is inside which."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import INSIDE_LEVELS, geography, integrated_care_systems
from geo.checks import geography_problems
from geo.labels import unique_labels
from geo.levels import LEVELS, is_larger, level_words

PEOPLE = 1_717_581
PARTS = [
    ("ics", None, 1),
    ("place", "places_2022", 4),
    ("place", "places_2019", 5),
    ("district", None, 17),
    ("neighbourhood", None, 41),
    ("ward", None, 280),
]


@pytest.fixture(scope="module")
def lancashire():
    return geography("QE1")


@pytest.mark.parametrize(("level", "footprint", "count"), PARTS)
def test_every_level_adds_up_to_the_people_and_lsoas_of_the_ics(lancashire, level, footprint, count):
    table = lancashire.table(level, footprint)
    assert len(table) == count
    assert table["population"].sum() == PEOPLE
    assert table["lsoa_count"].sum() == 1_060


@pytest.mark.parametrize(("level", "footprint", "count"), PARTS)
def test_each_lsoa_is_in_one_area_of_a_level(lancashire, level, footprint, count):
    areas = lancashire.area_by_lsoa(level, footprint)
    assert len(areas) == 1_060
    assert areas.index.is_unique
    assert areas.nunique() == count


def test_the_places_of_2022_are_current(lancashire):
    assert lancashire.default_footprint == "places_2022"
    assert lancashire.footprints == ("places_2022", "places_2019")
    assert set(lancashire.table("place")["area_name"]) == {
        "Blackburn with Darwen",
        "Blackpool",
        "Lancashire",
        "South Cumbria",
    }


@pytest.mark.parametrize(
    ("place", "official"),
    [
        ("QE1-P-BLACKPOOL", "E06000009"),
        ("QE1-P-LANCASHIRE", "E10000017"),
        ("QE1-P-BLACKBURN-WITH-DARWEN", "E06000008"),
        ("QE1-P-SOUTH-CUMBRIA", None),
        ("QE1-I-FYLDE-COAST", None),
        ("E06000064", None),  # its published figures are also about people of another ICS
        ("E07000128", "E07000128"),
        ("E54000048", "E54000048"),
        ("E92000001", "E92000001"),
    ],
)
def test_a_published_figure_is_for_exactly_the_same_lsoas(lancashire, place, official):
    assert lancashire.area(place)["official_code"] == official


def test_areas_partly_in_another_ics_say_so(lancashire):
    areas = lancashire.areas
    partly = areas[areas["outside_lsoas"] > 0].set_index("area_name")["outside_lsoas"].to_dict()
    assert partly == {
        "Millom Without": 2,
        "Bentham & Ingleton": 1,
        "Cumberland": 171,
        "North Yorkshire": 376,
        "Westmorland and Furness": 36,
    }


def test_england_and_the_region_are_there_to_compare_with(lancashire):
    assert lancashire.area("E92000001")["population"] == 56_490_091
    assert lancashire.area("E12000002")["area_name"] == "North West"
    assert set(lancashire.membership["area_level"]) == set(INSIDE_LEVELS)


def test_wards_with_the_same_name_have_different_labels(lancashire):
    wards = lancashire.table("ward")
    assert set(wards.loc[wards["area_name"] == "Park", "label"]) == {
        "Park (Blackpool)",
        "Park (Fylde)",
        "Park (Wyre)",
    }
    assert wards["label"].is_unique
    assert wards.loc[wards["area_name"] == "Bloomfield", "label"].item() == "Bloomfield"


def test_the_five_priority_wards_are_in_blackpool_central(lancashire):
    wards = lancashire.table("ward")
    priority = wards.loc[wards["priority"], "area_code"]
    assert len(priority) == 5
    assert {lancashire.parent(code, "neighbourhood") for code in priority} == {"QE1-N-BLACKPOOL-CENTRAL"}


def test_children_and_parents(lancashire):
    assert len(lancashire.children("QE1-P-BLACKPOOL", "ward")) == 21
    assert lancashire.parent("E05015188", "place") == "QE1-P-BLACKPOOL"
    assert lancashire.parent("E05015188", "place", "places_2019") == "QE1-I-FYLDE-COAST"
    assert lancashire.parent("QE1-P-BLACKPOOL", "england") == "E92000001"
    assert lancashire.children("QE1-I-FYLDE-COAST", "district") == ["E06000009", "E07000119", "E07000128"]
    assert lancashire.parent("QE1-P-BLACKPOOL", "ward") is None
    assert lancashire.children("E05015188", "place") == []


@settings(max_examples=30)
@given(data=st.data())
def test_children_of_a_level_share_out_every_smaller_area(lancashire, data):
    above = data.draw(st.sampled_from(LEVELS[:-1]))
    below = data.draw(st.sampled_from([level for level in INSIDE_LEVELS if is_larger(above, than=level)]))
    footprint = data.draw(st.sampled_from([None, *lancashire.footprints]))
    shared = [
        child
        for parent in lancashire.table(above, footprint)["area_code"]
        for child in lancashire.children(parent, below, footprint)
    ]
    assert sorted(shared) == sorted(lancashire.table(below, footprint)["area_code"])
    child = data.draw(st.sampled_from(shared))
    assert child in lancashire.children(lancashire.parent(child, above, footprint), below, footprint)


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(["X", "Y", None])), min_size=1, max_size=8))
def test_labels_are_unique_whatever_the_names(pairs):
    names = pd.Series([name for name, _ in pairs], dtype="str")
    districts = pd.Series([district for _, district in pairs], dtype="str")
    codes = pd.Series([str(number) for number in range(len(pairs))])
    labels = unique_labels(names, districts, codes)
    assert labels.is_unique
    alone = ~names.duplicated(keep=False)
    assert (labels[alone] == names[alone]).all()


@pytest.mark.parametrize("code", ["QE1", "qe1 ", "E54000048"])
def test_an_ics_is_found_by_either_code(code):
    assert geography(code) is geography("QE1")


@pytest.mark.parametrize("code", ["QE2", "E54000047", "lancashire"])
def test_an_unknown_ics_names_the_nearest(code):
    with pytest.raises(ValueError, match=r"QE1 \(Lancashire and South Cumbria\)"):
        geography(code)


def test_unknown_levels_areas_and_footprints_are_explained(lancashire):
    with pytest.raises(ValueError, match="there are: england, region, ics"):
        lancashire.table("parish")
    with pytest.raises(ValueError, match="has no area with the code 'E05000001'"):
        lancashire.area("E05000001")
    with pytest.raises(ValueError, match="it has: places_2022, places_2019, neighbourhoods_designed"):
        lancashire.table("place", "places_1974")
    assert level_words("ward").plural == "wards"


@pytest.mark.slow
@pytest.mark.parametrize("nhs_code", ["QE1", "QWU", "QHM", "QT6", "QNQ", "QOX"])
def test_an_ics_fits_together(nhs_code):
    assert geography_problems(geography(nhs_code)) == []


def test_there_are_42_ics():
    systems = integrated_care_systems()
    assert len(systems) == 42
    assert systems["nhs_code"].is_unique
    assert systems["ics_code"].is_unique


def test_an_ics_without_a_footprint_has_its_districts_as_places():
    shropshire = geography("QOC")
    assert shropshire.levels == INSIDE_LEVELS
    assert shropshire.table("place")["official_code"].tolist() == ["E06000051", "E06000020"]
    assert shropshire.default_footprint == "districts"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("nhs_code", "footprint", "places"),
    [
        ("QRL", "upper_tier_authorities", {"Hampshire", "Isle of Wight", "Portsmouth", "Southampton"}),
        ("QNX", "upper_tier_authorities", {"Brighton and Hove", "East Sussex", "West Sussex"}),
        ("QVV", "districts", {"Bournemouth, Christchurch and Poole", "Dorset"}),
    ],
)
def test_with_more_than_ten_districts_the_counties_are_the_places(nhs_code, footprint, places):
    here = geography(nhs_code)
    assert here.default_footprint == footprint
    assert set(here.table("place")["area_name"]) == places
    # A published figure of Hampshire is also about its people in Frimley, so that place has no official code.
    assert set(here.table("place").query("official_code.isna()")["area_name"]) <= {"Hampshire"}


def test_one_county_alone_says_nothing_about_places():
    assert len(geography("QXU").table("place")) == 11
