"""What a killed ingest, a clock set back or a damaged pointer costs: nothing of what was in use."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from data.published import ingest as published
from data.reference import ingests
from data.sources.nhs_england_ae import SOURCE
from data.storage.leftovers import remove_leftovers
from tests.lib.killed import killed_half_way
from tests.lib.source_examples import write_ae
from tests.lib.store_damage import DAMAGES

# Reads a publisher's file and never ends it.
ENDLESS = """
import sys
from dataclasses import replace
from pathlib import Path
from data.published.ingest import ingest
from data.sources.nhs_england_ae import SOURCE

def read(path):
    print("half-way", flush=True)
    sys.stdin.read()  # until it is killed

ingest(replace(SOURCE, read=read), Path(sys.argv[1]))
"""


def month(text: str) -> pd.PeriodIndex:
    return pd.period_range(text, text, freq="M")


def files(folder: Path) -> list[str]:
    found = folder.rglob("*")
    return sorted(
        str(path.relative_to(folder)) for path in found if path.is_file() and path.suffix != ".lock"
    )


def test_a_killed_ingest_leaves_what_was_in_use_and_the_next_command_removes_the_rest(tmp_path, own_folder):
    published.ingest(SOURCE, write_ae(tmp_path, month("2025-09"), "first.csv"))
    before = files(own_folder)
    later = write_ae(tmp_path, month("2025-10"), "later.csv")
    killed_half_way(ENDLESS, later)
    assert len(files(own_folder)) > len(before)
    remove_leftovers()
    assert files(own_folder) == before


def test_what_was_put_in_place_and_never_pointed_at_goes_with_the_next_ingest(
    tmp_path, own_folder, monkeypatch
):
    published.ingest(SOURCE, write_ae(tmp_path, month("2025-09"), "first.csv"))
    with monkeypatch.context() as patch:
        patch.setattr("data.storage.versions.Pointer.move", lambda *given: (_ for _ in ()).throw(MemoryError))
        with pytest.raises(MemoryError):
            published.ingest(SOURCE, write_ae(tmp_path, month("2025-10"), "killed.csv"))
    assert any("killed.csv" in name for name in files(own_folder))
    published.ingest(SOURCE, write_ae(tmp_path, month("2025-11"), "third.csv"))
    assert not any("killed.csv" in name for name in files(own_folder))
    assert [ingest.file for ingest in ingests.ingests(SOURCE.name)] == ["first.csv", "third.csv"]


def test_the_later_ingest_counts_most_though_the_clock_was_set_back(tmp_path, own_folder, monkeypatch):
    published.ingest(SOURCE, write_ae(tmp_path, month("2025-10"), "first.csv"))

    class Earlier(datetime):
        @classmethod
        def now(cls, zone=None):
            return datetime(2001, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(ingests, "datetime", Earlier)
    published.ingest(SOURCE, write_ae(tmp_path, month("2025-11"), "second.csv"))
    first, second = ingests.ingests()
    assert (first.file, second.file) == ("first.csv", "second.csv")
    assert first.ingested_at < second.ingested_at


@pytest.mark.parametrize("damage", [DAMAGES[name] for name in ("emptied", "truncated", "another_content")])
def test_a_damaged_pointer_is_stated_and_the_newest_ingests_stay_in_use(tmp_path, own_folder, damage):
    for number, name in enumerate(("first.csv", "second.csv"), 9):
        published.ingest(SOURCE, write_ae(tmp_path, month(f"2025-{number:02}"), name))
    pointer = ingests.pointer_of(SOURCE.name)
    damage(pointer.path)
    assert [ingest.file for ingest in ingests.ingests()] == ["first.csv", "second.csv"]
    (problem,) = ingests.problems()
    assert "nhs_england_ae/in_use.json: cannot be read; the newest ingest of each file is in use" in str(
        problem
    )
    published.ingest(SOURCE, write_ae(tmp_path, month("2025-11"), "third.csv"))
    assert [ingest.file for ingest in ingests.ingests()] == ["first.csv", "second.csv", "third.csv"]
    assert ingests.problems() == ()
