"""Whatever happens to the newest store, the next page shows the newest figures that can be read."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.storage.open_store import OpenStore
from data.storage.versioned_file import current_path, use_version
from data.storage.versions import next_version
from metrics.store.results import open_store
from pages.shell.warm_up import warm_up
from tests.lib.store_damage import DAMAGES
from tests.pages.test_pages_without_browser import drawn, words

pytestmark = pytest.mark.slow
SENTENCE = "The newest store cannot be read; you see the figures of "


@pytest.fixture
def folder(store_folder, tmp_path, monkeypatch) -> Path:
    """A copy of the store with a second version, which is in use."""
    copy = tmp_path / "made" / "QE1"
    copy.mkdir(parents=True)
    first = current_path(store_folder / "QE1")
    for path in (first, first.with_suffix(".sha256"), first.with_name("current"), first.with_name("used")):
        if path.exists():
            shutil.copy(path, copy)
    second = next_version([first.stem], datetime(2001, 1, 1, tzinfo=UTC))
    shutil.copy(first, copy / f"{second}.duckdb")
    use_version(copy, second)
    monkeypatch.setenv("ICS_DATA_FOLDER", str(tmp_path / "made"))
    return copy


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_cold_start_with_a_damaged_store_serves_the_one_before(folder, store_folder, damage):
    newest = current_path(folder)
    damage(newest)
    assert warm_up("QE1") is True
    app = drawn(store_folder, "data")
    assert not app.exception
    assert SENTENCE in words(app)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_store_that_is_damaged_while_it_is_served_is_left_with_the_next_page(folder, store_folder, damage):
    app = drawn(store_folder, "data")
    assert not app.exception and SENTENCE not in words(app)
    damage(current_path(folder))
    again = app.run()
    assert not again.exception
    assert SENTENCE in words(again)


def test_a_damaged_pointer_is_stated_and_the_figures_stay(folder, store_folder):
    before = open_store("QE1").version
    DAMAGES["emptied"](folder / "current")
    app = drawn(store_folder, "data")
    assert not app.exception and open_store("QE1").version == before
    assert "cannot be read" in words(app)


def test_with_no_store_to_read_a_page_names_the_command_that_makes_one(folder, store_folder):
    for path in folder.glob("*.duckdb"):
        DAMAGES["emptied"](path)
    assert warm_up("QE1") is False
    app = drawn(store_folder, "data")
    assert not app.exception
    assert "python -m metrics refresh --ics QE1" in words(app)


def test_nothing_that_goes_wrong_in_warming_up_stops_the_server(folder, monkeypatch):
    def broken(*given):
        raise RuntimeError("a file of the system's own")

    monkeypatch.setattr("pages.shell.warm_up.attention_of", broken)
    assert warm_up("QE1") is False


def test_a_store_that_was_opened_before_goes_on_being_read_where_it_is_whole(folder):
    store = OpenStore(current_path(folder))
    assert store.query("SELECT COUNT(*) AS n FROM results").n.iloc[0] > 0
    store.close()
