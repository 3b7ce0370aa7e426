"""Reads a YAML list of dated facts of the strategy and tells all that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import yaml

from data.errors import Problem
from data.paths import PROJECT_FOLDER
from metrics.language import registry
from metrics.language.metric import RECORD_LEVELS, Shift
from metrics.language.quoting import found

SHIFTS = {shift.slug: shift for shift in Shift}
_CHECKS: dict[str, tuple[Callable, str]] = {
    "day": (
        lambda value: isinstance(value, date) and not isinstance(value, datetime),
        "a day like 2023-10-01",
    ),
    "text": (lambda value: isinstance(value, str) and len(value.split()) > 1, "words that say it"),
    "level": (lambda value: value in RECORD_LEVELS, ", ".join(RECORD_LEVELS)),
    "code": (lambda value: isinstance(value, str) and value.strip() == value != "", "one code or name"),
    "codes": (lambda value: _all(value, lambda one: isinstance(one, str)), "a list of codes"),
    "shifts": (lambda value: _all(value, SHIFTS.__contains__), "a list of " + ", ".join(SHIFTS)),
}


def read_entries(
    path: Path, name: str, fields: dict[str, tuple[str, bool]]
) -> tuple[list[dict], tuple[Problem, ...]]:
    """The sound entries below ``name``, and what is wrong with the others.

    ``fields`` gives for each its kind (one of the checks here) and whether it must be there.
    """
    state = path.stat()
    shape = tuple((field, *rule) for field, rule in fields.items())
    return _read(path, name, shape, state.st_mtime_ns, state.st_size)


def unknown_metrics(path: Path, entries: list[dict]) -> list[Problem]:
    """The metrics that an entry names and nobody knows.

    Apart from the other checks, since a chart asks for entries often and the definitions may change.
    """
    known = registry.metrics()
    return [
        Problem(
            path.name,
            field="metric",
            words=f"{found(one)} is unknown; allowed are the ids of python -m metrics list.",
        )
        for entry in entries
        for one in (*entry.get("metrics", ()), *([entry["metric"]] if "metric" in entry else ()))
        if one not in known
    ]


@lru_cache(maxsize=32)
def _read(path: Path, name: str, shape: tuple, changed: int, size: int):
    shown = str(path.relative_to(PROJECT_FOLDER) if path.is_relative_to(PROJECT_FOLDER) else path)
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else ""
        return [], (Problem(shown, place, words="this is not YAML that can be read."),)
    if not isinstance(content, dict) or not isinstance(content.get(name), list):
        words = f"it begins with something else; allowed is '{name}:' with a list below it."
        return [], (Problem(shown, words=words),)
    sound, problems = [], []
    for number, entry in enumerate(content[name], 1):
        wrong = list(_problems(entry, shape))
        problems += [Problem(shown, f"entry {number}", field, words=f"{words}.") for field, words in wrong]
        if not wrong:
            sound.append(entry)
    return sound, tuple(problems)


def _problems(entry: object, shape: tuple):
    allowed = ", ".join(field for field, _, _ in shape)
    if not isinstance(entry, dict):
        yield "entry", f"{found(entry)} was found; allowed are the fields {allowed}"
        return
    for field in entry:
        if field not in {known for known, _, _ in shape}:
            yield str(field), f"this field is unknown; allowed are {allowed}"
    for field, kind, needed in shape:
        check, words = _CHECKS[kind]
        if entry.get(field) is None:
            if needed:
                yield field, f"it is missing; allowed is {words}"
        elif not check(entry[field]):
            yield field, f"{found(entry[field])} was found; allowed is {words}"


def _all(value: object, check: Callable) -> bool:
    return (
        isinstance(value, list) and bool(value) and all(isinstance(one, str) and check(one) for one in value)
    )
