"""Figures of other vintages: moved, split, added up with their totals kept, or refused with a reason."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import SourceError
from data.reference import reference
from data.reference.vintages import lsoa_vintage, recode, to_lsoa_2021, why_not_moved


def lookup() -> pd.DataFrame:
    return reference("lsoa_2011_to_2021")


def table(text: str) -> pd.DataFrame:
    """A table written with blanks between its cells; "." is an empty cell."""
    names, *lines = [line.split() for line in text.strip().splitlines()]
    rows = pd.DataFrame(lines, columns=names).replace(".", None)
    for name in rows.columns.difference(["area_code", "lsoa_code", "sex"]):
        rows[name] = pd.to_numeric(rows[name])
    return rows


def a_split_lsoa() -> tuple[str, pd.DataFrame]:
    pairs = lookup()
    joined = pairs["lsoa_code"].duplicated(keep=False)
    old = pairs.loc[pairs["lsoa_2011_code"].duplicated() & ~joined, "lsoa_2011_code"].iloc[0]
    return old, pairs[pairs["lsoa_2011_code"] == old]


def a_merged_lsoa() -> tuple[str, list[str]]:
    pairs = lookup()
    split = pairs["lsoa_2011_code"].duplicated(keep=False)
    new = pairs.loc[pairs["lsoa_code"].duplicated() & ~split, "lsoa_code"].iloc[0]
    return new, pairs.loc[pairs["lsoa_code"] == new, "lsoa_2011_code"].tolist()


def test_the_shipped_lookup_covers_both_vintages_whole():
    pairs, lsoas = lookup(), reference("lsoas")
    assert pairs["lsoa_2011_code"].nunique() == 32_844
    assert set(pairs["lsoa_code"]) == set(lsoas["lsoa_code"])
    assert np.allclose(pairs.groupby("lsoa_2011_code")["weight"].sum(), 1)
    written = lsoas.set_index("lsoa_code")["lsoa_2011_codes"].str.split(";").explode()
    assert set(zip(written, written.index, strict=True)) == set(
        zip(pairs["lsoa_2011_code"], pairs["lsoa_code"], strict=True)
    )


def test_a_split_lsoa_gives_its_parts_whole_counts_by_their_people():
    old, parts = a_split_lsoa()
    moved = to_lsoa_2021(pd.DataFrame({"lsoa": [old], "falls": [11]}), "lsoa", ["falls"])
    assert moved.rows["lsoa_code"].tolist() == sorted(parts["lsoa_code"])
    assert moved.rows["falls"].sum() == 11 and moved.rows["falls"].dtype.kind == "i"
    exact = parts.sort_values("lsoa_code")["weight"].to_numpy() * 11
    assert (abs(moved.rows["falls"] - exact) < 1).all()
    assert "divided" in moved.notes[0] and "estimate" in moved.notes[0]


def test_merged_lsoas_are_added_up():
    new, old = a_merged_lsoa()
    moved = to_lsoa_2021(pd.DataFrame({"lsoa": old, "falls": range(1, len(old) + 1)}), "lsoa", ["falls"])
    assert moved.rows.to_dict("records") == [{"lsoa_code": new, "falls": sum(range(1, len(old) + 1))}]


def test_a_merged_lsoa_with_one_part_missing_from_the_file_is_told():
    _, old = a_merged_lsoa()
    moved = to_lsoa_2021(pd.DataFrame({"lsoa": old[:1], "falls": [4]}), "lsoa", ["falls"])
    assert moved.rows["falls"].sum() == 4
    assert any("only some of the LSOAs of 2011" in sentence for sentence in moved.notes)


def test_sexes_stay_apart_and_the_code_may_be_called_lsoa_code():
    old, parts = a_split_lsoa()
    rows = pd.DataFrame({"lsoa_code": [old, old], "sex": ["female", "male"], "people": [10, 7]})
    moved = to_lsoa_2021(rows, "lsoa_code", ["people"], by=["sex"])
    assert moved.rows.groupby("sex")["people"].sum().to_dict() == {"female": 10, "male": 7}
    assert len(moved.rows) == 2 * len(parts)


def test_counts_of_2021_stay_where_they_are():
    _, parts = a_split_lsoa()
    rows = pd.DataFrame({"lsoa": parts["lsoa_code"], "falls": 3})
    moved = to_lsoa_2021(rows, "lsoa", ["falls"])
    assert dict(zip(moved.rows["lsoa_code"], moved.rows["falls"], strict=True)) == dict.fromkeys(
        rows["lsoa"], 3
    )


def test_what_cannot_be_moved_comes_back_with_its_reason():
    old, _ = a_split_lsoa()
    rows = pd.DataFrame({"lsoa": [old, "W01000001", "E01999999", "", old], "falls": [1, 2, 3, 4, None]})
    moved = to_lsoa_2021(rows, "lsoa", ["falls"])
    assert moved.refused["reason"].str.split(" ", n=1).str[1].tolist() == [
        "is outside England",
        "is not an LSOA of 2011 in England",
        "is not an LSOA of 2011 in England",
        "has no number",
    ]
    assert moved.rows["falls"].sum() == 1


def test_a_file_of_both_vintages_is_told_and_never_guessed():
    old, parts = a_split_lsoa()
    rows = pd.DataFrame({"lsoa": [old, parts["lsoa_code"].iloc[-1]], "falls": [1, 1]})
    new_only = set(lookup()["lsoa_code"]) - set(lookup()["lsoa_2011_code"])
    rows.loc[1, "lsoa"] = sorted(new_only)[0]
    rows.loc[0, "lsoa"] = sorted(_OLD_ONLY)[0]
    with pytest.raises(SourceError, match="mix two vintages: E01.* only among the LSOAs of 2011"):
        to_lsoa_2021(rows, "lsoa", ["falls"])
    assert lsoa_vintage(rows["lsoa"][:1]) == "2011" and lsoa_vintage(rows["lsoa"][1:]) == "2021"
    assert lsoa_vintage([]) == "either"


_OLD_ONLY = set(lookup()["lsoa_2011_code"]) - set(lookup()["lsoa_code"])
_CHANGED = sorted(
    set(lookup()["lsoa_2011_code"][lookup()["lsoa_2011_code"].duplicated()][:40])
    | set(lookup()["lsoa_2011_code"][lookup()["lsoa_code"].duplicated(keep=False)])
)
_CODES = st.sampled_from(_CHANGED + sorted(lookup()["lsoa_2011_code"])[:20])
_WHOLE = st.lists(st.tuples(_CODES, st.integers(0, 2_000_000)), max_size=40)
_BROKEN = st.lists(st.tuples(_CODES, st.floats(0, 1e6, allow_nan=False)), max_size=40)


@given(_WHOLE)
@settings(max_examples=100, deadline=None)
def test_the_total_of_whole_counts_is_kept_exactly(rows):
    counts = pd.DataFrame(rows, columns=["lsoa", "falls"])
    moved = to_lsoa_2021(counts, "lsoa", ["falls"])
    assert moved.rows["falls"].sum() == counts["falls"].sum()
    assert (moved.rows["falls"] >= 0).all() and moved.rows["lsoa_code"].is_unique
    assert moved.refused.empty and not set(moved.rows["lsoa_code"]) & _OLD_ONLY


@given(_BROKEN)
@settings(max_examples=50, deadline=None)
def test_the_total_of_yearly_means_is_kept(rows):
    counts = pd.DataFrame(rows, columns=["lsoa", "falls"]).astype({"falls": "float64"})
    moved = to_lsoa_2021(counts, "lsoa", ["falls"])
    assert math.isclose(
        math.fsum(moved.rows["falls"]), math.fsum(counts["falls"]), rel_tol=1e-12, abs_tol=1e-9
    )
    assert (moved.rows["falls"] >= -1e-9).all()


# --- recoded areas ---------------------------------------------------------------------------------------

FURNESS_PARTS = """
area_code  year  count  denominator  value
E07000027  2021  10     100          10
E07000030  2021  20     100          20
E07000031  2021  30     300          10
E07000027  2022  11     100          11
E07000030  2022  21     100          21
E06000009  2022  5      100          5
"""


def test_merged_districts_add_up_only_when_all_parts_are_there():
    moved = recode(table(FURNESS_PARTS))
    new = moved.rows[moved.rows["area_code"] == "E06000064"]
    assert new[["year", "count", "denominator"]].values.tolist() == [[2021, 60, 500]]
    assert new["value"].isna().all(), "a rate is formed anew from the counts, never averaged"
    assert moved.refused["year"].tolist() == [2022, 2022]
    assert (
        moved.refused["reason"].iloc[0]
        == "Westmorland and Furness needs all its parts; counts of South Lakeland are missing"
    )
    assert "E06000009" in set(moved.rows["area_code"]), "what was never recoded passes"


def test_a_rate_without_its_counts_is_never_put_on_the_new_district():
    moved = recode(table("area_code year value\nE07000027 2021 10"))
    assert moved.rows.empty
    assert moved.refused["reason"].tolist() == [
        "a rate of Barrow-in-Furness cannot be assigned to Westmorland and Furness: its counts are not given"
    ]


def test_a_missing_denominator_refuses_all_parts_of_that_period():
    rows = table(FURNESS_PARTS).query("year == 2021").assign(denominator=[100, np.nan, 300])
    moved = recode(rows)
    assert moved.rows.empty and len(moved.refused) == 3
    assert moved.refused["reason"].str.contains("Eden").any()


def test_one_code_for_another_moves_the_figure_and_tells_of_a_moved_border():
    moved = recode(table("area_code year value\nE54000053 2021 1.5\nE08000038 2021 2.5"))
    assert dict(zip(moved.rows["area_code"], moved.rows["value"], strict=True)) == {
        "E54000064": 1.5,
        "E08000016": 2.5,
    }
    assert any("Four LSOAs in Chichester" in sentence for sentence in moved.notes)


def test_the_level_and_name_follow_the_code():
    rows = table("area_code year value\nE10000027 2021 1.5").assign(
        area_level="upper_tier", area_name="Somerset CC"
    )
    moved = recode(rows).rows.iloc[0]
    assert (moved["area_code"], moved["area_level"], moved["area_name"]) == (
        "E06000066",
        "district",
        "Somerset",
    )


def test_a_figure_that_the_new_code_has_already_is_not_doubled():
    moved = recode(table("area_code year value\nE54000053 2021 1.5\nE54000064 2021 1.6"))
    assert moved.rows["value"].tolist() == [1.6]
    assert moved.refused["reason"].tolist() == ["Sussex (E54000064) already has a figure"]


def test_a_split_county_is_refused():
    moved = recode(table("area_code year value count denominator\nE10000006 2021 1.5 3 200"))
    assert moved.rows.empty
    assert (
        moved.refused["reason"]
        .iloc[0]
        .startswith("Cumbria was split into Cumberland (E06000063) and Westmorland and Furness (E06000064)")
    )


def test_old_wards_of_blackpool_are_refused_because_no_list_tells_their_new_codes():
    moved = recode(table("area_code year value\nE05001643 2021 1.5\nE05015186 2021 2.5"))
    assert moved.rows["area_code"].tolist() == ["E05015186"]
    assert moved.refused["reason"].iloc[0].startswith("the code was replaced in May 2023; no published list")


def test_every_recoded_area_leads_to_one_of_the_reference_and_is_none_itself():
    changes, areas = reference("recoded_areas"), set(reference("areas")["area_code"])
    moved = changes[changes["kind"] != "unmatched"]
    assert set(moved["area_code"]) <= areas and not set(changes["code"]) & areas
    assert set(changes["kind"]) == {"recoded", "merged", "split", "abolished", "unmatched"}
    assert changes[["since", "source"]].ne("").all(axis=None)
    assert all(why_not_moved(code) for code in changes["code"])


_PARTS = st.sampled_from(sorted(reference("recoded_areas")["code"]) + ["E06000009"])
_FIGURES = st.lists(
    st.tuples(_PARTS, st.integers(2020, 2021), st.integers(0, 500)),
    max_size=60,
    unique_by=lambda row: row[:2],
)


@given(_FIGURES)
@settings(max_examples=100, deadline=None)
def test_no_count_is_lost_or_doubled_by_recoding(figures):
    rows = pd.DataFrame(figures, columns=["area_code", "year", "count"])
    moved = recode(rows, counts=("count",), rates=())
    assert moved.rows["count"].sum() + moved.refused["count"].sum() == rows["count"].sum()
    assert not moved.rows.duplicated(["area_code", "year"]).any()
    assert (moved.refused["reason"] != "").all()
