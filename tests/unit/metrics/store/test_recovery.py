"""No damage to a store stops a command for ever: the newest whole store serves, and a refresh heals."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

import pytest

from data.paths import store_folder
from data.storage import versions as storage_versions
from metrics.__main__ import main
from metrics.store.fingerprint import is_current
from metrics.store.refresh import refresh
from metrics.store.results import open_store
from metrics.store.versions import roll_back, versions
from tests.lib.store_damage import DAMAGES


@pytest.fixture(autouse=True)
def no_maps(monkeypatch):
    monkeypatch.setattr("geo.maps.draw_maps", lambda ics: None)


@pytest.fixture
def two(refreshed, tmp_path):
    """The versions of a first and a second refresh."""
    first = open_store("QE1").version
    return first, refresh("QE1")


COMMANDS = (
    ["versions"],
    ["values", "emergency_admissions", "--level", "ics"],
    ["explain", "emergency_admissions", "QE1", "latest"],
)


def test_every_command_works_whatever_happened_to_the_newest_store_and_a_refresh_heals_it(two, capsys):
    first, second = two
    folder = store_folder("QE1")
    shutil.copytree(folder, folder.parent / "whole")
    for name, damage in DAMAGES.items():
        shutil.rmtree(folder)
        shutil.copytree(folder.parent / "whole", folder)
        damage(folder / f"{second}.duckdb")
        store = open_store("QE1")
        assert store.version == first, name
        when = f"{store.refreshed_at.day} {store.refreshed_at:%B %Y, %H:%M} UTC"
        sentence = f"The newest store cannot be read; you see the figures of {when}."
        assert store.recovery == sentence
        for command in COMMANDS:
            capsys.readouterr()
            assert main(command) == 0, (name, command)
            assert sentence in capsys.readouterr().err, (name, command)
        assert not is_current("QE1")
    assert main(["refresh", "--if-needed"]) == 0
    assert (open_store("QE1").lost, open_store("QE1").facts["compared_with"]) == ("", first)
    assert open_store("QE1").version > second


def test_a_store_that_cannot_be_read_is_listed_as_such_and_never_rolled_back_to(two):
    first, second = two
    third = refresh("QE1")
    DAMAGES["truncated"](store_folder("QE1") / f"{second}.duckdb")
    (line,) = [one for one in versions("QE1") if one.version == second]
    assert line.fault.startswith(f"{second}.duckdb cannot be read")
    assert roll_back("QE1") == (third, first)


def test_with_no_store_to_read_each_command_names_the_one_that_makes_it(two, capsys):
    for path in store_folder("QE1").glob("*.duckdb"):
        DAMAGES["emptied"](path)
    for command in (*COMMANDS[1:], ["roll-back"]):
        capsys.readouterr()
        assert main(command) == 2
        said = capsys.readouterr().err
        assert "Make one with: python -m metrics refresh --ics QE1" in said and "Traceback" not in said
    assert main(["versions"]) == 0
    assert capsys.readouterr().out.count("cannot be read") == 2
    assert main(["refresh"]) == 0
    assert open_store("QE1").lost == ""


def test_a_clock_that_was_set_back_loses_neither_the_store_in_use_nor_the_one_before(two, monkeypatch):
    first, second = two

    class Earlier(datetime):
        @classmethod
        def now(cls, zone=None):
            return datetime(2001, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(storage_versions, "datetime", Earlier)
    third = refresh("QE1", keep=1)
    assert first < second < third
    assert open_store("QE1").version == third
    assert roll_back("QE1") == (third, second)
