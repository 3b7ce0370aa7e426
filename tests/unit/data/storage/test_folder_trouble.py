"""A full disk, a read-only folder, a missing permission: a sentence names the folder, no file is blamed."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data.command_line import PROBLEMS, commands_of, parser_of, run_command
from data.errors import SourceError
from data.records.checks import check_rows
from data.records.record_files import reading_error
from data.storage.atomic_file import atomic_file, write_atomically
from data.storage.engines import in_memory
from data.storage.folder_trouble import FolderUnusable, folder_trouble
from data.storage.versioned_file import current_path, write_store
from data.tables import deaths
from tests.unit.data.own_rows import own_rows


def of_number(number: int, path: Path | str = "/srv/ics/figures.json") -> OSError:
    return OSError(number, os.strerror(number), str(path))


CASES = {
    "full": (of_number(errno.ENOSPC), "The disk of .* is full .*MB are free.*Make room"),
    "quota": (of_number(errno.EDQUOT), "The disk of .* is full"),
    "read-only": (of_number(errno.EROFS), "is on a disk that is read-only.*must be writable"),
    "refused": (of_number(errno.EACCES), "This account may not write to .*Give it the right"),
    "DuckDB, full": (
        duckdb.IOException('IO Error: Could not write file "/srv/x.part": No space left on device'),
        "The disk of .* is full",
    ),
    "DuckDB, refused": (
        duckdb.IOException('IO Error: Cannot open file "/srv/x.part": Permission denied'),
        "This account may not write to",
    ),
    "SQLite": (sqlite3.OperationalError("database or disk is full"), "The disk of .* is full"),
}


@pytest.mark.parametrize(("error", "sentence"), CASES.values(), ids=CASES)
def test_each_kind_of_trouble_has_its_sentence_whichever_library_met_it(error, sentence):
    with pytest.raises(FolderUnusable, match=sentence):
        raise folder_trouble(error)


def test_trouble_further_down_is_seen_and_other_errors_are_none():
    try:
        try:
            raise of_number(errno.ENOSPC)
        except OSError as error:
            raise SourceError("deaths.csv: is not a whole table.") from error
    except SourceError as error:
        assert isinstance(folder_trouble(error), FolderUnusable)
    assert folder_trouble(SourceError("deaths.csv: is not a whole table.")) is None
    assert folder_trouble(of_number(errno.ENOENT)) is None


def test_a_full_disk_while_a_file_is_written_names_its_folder_and_leaves_the_old_file(tmp_path):
    write_atomically(tmp_path / "figures.json", "old")
    with pytest.raises(FolderUnusable, match=f"The disk of {tmp_path} is full"):
        with atomic_file(tmp_path / "figures.json"):
            raise OSError(errno.ENOSPC, "No space left on device")
    assert [path.name for path in tmp_path.iterdir()] == ["figures.json"]


def test_a_full_disk_while_a_store_is_written_leaves_the_former_one(tmp_path):
    tables = {"figures": pd.DataFrame({"name": ["a"]})}
    write_store(tmp_path, "1", tables, {})

    def full(query):
        raise duckdb.IOException("IO Error: Could not write file: No space left on device")

    with pytest.raises(FolderUnusable, match=f"The disk of {tmp_path} is full"):
        write_store(tmp_path, "2", tables, {}, more=full)
    assert current_path(tmp_path).stem == "1"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_what_duckdb_says_of_a_disk_that_is_really_full_is_understood():
    with in_memory() as connection, pytest.raises(duckdb.Error) as full:
        connection.execute("COPY (SELECT * FROM range(1000000)) TO '/dev/full' (FORMAT csv)")
    assert "is full" in str(folder_trouble(full.value))


def test_the_file_that_is_read_is_not_blamed_for_a_full_disk(tmp_path, monkeypatch):
    own_rows("deaths", 20, bad=1).to_csv(tmp_path / "deaths.csv", index=False)

    def full(*given):
        raise duckdb.IOException('IO Error: Could not write file "/srv/x": No space left on device')

    monkeypatch.setattr("data.records.checks._Check.run", full)
    with pytest.raises(FolderUnusable, match="is full") as stopped:
        check_rows(tmp_path / "deaths.csv", deaths, tmp_path / "checked")
    assert "deaths.csv" not in str(stopped.value)
    assert "deaths.csv" in str(reading_error(tmp_path / "deaths.csv", duckdb.Error("anything else")))


def test_every_command_ends_with_the_sentence_and_without_a_traceback(capsys):
    def run(options):
        raise of_number(errno.EROFS)

    parser = parser_of("example", "A command.")
    commands_of(parser)("write", run, "Write.")
    assert run_command(parser, ["write"]) == PROBLEMS
    assert "is on a disk that is read-only" in capsys.readouterr().err
