"""Late records in true refreshes of an ICS's own records: what two stores next to each other show."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from data.paths import store_folder
from data.storage.issues_log import logged_issues
from metrics.store.explain import explain
from metrics.store.refresh import refresh
from metrics.store.results import open_store, store_at
from metrics.store.versions import accept, roll_back
from tests.unit.metrics.own_records import own_rows

pytestmark = pytest.mark.slow
KEY = ["metric_id", "area_code", "frequency", "period_start", "period_end", "sex"]


def visits_with(folder, late: int, month: str = "2024-06") -> None:
    """The own records of A&E attendances, and ``late`` more of one LSOA, age and sex in one month."""
    rows = own_rows("ae_attendances", 4_000)
    more = rows.iloc[[0] * late].copy()
    more["attendance_id"] = range(50_000, 50_000 + late)
    more["arrival_date"] = pd.Timestamp(f"{month}-12").date()
    pd.concat([rows, more]).to_parquet(folder / "ae_attendances.parquet", index=False)


def told(version: str) -> dict[str, pd.DataFrame]:
    """All that leaves with a store and depends on records, in a fixed order."""
    store = store_at("QE1", version)
    tables = {
        "results": store._open.query("SELECT * FROM results").sort_values(KEY),
        "reconciliation": store.table("reconciliation").sort_values(["metric_id", "month_number"]),
        "lineage": store.table("lineage")
        .sort_values("metric_id")
        .drop(columns=["source_sha256", "source_modified"]),
        "sources": store.table("sources").drop(columns=["sha256", "modified"]),
        "records": store.table("records").drop(columns=["sha256"]),
        "rejected": store.table("rejected"),
        "changes": store.table("changes"),
        "change_counts": store.table("change_counts"),
    }
    return {name: table.reset_index(drop=True) for name, table in tables.items()}


def differing(one: str, other: str) -> pd.DataFrame:
    """Rows of the second store that a reader of the first does not know."""
    first, second = (told(version)["results"] for version in (one, other))
    assert first[KEY].equals(second[KEY])
    same = (first == second) | (first.isna() & second.isna())
    return second[~same.all(axis=1)]


def test_a_late_record_leaves_the_whole_store_as_it_was(refreshed):
    first = open_store("QE1").version
    visits_with(refreshed, 1)
    second = refresh("QE1")
    before, after = told(first), told(second)
    for name in set(before) - {"changes", "change_counts"}:
        pd.testing.assert_frame_equal(before[name], after[name], obj=name)
    assert after["changes"].empty and not after["change_counts"].number.any()
    facts = open_store("QE1").facts
    assert (facts["metrics_computed"], facts["metrics_taken_over"]) == (0, len(after["lineage"]))
    full = refresh("QE1", full=True)
    assert differing(first, full).empty


def test_three_late_records_in_one_cell_show(refreshed):
    first = open_store("QE1").version
    visits_with(refreshed, 5)
    second = refresh("QE1")
    changed = differing(first, second)
    assert (changed.published_in == second).all()
    assert "ae_attendances" in set(changed.metric_id)
    assert set(changed.metric_id) <= {"ae_attendances", "frequent_ambulance_attendances"}
    assert (changed.period_start <= "2024-06-12").all() and (changed.period_end >= "2024-06-12").all()
    one = changed[(changed.area_level == "ics") & (changed.metric_id == "ae_attendances")].iloc[0]
    rows = told(second)["results"]
    kept = rows[
        (rows.metric_id == one.metric_id) & (rows.published_in == first) & (rows.status == "ok")
    ].iloc[0]
    for row, version in ((one, second), (kept, first)):
        lines = explain(row.metric_id, row.area_code, row.period_label, row.sex)
        (published,) = [line for line in lines if line.startswith("Published")]
        day = pd.Timestamp(version[:8])
        assert published.endswith(f"as published on {day.day} {day:%B %Y}, in refresh {version}")


def test_a_record_of_an_open_month_shows(refreshed):
    first = open_store("QE1").version
    visits_with(refreshed, 5, month="2025-02")
    changed = differing(first, refresh("QE1"))
    assert (changed.published_in != first).all() and len(changed)


def test_the_ledger_follows_the_version_that_is_in_use(refreshed):
    """Reviewed and accepted later, and rolled back: each store goes on from its own exact counts."""
    first = open_store("QE1").version
    visits_with(refreshed, 2)
    second = refresh("QE1", use=False, keep=9)
    visits_with(refreshed, 7)
    third = refresh("QE1", use=False, keep=9)
    assert differing(first, second).empty
    assert len(differing(first, third))
    accept("QE1", second)
    visits_with(refreshed, 2)
    assert differing(first, refresh("QE1", keep=9)).empty
    visits_with(refreshed, 7)
    fifth = refresh("QE1", keep=9)
    assert len(differing(first, fifth))
    roll_back("QE1", first)
    visits_with(refreshed, 1)
    assert differing(first, refresh("QE1", keep=9)).empty
    ledgers = {path.stem for path in (store_folder("QE1") / "cubes" / "published").glob("*.json")}
    assert ledgers == {path.stem for path in store_folder("QE1").glob("*.duckdb")}


@pytest.mark.parametrize("damage", ["gone", "cut", "other", "cubes gone"])
def test_a_lost_ledger_is_reported_and_begun_again(refreshed, damage):
    first = open_store("QE1").version
    folder = store_folder("QE1") / "cubes" / "published"
    path = folder / f"{first}.json"
    if damage == "gone":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:100])
    elif damage == "other":
        path.write_text(json.dumps({"ae_attendances": {"made_of": 1}}))
    else:
        for cube in folder.glob("*.npz"):
            cube.unlink()
    visits_with(refreshed, 2)
    second = refresh("QE1")
    problems = open_store("QE1").table("problems").problem
    assert problems.str.contains("the exact counts behind the published figures cannot be read").any()
    assert "exact counts" in "".join(logged_issues(store_folder("QE1")).problem)
    visits_with(refreshed, 3)
    third = refresh("QE1")
    assert open_store("QE1").table("problems").empty
    assert differing(second, third).empty
