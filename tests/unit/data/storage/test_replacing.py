"""Files are replaced in one step, also where Windows would refuse for a moment."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data.storage import replacing
from data.storage.replacing import remove_unless_open, replace_file


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


@pytest.fixture
def files(tmp_path) -> tuple[Path, Path]:
    new, path = tmp_path / "new", tmp_path / "current"
    new.write_text("new", encoding="utf-8")
    path.write_text("old", encoding="utf-8")
    return new, path


def test_a_file_that_somebody_reads_for_a_moment_is_replaced_after_it(files, monkeypatch):
    refuse_at_first(3, monkeypatch)
    replace_file(*files)
    assert files[1].read_text(encoding="utf-8") == "new"
    assert not files[0].exists()


def test_a_file_that_stays_open_is_left_whole_and_told(files, monkeypatch):
    refuse_at_first(100, monkeypatch)
    with pytest.raises(PermissionError):
        replace_file(*files)
    assert [file.read_text(encoding="utf-8") for file in files] == ["new", "old"]


def test_an_old_file_that_is_still_open_stays_and_stops_nothing(files, monkeypatch):
    def refuse(path, **_):
        raise PermissionError(32, "The file is being used by another program")

    with monkeypatch.context() as patch:
        patch.setattr("os.unlink", refuse)
        assert not remove_unless_open(files[1])
    assert files[1].exists()
    assert remove_unless_open(files[1]) and not files[1].exists()
    assert remove_unless_open(files[1]), "a file that is gone need not be removed"
