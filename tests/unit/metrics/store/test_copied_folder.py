"""A copied or restored data folder is the same folder: its contents are recognised by hashes, not times."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from data.records import checked_once, month_states
from data.records.open import counted_records
from data.storage import file_state
from data.tables import RECORD_TABLES
from metrics.store.fingerprint import is_current
from metrics.store.refresh import refresh
from metrics.store.results import open_store
from tests.unit.metrics.own_records import own_rows


@pytest.fixture
def copied(refreshed, tmp_path, monkeypatch) -> Path:
    """Data and own records after a refresh, in another place and with other times."""
    own_rows("deaths", 1_000, bad=3).to_csv(refreshed / "deaths.csv", index=False)
    (refreshed / "deaths.parquet").unlink()
    # Good in every row and of the table's own types: it is counted where it is.
    shutil.copy(tmp_path / "made" / "QE1" / "records" / "ae_attendances.parquet", refreshed)
    refresh("QE1")
    for name in ("made", "own"):
        shutil.copytree(tmp_path / name, tmp_path / "restored" / name, copy_function=shutil.copyfile)
    for path in (tmp_path / "restored").rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    shutil.rmtree(tmp_path / "made")
    shutil.rmtree(tmp_path / "own")
    monkeypatch.setenv("ICS_DATA_FOLDER", str(tmp_path / "restored" / "made"))
    monkeypatch.setenv("ICS_RECORDS_FOLDER", str(tmp_path / "restored" / "own"))
    monkeypatch.setattr(file_state, "_recent", {})
    return tmp_path / "restored"


def not_again(*given, **more):
    raise AssertionError("this was done before, in the folder that was copied")


def test_a_copied_folder_is_up_to_date_and_nothing_in_it_is_checked_or_counted_again(copied, monkeypatch):
    assert is_current("QE1")
    for module, name in ((checked_once, "check_rows"), (month_states, "_read")):
        monkeypatch.setattr(module, name, not_again)
    monkeypatch.setattr("metrics.counting.cubes.count_events", not_again)
    monkeypatch.setattr("metrics.store.refresh.compute", not_again)
    before = open_store("QE1").table("lineage")
    refresh("QE1")
    store = open_store("QE1")
    assert store.table("problems").empty
    assert (store.facts["metrics_computed"], store.table("change_counts").number.sum()) == (0, 0)
    assert store.table("lineage").source_modified.tolist() == before.source_modified.tolist()


def test_records_of_a_copied_folder_can_be_counted_again_and_changed_ones_cannot(copied):
    described = open_store("QE1").table("records")
    for name in described["table"]:
        assert counted_records(described, RECORD_TABLES[name], "QE1").path.is_relative_to(copied)
    changed = counted_records(described, RECORD_TABLES["ae_attendances"], "QE1").path
    content = bytearray(changed.read_bytes())
    content[len(content) // 2] ^= 1
    status = changed.stat()
    changed.write_bytes(content)
    os.utime(changed, ns=(status.st_atime_ns, status.st_mtime_ns))
    with pytest.raises(FileNotFoundError, match="have changed since the last refresh"):
        counted_records(described, RECORD_TABLES["ae_attendances"], "QE1")
