"""A refresh: one broken metric or source stops no other, and a store knows whether it is still current."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data import sample
from data.records.open import open_records
from data.tables import TABLES, deaths
from metrics.computing.results_frame import COLUMNS, STATUSES
from metrics.counting import cubes as cubes_module
from metrics.language import registry
from metrics.store import fingerprint as state_module
from metrics.store import refresh as refresh_module
from metrics.store.refresh import is_current, refresh
from metrics.store.results import open_store
from tests.unit.metrics.definition_text import SMALLEST
from tests.unit.metrics.own_records import own_rows

pytestmark = pytest.mark.slow


def test_own_records_are_local_and_bad_rows_are_reported(own_world):
    refresh("QE1")
    store = open_store("QE1")
    frame = store.values(period="all")
    assert tuple(frame.columns) == COLUMNS
    assert set(frame.status) <= set(STATUSES)
    assert set(frame.provenance) == {"local", "official", "derived"}
    # Derived are only rates and shares of a publisher's own counts: what is counted here is local.
    published = [metric.id for metric in registry.metrics().values() if metric.is_published]
    assert set(frame.metric_id[frame.provenance == "derived"]) <= set(published)
    rejected = store.table("rejected")
    # The field, and not the value that it had; and fewer than 8 rows are not counted out.
    assert rejected[["reason", "table"]].values.tolist() == [["age: allowed is 0 to 120", "deaths"]]
    assert rejected.row_count.isna().all()
    sources = store.table("sources").set_index("table")
    assert sources.loc["deaths", "rows"] == 995  # 997 to the nearest 5
    assert pd.isna(sources.loc["deaths", "rejected_rows"])  # 3 of them
    assert (store.table("reconciliation").published.isna()).all()
    assert store.synthetic_metrics() == []


def test_the_reconciliation_shows_no_small_number_and_no_exact_one_of_own_records(own_world):
    own_rows("deaths", 60).to_csv(own_world / "deaths.csv", index=False)
    refresh("QE1")
    sums = open_store("QE1").table("reconciliation").query("metric_id == 'life_expectancy_at_birth'")
    shown = sums[["ics", "place", "ward", "not_placed"]].to_numpy()
    assert np.all(np.isnan(shown) | (shown % 5 == 0))


def test_a_source_with_too_many_bad_rows_is_refused_and_the_others_stay(own_world):
    own_rows("deaths", 100, bad=21).to_csv(own_world / "deaths.csv", index=False)
    refresh("QE1")
    store = open_store("QE1")
    (problem,) = store.table("problems").problem
    assert problem.startswith("deaths.csv: 20 of 100 rows were refused; allowed is one in five.")
    assert "The most frequent reason: age: allowed is 0 to 120" in problem
    assert store.values("life_expectancy_at_birth", period="all").empty
    assert len(store.values("chronic_acsc_admissions", period="all"))


def test_one_in_five_bad_rows_is_allowed(own_world):
    own_rows("deaths", 100, bad=20).to_csv(own_world / "deaths.csv", index=False)
    found = {records.table.name: records for records in open_records("QE1")}
    assert found["deaths"].checked.rows == 80


def test_own_records_are_never_mixed_with_demonstration_records(own_world, monkeypatch):
    (own_world / "ae_attendances.csv").unlink()
    (own_world / "admitted_spells.parquet").unlink()
    made = []

    def generate(ics, folder, progress=None):
        folder.mkdir(parents=True, exist_ok=True)
        for table in TABLES:
            own_rows(table, 10).to_parquet(folder / f"{table}.parquet", index=False)
        made.append(ics)

    months = dict.fromkeys(TABLES, ("2023-04",))
    manifest = type("Manifest", (), {"months": months})
    monkeypatch.setattr("data.sample.generator.generate", generate)
    monkeypatch.setattr(sample, "read_manifest", lambda folder: manifest if made else None)
    found = {records.table.name: records for records in open_records("QE1")}
    assert made == ["QE1"]
    synthetic = {name for name, records in found.items() if records.provenance == "synthetic"}
    assert synthetic == {"ae_attendances", "admitted_spells"}
    assert {found[name].provenance for name in set(TABLES) - synthetic} == {"local"}
    assert found["deaths"].checked.rows == 997


def test_a_metric_that_cannot_be_computed_is_reported_and_the_others_stay(own_world, monkeypatch):
    compute = refresh_module.compute

    def break_one(metric, *given, **named):
        if metric.id == "emergency_admissions":
            raise RuntimeError("broken on purpose")
        return compute(metric, *given, **named)

    monkeypatch.setattr(refresh_module, "compute", break_one)
    refresh("QE1")
    store = open_store("QE1")
    (row,) = store.table("problems").itertuples()
    assert row.found_in == "metrics/definitions/emergency_admissions.py"
    assert row.problem == "Could not be computed: RuntimeError: broken on purpose"
    # Deaths from April to March hold no whole calendar year, so that their metrics have no rows either way.
    lives = {
        metric.id
        for metric in registry.metrics().values()
        if not metric.is_published and metric.numerator.table is deaths
    }
    silent = set(registry.metrics()) - set(store.values(period="all").metric_id)
    assert silent - lives == {"emergency_admissions"}


def test_a_metric_that_stops_the_database_takes_no_other_down(own_world, monkeypatch):
    count_events = cubes_module.count_events

    def refuse(engine, table, counts, *given):
        if any("chronic_airway" in count.where.text for count in counts):
            raise RuntimeError("conversion error")
        return count_events(engine, table, counts, *given)

    monkeypatch.setattr(cubes_module, "count_events", refuse)
    refresh("QE1")
    store = open_store("QE1")
    assert sorted(store.table("problems").found_in) == [
        "metrics/definitions/admissions_avoided.py",
        "metrics/definitions/chronic_acsc_admissions.py",
    ]
    assert len(store.values("copd_asthma_admissions", period="all"))


def test_a_refresh_that_fails_while_writing_leaves_the_former_store_in_use(refreshed, monkeypatch):
    version = open_store("QE1").version
    monkeypatch.setattr("os.replace", lambda *given: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        refresh("QE1")
    assert open_store("QE1").version == version


def test_a_store_is_current_until_a_definition_or_a_record_changes(world):
    folder = state_module.DEFINITIONS_FOLDER
    assert not is_current("QE1")
    refresh("QE1")
    assert is_current("QE1")
    (folder / "major_ae_attendances.py").write_text(SMALLEST, encoding="utf-8")
    assert not is_current("QE1")
    (folder / "major_ae_attendances.py").unlink()
    assert is_current("QE1")
    own_rows(deaths.name, 1_001).to_parquet(world / "deaths.parquet", index=False)
    assert not is_current("QE1")
