"""The system's plan: until when it runs, and where that was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from data.errors import Problem
from data.reading.facts import Field, Form, Refused, Unreadable, Wording, any_value, is_day, read_yaml
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


def _day(value: object) -> date:
    if not is_day(value):
        raise Refused("a day like 2034-12-31")
    if not 2025 <= value.year <= 2060:
        raise Refused(("a day from 2025 to 2060", str(value)))
    return value


_FORM = Form(
    (
        Field("ends", _day),
        Field("source", any_value, needed=False),
        Field("document", any_value, needed=False),
    ),
    Wording(wrong="{value} was found; allowed is {allowed}.", quote=repr),
    exact=False,
)


@cache
def _read(path: Path, changed: int) -> tuple[Plan | None, tuple[Problem, ...]]:
    try:
        held, problems = read_yaml(path, path.name)
    except Unreadable:
        return None, (Problem(path.name, message="this is not YAML that can be read."),)
    if not isinstance(held, dict):
        words = "nothing is said; allowed are the fields ends and source."
        return None, (Problem(path.name, message=words),)
    fields, wrong = _FORM.read(path.name, "", held)
    named = documents().get(str(fields["document"]))
    source = f"{named.title} ({named.publisher}, {named.dated})" if named else fields["source"]
    if not isinstance(source, str) or not source.strip():
        allowed = "who said so, where and when"
        words = f"{source!r} was found; allowed is {allowed}."
        wrong.append(Problem(path.name, "", "source", repr(source), allowed, words))
    return (None if wrong else Plan(fields["ends"], source)), (*problems, *wrong)
