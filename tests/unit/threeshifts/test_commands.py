"""``python -m threeshifts`` does what it says, in order, and stops at what fails."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from tests.lib.server import PROJECT_FOLDER
from threeshifts import commands
from threeshifts.commands import TEST, TEST_ENGINES, TEST_FAST, main
from threeshifts.environment import NotReady, program

REFRESH = [program("python"), "-m", "metrics", "refresh", "--ics"]
PYTEST = [program("python"), "-m", "pytest"]


class Called(list):
    """All commands that were called, in order; ``fails`` has the status of one that fails, by its word."""

    def __init__(self):
        self.fails: dict[str, int] = {}

    def call(self, *command: str, quietly: bool = False) -> int:
        self.append(list(command))
        return next((status for word, status in self.fails.items() if word in command), 0)

    def serve(self, environment: dict[str, str]) -> int:
        self.append(["serve", environment["ICS"], environment["PORT"]])
        return 0


@pytest.fixture
def called(monkeypatch) -> Called:
    one = Called()
    monkeypatch.setattr(commands, "call", one.call)
    monkeypatch.setattr(commands, "_serve", one.serve)
    monkeypatch.setattr(commands, "prepare", lambda for_tests=False: one.append(["prepare", for_tests]))
    monkeypatch.delenv("ICS", raising=False)
    monkeypatch.delenv("PORT", raising=False)
    return one


def test_run_sets_up_builds_and_serves(called, capsys):
    assert main(["run"]) == 0
    assert called == [
        ["prepare", False],
        [*REFRESH, "QE1", "--if-needed", "--wait"],
        ["serve", "QE1", "8501"],
    ]
    assert "Serving on http://127.0.0.1:8501 (Ctrl-C stops)" in capsys.readouterr().out


def test_port_and_ics_come_from_variables_and_from_options_before_them(called, monkeypatch):
    monkeypatch.setenv("ICS", "QHM")
    monkeypatch.setenv("PORT", "8600")
    main(["run"])
    assert called[1:] == [[*REFRESH, "QHM", "--if-needed", "--wait"], ["serve", "QHM", "8600"]]
    called.clear()
    main(["run", "--ics", "QOP", "--port", "8700"])
    assert called[1:] == [[*REFRESH, "QOP", "--if-needed", "--wait"], ["serve", "QOP", "8700"]]


@pytest.mark.parametrize(("status", "serves"), [(1, True), (2, False), (-9, False)])
def test_a_problem_of_one_metric_does_not_keep_the_others_from_being_served(called, status, serves):
    called.fails["refresh"] = status
    assert main(["run"]) == (0 if serves else status)
    assert (called[-1][0] == "serve") is serves


def test_refresh_hands_on_the_options_that_are_not_its_own(called):
    assert main(["refresh", "--full", "--ics", "QHM", "--keep", "2"]) == 0
    assert called == [["prepare", False], [*REFRESH, "QHM", "--full", "--keep", "2"]]


def test_test_checks_before_it_tests_and_stops_at_what_fails(called):
    assert main(["test"]) == 0
    words = [" ".join(map(str, call)) for call in called]
    wanted = ["ruff check", "lint-imports", "metrics check", "pytest"]
    assert [next(one for one in wanted if one in word) for word in words[-4:]] == wanted
    assert ["prepare", True] in called
    called.clear()
    called.fails["ruff"] = 1
    assert main(["test"]) == 1
    assert PYTEST not in called


def test_what_needs_another_database_is_tested_by_a_command_of_its_own(called):
    assert main(["test-engines"]) == 0
    assert called[-1] == [*PYTEST, *TEST_ENGINES]
    called.clear()
    assert main(["test"]) == 0
    assert called[-1] == [*PYTEST, *TEST]
    assert (TEST[-1], TEST_ENGINES[-1]) == ("not postgresql", "postgresql")


def test_test_fast_leaves_out_what_takes_long(called):
    assert main(["test-fast"]) == 0
    assert called == [["prepare", True], [*PYTEST, *TEST_FAST]]


def test_elsewhere_than_on_linux_what_the_tests_need_is_said(called, monkeypatch, capsys):
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setenv("CHROMIUM", "/Applications/Chromium")
    monkeypatch.delenv("POSTGRESQL_BIN", raising=False)
    assert main(["test"]) == 0
    assert main(["test-engines"]) == 0
    assert not any("sh" in call for call in called)
    assert capsys.readouterr().err.splitlines() == [
        "The tests of engines need PostgreSQL. Install it, and name it in the variable POSTGRESQL_BIN."
    ]


def test_clean_removes_what_was_made_and_nothing_else(tmp_path, monkeypatch):
    store, environment = tmp_path / "data" / "store", tmp_path / ".venv"
    for folder in (store, environment, tmp_path / "data" / "records"):
        folder.mkdir(parents=True)
        (folder / "one").write_text("one", encoding="utf-8")
    monkeypatch.setattr(commands, "_STORE_FOLDER", store)
    monkeypatch.setattr(commands, "FOLDER", environment)
    assert main(["clean"]) == 0
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["data", "one", "records"]
    assert main(["clean"]) == 0


def test_clean_says_what_a_program_still_uses(tmp_path, monkeypatch, capsys):
    def refuse(folder):
        raise PermissionError(13, "Access is denied", str(folder / "python.exe"))

    monkeypatch.setattr(shutil, "rmtree", refuse)
    monkeypatch.setattr(commands, "FOLDER", tmp_path)
    assert main(["clean"]) == 1
    assert "python.exe cannot be removed; does a program still use it?" in capsys.readouterr().err


@pytest.mark.parametrize("reason", [NotReady("This needs Python 3.11 or newer."), KeyboardInterrupt()])
def test_what_stops_the_command_is_a_sentence_or_a_status(called, monkeypatch, capsys, reason):
    def stop(for_tests=False):
        raise reason

    monkeypatch.setattr(commands, "prepare", stop)
    assert main(["run"]) == (1 if isinstance(reason, NotReady) else 130)
    assert capsys.readouterr().err.strip() == str(reason)


@pytest.mark.parametrize("words", [["check", "--full"], ["run", "--port", "many"], ["sing"]])
def test_what_is_not_understood_is_wrong_usage(called, words, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(words)
    assert called == []


def test_make_knows_every_command_and_calls_it():
    names = re.search(r"^COMMANDS := (.+)$", (PROJECT_FOLDER / "Makefile").read_text("utf-8"), re.MULTILINE)[
        1
    ]
    told = subprocess.run(
        [sys.executable, "-m", "threeshifts", "help"],
        cwd=PROJECT_FOLDER,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    assert sorted(names.split()) == sorted(re.findall(r"^    ([a-z-]+)(?:  |$)", told, re.MULTILINE))
    assert all(f"    {name}" in told for name in names.split())
