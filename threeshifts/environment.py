"""The virtual environment in .venv: made, made again where it no longer works, and kept up to date.

This package runs before anything is installed, and on an older Python too, so that it can say what is
missing. It therefore imports only the standard library.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT_FOLDER = Path(__file__).resolve().parent.parent
FOLDER = PROJECT_FOLDER / ".venv"
OLDEST = (3, 11)

_IS_WINDOWS = sys.platform == "win32"
_NAMES = ("python3", "python3.14", "python3.13", "python3.12", "python3.11", "python")
_TO_RUN = ("requirements.txt", "constraints.txt")
_TO_TEST = ("requirements-test.txt", *_TO_RUN)


class NotReady(Exception):
    """The environment cannot be made; the message names what is missing and what to do."""


def prepare(for_tests: bool = False) -> None:
    """Make the environment and install what is needed, where that is still to be done. Raises NotReady."""
    if not _works():
        _make()
    _install(_TO_RUN, ".installed", "Installing what the dashboard needs (about a minute, once)")
    if for_tests:
        _install(_TO_TEST, ".installed-for-tests", "Installing what the tests need")


def program(name: str) -> str:
    """The path of a program of the environment, like python or lint-imports."""
    return str(FOLDER / "Scripts" / f"{name}.exe" if _IS_WINDOWS else FOLDER / "bin" / name)


def settings(**more: object) -> dict[str, str]:
    """Variables for a program of the project: those of this process and ``more``, with UTF-8 on
    every system.
    """
    return {**os.environ, "PYTHONUTF8": "1", **{name: str(value) for name, value in more.items()}}


def call(*command: str, quietly: bool = False) -> int:
    """Run a command in the project's folder and wait for it; returns its exit status."""
    printed = subprocess.DEVNULL if quietly else None
    return subprocess.call(command, cwd=str(PROJECT_FOLDER), env=settings(), stdout=printed)


def find_python() -> str:
    """A Python that is new enough: the one in the variable PYTHON; else this one, or another on the
    machine.
    """
    named = os.environ.get("PYTHON")
    for name in [named] if named else [sys.executable, *_NAMES]:
        if _runs(name, f"import sys; sys.exit(sys.version_info < {OLDEST})"):
            return name
    raise NotReady(
        f"This needs Python 3.11 or newer, and {named or sys.executable} is not. Install one, or name it in "
        f"the variable PYTHON: make run PYTHON=/path/to/python3"
    )


def _works() -> bool:
    # An environment contains absolute paths: it stops working when the folder moves or its Python is removed.
    try:
        made_for = (FOLDER / ".made").read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return False
    return made_for == str(PROJECT_FOLDER) and _runs(program("python"), "")


def _make() -> None:
    python = find_python()
    if not _runs(python, "import ensurepip, venv"):
        _install_venv(python)
    print("Making a virtual environment in .venv", flush=True)
    if call(python, "-m", "venv", "--clear", str(FOLDER)):
        raise NotReady("The folder .venv cannot be made. If a program still uses it, end that and try again.")
    (FOLDER / ".made").write_text(f"{PROJECT_FOLDER}\n", encoding="utf-8")


def _install_venv(python: str) -> None:
    """Install the part of Python that Debian and Ubuntu put into a separate package."""
    query = [python, "-c", "import sys; print('python%d.%d-venv' % sys.version_info[:2])"]
    package = subprocess.check_output(query).decode().strip()
    is_root = getattr(os, "geteuid", lambda: None)() == 0  # Windows has no such function
    if is_root and shutil.which("apt-get"):
        print(f"Installing {package}, which Python needs to make a virtual environment", flush=True)
        call("apt-get", "update", "-qq")
        install = ("apt-get", "install", "-qq", "-y", "--no-install-recommends", package)
        if not call("env", "DEBIAN_FRONTEND=noninteractive", *install, quietly=True):
            return
    raise NotReady(
        f"Python cannot make a virtual environment here. On Debian or Ubuntu: sudo apt-get install {package}"
    )


def _install(files: tuple[str, ...], stamp: str, words: str) -> None:
    """Install the first of ``files``, unless none of them has changed since the last installation."""
    texts = hashlib.sha256(b"\0".join((PROJECT_FOLDER / name).read_bytes() for name in files)).hexdigest()
    done = FOLDER / stamp
    if done.exists() and done.read_text(encoding="utf-8") == texts:
        return
    print(words, flush=True)
    pip = (program("python"), "-m", "pip", "--disable-pip-version-check", "-qq")
    if call(*pip, "install", "-r", files[0]) or call(*pip, "check"):
        raise NotReady(
            "Not everything could be installed; the reason is printed above. Correct it and try again."
        )
    done.write_text(texts, encoding="utf-8")


def _runs(python: str, code: str) -> bool:
    quiet = subprocess.DEVNULL
    try:
        return subprocess.call([python, "-c", code], stdin=quiet, stdout=quiet, stderr=quiet) == 0
    except OSError:
        return False
