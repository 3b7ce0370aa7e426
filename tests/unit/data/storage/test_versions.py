"""Versions that are kept, and a pointer to the one in use: for stores, own records, published files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from data.storage.versions import Pointer, Versions, next_version

ENDINGS = (".parquet", ".manifest.json")


@pytest.fixture
def kept(tmp_path) -> Versions:
    found = Versions(tmp_path, ENDINGS, start="deaths.")
    for version in ("3", "1", "2"):
        for ending in ENDINGS:
            found.path(version, ending).write_text(version, encoding="utf-8")
    (tmp_path / "deaths_by_cause.9.parquet").write_text("another table", encoding="utf-8")
    (tmp_path / "deaths.9.parquet.77-ab.part").write_text("unfinished", encoding="utf-8")
    return found


def test_versions_are_told_oldest_first_and_nothing_else_is_one(kept):
    assert kept.names() == ["1", "2", "3"]
    assert (kept.before("3"), kept.before("2"), kept.before("1")) == ("2", "1", None)


def test_a_version_that_is_forgotten_takes_all_its_files_with_it(kept):
    kept.forget_all_but(1, spared=("1",))
    assert kept.names() == ["1", "3"]
    assert not kept.path("2", ".manifest.json").exists()
    kept.forget_all_but(0)
    assert kept.names() == ["3"], "the newest always stays"


def test_a_new_version_follows_all_others_whatever_the_clock_says():
    at = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    first = next_version([], at)
    assert first == "20261124T093000000000"
    assert next_version([first], at) == "20261124T093000000001"
    back = next_version([first], at - timedelta(days=4_000))
    assert back == "20261124T093000000001" > first
    assert next_version([first, back], at + timedelta(days=1)) == "20261125T093000000000"
    assert next_version(["by hand"], at) > "by hand"


@pytest.mark.parametrize("damage", [b"", b"  \n", b"\xff\xfe\x00"])
def test_a_pointer_that_cannot_be_read_points_at_nothing(tmp_path, damage):
    (tmp_path / "current").write_bytes(damage)
    assert Pointer(tmp_path / "current").target() is None


def test_a_pointer_points_at_nothing_until_it_is_moved(tmp_path):
    pointer = Pointer(tmp_path / "QE1" / "current")
    assert pointer.target() is None
    pointer.move("1.duckdb")
    pointer.move("2.duckdb")
    assert pointer.target() == "2.duckdb"
