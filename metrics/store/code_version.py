"""Which code computed a figure."""

from __future__ import annotations

import hashlib
import subprocess
from functools import cache
from pathlib import Path

from data.paths import DEFINITIONS_FOLDER, PROJECT_FOLDER

_COMPUTING = ("metrics", "geo", "data")
# Definitions have fingerprints of their own; what makes demonstration records shows in the records.
_APART = (DEFINITIONS_FOLDER, PROJECT_FOLDER / "data" / "sample")
_SECONDS_FOR_GIT = 5


@cache
def code_version() -> str:
    """What git calls this state of the code, where there is git; a hash of the code otherwise."""
    if (PROJECT_FOLDER / ".git").exists():
        asked = ["git", "-C", str(PROJECT_FOLDER), "describe", "--always", "--dirty", "--tags"]
        try:
            told = subprocess.run(
                asked,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                check=True,
                timeout=_SECONDS_FOR_GIT,
            ).stdout.strip()
        except (OSError, subprocess.SubprocessError):
            told = ""
        if told:
            return f"{told}, code {code_fingerprint()[:8]}"
    return f"code {code_fingerprint()[:12]}"


def code_fingerprint() -> str:
    """A hash of all code that a figure depends on."""
    digest = hashlib.sha256()
    for path in computing_files():
        digest.update(path.relative_to(PROJECT_FOLDER).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def computing_files() -> list[Path]:
    """The Python files behind every figure, definitions and demonstration records apart."""
    files = [path for folder in _COMPUTING for path in (PROJECT_FOLDER / folder).rglob("*.py")]
    return sorted(path for path in files if not any(apart in path.parents for apart in _APART))
