"""One refresh of an ICS runs at a time; a lock whose holder was killed is free."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from data.paths import PROJECT_FOLDER
from data.storage.refresh_lock import RefreshRuns, refresh_lock

HOLD = """
import sys, time
from pathlib import Path
from data.storage.refresh_lock import refresh_lock

with refresh_lock(Path(sys.argv[1]), wait="wait" in sys.argv):
    print("held", time.time(), flush=True)
    time.sleep(float(sys.argv[2]))
"""


def start(folder, seconds: float, *more: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), str(seconds), *more],
        cwd=PROJECT_FOLDER,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def holder(tmp_path):
    child = start(tmp_path / "QE1", 60)
    assert child.stdout.readline().startswith("held")
    yield child
    child.kill()
    child.wait()
    child.stdout.close()


def test_a_second_refresh_says_who_is_at_work_and_ends_with_status_1(holder, tmp_path):
    asked = [sys.executable, "-m", "metrics", "refresh", "--ics", "QE1"]
    environment = {**os.environ, "ICS_DATA_FOLDER": str(tmp_path)}
    found = subprocess.run(asked, cwd=PROJECT_FOLDER, env=environment, capture_output=True, text=True)
    assert found.returncode == 1
    assert f"Another refresh of QE1 is at work (process {holder.pid}, since " in found.stderr
    assert found.stderr.strip().endswith("try again when it is done, or add --wait.")
    assert not list((tmp_path / "QE1").glob("*.duckdb*"))
    with refresh_lock(tmp_path / "QHM"):
        pass  # another ICS is free


def test_the_lock_of_a_killed_refresh_is_free_at_once(holder, tmp_path):
    with pytest.raises(RefreshRuns), refresh_lock(tmp_path / "QE1"):
        raise AssertionError("two at once")
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with refresh_lock(tmp_path / "QE1"):
        with pytest.raises(RefreshRuns, match=f"process {os.getpid()}"), refresh_lock(tmp_path / "QE1"):
            raise AssertionError("two at once")


def test_one_that_waits_begins_when_the_first_has_ended(tmp_path):
    first = start(tmp_path / "QE1", 1.0)
    began = float(first.stdout.readline().split()[1])
    second = start(tmp_path / "QE1", 0, "wait")
    later = float(second.stdout.readline().split()[1])
    assert later - began >= 0.99
    for child in (first, second):
        assert child.wait() == 0
        child.stdout.close()
    assert time.time() > later
