"""A file appears whole or not at all, also where Windows would refuse for a moment."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data.storage import atomic_file as replacing
from data.storage.atomic_file import atomic_file, remove_unless_open, write_atomically


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


def test_content_and_name_are_on_disk_before_anybody_is_told(current, monkeypatch):
    steps, replace, sync = [], os.replace, os.fsync
    monkeypatch.setattr("os.fsync", lambda number: (steps.append("sync"), sync(number))[1])
    monkeypatch.setattr("os.replace", lambda *given: (steps.append("replace"), replace(*given))[1])
    write_atomically(current, "new")
    assert steps == ["sync", "replace", "sync"]


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
