"""The problems of refreshes, one per line, kept longer than the stores themselves."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from data.storage.atomic_file import write_atomically

_FILE = "issues.jsonl"
_MAX_LINES = 2_000
COLUMNS = ("at", "version", "found_in", "problem")


def log_issues(folder: Path, version: str, problems: list[dict]) -> None:
    """Append problems (found_in, problem) of one refresh; beyond the maximum the oldest lines are removed."""
    if not problems:
        return
    path, at = folder / _FILE, datetime.now(UTC).isoformat(timespec="seconds")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    lines += [
        json.dumps({"at": at, "version": version, **problem}, ensure_ascii=False) for problem in problems
    ]
    write_atomically(path, "\n".join(lines[-_MAX_LINES:]) + "\n")


def logged_issues(folder: Path, limit: int = 50) -> pd.DataFrame:
    """The newest issues first: at, version, found_in, problem. A line that cannot be read is left out."""
    path = folder / _FILE
    rows = []
    for line in reversed(path.read_text(encoding="utf-8").splitlines() if path.exists() else []):
        try:
            row = json.loads(line)
            rows.append([str(row[column]) for column in COLUMNS])
        except (ValueError, KeyError, TypeError):
            continue
        if len(rows) == limit:
            break
    return pd.DataFrame(rows, columns=list(COLUMNS))
