"""The audit log: a line for each event, for its owner's eyes alone, without texts of people or records."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from data.__main__ import main
from data.access import audit
from data.access.audit import AuditUnavailable, audit_file, entries, record
from tests.lib.server import PROJECT_FOLDER

needs_modes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
JANE = "jane@example.nhs.uk"


@pytest.fixture(autouse=True)
def records_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ICS_RECORDS_FOLDER", str(tmp_path / "records"))


def lines() -> list[dict]:
    return [json.loads(line) for line in audit_file("QE1").read_text("ascii").splitlines()]


def test_a_line_says_when_who_what_and_on_which_store():
    record("comment", JANE, "QE1", store="20261126", metric="deaths", area="E54000048", comment_version=3)
    (line,) = lines()
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "event": "comment",
        "account": JANE,
        "system": "QE1",
        "store": "20261126",
        "metric": "deaths",
        "area": "E54000048",
        "comment_version": 3,
    }


def test_lines_are_added_and_each_system_has_its_own():
    record("sign-in", JANE, "QE1")
    record("sign-out", JANE, "QE1")
    record("sign-in", "", "QHM")
    assert [one["event"] for one in entries("QE1")] == ["sign-in", "sign-out"]
    assert [one["account"] for one in entries("QHM")] == [audit.NOT_SIGNED_IN]
    assert list(entries("QRL")) == []


def test_a_fact_that_the_event_does_not_have_is_refused():
    with pytest.raises(ValueError, match="comment has no means"):
        record("comment", JANE, "QE1", means="What the owner wrote.")
    assert not audit_file("QE1").exists()


def test_nothing_in_a_fact_can_begin_a_line_of_its_own():
    definition = 'Metric(\n  id="x")\r\u2028{"event": "sign-in"}\u202e'
    record("preview", JANE + "\n{}", "QE1", definition=definition)
    (line,) = lines()
    assert line["definition"] == definition and audit_file("QE1").read_bytes().count(b"\n") == 1


@needs_modes
def test_only_its_owner_can_read_it_even_where_others_could_before():
    record("sign-in", JANE, "QE1")
    path = audit_file("QE1")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    path.chmod(0o644)
    record("sign-out", JANE, "QE1")
    assert path.stat().st_mode & 0o777 == 0o600


@needs_modes
def test_a_link_in_its_place_is_not_followed(tmp_path):
    path = audit_file("QE1")
    path.parent.mkdir(parents=True)
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(AuditUnavailable, match="cannot be written"):
        record("sign-in", JANE, "QE1")
    assert not (tmp_path / "elsewhere").exists()


def test_a_log_that_cannot_be_written_is_a_sentence_without_a_path(tmp_path):
    (tmp_path / "records").write_text("a file where the folder should be")
    with pytest.raises(AuditUnavailable) as refused:
        record("sign-in", JANE, "QE1")
    assert "cannot be written" in str(refused.value) and str(tmp_path) not in str(refused.value)


def test_a_full_disk_is_a_sentence_and_the_torn_line_does_not_spoil_the_next(monkeypatch):
    record("sign-in", JANE, "QE1")
    write = os.write
    with monkeypatch.context() as full:
        full.setattr(os, "write", lambda descriptor, line: write(descriptor, line[:20]))
        with pytest.raises(AuditUnavailable, match="the disk is full"):
            record("sign-out", JANE, "QE1")
    record("sign-in", JANE, "QE1")
    assert [one and one["event"] for one in entries("QE1")] == ["sign-in", None, "sign-in"]


def test_a_line_that_cannot_be_read_is_counted_and_the_others_stay():
    record("sign-in", JANE, "QE1")
    path = audit_file("QE1")
    path.write_bytes(path.read_bytes() + b'\xff{"torn\n[]\n{"at": "2026"}\n')
    record("sign-out", JANE, "QE1")
    assert [one and one["event"] for one in entries("QE1")] == ["sign-in", None, None, None, "sign-out"]


def test_processes_that_write_at_once_lose_no_line():
    code = (
        "from data.access.audit import record\n"
        "for one in range(100): record('preview', 'jane', 'QE1', definition='x' * 2_000)"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT_FOLDER) for _ in range(3)]
    assert [one.wait() for one in runs] == [0, 0, 0]
    found = list(entries("QE1"))
    assert len(found) == 300 and all(one and one["definition"] == "x" * 2_000 for one in found)


def read(*options: str, capsys) -> tuple[int, list[str], str]:
    status = main(["audit", "--ics", "QE1", *options])
    printed = capsys.readouterr()
    return status, printed.out.splitlines(), printed.err


def test_the_command_prints_the_events_that_are_asked_for(capsys):
    record("sign-in", JANE, "QE1")
    record("comment", JANE, "QE1", metric="deaths", area="E54000048", comment_version=3)
    record("sign-in", "sam@example.nhs.uk", "QE1")
    assert [len(read(*options, capsys=capsys)[1]) for options in ((), ("--account", JANE))] == [3, 2]
    status, (line,), error = read("--event", "comment", "--since", "2026-01-01", capsys=capsys)
    assert (status, error) == (0, "")
    assert 'comment  "jane@example.nhs.uk"  metric="deaths"  area="E54000048"  comment_version=3' in line
    assert json.loads(read("--event", "comment", "--format", "json", capsys=capsys)[1][0]) == lines()[1]
    assert read("--since", "2999-01-01", capsys=capsys)[1] == ["No such event of QE1 is in its audit log."]


def test_the_command_says_how_many_lines_it_cannot_read(capsys):
    record("sign-in", JANE, "QE1")
    with audit_file("QE1").open("ab") as file:
        file.write(b"{torn\n")
    status, printed, error = read(capsys=capsys)
    assert (status, len(printed)) == (1, 1) and "1 lines cannot be read" in error
