"""Reads a YAML list of dated facts of the strategy and reports everything that is wrong with it at once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from data.errors import Problem
from data.paths import PROJECT_FOLDER
from data.reading.facts import Form, Unreadable, Wording, day, list_of, matching, one_of, read_yaml
from metrics.language import registry
from metrics.language.metric import RECORD_LEVELS, Shift
from metrics.language.quoting import quote

SHIFTS = {shift.slug: shift for shift in Shift}
WORDING = Wording(
    entry="{value} was found; allowed are the fields {allowed}.",
    unknown="this field is unknown; allowed are {allowed}.",
    missing="it is missing; allowed is {allowed}.",
    wrong="{value} was found; allowed is {allowed}.",
    quote=quote,
)
DAY = day("2023-10-01")
TEXT = matching("words that say it", lambda value: isinstance(value, str) and len(value.split()) > 1)
LEVEL = one_of(RECORD_LEVELS)
CODE = matching("one code or name", lambda value: isinstance(value, str) and value.strip() == value != "")
CODES = list_of("a list of codes")
SHIFT_SLUGS = list_of("a list of " + ", ".join(SHIFTS), SHIFTS.__contains__)


def read_entries(path: Path, name: str, form: Form) -> tuple[list[dict], tuple[Problem, ...]]:
    """The valid entries of the list ``name``, with their fields, and what is wrong with the others."""
    state = path.stat()
    return _read(path, name, form, state.st_mtime_ns, state.st_size)


def unknown_metrics(path: Path, entries: list[dict]) -> list[Problem]:
    """The unknown metrics that entries name.

    This is separate from the other checks because charts read entries often and the definitions may change.
    """
    known = registry.metrics()
    return [
        Problem(
            path.name,
            field="metric",
            message=f"{quote(metric)} is unknown; allowed are the ids of python -m metrics list.",
        )
        for entry in entries
        for metric in (*entry.get("metrics", ()), *([entry["metric"]] if "metric" in entry else ()))
        if metric not in known
    ]


@lru_cache(maxsize=32)
def _read(path: Path, name: str, form: Form, changed: int, size: int):
    shown = str(path.relative_to(PROJECT_FOLDER) if path.is_relative_to(PROJECT_FOLDER) else path)
    try:
        content, problems = read_yaml(path, shown)
    except Unreadable as error:
        return [], (Problem(shown, error.place, message="the file is not valid YAML."),)
    if not isinstance(content, dict) or not isinstance(content.get(name), list):
        words = f"the file has no '{name}:' with a list below it."
        return [], (Problem(shown, message=words),)
    valid = []
    for number, entry in enumerate(content[name], 1):
        fields, wrong = form.read(shown, f"entry {number}", entry)
        problems += wrong
        if not wrong:
            valid.append({field: value for field, value in fields.items() if value is not None})
    return valid, tuple(problems)
