"""The system's plan: until when it runs, and where that was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import yaml

from data.errors import Problem
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


def plan_problems(path: Path) -> tuple[Problem, ...]:
    """All that is wrong with a file that says how long the plan runs."""
    return _read(path, path.stat().st_mtime_ns)[1]


@cache
def _read(path: Path, changed: int) -> tuple[Plan | None, tuple[Problem, ...]]:
    try:
        fields = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError):
        return None, (Problem(path.name, words="this is not YAML that can be read."),)
    if not isinstance(fields, dict):
        return None, (Problem(path.name, words="nothing is said; allowed are the fields ends and source."),)
    ends, problems = fields.get("ends"), []

    def told(field: str, words: str) -> None:
        problems.append(Problem(path.name, "", field, words=words))

    if not isinstance(ends, date) or isinstance(ends, datetime):
        told("ends", f"{ends!r} was found; allowed is a day like 2034-12-31.")
    elif not 2025 <= ends.year <= 2060:
        told("ends", f"{ends} was found; allowed is a day from 2025 to 2060.")
    named = documents().get(str(fields.get("document", "")))
    source = f"{named.title} ({named.publisher}, {named.dated})" if named else fields.get("source")
    if not isinstance(source, str) or not source.strip():
        told("source", f"{source!r} was found; allowed is who said so, where and when.")
    return (None if problems else Plan(ends, source)), tuple(problems)
