"""Checks a definition by itself and against the other metrics, and reports all problems at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from data.errors import Problem
from data.paths import DEFINITIONS_FOLDER
from metrics.language import registry
from metrics.language.grammar import parse_definition, read_definition
from metrics.language.metric import Metric

_ID = re.compile(r"[a-z][a-z0-9_]{2,59}")


def id_problem(metric_id: str) -> str:
    """What is wrong with an id, as a sentence; "" if nothing is."""
    if _ID.fullmatch(metric_id):
        return ""
    return (
        f"The id {metric_id[:80]!r} is not allowed; use lower-case words joined by _, like "
        f"hip_fracture_admissions."
    )


def replacement_problem(metric_id: str) -> str:
    """What is wrong with an id that another metric has already, as a sentence; "" if none has it."""
    metric = registry.metrics().get(metric_id)
    return f"It would replace the metric {metric_id!r}, {metric.title}." if metric else ""


def file_replacement_problem(path: Path) -> str:
    """The same for a file; "" for the file that defines the metric in the project itself."""
    is_its_own = path.resolve().parent == DEFINITIONS_FOLDER
    return "" if is_its_own or path.suffix != ".py" else replacement_problem(path.stem)


def check_text(text: str, metric_id: str) -> tuple[Metric | None, list[Problem]]:
    """The metric that ``text`` defines under an id, or None and all that is wrong with it."""
    id_sentence = id_problem(metric_id)
    metric, problems = parse_definition(text, f"{metric_id}.py", _other_titles(metric_id))
    if id_sentence:
        return None, [Problem("id", message=id_sentence), *problems]
    return metric, problems


def check_file(path: Path, titles: dict[str, str] | None = None) -> tuple[Metric | None, list[Problem]]:
    """The metric of one file, or None and all that is wrong with it; ``titles`` are taken as well."""
    if path.is_dir():
        return None, [Problem(str(path), message=f"This is a folder; name its files, like {path.name}/*.py.")]
    if not path.exists():
        return None, [Problem(str(path), message="There is no such file.")]
    wrong = id_problem(path.stem) if path.suffix == ".py" else "A definition's name ends in .py."
    metric, problems = read_definition(path, _other_titles(path.stem) | (titles or {}))
    return (None, [Problem(path.name, message=wrong), *problems]) if wrong else (metric, problems)


def check_files(paths: Iterable[Path]) -> list[Problem]:
    """All that is wrong with some files, including a title or an id that another metric has already."""
    problems, titles = [], {}
    for path in paths:
        metric, wrong = check_file(path, titles)
        problems += wrong
        if sentence := file_replacement_problem(path):
            problems.append(Problem(path.name, message=sentence))
        if metric is not None:
            titles[metric.title.casefold()] = metric.id
    return problems


def _other_titles(metric_id: str) -> dict[str, str]:
    """The titles that other metrics have, in lower case, with their ids."""
    return {
        metric.title.casefold(): metric.id for metric in registry.metrics().values() if metric.id != metric_id
    }
