"""A store is written whole under a new name and then pointed at; the one in use is never touched."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

from data.paths import PROJECT_FOLDER
from data.store import OpenStore, StoreMissing, current_path, write_store

ORDERS = {"by_size": ("figures", "size, name")}

# Writes a store that never ends: what a refresh does when it is killed half-way.
ENDLESS = """
import sys
import pandas as pd
from pathlib import Path
from data.store import write_store

class Endless(dict):
    def items(self):
        yield "figures", pd.DataFrame({"name": ["x"], "size": [9]})
        print("half-way", flush=True)
        import time
        time.sleep(60)

write_store(Path(sys.argv[1]), "2", Endless(), {})
"""


def figures(size: int) -> dict[str, pd.DataFrame]:
    return {"figures": pd.DataFrame({"name": ["a", "b"], "size": [size, size - 1]})}


def sizes(folder) -> list[int]:
    store = OpenStore(current_path(folder))
    try:
        return store.query('SELECT size FROM "by_size"')["size"].tolist()
    finally:
        store.close()


def test_a_refresh_that_is_killed_leaves_the_former_store_in_use_and_the_next_one_clears_up(tmp_path):
    write_store(tmp_path, "1", figures(1), ORDERS)
    child = subprocess.Popen(
        [sys.executable, "-c", ENDLESS, str(tmp_path)], cwd=PROJECT_FOLDER, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout.readline() == "half-way\n"
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert list(tmp_path.glob("*.part*")), "a half-written file lies there"
    assert sizes(tmp_path) == [0, 1]
    write_store(tmp_path, "3", figures(3), ORDERS)
    assert sizes(tmp_path) == [2, 3]
    assert not list(tmp_path.glob("*.part*"))


def test_an_error_while_writing_leaves_the_former_store_in_use(tmp_path):
    write_store(tmp_path, "1", figures(1), ORDERS)
    with pytest.raises(Exception, match="no_such_column"):
        write_store(tmp_path, "2", figures(2), {"wrong": ("figures", "no_such_column")})
    assert sizes(tmp_path) == [0, 1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.duckdb", "current"]


def test_an_interrupted_pointer_leaves_the_former_store_in_use(tmp_path, monkeypatch):
    write_store(tmp_path, "1", figures(1), ORDERS)
    replace = os.replace

    def refuse(source, target):
        if str(target).endswith("current"):
            raise OSError("disk full")
        replace(source, target)

    monkeypatch.setattr("data.store.os.replace", refuse)
    with pytest.raises(OSError, match="disk full"):
        write_store(tmp_path, "2", figures(2), ORDERS)
    assert sizes(tmp_path) == [0, 1]


def test_open_readers_go_on_reading_while_stores_are_replaced(tmp_path):
    write_store(tmp_path, "1", figures(1), ORDERS)
    reader = OpenStore(current_path(tmp_path))
    for version in range(2, 8):
        write_store(tmp_path, str(version), figures(version), ORDERS)
        assert reader.query("SELECT size FROM figures")["size"].tolist() == [1, 0]
    reader.close()
    assert sizes(tmp_path) == [6, 7]


def test_several_threads_read_one_store(tmp_path):
    write_store(
        tmp_path, "1", {"figures": pd.DataFrame({"name": ["a"] * 1_000, "size": range(1_000)})}, ORDERS
    )
    store = OpenStore(current_path(tmp_path))
    with ThreadPoolExecutor(8) as pool:
        found = list(
            pool.map(lambda n: store.query("SELECT size FROM figures WHERE size = ?", (n,)), range(100))
        )
    assert [rows["size"].tolist() for rows in found] == [[n] for n in range(100)]
    store.close()


def test_three_versions_are_kept(tmp_path):
    for version in range(1, 6):
        write_store(tmp_path, str(version), figures(version), ORDERS)
    assert sorted(path.name for path in tmp_path.glob("*.duckdb")) == ["3.duckdb", "4.duckdb", "5.duckdb"]


def test_a_store_that_is_not_there_names_the_command_that_makes_one(tmp_path):
    with pytest.raises(StoreMissing, match="python -m metrics refresh --ics"):
        current_path(tmp_path)
    write_store(tmp_path, "1", figures(1), ORDERS).unlink()
    with pytest.raises(StoreMissing, match="is gone"):
        current_path(tmp_path)


def test_a_store_is_read_only(tmp_path):
    write_store(tmp_path, "1", figures(1), ORDERS)
    store = OpenStore(current_path(tmp_path))
    before = store.path.stat().st_mtime_ns
    with pytest.raises(Exception, match="read-only"):
        store.query("DELETE FROM figures")
    store.close()
    time.sleep(0.01)
    assert store.path.stat().st_mtime_ns == before
