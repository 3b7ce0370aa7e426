"""Known weaknesses of the installed libraries, asked of PyPI by pip-audit in an environment of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from threeshifts.environment import FOLDER, PROJECT_FOLDER, call, program

WEAK, NOT_ASKED = 1, 3
_REQUIREMENTS = "requirements-audit.txt"
_NOT_ASKED = (
    "PyPI could not be asked for known weaknesses: this needs a connection to https://pypi.org. "
    "Nothing is known about the libraries, good or bad."
)


def audit() -> int:
    """Print each known weakness with the version that mends it; 0 for none, else WEAK or NOT_ASKED."""
    weaknesses = known_weaknesses(_auditor())
    if weaknesses is None:
        print(_NOT_ASKED, file=sys.stderr)
        return NOT_ASKED
    for line in weaknesses:
        print(line)
    if weaknesses:
        return WEAK
    print("PyPI knows no weakness of the installed libraries.")
    return 0


def known_weaknesses(auditor: str | None) -> list[str] | None:
    """One line for each, by the program ``auditor``; None where PyPI could not be asked."""
    if auditor is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "audit.json"
        command = [auditor, "--path", _libraries(), "--format", "json", "--output", str(report)]
        quiet = subprocess.DEVNULL
        subprocess.call([*command, "--progress-spinner", "off"], stdout=quiet, stderr=quiet)
        # pip-audit ends with 1 for a weakness and for a missing connection; it writes a report for the first.
        try:
            libraries = json.loads(report.read_text(encoding="utf-8"))["dependencies"]
        except (OSError, ValueError, KeyError):
            return None
    return [
        f"{library['name']} {library['version']}: {weakness['id']}, mended in "
        f"{', '.join(weakness['fix_versions']) or 'no version yet'}"
        for library in libraries
        for weakness in library.get("vulns", ())
    ]


def _auditor() -> str | None:
    """The path of pip-audit, installed where it is not yet; None where it cannot be."""
    folder = FOLDER / "audit"
    within = "Scripts" if sys.platform == "win32" else "bin"
    if not (folder / "pyvenv.cfg").exists() and call(program("python"), "-m", "venv", str(folder)):
        return None
    python = str(folder / within / "python")
    pip = (python, "-m", "pip", "--disable-pip-version-check", "-qq", "install", "-r", _REQUIREMENTS)
    if call(*pip, quietly=True):
        return None
    return str(folder / within / "pip-audit")


def _libraries() -> str:
    """The folder of the libraries that the dashboard runs with."""
    asked = [program("python"), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    return subprocess.check_output(asked, cwd=str(PROJECT_FOLDER)).decode().strip()
