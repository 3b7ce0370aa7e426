"""What a dead process left unfinished is removed by the next command; what a living one writes stays."""

from __future__ import annotations

import os
import stat
import sys

import pytest

from data.command_line import commands_of, parser_of, run_command
from data.storage.atomic_file import atomic_file, write_atomically
from data.storage.leftovers import remove_leftovers, staging
from tests.lib.killed import half_way

# Writes one file and one folder that it never finishes.
ENDLESS = """
import sys
from pathlib import Path
from data.storage.atomic_file import atomic_file
from data.storage.leftovers import staging

made, records = Path(sys.argv[1]), Path(sys.argv[2])
with atomic_file(made / "QE1" / "figures.json") as unfinished, staging(records / "QE1", "deaths") as staged:
    unfinished.write_text("half", encoding="utf-8")
    (staged / "deaths.parquet").write_text("people", encoding="utf-8")
    print("half-way", flush=True)
    sys.stdin.read()  # until it is killed
"""


@pytest.fixture
def folders(tmp_path, monkeypatch):
    made, records = tmp_path / "made", tmp_path / "records"
    monkeypatch.setenv("ICS_DATA_FOLDER", str(made))
    monkeypatch.setenv("ICS_RECORDS_FOLDER", str(records))
    return made, records


@pytest.fixture
def another_process(folders):
    with half_way(ENDLESS, *folders) as child:
        yield child


def unfinished(folders) -> list:
    return [
        path for folder in folders for path in folder.rglob("*") if path.is_file() and ".part" in str(path)
    ]


def any_command() -> int:
    parser = parser_of("example", "A command that has nothing to do with any file.")
    commands_of(parser)("greet", lambda options: 0, "Do nothing.")
    return run_command(parser, ["greet"])


def test_what_a_living_process_writes_stays(folders, another_process):
    assert len(unfinished(folders)) == 2
    assert remove_leftovers() == []
    assert len(unfinished(folders)) == 2


def test_the_next_command_of_any_kind_removes_what_a_killed_process_left(folders, another_process):
    another_process.kill()
    another_process.wait()
    assert len(unfinished(folders)) == 2
    assert any_command() == 0
    assert unfinished(folders) == []
    assert not list((folders[0] / "writing").iterdir()), "nor the mark of the dead process"


def test_a_process_that_has_the_number_of_a_dead_one_protects_nothing_of_it(folders):
    left = folders[0] / f"figures.json.{os.getpid()}-0123abcd-01234567.part"
    write_atomically(folders[0] / "other.json", "{}")  # so that this process has its own mark there
    left.write_text("half", encoding="utf-8")
    assert remove_leftovers() == [left]


def test_files_and_folders_of_other_names_stay(folders):
    for name in ("figures.csv.part", "plan.part", "12-ab.part", "a.1-0123abcd-01234567.parting"):
        write_atomically(folders[0] / name, "kept")
    assert remove_leftovers() == []


def test_a_staging_folder_is_for_this_account_alone_and_inside_the_folder_it_is_for(folders):
    with staging(folders[1] / "QE1", "deaths") as staged:
        assert staged.parent == folders[1] / "QE1"
        if sys.platform != "win32":
            assert stat.S_IMODE(staged.stat().st_mode) == 0o700
            assert stat.S_IMODE(staged.parent.stat().st_mode) == 0o700
    assert not (folders[1] / "QE1").exists(), "made for this alone"


def test_a_folder_that_cannot_be_marked_stops_nobody_from_writing_elsewhere(folders, tmp_path):
    folders[0].write_text("no folder", encoding="utf-8")
    with atomic_file(tmp_path / "paper.pdf") as new:
        new.write_text("whole", encoding="utf-8")
    assert (tmp_path / "paper.pdf").exists()


def test_a_folder_that_cannot_be_written_stops_no_command(folders, monkeypatch):
    left = folders[0] / "figures.json.1-0123abcd-01234567.part"
    write_atomically(folders[0] / "other.json", "{}")
    left.write_text("half", encoding="utf-8")

    def refuse(*given, **more):
        raise PermissionError(30, "Read-only file system")

    monkeypatch.setattr("os.unlink", refuse)
    monkeypatch.setattr("pathlib.Path.unlink", refuse)
    assert any_command() == 0
    assert left.exists()
