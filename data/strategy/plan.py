"""The system's plan: until when it runs, and where that was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import yaml

from data.strategy import documents
from data.strategy.files import strategy_file, strategy_files


@dataclass(frozen=True)
class Plan:
    """``ends`` is its last day, ``source`` who said so and where."""

    ends: date
    source: str


def plan(ics: str) -> Plan:
    """The plan of one ICS: its own where that is sound, else the ten years of the bundled documents."""
    path = strategy_file("plan", ics)
    found, _ = _read(path, path.stat().st_mtime_ns)
    bundled = strategy_files("plan", ics)[0]
    return found or _read(bundled, bundled.stat().st_mtime_ns)[0]


def plan_problems(path: Path) -> tuple[str, ...]:
    """A sentence for each thing that is wrong with a file that says how long the plan runs."""
    return _read(path, path.stat().st_mtime_ns)[1]


@cache
def _read(path: Path, changed: int) -> tuple[Plan | None, tuple[str, ...]]:
    try:
        fields = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError):
        return None, (f"{path.name}: this is not YAML that can be read.",)
    if not isinstance(fields, dict):
        return None, (f"{path.name}: nothing is said; allowed are the fields ends and source.",)
    ends, problems = fields.get("ends"), []
    if not isinstance(ends, date) or isinstance(ends, datetime):
        problems.append(f"{path.name}, ends: {ends!r} was found; allowed is a day like 2034-12-31.")
    elif not 2025 <= ends.year <= 2060:
        problems.append(f"{path.name}, ends: {ends} was found; allowed is a day from 2025 to 2060.")
    named = documents().get(str(fields.get("document", "")))
    source = f"{named.title} ({named.publisher}, {named.dated})" if named else fields.get("source")
    if not isinstance(source, str) or not source.strip():
        problems.append(f"{path.name}, source: {source!r} was found; allowed is who said so, where and when.")
    return (None if problems else Plan(ends, source)), tuple(problems)
