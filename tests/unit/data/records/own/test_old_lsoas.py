"""Records with LSOA codes of 2011 move where there is one place to go; a person is never placed by chance."""

from __future__ import annotations

import pandas as pd
import pytest

from data.records.own.ingest import ingest
from data.records.own.keeping import read_manifest
from data.reference import reference
from data.reference.vintages import ended_in_2011
from data.tables import deaths
from tests.unit.data.own_rows import own_rows

ROWS = 400


@pytest.fixture
def own(tmp_path, monkeypatch):
    monkeypatch.setenv("ICS_RECORDS_FOLDER", str(tmp_path / "own"))
    return tmp_path / "own" / "QE1"


def lsoas_of_2011() -> tuple[str, str, str]:
    """Of the system itself: one that was merged, the one that it lies in now, and one that was split."""
    pairs, own = reference("lsoa_2011_to_2021"), reference("lsoas").query("ics_code == 'E54000048'").lsoa_code
    whole, split = ended_in_2011()
    here = pairs[pairs.lsoa_code.isin(own)]
    merged = here[here.lsoa_2011_code.isin(whole)].lsoa_2011_code.iloc[0]
    return merged, whole[merged], here[here.lsoa_2011_code.isin(split)].lsoa_2011_code.iloc[0]


def delivered(path, bad: int = 0):
    """Deaths of which two lie in an LSOA that was merged and three in one that was split."""
    rows = own_rows("deaths", ROWS, bad)
    merged, _, split = lsoas_of_2011()
    rows.loc[[0, 1], "lsoa_code"] = merged
    rows.loc[[2, 3, 4], "lsoa_code"] = split
    rows.to_csv(path, index=False)
    return ingest("deaths", path, "QE1")


@pytest.mark.parametrize("bad", [0, 2])
def test_merged_ones_move_and_split_ones_are_refused_and_both_are_told(own, tmp_path, bad):
    found = delivered(tmp_path / "deaths.csv", bad)
    _, new, split = lsoas_of_2011()
    kept = pd.read_parquet(own / "deaths.parquet").set_index("death_id")
    assert kept.lsoa_code[[1, 2]].tolist() == [new, new]
    assert not {3, 4, 5} & set(kept.index), "nobody was put into a part by chance"
    assert len(kept) == found.checked.rows == ROWS - 3 - bad
    refused = pd.read_csv(own / "deaths.rejected.csv")
    by_split = refused[refused.lsoa_code == split]
    assert by_split.death_id.tolist() == [3, 4, 5]
    assert by_split.reasons.str.contains("LSOA of 2011 that was split").all()
    assert len(refused) == 3 + bad
    told = read_manifest("QE1", deaths)
    assert (told.moved_rows, told.rejected_rows, told.rows) == (2, 3 + bad, ROWS - 3 - bad)
    assert sum(row["row_count"] for row in told.rejected) == 3 + bad


def test_records_of_2021_stay_word_for_word(own, tmp_path):
    own_rows("deaths", ROWS).to_csv(tmp_path / "deaths.csv", index=False)
    found = ingest("deaths", tmp_path / "deaths.csv", "QE1")
    assert (found.moved, found.checked.rejected_rows) == (0, 0)
    assert (
        pd.read_parquet(own / "deaths.parquet").lsoa_code.tolist()
        == own_rows("deaths", ROWS).lsoa_code.tolist()
    )


def test_every_code_that_ended_is_either_moved_or_refused_and_no_code_in_use_is():
    whole, split = ended_in_2011()
    pairs, in_use = reference("lsoa_2011_to_2021"), set(reference("lsoas").lsoa_code)
    assert set(whole) | split == set(pairs.lsoa_2011_code) - in_use and not set(whole) & split
    assert set(whole.values()) <= in_use
    parts = pairs.groupby("lsoa_2011_code").lsoa_code.nunique()
    assert (parts[list(whole)] == 1).all() and (parts[sorted(split)] > 1).all()
