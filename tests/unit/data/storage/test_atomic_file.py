"""A file appears whole or not at all, also where Windows would refuse for a moment."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pandas as pd
import pytest

from data.storage import atomic_file as replacing
from data.storage.atomic_file import atomic_file, remove_unless_open, write_atomically
from data.storage.versioned_file import write_store

# Which file a number stands for is told there alone.
ON_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")


@pytest.fixture
def current(tmp_path) -> Path:
    path = tmp_path / "current"
    path.write_text("old", encoding="utf-8")
    return path


def refuse_at_first(times: int, monkeypatch) -> None:
    """As on Windows while somebody has the file open: refused ``times`` times, then no more."""
    replace, refused = os.replace, []

    def refuse(new, path):
        if len(refused) < times:
            refused.append(path)
            raise PermissionError(5, "Access is denied")
        replace(new, path)

    monkeypatch.setattr("os.replace", refuse)
    monkeypatch.setattr(replacing, "_PAUSES", (0, 0, 0))


def test_the_old_file_is_there_until_the_new_one_is_whole(current):
    with atomic_file(current) as unfinished:
        unfinished.write_text("ne", encoding="utf-8")
        assert current.read_text(encoding="utf-8") == "old"
        assert unfinished.parent == current.parent and unfinished.suffix == ".part"
    assert current.read_text(encoding="utf-8") == "ne"
    assert list(current.parent.iterdir()) == [current]


def test_an_error_leaves_the_old_file_and_nothing_of_the_new_one(current):
    with pytest.raises(OSError, match="disk full"), atomic_file(current) as unfinished:
        unfinished.write_text("ne", encoding="utf-8")
        raise OSError("disk full")
    assert current.read_text(encoding="utf-8") == "old"
    assert list(current.parent.iterdir()) == [current]


def test_two_that_write_the_same_file_at_once_do_not_mix(current):
    with atomic_file(current) as first, atomic_file(current) as second:
        first.write_text("first", encoding="utf-8")
        second.write_text("second", encoding="utf-8")
    assert current.read_text(encoding="utf-8") == "first"


def test_a_folder_that_is_not_there_yet_is_made(tmp_path):
    write_atomically(tmp_path / "new" / "folder" / "facts.json", "é")
    assert (tmp_path / "new" / "folder" / "facts.json").read_text(encoding="utf-8") == "é"


@ON_LINUX
def test_content_and_name_are_on_disk_before_anybody_is_told(current, monkeypatch):
    write_atomically(current, "newer")  # so that this process has its mark
    steps = noted_steps(monkeypatch)
    write_atomically(current, "new")
    assert steps == ["sync current", "rename current", f"sync {current.parent.name}"]


@ON_LINUX
def test_a_store_its_hash_and_its_pointer_are_on_disk_one_after_the_other(tmp_path, monkeypatch):
    tables = {"figures": pd.DataFrame({"name": ["a"]})}
    write_store(tmp_path, "1", tables, {})
    steps = noted_steps(monkeypatch)
    write_store(tmp_path, "2", tables, {})
    assert steps == [
        step
        for name in ("2.duckdb", "2.sha256", "used", "current")
        for step in (f"sync {name}", f"rename {name}", f"sync {tmp_path.name}")
    ]


def noted_steps(monkeypatch) -> list[str]:
    """What is brought to the disk or renamed from now on, by the name that it will have."""
    steps, replace, sync = [], os.replace, os.fsync

    def synced(number: int) -> None:
        name = Path(os.readlink(f"/proc/self/fd/{number}")).name
        steps.append(f"sync {name if '.part' not in name else final(name)}")
        sync(number)

    def replaced(new, path) -> None:
        steps.append(f"rename {Path(path).name}")
        replace(new, path)

    monkeypatch.setattr("os.fsync", synced)
    monkeypatch.setattr("os.replace", replaced)
    return steps


def final(unfinished: str) -> str:
    return re.sub(r"\.\d+-[0-9a-f]+-[0-9a-f]+\.part$", "", unfinished)


def test_a_file_that_somebody_reads_for_a_moment_is_replaced_after_it(current, monkeypatch):
    refuse_at_first(3, monkeypatch)
    write_atomically(current, "new")
    assert current.read_text(encoding="utf-8") == "new"


def test_a_file_that_stays_open_is_left_whole_and_told(current, monkeypatch):
    refuse_at_first(100, monkeypatch)
    with pytest.raises(PermissionError):
        write_atomically(current, "new")
    assert current.read_text(encoding="utf-8") == "old"


def test_an_old_file_that_is_still_open_stays_and_stops_nothing(current, monkeypatch):
    def refuse(path, **_):
        raise PermissionError(32, "The file is being used by another program")

    with monkeypatch.context() as patch:
        patch.setattr("os.unlink", refuse)
        assert not remove_unless_open(current)
    assert current.exists()
    assert remove_unless_open(current) and not current.exists()
    assert remove_unless_open(current), "a file that is gone need not be removed"
