"""The virtual environment is made once, and again or brought up to date exactly when it has to be."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from threeshifts import environment
from threeshifts.environment import NotReady, find_python, prepare, program

RUN = "pip install -r requirements.txt"
TEST = "pip install -r requirements-test.txt"
CHECK = "pip check"


class Machine:
    """A machine on which commands are noted, not run."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.called: list[str] = []
        self.fails = ""
        self.broken: set[str] = set()
        self.lacks_venv = False

    def call(self, *command: str, quietly: bool = False) -> int:
        words = " ".join(
            part for part in command[1:] if part not in ("-m", "--disable-pip-version-check", "-qq")
        )
        self.called.append(words)
        if words.startswith("venv"):
            (self.folder / ".venv").mkdir(exist_ok=True)
        return 1 if self.fails and self.fails in words else 0

    def runs(self, python: str, code: str) -> bool:
        return python not in self.broken and not ("ensurepip" in code and self.lacks_venv)

    def since(self) -> list[str]:
        """What was called since this was last asked."""
        called, self.called = self.called, []
        return called


@pytest.fixture
def machine(tmp_path, monkeypatch) -> Machine:
    one = Machine(tmp_path)
    for name in ("requirements.txt", "constraints.txt", "requirements-test.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(environment, "PROJECT_FOLDER", tmp_path)
    monkeypatch.setattr(environment, "FOLDER", tmp_path / ".venv")
    monkeypatch.setattr(environment, "call", one.call)
    monkeypatch.setattr(environment, "_runs", one.runs)
    monkeypatch.delenv("PYTHON", raising=False)
    return one


def test_the_first_start_makes_all_and_the_second_nothing(machine, capsys):
    prepare()
    assert machine.since() == [f"venv --clear {machine.folder / '.venv'}", RUN, CHECK]
    assert capsys.readouterr().out.splitlines() == [
        "Making a virtual environment in .venv",
        "Installing what the dashboard needs (about a minute, once)",
    ]
    prepare()
    assert machine.since() == []
    assert capsys.readouterr().out == ""


def test_what_the_tests_need_is_installed_for_them_alone(machine):
    prepare()
    machine.since()
    prepare(for_tests=True)
    assert machine.since() == [TEST, CHECK]
    prepare(for_tests=True)
    assert machine.since() == []


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ("requirements.txt", [RUN, CHECK, TEST, CHECK]),
        ("constraints.txt", [RUN, CHECK, TEST, CHECK]),
        ("requirements-test.txt", [TEST, CHECK]),
    ],
)
def test_what_changed_in_the_requirements_is_installed(machine, changed, wanted):
    prepare(for_tests=True)
    machine.since()
    (machine.folder / changed).write_text("others", encoding="utf-8")
    prepare(for_tests=True)
    assert machine.since() == wanted


def test_a_folder_that_was_moved_gets_a_new_environment(machine, monkeypatch):
    prepare()
    moved = machine.folder.rename(machine.folder.with_name("moved"))
    machine.folder = moved
    monkeypatch.setattr(environment, "PROJECT_FOLDER", moved)
    monkeypatch.setattr(environment, "FOLDER", moved / ".venv")
    machine.since()
    prepare()
    assert machine.since()[0] == f"venv --clear {moved / '.venv'}"


def test_an_environment_whose_python_was_removed_is_made_again(machine):
    prepare()
    machine.since()
    machine.broken.add(program("python"))
    prepare()
    assert machine.since()[0].startswith("venv --clear")


def test_what_could_not_be_installed_is_tried_again(machine):
    machine.fails = RUN
    with pytest.raises(NotReady, match="printed above"):
        prepare()
    machine.since()
    machine.fails = ""
    prepare()
    assert machine.since() == [RUN, CHECK]


def test_an_environment_that_cannot_be_made_is_told(machine):
    machine.fails = "venv"
    with pytest.raises(NotReady, match="The folder .venv cannot be made"):
        prepare()


@pytest.mark.parametrize(("user", "installs"), [(0, True), (1000, False)])
def test_where_debian_keeps_venv_apart_root_installs_it_and_others_are_told(
    machine, monkeypatch, user, installs
):
    package = f"python3.{sys.version_info.minor}-venv"
    machine.lacks_venv = True
    monkeypatch.setattr("os.geteuid", lambda: user, raising=False)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    if installs:
        prepare()
        assert machine.since()[1].endswith(f"--no-install-recommends {package}")
    else:
        with pytest.raises(NotReady, match=f"sudo apt-get install {package}$"):
            prepare()
        assert machine.since() == []


def test_this_python_is_taken_before_others_of_the_machine(machine):
    assert find_python() == sys.executable
    machine.broken |= {sys.executable, "python3"}
    assert find_python() == "python3.14"


def test_a_python_that_is_named_is_the_only_one_tried(machine, monkeypatch):
    monkeypatch.setenv("PYTHON", "/opt/old/python3")
    assert find_python() == "/opt/old/python3"
    machine.broken.add("/opt/old/python3")
    with pytest.raises(NotReady, match="needs Python 3.11 or newer, and /opt/old/python3 is not"):
        find_python()


def test_a_machine_whose_python_is_too_old_is_told_so(monkeypatch):
    monkeypatch.delenv("PYTHON", raising=False)
    assert find_python() == sys.executable
    monkeypatch.setattr(environment, "OLDEST", (99, 0))
    monkeypatch.setattr(environment, "_NAMES", ("no-such-python",))
    with pytest.raises(NotReady, match="Install one, or name it in the variable PYTHON"):
        find_python()


@pytest.mark.parametrize(
    "path", sorted(Path(environment.__file__).parent.glob("*.py")), ids=lambda path: path.name
)
def test_an_older_python_without_any_package_can_say_what_is_missing(path):
    tree = ast.parse(path.read_text("utf-8"), feature_version=(3, 8))
    named = [one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names]
    named += [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert {name.partition(".")[0] for name in named} <= {*sys.stdlib_module_names, "threeshifts"}
