"""A refresh counts and computes only what changed, and gives the same store as a full one, always."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from data.paths import store_folder
from data.records.checks import check_rows
from metrics.counting import cubes as cubes_module
from metrics.store import fingerprint as state
from metrics.store import refresh as refresh_module
from metrics.store.refresh import refresh
from metrics.store.results import open_store
from tests.lib.killed import killed_half_way
from tests.unit.data.own_rows import own_rows as whole_rows
from tests.unit.metrics.conftest import TABLES
from tests.unit.metrics.definition_text import SMALLEST
from tests.unit.metrics.own_records import own_rows

pytestmark = pytest.mark.slow
KEY = ["metric_id", "area_code", "area_level", "frequency", "period_start", "period_end", "sex", "breakdown"]


def stored(ics: str = "QE1") -> dict[str, pd.DataFrame]:
    """All that a reader can see, in a fixed order."""
    store = open_store(ics)
    results = store._open.query("SELECT * FROM results").sort_values(KEY).reset_index(drop=True)
    sums = store.table("reconciliation").sort_values(["metric_id", "month_number"]).reset_index(drop=True)
    # A file is known by its content, so a row that is taken over keeps the time when that was first read.
    times = ["computed_in", "computed_at", "source_modified"]
    lineage = store.table("lineage").drop(columns=times).sort_values("metric_id")
    return {
        "results": results,
        "reconciliation": sums[sorted(sums)],
        "lineage": lineage.reset_index(drop=True),
        "rejected": store.table("rejected"),
        "sources": store.table("sources"),
        "problems": store.table("problems"),
    }


def same_as_full() -> dict:
    """Refresh, compare with a full build of the same data, and give the facts of the incremental one."""
    refresh("QE1", accept_losses=True)
    facts, found = open_store("QE1").facts, stored()
    refresh("QE1", full=True, accept_losses=True)
    for name, wanted in stored().items():
        pd.testing.assert_frame_equal(found[name], wanted, obj=name)
    return facts


class Counted:
    """What was counted: (table, number of counts, months read or None for all)."""

    def __init__(self, monkeypatch):
        self.calls = []
        count_events = cubes_module.count_events

        def count(engine, table, counts, atoms, covered, only=None):
            self.calls.append((table.name, len(counts), None if only is None else len(only)))
            return count_events(engine, table, counts, atoms, covered, only)

        monkeypatch.setattr(cubes_module, "count_events", count)


def new_month(rows: pd.DataFrame, date: str) -> pd.DataFrame:
    later = rows.head(200).copy()
    later[date] = pd.Timestamp("2025-04-15").date()
    later.iloc[:, 0] = range(10_000, 10_200)
    return pd.concat([rows, later])


def test_nothing_is_counted_or_computed_when_nothing_changed(refreshed, monkeypatch):
    counted = Counted(monkeypatch)
    evaluated = []
    monkeypatch.setattr(refresh_module, "compute", lambda *given, **named: evaluated.append(given))
    refresh("QE1")
    facts = open_store("QE1").facts
    assert (counted.calls, evaluated, facts["metrics_computed"]) == ([], [], 0)
    assert facts["metrics_taken_over"] == len(open_store("QE1").table("lineage"))


def test_a_new_month_counts_that_month_alone(refreshed, monkeypatch):
    counted = Counted(monkeypatch)
    new_month(own_rows("ae_attendances", 4_000), "arrival_date").to_parquet(
        refreshed / "ae_attendances.parquet", index=False
    )
    refresh("QE1")
    assert [(table, months) for table, _, months in counted.calls] == [("ae_attendances", 1)]
    same_as_full()


def test_a_file_good_in_every_row_is_checked_in_the_months_that_changed_and_gives_the_same_store(
    world, monkeypatch
):
    """Whole columns, so that the file is used where it lies; a month comes, a row is corrected, one goes."""
    checked = []

    def check(path, table, folder, months=None):
        checked.append((table.name, months))
        return check_rows(path, table, folder, months=months)

    path = world / "ae_attendances.parquet"
    rows = whole_rows("ae_attendances", 4_000)
    rows.to_parquet(path, index=False)
    refresh("QE1")
    monkeypatch.setattr("data.records.checked_once.check_rows", check)
    rows = new_month(rows, "arrival_date").reset_index(drop=True)
    rows.loc[0, "department_type"] = "03"  # 1 April 2024
    rows.drop(index=40).to_parquet(path, index=False)  # 11 May 2024
    facts = same_as_full()
    april, may, new = 2024 * 12 + 3, 2024 * 12 + 4, 2025 * 12 + 3
    assert checked == [("ae_attendances", (april, may, new))]
    assert facts["metrics_computed"] > 0


def test_rows_corrected_in_an_old_month_count_that_month_alone(refreshed, monkeypatch):
    counted = Counted(monkeypatch)
    rows = own_rows("ae_attendances", 4_000)
    rows.loc[rows.arrival_date.astype(str).str.startswith("2024-07"), "department_type"] = "03"
    rows.to_parquet(refreshed / "ae_attendances.parquet", index=False)
    refresh("QE1")
    assert [(table, months) for table, _, months in counted.calls] == [("ae_attendances", 1)]
    facts = same_as_full()
    assert facts["metrics_computed"] == 0


def test_the_same_rows_in_another_order_count_nothing(refreshed, monkeypatch):
    counted = Counted(monkeypatch)
    own_rows("ae_attendances", 4_000).sample(frac=1, random_state=1).to_parquet(
        refreshed / "ae_attendances.parquet", index=False
    )
    refresh("QE1")
    assert counted.calls == []
    assert open_store("QE1").facts["metrics_computed"] == 0
    same_as_full()


def test_a_month_that_vanishes_is_taken_out(refreshed):
    rows = own_rows("ae_attendances", 4_000)
    rows[rows.arrival_date.astype(str) < "2025-03-01"].to_parquet(
        refreshed / "ae_attendances.parquet", index=False
    )
    same_as_full()


@pytest.mark.parametrize("change", ["changed", "new", "deleted", "words only"])
def test_a_changed_definition_computes_itself_alone(refreshed, monkeypatch, change):
    folder = state.DEFINITIONS_FOLDER
    counted = Counted(monkeypatch)
    path = folder / "ae_attendances.py"
    if change == "new":
        (folder / "major_again.py").write_text(SMALLEST.replace('title="', 'title="Another '), "utf-8")
    elif change == "deleted":
        path.unlink()
    elif change == "words only":
        path.write_text(path.read_text("utf-8").replace('"""', '"""Told anew. ', 1), "utf-8")
    else:
        path.write_text(SMALLEST.replace("= '01'", "= '03'"), "utf-8")
    refresh("QE1")
    facts = open_store("QE1").facts
    assert counted.calls == ([("ae_attendances", 1, None)] if change in ("changed",) else counted.calls)
    assert len(counted.calls) <= 1
    assert facts["metrics_computed"] == (0 if change == "deleted" else 1)
    same_as_full()


def test_a_changed_footprint_counts_all_anew(refreshed, monkeypatch, tmp_path):
    counted = Counted(monkeypatch)
    area = refresh_module.geography("QE1")
    membership = area.membership.copy()
    places = membership[membership.area_level == "place"]
    first, second = places.area_code.unique()[:2]
    moved = (membership.area_code == first) & (
        membership.lsoa_code == places.lsoa_code[places.area_code == first].iloc[0]
    )
    membership.loc[moved, "area_code"] = second
    changed = replace(area, membership=membership)
    monkeypatch.setattr(refresh_module, "geography", lambda ics: changed)
    refresh("QE1")
    assert {table for table, *_ in counted.calls} == set(TABLES)
    assert all(months is None for *_, months in counted.calls)
    same_as_full()


def test_a_changed_population_computes_all_and_counts_nothing(refreshed, monkeypatch):
    counted = Counted(monkeypatch)
    atoms_of = refresh_module.atoms_of

    def grown(area):
        atoms = atoms_of(area)
        return replace(atoms, population=atoms.population * 2)

    monkeypatch.setattr(refresh_module, "atoms_of", grown)
    refresh("QE1")
    assert counted.calls == []
    assert open_store("QE1").facts["metrics_taken_over"] == 0
    same_as_full()


def test_a_spoilt_file_of_counts_is_counted_anew(refreshed, monkeypatch):
    kept = sorted((store_folder("QE1") / "cubes").glob("ae_attendances-*.npz"))
    kept[0].write_bytes(kept[0].read_bytes()[:200])
    kept[1].write_bytes(b"")
    counted = Counted(monkeypatch)
    refresh("QE1")
    assert [call[:2] for call in counted.calls] == [("ae_attendances", 2)]
    same_as_full()


def test_a_metric_that_failed_is_tried_again(world, monkeypatch):
    compute = refresh_module.compute

    def break_one(metric, *given, **named):
        if metric.id == "emergency_admissions":
            raise RuntimeError("broken on purpose")
        return compute(metric, *given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(refresh_module, "compute", break_one)
        refresh("QE1")
    assert same_as_full()["metrics_computed"] == 1


KILLED = """
import sys
from metrics.counting import cubes
from metrics.store.refresh import refresh
import data.records.open as records

records.TABLES = {name: records.TABLES[name] for name in sys.argv[1].split(",")}
write, written = cubes._write, []

def write_some(*given):
    if len(written) == 2:
        print("half-way", flush=True)
        sys.stdin.read()  # until it is killed
    written.append(given)
    write(*given)

cubes._write = write_some
refresh("QE1")
"""


def test_a_killed_refresh_leaves_the_former_store_and_counts_that_can_be_used(refreshed, monkeypatch):
    version = open_store("QE1").version
    new_month(own_rows("ae_attendances", 4_000), "arrival_date").to_parquet(
        refreshed / "ae_attendances.parquet", index=False
    )
    killed_half_way(KILLED, ",".join(TABLES))
    assert open_store("QE1").version == version
    (store_folder("QE1") / "cubes" / "ae_attendances-x.9.part").write_bytes(b"half")
    same_as_full()
    assert not list((store_folder("QE1") / "cubes").glob("*.part"))
