"""Neighbourhoods designed for an ICS without its own: whole wards, in places, contiguous, named, marked."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pandas as pd
import pytest

from data.paths import cache_folder
from geo import __main__ as command_line
from geo import geography
from geo.assembly import _geography
from geo.census_checks import census_problems, england_problems
from geo.neighbourhoods.borders import parts_of, unit_graph
from geo.neighbourhoods.checks import check_neighbourhoods, range_problems, summary
from geo.neighbourhoods.design import _design
from geo.template import write_template


@pytest.fixture(scope="module")
def cornwall():
    return geography("QT6")


@pytest.fixture(scope="module")
def dorset():
    return geography("QVV")


def test_neighbourhoods_are_designed_and_say_so(dorset):
    table = dorset.table("neighbourhood")
    assert dorset.neighbourhood_footprint == "neighbourhoods_designed"
    assert dorset.is_designed("neighbourhood")
    assert not dorset.is_designed("ward")
    assert not dorset.is_designed("place")
    assert table["population"].sum() == 779_715
    assert table["population"].between(30_000, 50_000).all()
    assert sorted(table["area_code"]) == [f"QVV-N-{number:03}" for number in range(1, len(table) + 1)]
    assert table["area_name"].is_unique


def test_neighbourhoods_shipped_for_lancashire_carry_the_same_mark():
    assert geography("QE1").is_designed("neighbourhood")


def test_they_are_whole_wards_inside_places_and_contiguous(dorset):
    checked = check_neighbourhoods(dorset)
    assert checked.problems == []
    assert checked.outside == []
    wards = dorset.area_by_lsoa("neighbourhood").groupby(dorset.area_by_lsoa("ward")).nunique()
    assert (wards == 1).all()


def test_a_neighbourhood_is_called_after_its_largest_small_area(dorset):
    from data.reference import reference
    from geo.lsoas import lsoas

    names = reference("areas").query("area_level == 'msoa'").set_index("area_code")["area_name"]
    own = lsoas().set_index("lsoa_code").loc[dorset.area_by_lsoa("neighbourhood").index]
    keys = [dorset.area_by_lsoa("neighbourhood"), own["msoa_code"].map(names)]
    people = own["people"].groupby(keys).sum()
    for code, name in dorset.table("neighbourhood").set_index("area_code")["area_name"].items():
        assert people[code].idxmax() == name


def test_the_same_design_results_again_and_is_cached(dorset):
    kept = list((cache_folder() / "geo").glob("QVV-neighbourhoods_designed-*.csv"))
    assert kept
    bare = replace(dorset, membership=dorset.membership.query("area_level != 'neighbourhood'"))
    again = _design(bare).set_index("lsoa_code")["area_code"]
    pd.testing.assert_series_equal(
        again.sort_index(), dorset.area_by_lsoa("neighbourhood").sort_index(), check_names=False
    )


def test_islands_are_joined_to_the_nearest_and_what_cannot_fit_is_explained(cornwall):
    checked = check_neighbourhoods(cornwall)
    assert checked.problems == []
    assert checked.outside == ["QT6 Isles of Scilly: 2,055 people (the ICS has no more of Isles of Scilly)"]
    ward = cornwall.area_by_lsoa("ward")
    units, neighbours = unit_graph(cornwall, ward)
    for _, own in units.groupby("place_code"):
        assert len(parts_of(set(own.index), neighbours)) == 1
    # Hayling Island and Portsea lie in the sea off Hampshire; the Isle of Wight is a place of its own.
    assert check_neighbourhoods(geography("QRL")).problems == []


def test_a_check_sees_neighbourhoods_cut_scattered_or_across_places(dorset):
    members = dorset.membership.copy()
    own = members["area_level"] == "neighbourhood"
    table = dorset.table("neighbourhood")["area_code"]
    first, last = table.min(), table.max()
    moved = own & (members["area_code"] == last)
    members.loc[moved & (members.index == members.index[moved][0]), "area_code"] = first
    problems = check_neighbourhoods(replace(dorset, membership=members)).problems
    assert any(f"({first}) is in more than one place" in problem for problem in problems)
    assert any("is cut between neighbourhoods" in problem for problem in problems)
    assert any("is not contiguous: it has 2 separate parts" in problem for problem in problems)


def test_fewer_than_95_percent_in_the_range_is_a_problem(cornwall, dorset):
    checked = [check_neighbourhoods(dorset), check_neighbourhoods(cornwall)]
    assert range_problems(checked) == []
    low = [replace(system, in_range=system.count - 2) for system in checked]
    assert "at least 95% must" in range_problems(low)[0]
    table = summary(checked)
    assert table["ics"].tolist() == ["QVV", "QT6", "all"]
    assert table["people"].iloc[-1] == 779_715 + 572_392


def test_people_who_were_not_counted_are_seen(dorset):
    assert census_problems(dorset) == []
    more = dorset.areas.copy()
    more.loc[more["area_level"] == "ics", "population"] += 1
    assert "779,716 people; Census 2021 counted 779,715" in census_problems(replace(dorset, areas=more))[0]
    assert "41 ICSs could not be read" in england_problems([dorset])[0]


def test_a_template_can_be_edited_and_used(dorset, tmp_path, monkeypatch, capsys):
    assert command_line.main(["template", "QVV"]) == 0
    text = capsys.readouterr().out
    again = StringIO()
    write_template(dorset, again)
    assert text == again.getvalue()
    assert len(text.splitlines()) == 1 + 2 * len(dorset.area_by_lsoa("ward"))
    name = dorset.table("neighbourhood")["area_name"].loc[lambda names: ~names.str.contains(",")].iloc[0]
    (tmp_path / "QVV.csv").write_text(text.replace(f",{name},", ",The Old Town,"), encoding="utf-8")
    monkeypatch.setenv("ICS_FOOTPRINTS_FOLDER", str(tmp_path))
    own = geography("QVV")
    assert (own.default_footprint, own.neighbourhood_footprint) == ("places", "neighbourhoods")
    assert not own.is_designed("neighbourhood")
    assert "The Old Town" in set(own.table("neighbourhood")["area_name"])
    assert check_neighbourhoods(own).problems == []


def test_own_places_that_cut_wards_still_get_neighbourhoods_inside_them(dorset, tmp_path, monkeypatch):
    text = StringIO()
    write_template(dorset, text)
    header, *lines = text.getvalue().splitlines()
    places = [line for line in lines if line.startswith("places,")]
    mixed = [line.replace("-P-E06000058,", "-P-ODD,") for line in places]
    codes = sorted({line.split(",")[1] for line in mixed})
    ward = dorset.area_by_lsoa("ward")
    cut = ward.value_counts().index[0]
    half = set(ward[ward == cut].index[::2])
    to = {code: next(line for line in mixed if line.split(",")[1] == code) for code in codes}
    other = {codes[0]: codes[1], codes[1]: codes[0]}

    def moved(line):
        cells = line.rsplit(",", 3)
        if cells[1] not in half:
            return line
        return to[other[line.split(",")[1]]].rsplit(",", 3)[0] + f",{cells[1]},{cells[2]},"

    (tmp_path / "QVV.csv").write_text("\n".join([header, *map(moved, mixed)]), encoding="utf-8")
    monkeypatch.setenv("ICS_FOOTPRINTS_FOLDER", str(tmp_path))
    _geography.cache_clear()
    own = geography("QVV")
    assert own.default_footprint == "places"
    assert own.is_designed("neighbourhood")
    pairs = pd.crosstab(own.area_by_lsoa("neighbourhood"), own.area_by_lsoa("place"))
    assert ((pairs > 0).sum(axis=1) == 1).all()
