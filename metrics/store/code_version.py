"""The version of the code that computed a figure."""

from __future__ import annotations

import hashlib
import subprocess
from functools import cache
from pathlib import Path

from data.paths import DEFINITIONS_FOLDER, PROJECT_FOLDER

_COMPUTING = ("metrics", "geo", "data")
# Definitions have fingerprints of their own, and the records show what code made them.
_EXCLUDED = (DEFINITIONS_FOLDER, PROJECT_FOLDER / "data" / "sample")
_SECONDS_FOR_GIT = 5


@cache
def code_version() -> str:
    """git's description of the code if there is a repository, and a hash of the code."""
    if (PROJECT_FOLDER / ".git").exists():
        command = ["git", "-C", str(PROJECT_FOLDER), "describe", "--always", "--dirty", "--tags"]
        try:
            description = subprocess.run(
                command,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                check=True,
                timeout=_SECONDS_FOR_GIT,
            ).stdout.strip()
        except (OSError, subprocess.SubprocessError):
            description = ""
        if description:
            return f"{description}, code {code_fingerprint()[:8]}"
    return f"code {code_fingerprint()[:12]}"


def code_fingerprint() -> str:
    """A hash of all code on which figures depend."""
    digest = hashlib.sha256()
    for path in computing_files():
        digest.update(path.relative_to(PROJECT_FOLDER).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def computing_files() -> list[Path]:
    """The Python files behind all figures, without definitions and the generator of demonstration records."""
    files = [path for folder in _COMPUTING for path in (PROJECT_FOLDER / folder).rglob("*.py")]
    return sorted(path for path in files if not any(folder in path.parents for folder in _EXCLUDED))
