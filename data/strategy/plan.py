"""The system's plan: its last day, and the source of that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from data.errors import Problem
from data.reading.facts import Field, Form, Refused, Unreadable, Wording, any_value, is_day, read_yaml
from data.strategy import document_problems, documents
from data.strategy.files import strategy_file, strategy_files
from data.strategy.reading import file_state


@dataclass(frozen=True)
class Plan:
    """``ends`` is its last day, ``source`` the document or person that states it."""

    ends: date
    source: str


# Where no file can be read: the ten years that the documents of 2024 speak of.
TEN_YEARS = Plan(date(2034, 12, 31), "No file of the plan can be read; ten years from 2024 are assumed")


def plan(ics: str) -> Plan:
    """The plan of one ICS: its own if that is valid, else that of the bundled documents."""
    for path in (strategy_file("plan", ics), *strategy_files("plan", ics)):
        stated, _ = _read(*file_state(path), bool(document_problems()))
        if stated:
            return stated
    return TEN_YEARS


def plan_problems(path: Path) -> tuple[Problem, ...]:
    """All problems of a plan file."""
    return _read(*file_state(path), bool(document_problems()))[1]


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


@lru_cache(maxsize=32)
def _read(path: Path, *_state: int) -> tuple[Plan | None, tuple[Problem, ...]]:
    try:
        content, problems = read_yaml(path, path.name)
    except Unreadable:
        return None, (Problem(path.name, message="this cannot be read as YAML."),)
    if not isinstance(content, dict):
        words = "the file has no fields; allowed are ends and source."
        return None, (Problem(path.name, message=words),)
    fields, wrong = _FORM.read(path.name, "", content)
    named = documents().get(str(fields.get("document")))
    source = f"{named.title} ({named.publisher}, {named.dated})" if named else fields.get("source")
    if source is None and document_problems():  # whether there is such a document cannot be known
        source = f"Document {fields.get('document')}"
    if not isinstance(source, str) or not source.strip():
        allowed = "who stated it, where and when"
        words = f"{source!r} was found; allowed is {allowed}."
        wrong.append(Problem(path.name, "", "source", repr(source), allowed, words))
    return (None if wrong else Plan(fields["ends"], source)), (*problems, *wrong)
