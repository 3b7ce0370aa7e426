"""One refresh of an ICS runs at a time; a lock whose holder was killed is free."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from data.paths import PROJECT_FOLDER
from data.storage.refresh_lock import RefreshRuns, refresh_lock

# Holds the lock until it is given a line, and notes both ends of that in a file.
HOLD = """
import sys
from pathlib import Path
from data.storage.refresh_lock import refresh_lock

folder, diary = Path(sys.argv[1]), Path(sys.argv[2])

def note(words):
    with diary.open("a") as file:
        print(words, file=file)

print("asks", flush=True)
with refresh_lock(folder, wait="wait" in sys.argv):
    note("held")
    print("held", flush=True)
    sys.stdin.readline()
    note("given back")
"""


def start(tmp_path, *more: str) -> subprocess.Popen:
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "QE1"), str(tmp_path / "diary"), *more],
        cwd=PROJECT_FOLDER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout.readline() == "asks\n"
    return child


@pytest.fixture
def holder(tmp_path):
    with start(tmp_path) as child:
        assert child.stdout.readline() == "held\n"
        yield child
        child.kill()


def test_a_second_refresh_says_who_is_at_work_and_ends_with_status_1(holder, tmp_path):
    asked = [sys.executable, "-m", "metrics", "refresh", "--ics", "QE1"]
    environment = {**os.environ, "ICS_DATA_FOLDER": str(tmp_path)}
    found = subprocess.run(asked, cwd=PROJECT_FOLDER, env=environment, capture_output=True, text=True)
    assert found.returncode == 1
    assert f"Another refresh of QE1 is running (process {holder.pid}, since " in found.stderr
    assert found.stderr.strip().endswith("try again when it has finished, or add --wait.")
    assert not list((tmp_path / "QE1").glob("*.duckdb*"))
    with refresh_lock(tmp_path / "QHM"):
        pass  # another ICS is free


def test_the_lock_of_a_killed_refresh_is_free_at_once(holder, tmp_path):
    with pytest.raises(RefreshRuns), refresh_lock(tmp_path / "QE1"):
        raise AssertionError("two at once")
    holder.kill()
    holder.wait()
    with refresh_lock(tmp_path / "QE1"):
        with pytest.raises(RefreshRuns, match=f"process {os.getpid()}"), refresh_lock(tmp_path / "QE1"):
            raise AssertionError("two at once")


def test_one_that_waits_begins_when_the_first_has_ended(holder, tmp_path):
    with start(tmp_path, "wait") as second:
        holder.communicate("end\n")
        assert second.communicate("end\n") == ("held\n", None)
    assert (holder.returncode, second.returncode) == (0, 0)
    assert (tmp_path / "diary").read_text().split("\n")[:-1] == ["held", "given back"] * 2
