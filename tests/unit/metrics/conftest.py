"""Small worlds to refresh: records of an ICS's own in a folder of the test's own."""

from __future__ import annotations

import shutil

import pytest

from data.paths import DEFINITIONS_FOLDER
from data.tables import TABLES as TABLES_BY_NAME
from metrics.language import registry
from metrics.store import fingerprint as state
from metrics.store.refresh import refresh
from tests.unit.metrics.own_records import own_rows

TABLES = ("ae_attendances", "admitted_spells", "deaths")
DEFINITIONS = (
    "ae_attendances",
    "frequent_ambulance_attendances",
    "emergency_admissions",
    "chronic_acsc_admissions",
    "life_expectancy_at_birth",
    "delayed_discharges",
)
# Enough for each kind of statistic and source; all hundred take half a minute.
MORE = (
    "admissions_avoided",
    "copd_asthma_admissions",
    "deaths_in_hospital",
    "life_expectancy_gap",
    "nhs_app_registration",
    "urgent_community_referrals",
    "ready_to_leave_hospital",
)


def some_definitions(names: tuple[str, ...], tmp_path, monkeypatch) -> None:
    """A folder of definitions that a test may change, in place of the project's."""
    folder = tmp_path / "definitions"
    folder.mkdir(exist_ok=True)
    for name in names:
        shutil.copy(DEFINITIONS_FOLDER / f"{name}.py", folder)
    monkeypatch.setattr(state, "DEFINITIONS_FOLDER", folder)
    monkeypatch.setattr(registry, "DEFINITIONS_FOLDER", folder)
    monkeypatch.setattr(registry.load, "__defaults__", (folder,))


@pytest.fixture
def own_world(tmp_path, monkeypatch):
    """A data folder and a folder of own records, all tables there, so that nothing is generated."""
    monkeypatch.setenv("ICS_DATA_FOLDER", str(tmp_path / "made"))
    monkeypatch.setenv("ICS_RECORDS_FOLDER", str(tmp_path / "own"))
    folder = tmp_path / "own" / "QE1"
    folder.mkdir(parents=True)
    own_rows("ae_attendances", 4_000).to_csv(folder / "ae_attendances.csv", index=False)
    own_rows("admitted_spells", 3_000).to_parquet(folder / "admitted_spells.parquet", index=False)
    own_rows("deaths", 1_000, bad=3).to_csv(folder / "deaths.csv", index=False)
    # Few: the more small counts there are, the longer is the search for what subtraction would give away.
    for table in set(TABLES_BY_NAME) - set(TABLES):
        own_rows(table, 300).to_parquet(folder / f"{table}.parquet", index=False)
    some_definitions(DEFINITIONS + MORE, tmp_path, monkeypatch)
    return folder


@pytest.fixture
def world(own_world, tmp_path, monkeypatch):
    """Own records as Parquet, and a folder of definitions that a test may change."""
    for name, rows in zip(TABLES, (4_000, 3_000, 1_000), strict=True):
        (own_world / f"{name}.csv").unlink(missing_ok=True)
        own_rows(name, rows).to_parquet(own_world / f"{name}.parquet", index=False)
    for path in (tmp_path / "definitions").glob("*.py"):
        path.unlink()
    some_definitions(DEFINITIONS, tmp_path, monkeypatch)
    # Demonstration tables are not what is tested here.
    monkeypatch.setattr("data.records.open.TABLES", {one: TABLES_BY_NAME[one] for one in TABLES})
    return own_world


@pytest.fixture
def refreshed(world, tmp_path, shared):
    """The same after its first refresh: a copy of what one such refresh made."""

    def first() -> None:
        refresh("QE1")
        (tmp_path / "made").rename(ready)

    ready = shared.folder / "first-refresh"
    shutil.copytree(shared.made_once(ready, first), tmp_path / "made", dirs_exist_ok=True)
    return world
