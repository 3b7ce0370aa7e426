"""A store or pointer that is damaged costs itself: the newest other store that was in use is read instead."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest

from data.storage.open_store import OpenStore, StoreMissing, StoreUnreadable, check_store
from data.storage.versioned_file import current_path, open_in_use, stores, use_version, write_store
from tests.lib.store_damage import DAMAGES

OF_ONE = pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)


def write(folder, version: str, **given) -> None:
    rows = pd.DataFrame({"name": [f"row {number}" for number in range(20_000)], "version": version})
    write_store(folder, version, {"figures": rows}, {}, **given)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Three stores that were in use one after another, and one that was built for review alone."""
    folder = tmp_path_factory.mktemp("whole")
    for version in ("1", "2", "3"):
        write(folder, version)
    write(folder, "4", use=False)
    return folder


@pytest.fixture
def folder(whole, tmp_path):
    """A copy to damage."""
    return shutil.copytree(whole, tmp_path / "QE1")


def opened(folder) -> tuple[str, str]:
    """The version that is read, and why it is not the newest."""

    def read(path) -> str:
        store = OpenStore(path)
        try:
            return store.query("SELECT DISTINCT version FROM figures WHERE name <> 'x'").version.iloc[0]
        finally:
            store.close()

    return open_in_use(folder, read)


@OF_ONE
def test_a_damaged_store_is_replaced_by_the_one_in_use_before_it(folder, damage):
    damage(folder / "3.duckdb")
    version, lost = opened(folder)
    assert version == "2"
    assert lost


@OF_ONE
def test_a_damaged_pointer_costs_nothing_but_itself(folder, damage):
    damage(folder / "current")
    version, lost = opened(folder)
    assert version == "3"
    assert lost.startswith(f"{folder.name}/current ")


@OF_ONE
def test_damaged_notes_of_what_was_in_use_cost_nothing_while_the_pointer_is_whole(folder, damage):
    damage(folder / "used")
    damage(folder / "3.sha256")
    assert opened(folder) == ("3", "")


@OF_ONE
def test_a_store_that_is_put_to_use_heals_store_pointer_and_notes(folder, damage):
    for name in ("3.duckdb", "current", "used"):
        if not (damage is DAMAGES["replaced_by_a_folder"] and name != "3.duckdb"):
            damage(folder / name)
    write(folder, "5")
    assert opened(folder) == ("5", "")
    write(folder, "6")
    damage(folder / "6.duckdb")
    assert opened(folder)[0] == "5"


def test_a_store_that_was_never_in_use_is_never_recovered_to(folder):
    for version in ("1", "2", "3"):
        DAMAGES["emptied"](folder / f"{version}.duckdb")
    with pytest.raises(StoreUnreadable, match="No store of .* can be read.*python -m metrics refresh --ics"):
        opened(folder)


def test_a_folder_of_reviewed_stores_alone_has_no_store_in_use(tmp_path):
    write(tmp_path, "1", use=False)
    with pytest.raises(StoreMissing):
        current_path(tmp_path)


def test_a_folder_of_before_notes_were_kept_recovers_to_its_newest_whole_store(folder):
    for path in (folder / "used", *folder.glob("*.sha256"), folder / "4.duckdb"):
        path.unlink()
    DAMAGES["emptied"](folder / "3.duckdb")
    assert opened(folder)[0] == "2"


@OF_ONE
def test_a_damaged_store_is_not_put_to_use(folder, damage):
    damage(folder / "2.duckdb")
    with pytest.raises(StoreMissing):
        use_version(folder, "2")
    assert opened(folder) == ("3", "")


@OF_ONE
def test_a_store_that_is_damaged_while_it_is_open_is_noticed(folder, damage):
    store = OpenStore(folder / "3.duckdb")
    damage(folder / "3.duckdb")
    assert opened(folder)[0] == "2", "whoever opens the store in use next"
    store.close()


def test_a_damaged_block_met_in_a_query_is_our_error_and_the_store_is_not_opened_again(folder):
    shutil.copy(folder / "3.duckdb", folder / "whole")
    store = OpenStore(folder / "3.duckdb")
    with (folder / "3.duckdb").open("r+b") as file:
        file.truncate(12_288)
    with pytest.raises(StoreUnreadable, match="3.duckdb cannot be read .it is cut short"):
        store.query("SELECT name FROM figures WHERE name LIKE '%7'")
    store.close()
    assert opened(folder)[0] == "2"
    shutil.copy(folder / "whole", folder / "3.duckdb")
    assert opened(folder) == ("3", ""), "brought back from a backup"


def test_a_question_that_no_store_could_answer_says_nothing_against_the_store(folder):
    store = OpenStore(folder / "3.duckdb")
    with pytest.raises(Exception, match="no_such_table"):
        store.query("SELECT * FROM no_such_table")
    check_store(folder / "3.duckdb")
    store.close()


def test_the_store_in_use_and_the_one_to_roll_back_to_are_never_removed(folder):
    use_version(folder, "2")
    write(folder, "5", use=False, keep=1)
    assert stores(folder).names() == ["1", "2", "5"], "in use is 2, before it 1"
    assert opened(folder) == ("2", "")


@OF_ONE
def test_a_store_without_a_noted_hash_is_read_to_its_last_block_before_it_is_used(folder, damage):
    (folder / "3.sha256").unlink()
    damage(folder / "3.duckdb")
    assert opened(folder)[0] == "2"
