"""Loads the definitions; one that is broken is reported, and the others still load."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from data.errors import Problem
from data.paths import DEFINITIONS_FOLDER
from metrics.language.grammar import read_definition
from metrics.language.metric import Metric


def load(folder: Path = DEFINITIONS_FOLDER) -> tuple[dict[str, Metric], list[Problem]]:
    """All metrics without problems by id, in the order of their titles, and the problems of the others."""
    metrics, problems, titles = [], [], {}
    for path in sorted(folder.glob("*.py")):
        if path.name.startswith("_"):
            continue
        metric, own_problems = read_definition(path)
        problems += own_problems
        if metric is None:
            continue
        if metric.title in titles:
            problems.append(
                Problem(
                    path.name,
                    "line 1",
                    message=f"The title {metric.title!r} is taken by {titles[metric.title]}.py.",
                )
            )
            continue
        titles[metric.title] = metric.id
        metrics.append(metric)
    return {metric.id: metric for metric in sorted(metrics, key=lambda metric: metric.title)}, problems


@lru_cache(maxsize=4)
def _load_at(folder: Path, state: tuple) -> tuple[dict[str, Metric], list[Problem]]:
    return load(folder)


def _registry() -> tuple[dict[str, Metric], list[Problem]]:
    state = tuple(
        (path.name, path.stat().st_mtime_ns, path.stat().st_size)
        for path in sorted(DEFINITIONS_FOLDER.glob("*.py"))
    )
    return _load_at(DEFINITIONS_FOLDER, state)


def metrics() -> dict[str, Metric]:
    """The project's metrics by id; read again when a file changes."""
    return _registry()[0]


def problems() -> list[Problem]:
    """What is wrong with the project's definitions."""
    return _registry()[1]


def find(metric_id: str) -> Metric:
    """One metric; raises a KeyError that names the metrics there are."""
    known = metrics()
    if metric_id not in known:
        raise KeyError(f"There is no metric {metric_id!r}; there are {', '.join(known)}.")
    return known[metric_id]
