"""A definition checked against itself and against the metrics that there are; all problems at once."""

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
    """What is wrong with an id, as a sentence; "" where nothing is."""
    if _ID.fullmatch(metric_id):
        return ""
    return (
        f"The id {metric_id[:80]!r} is not allowed; use lower-case words joined by _, like "
        f"hip_fracture_admissions."
    )


def replaced(metric_id: str) -> str:
    """A sentence where a metric has this id already; "" where none has."""
    there = registry.metrics().get(metric_id)
    return f"It would replace the metric {metric_id!r}, {there.title}." if there else ""


def replaced_by(path: Path) -> str:
    """As ``replaced``, for a file that is not the metric's own."""
    own = path.resolve().parent == DEFINITIONS_FOLDER
    return "" if own or path.suffix != ".py" else replaced(path.stem)


def check_text(text: str, metric_id: str) -> tuple[Metric | None, list[Problem]]:
    """The metric that ``text`` defines under an id, or None and all that is wrong with it."""
    wrong = id_problem(metric_id)
    metric, problems = parse_definition(text, f"{metric_id}.py", _titles_but(metric_id))
    if wrong:
        return None, [Problem("id", message=wrong), *problems]
    return metric, problems


def check_file(path: Path, titles: dict[str, str] | None = None) -> tuple[Metric | None, list[Problem]]:
    """The metric of one file, or None and all that is wrong with it; ``titles`` are taken besides."""
    if path.is_dir():
        return None, [Problem(str(path), message=f"This is a folder; name its files, like {path.name}/*.py.")]
    if not path.exists():
        return None, [Problem(str(path), message="There is no such file.")]
    wrong = id_problem(path.stem) if path.suffix == ".py" else "A definition's name ends in .py."
    metric, problems = read_definition(path, _titles_but(path.stem) | (titles or {}))
    return (None, [Problem(path.name, message=wrong), *problems]) if wrong else (metric, problems)


def check_files(paths: Iterable[Path]) -> list[Problem]:
    """All that is wrong with some files, a title or an id that another metric has among it."""
    problems, titles = [], {}
    for path in paths:
        metric, wrong = check_file(path, titles)
        problems += wrong
        if sentence := replaced_by(path):
            problems.append(Problem(path.name, message=sentence))
        if metric is not None:
            titles[metric.title.casefold()] = metric.id
    return problems


def _titles_but(metric_id: str) -> dict[str, str]:
    """The titles that other metrics have, in lower case, with their ids."""
    return {one.title.casefold(): one.id for one in registry.metrics().values() if one.id != metric_id}
