"""A store is written whole under a new name and then pointed at; the one in use is never touched."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

from data.storage.leftovers import remove_leftovers
from data.storage.open_store import OpenStore, StoreMissing
from data.storage.versioned_file import (
    TakenOver,
    current_path,
    stores,
    use_version,
    write_store,
)
from tests.lib.killed import killed_half_way

ORDERS = {"by_size": ("figures", "size, name")}

# Writes a store that never ends: what a refresh does when it is killed half-way.
ENDLESS = """
import sys
import pandas as pd
from pathlib import Path
from data.storage.versioned_file import write_store

class Endless(dict):
    def items(self):
        yield "figures", pd.DataFrame({"name": ["x"], "size": [9]})
        print("half-way", flush=True)
        sys.stdin.read()  # until it is killed

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


def test_a_refresh_that_is_killed_leaves_the_former_store_in_use_and_the_next_clears_up(
    tmp_path, monkeypatch
):
    write_store(tmp_path, "1", figures(1), ORDERS)
    killed_half_way(ENDLESS, tmp_path, ICS_DATA_FOLDER=str(tmp_path))
    assert list(tmp_path.glob("*.part*")), "a half-written file lies there"
    assert sizes(tmp_path) == [0, 1]
    monkeypatch.setenv("ICS_DATA_FOLDER", str(tmp_path))
    remove_leftovers()
    assert not list(tmp_path.glob("*.part*"))
    write_store(tmp_path, "3", figures(3), ORDERS)
    assert sizes(tmp_path) == [2, 3]


def test_an_error_while_writing_leaves_the_former_store_in_use(tmp_path):
    write_store(tmp_path, "1", figures(1), ORDERS)
    with pytest.raises(Exception, match="no_such_column"):
        write_store(tmp_path, "2", figures(2), {"wrong": ("figures", "no_such_column")})
    assert sizes(tmp_path) == [0, 1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.duckdb", "1.sha256", "current", "used"]


def test_an_interrupted_pointer_leaves_the_former_store_in_use(tmp_path, monkeypatch):
    write_store(tmp_path, "1", figures(1), ORDERS)
    replace = os.replace

    def refuse(source, target):
        if str(target).endswith("current"):
            raise OSError("disk full")
        replace(source, target)

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(OSError, match="disk full"):
        write_store(tmp_path, "2", figures(2), ORDERS)
    assert sizes(tmp_path) == [0, 1]


def test_open_readers_go_on_reading_while_stores_are_replaced(tmp_path):
    write_store(tmp_path, "1", figures(1), ORDERS)
    reader = OpenStore(current_path(tmp_path))
    for version in range(2, 8):
        write_store(tmp_path, str(version), figures(version), ORDERS)
        assert reader.query("SELECT size FROM figures")["size"].tolist() == [0, 1]
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


def test_five_versions_are_kept(tmp_path):
    for version in range(1, 8):
        write_store(tmp_path, str(version), figures(version), ORDERS)
    assert stores(tmp_path).names() == ["3", "4", "5", "6", "7"]
    write_store(tmp_path, "8", figures(8), ORDERS, keep=2)
    assert stores(tmp_path).names() == ["7", "8"]


def test_a_store_in_use_is_kept_however_old_it_is(tmp_path):
    for version in range(1, 4):
        write_store(tmp_path, str(version), figures(version), ORDERS)
    use_version(tmp_path, "1")
    write_store(tmp_path, "4", figures(4), ORDERS, use=False, keep=1)
    assert stores(tmp_path).names() == ["1", "4"]
    assert sizes(tmp_path) == [0, 1]


def test_a_version_that_is_not_there_is_not_put_to_use(tmp_path):
    write_store(tmp_path, "1", figures(1), ORDERS)
    with pytest.raises(StoreMissing, match="There is no store 2 of .*; there are: 1"):
        use_version(tmp_path, "2")
    assert sizes(tmp_path) == [0, 1]


def test_rows_are_taken_over_from_a_former_store_and_an_objection_stops_it(tmp_path):
    former = write_store(tmp_path, "1", figures(1), ORDERS)
    taken = TakenOver(("figures",), "name", ("b",))
    new = {"figures": pd.DataFrame({"name": ["c"], "size": [7]})}
    seen = []

    def object_to(query):
        seen.append(query("SELECT COUNT(*) AS n FROM figures JOIN former.figures USING (name)").n.iloc[0])
        raise ValueError("too much would vanish")

    with pytest.raises(ValueError, match="vanish"):
        write_store(tmp_path, "2", new, ORDERS, former=former, taken=taken, more=object_to)
    assert (seen, stores(tmp_path).names(), sizes(tmp_path)) == ([1], ["1"], [0, 1])
    write_store(tmp_path, "3", new, ORDERS, former=former, taken=taken)
    assert sizes(tmp_path) == [0, 7]


def test_a_store_that_is_not_there_names_the_command_that_makes_one(tmp_path):
    with pytest.raises(StoreMissing, match="python -m metrics refresh --ics"):
        current_path(tmp_path)
    write_store(tmp_path, "1", figures(1), ORDERS).unlink()
    with pytest.raises(StoreMissing, match="There is no store for"):
        current_path(tmp_path)


def test_a_store_is_read_only(tmp_path):
    write_store(tmp_path, "1", figures(1), ORDERS)
    store = OpenStore(current_path(tmp_path))
    before = store.path.read_bytes()
    with pytest.raises(Exception, match="read-only"):
        store.query("DELETE FROM by_size")
    store.close()
    assert store.path.read_bytes() == before
