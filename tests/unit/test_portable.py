"""The project runs where analysts work: Windows as well as macOS and Linux."""

from __future__ import annotations

import ast
import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lib.server import PROJECT_FOLDER
from tests.lib.windows import (
    MISSING_MODULES,
    MISSING_NAMES,
    behave_like_windows,
    own_files,
    wrong_directives,
)

FILES = [path.relative_to(PROJECT_FOLDER).as_posix() for path in own_files()]


def import_and_refresh(folder: Path) -> None:
    """All of the project, in a process that has imported nothing of it yet."""
    behave_like_windows(folder)
    for name in FILES:
        # Alembic imports the migrations when it runs them; app.py draws a page, which needs a store.
        if "/migrations/" not in name and name != "app.py":
            importlib.import_module(name.removesuffix(".py").replace("/", "."))

    from data.commentary.migrating import migrate
    from data.storage.open_store import OpenStore
    from data.storage.versioned_file import current_path
    from data.tables import TABLES
    from metrics.__main__ import main
    from tests.unit.metrics.conftest import DEFINITIONS, some_definitions
    from tests.unit.metrics.own_records import own_rows

    (folder / "own" / "QE1").mkdir(parents=True)
    for table in TABLES:
        own_rows(table, 1_000, bad=3).to_csv(folder / "own" / "QE1" / f"{table}.csv", index=False)
    some_definitions(DEFINITIONS, folder, pytest.MonkeyPatch())
    assert main(["refresh", "--if-needed", "--wait"]) == 0
    first = current_path(folder / "made" / "QE1")
    dashboard = OpenStore(first)
    assert main(["refresh", "--keep", "1"]) == 0
    assert current_path(first.parent) != first, "a store that is being served is no hindrance"
    assert len(dashboard.query("SELECT * FROM refresh")) == 1
    migrate()
    importlib.import_module("app")


def try_what_windows_refuses(folder: Path) -> None:
    """Each of these lines, in a file of the project, is an error."""
    behave_like_windows(folder)
    for line, error in {
        "import fcntl": ModuleNotFoundError,
        "from resource import getrusage": ModuleNotFoundError,
        "import os; os.fork": AttributeError,
        "from os import getuid": ImportError,
        "import signal; signal.SIGKILL": AttributeError,
        "from datetime import date; f'{date(2026, 3, 1):%-d %B}'": ValueError,
        "from datetime import datetime; datetime(2026, 3, 1).strftime('%-H')": ValueError,
        "from pathlib import Path; Path(path).write_text('£')": EncodingWarning,
        "import os; file = open(path, 'wb'); os.replace(path, path + '2')": PermissionError,
        "from pathlib import Path; file = open(path, 'wb'); Path(path).unlink()": PermissionError,
    }.items():
        own = {"__file__": str(PROJECT_FOLDER / "data" / "one.py"), "__name__": "data.one"}
        with pytest.raises(error):
            exec(line, own | {"path": str(folder / "one")})
    exec("import os, fcntl; os.getuid()", {"__file__": "/a/library.py", "__name__": "library"})


def in_a_process_of_its_own(work, folder: Path) -> None:
    code = f"import sys; from {__name__} import Path, {work.__name__} as work; work(Path(sys.argv[1]))"
    settings = {
        "ICS_DATA_FOLDER": str(folder / "made"),
        "ICS_RECORDS_FOLDER": str(folder / "own"),
        "ICS_COMMENTARY_FOLDER": str(folder / "commentary"),
        "STREAMLIT_LOGGER_LEVEL": "error",
    }
    done = subprocess.run(
        [sys.executable, "-X", "warn_default_encoding", "-c", code, folder],
        cwd=PROJECT_FOLDER,
        env=os.environ | settings,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr[-3_000:]


@pytest.mark.slow
def test_all_modules_import_and_a_refresh_works_without_what_only_linux_and_macos_have(tmp_path):
    in_a_process_of_its_own(import_and_refresh, tmp_path)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux tells which files are open")
def test_what_windows_refuses_is_refused_to_the_files_of_the_project_and_to_no_library(tmp_path):
    in_a_process_of_its_own(try_what_windows_refuses, tmp_path)


WRONG = """
import fcntl, json
from os import fork, path
os.getuid(), os.environ, signal.SIGKILL
f"{day:%-d %B}", f"{day:%d %B}", f"{share:.1%}", day.strftime("%e %P")
path.read_text(), path.write_text(text), path.read_text("utf-8"), path.write_text(text, encoding="utf-8")
os.replace(new, path), frame.rename(columns=names)
"""


def faults(text: str) -> list[str]:
    """What in a file would fail on Windows, or read and write other characters there."""
    found = []
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Import(names=names):
                found += [one.name for one in names if one.name in MISSING_MODULES]
            case ast.ImportFrom(module=module, names=names):
                missing = MISSING_NAMES.get(module, frozenset())
                found += [module] if module in MISSING_MODULES else []
                found += [f"{module}.{one.name}" for one in names if one.name in missing]
            case ast.Attribute(value=ast.Name(id=module), attr=name):
                # To replace an open file is refused: data.storage.atomic_file waits for it.
                refused = MISSING_NAMES.get(module, frozenset()) | (
                    {"rename", "replace"} if module == "os" else set()
                )
                found += [f"{module}.{name}"] if name in refused else []
            case ast.FormattedValue(format_spec=ast.JoinedStr(values=parts)):
                found += [one for part in parts for one in _wrong_directives(part)]
            case ast.Call(func=ast.Attribute(attr="strftime"), args=[form, *_]):
                found += _wrong_directives(form)
            case ast.Call(func=ast.Attribute(attr="read_text" | "write_text" as name), args=given):
                is_told = "encoding" in [one.arg for one in node.keywords]
                found += [] if is_told or len(given) > (name == "write_text") else [name]
    return found


def _wrong_directives(form: ast.expr) -> list[str]:
    return wrong_directives(form.value) if isinstance(form, ast.Constant) else []


def test_no_file_of_the_project_names_what_windows_lacks():
    from data.storage import atomic_file

    found = {path: faults(path.read_text("utf-8")) for path in own_files()}
    allowed = {Path(atomic_file.__file__): ["os.replace", "os.replace"]}
    assert {path: told for path, told in found.items() if told} == allowed


def test_every_kind_of_fault_is_seen():
    names = {"fcntl", "os.fork", "os.getuid", "os.replace", "signal.SIGKILL", "read_text", "write_text"}
    assert set(faults(WRONG)) == names | {"%-", "%P"}
    assert len(faults(WRONG)) == len(names) + 2, "what is right beside it is no fault"


def test_every_command_line_prints_any_character():
    found = [name for name in FILES if name.endswith("/__main__.py") and not name.startswith("threeshifts/")]
    assert len(found) == 4
    assert all("    return run_command(" in (PROJECT_FOLDER / name).read_text("utf-8") for name in found)


def test_what_goes_into_a_file_is_utf_8_also_where_the_system_has_another_encoding():
    code = (
        "from data.command_line import parser_of, run_command; parser = parser_of('any', 'Any.'); "
        "parser.set_defaults(run=lambda _: print('£5 ≤ 10 ▊')); run_command(parser, []); exit('– £')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT_FOLDER,
        env=os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
        capture_output=True,
    )
    assert done.stdout.decode("utf-8").strip() == "£5 ≤ 10 ▊"
    assert done.stderr.decode("utf-8").strip() == "– £"
