"""Every command that the pages of words, ``--help`` and the program's own sentences print is run."""

from __future__ import annotations

import importlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from data.storage.versioned_file import current_path
from tests.docs.filled import BEFORE, BLANKS, IN_A_COPY, NOT_RUN_TO_THE_END
from tests.docs.printed import CODE, commands_in, options_in_words, printed_commands, shortened_commands
from tests.docs.programs import PROGRAMS, Ended, module_has, refusal, run, subcommands
from tests.lib.server import PROJECT_FOLDER

pytestmark = pytest.mark.slow
COMMANDS = printed_commands()
PARSERS = [parser for program in PROGRAMS for parser in subcommands(program).values()]
SHORTENED = shortened_commands({path[0] for one in PROGRAMS for path in subcommands(one) if path})
# A blank is written in capitals, but for the codes of systems (QHM).
BLANK = re.compile(r"(?!Q[A-Z]{2}$)[A-Z]{2,}$|\{.*\}$|<.*>$|your\b")
NO_FIGURE = re.compile(r"\A.*\n?\Z|^Figure +none", re.MULTILINE)
TWO_AREAS_OF_A_NAME = re.compile(r".* is the .*; the .* of that name is .*\.\n")
# Where no terminal is, long work says each step that it begins.
A_STEP = re.compile(r"^.* \.\.\.\n", re.MULTILINE)


def fail(command: str, why: str) -> None:
    """End the test with a sentence that names where the command is printed."""
    places = COMMANDS.get(command) or SHORTENED.get(command) or ["--help"]
    pytest.fail(f"{', '.join(places)}: `{command}` {why}", pytrace=False)


def filled(command: str) -> list[str]:
    """The words of a command, its blanks filled in and the brackets of what may be left out taken off."""
    words = shlex.split(re.sub(r"[\[\]]", "", command))
    for at, word in enumerate(words):
        if BLANK.match(word):
            fits = [key for key in BLANKS if key.split()[-1] == word and set(key.split()) <= set(words)]
            if not fits:
                fail(command, f"has a blank {word}, which BLANKS in tests/docs/filled.py does not know.")
            words[at] = BLANKS[fits[0]]
    return words


def reasons(command: str) -> Iterator[str]:
    """Why a command is not run to its end; none where it is."""
    return (why for pattern, why in NOT_RUN_TO_THE_END.items() if re.match(pattern, command))


def not_understood(words: list[str]) -> str:
    """What a program of the project says against the words of a command; "" where it accepts them."""
    return refusal(words[2], words[3 : words.index(">") if ">" in words else None])


def is_read(variable: str) -> bool:
    """Whether the code names a variable of the environment."""
    return any(f'"{variable}"' in path.read_text(encoding="utf-8") for path in CODE)


def copy_of_project(into: Path) -> Path:
    """The project without what was made in it and without an ICS's own records."""

    def left_out(folder: str, names: list[str]) -> list[str]:
        made = [".?*", "__pycache__", "tests", "Q??"]
        made += ["store"] if Path(folder) == PROJECT_FOLDER / "data" else []
        return [name for name in names if any(fnmatch(name, pattern) for pattern in made)]

    return shutil.copytree(PROJECT_FOLDER, into, ignore=left_out)


def ended(words: list[str], workplace: Path, monkeypatch: pytest.MonkeyPatch) -> Ended:
    """Run a command; what it prints behind ``>`` goes into that file."""
    into = words[words.index(">") + 1] if ">" in words else None
    words = words[: words.index(">")] if into else words
    writes = " ".join(words).startswith(IN_A_COPY)
    if words[1] != "-m" or writes:
        done = subprocess.run(
            [sys.executable, *words[1:]],
            cwd=copy_of_project(workplace / "project") if writes else workplace,
            env=os.environ | {"PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        result = Ended(done.returncode, done.stdout, done.stderr)
    else:
        if words[2] == "data":
            monkeypatch.setenv("ICS_DATA_FOLDER", str(workplace / "made"))
        result = run(words[2], words[3:])
    if into:
        (workplace / into).write_text(result.out, encoding="utf-8")
    return result


@pytest.mark.parametrize(
    "command", [one for one in COMMANDS if one.startswith("python ") and not any(reasons(one))]
)
def test_a_printed_command_does_what_it_should(command, workplace, store_copy, monkeypatch):
    words = filled(command.replace("VERSION-IN-USE", current_path(store_copy / "QE1").stem))
    if words[1] == "-m" and words[2] not in PROGRAMS:
        fail(command, f"names {words[2]}, which is no program of this project ({', '.join(PROGRAMS)}).")
    for first in (one for start, ones in BEFORE.items() if command.startswith(start) for one in ones):
        before = ended(shlex.split(first), workplace, monkeypatch)
        assert before.status == 0, before.err
    result = ended(words, workplace, monkeypatch)
    if result.status:
        fail(command, f"ended with {result.status}: {result.err or result.out}")
    if complaint := A_STEP.sub("", TWO_AREAS_OF_A_NAME.sub("", result.err)):
        fail(command, f"complained: {complaint}")
    if not result.out:
        fail(command, "printed nothing.")
    if words[3:4] in (["values"], ["explain"]) and NO_FIGURE.search(result.out):
        fail(command, f"gave no figure: {result.out}")


@pytest.mark.parametrize("command", [one for one in COMMANDS if any(reasons(one))])
def test_a_command_that_is_not_run_to_its_end_is_checked_as_far_as_it_goes(command):
    words = filled(command)
    if words[0] == "make":
        makefile = (PROJECT_FOLDER / "Makefile").read_text(encoding="utf-8")
        named = re.search(r"^COMMANDS := (.*)$", makefile, re.MULTILINE)[1].split()
        if words[1] not in named or not_understood(["python", "-m", "threeshifts", words[1]]):
            fail(command, f"names the target {words[1]}, which the Makefile does not have.")
        for variable in (word.split("=")[0] for word in words[2:]):
            if f"$({variable})" not in makefile and not is_read(variable):
                fail(command, f"sets {variable}, which nothing reads.")
    elif words[0] == "uvicorn":
        if not module_has(*words[1].split(":")):
            fail(command, "names an app that there is not.")
    elif words[2] in PROGRAMS:
        if said := not_understood(words):
            fail(command, f"is not understood: {said}")
    elif not any(callable(getattr(module, "main", None)) for module in _modules(words[2])):
        fail(command, "names a module without a function main.")


def _modules(name: str):
    """What ``python -m`` runs: the module, or of a package its __main__, which may only call the package."""
    module = importlib.import_module(name)
    return [module, importlib.import_module(f"{name}.__main__")] if hasattr(module, "__path__") else [module]


@pytest.mark.parametrize("command", [one for one in COMMANDS if one.startswith("export ")])
def test_a_variable_that_is_to_be_exported_is_one_that_the_code_reads(command):
    if not is_read(command.removeprefix("export ").split("=")[0]):
        fail(command, "sets a variable that no code reads.")


@pytest.mark.parametrize("program", PROGRAMS)
def test_help_is_there_for_every_command_and_the_commands_in_it_are_understood(program):
    for path, parser in subcommands(program).items():
        asked = run(program, [*path, "--help"])
        assert (asked.status, asked.err) == (0, ""), path
        assert len(asked.out.splitlines()) > 3, path
        helps = [action.help or "" for action in parser._actions]
        for command in commands_in("\n".join([parser.description or "", parser.epilog or "", *helps])):
            words = filled(command)
            if words[:2] == ["python", "-m"] and (said := not_understood(words)):
                fail(command, f"in the help of {program} {' '.join(path)} is not understood: {said}")


@pytest.mark.parametrize("command", SHORTENED)
def test_a_command_without_its_program_is_understood_by_one_of_them(command):
    said = [refusal(program, filled(command)) for program in PROGRAMS]
    if all(said):
        fail(command, f"is understood by no program: {' '.join(said)}")


def test_every_option_that_a_page_names_is_one_of_a_command():
    known = {option for parser in PARSERS for option in parser._option_string_actions}
    wrong = [f"{places[0]}: {one}" for one, places in options_in_words().items() if one not in known]
    assert not wrong, f"No command has {', '.join(wrong)}."


def test_no_entry_of_the_tables_is_unused():
    lines = [" ".join(filled(command)) for command in COMMANDS]
    tables = {"NOT_RUN_TO_THE_END": NOT_RUN_TO_THE_END, "BEFORE": BEFORE, "IN_A_COPY": IN_A_COPY}
    unused = [
        f"{name}: {start!r}"
        for name, table in tables.items()
        for start in table
        if not any(re.match(start, line) for line in lines)
    ]
    blanks = {word for command in [*COMMANDS, *SHORTENED] for word in re.findall(r"\w+", command)}
    unused += [f"BLANKS: {key!r}" for key in BLANKS if key.split()[-1] not in blanks]
    assert not unused, f"No printed command needs {'; '.join(unused)}: take it out of tests/docs/filled.py."
