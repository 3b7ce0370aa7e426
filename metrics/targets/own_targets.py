"""Targets that a system sets for itself: read from its file, checked and applied to an area.

A published target always remains, so that a system cannot lower it with a file of its own. The system's own
target is then shown next to it, with its source.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from data.errors import Problem
from data.paths import PROJECT_FOLDER, local_strategy_folder
from data.reading.facts import Unreadable, read_yaml
from metrics.language import registry
from metrics.language.metric import Metric, Target
from metrics.targets.own_target_checks import entry_problems

_BUNDLED = PROJECT_FOLDER / "data" / "strategy" / "targets"


@dataclass(frozen=True)
class OwnTarget:
    """A target for one metric: for one ``area``, for each of one ``level``, or, both "", for all areas."""

    metric_id: str
    target: Target
    area: str = ""
    level: str = ""

    def applies_to(self, area: str, level: str) -> bool:
        return area == self.area if self.area else level == self.level if self.level else True


def targets_file(ics: str) -> Path:
    """The system's own file where there is one, else the one that ships for it (which need not exist)."""
    own = local_strategy_folder(ics) / "targets.yaml"
    return own if own.is_file() else _BUNDLED / f"{ics}.yaml"


def bundled_target_systems() -> list[str]:
    """NHS codes of the systems for which a file ships."""
    return sorted(path.stem for path in _BUNDLED.glob("*.yaml"))


def own_targets(ics: str) -> tuple[tuple[OwnTarget, ...], tuple[Problem, ...]]:
    """The valid targets of one system, and what is wrong with the others; read again if the file changes."""
    path = targets_file(ics)
    if not path.is_file():
        return (), ()
    state = path.stat()
    return _read(path, ics, state.st_mtime_ns, state.st_size, tuple(registry.metrics()))


def metrics_for(ics: str, area: str, level: str) -> dict[str, Metric]:
    """All metrics by id, each with the target that applies to one area."""
    metrics = registry.metrics()
    own = own_targets(ics)[0]
    return {metric_id: with_target(metric, own, area, level) for metric_id, metric in metrics.items()}


def with_target(metric: Metric, own: tuple[OwnTarget, ...], area: str, level: str) -> Metric:
    """The metric with the most specific of the system's own targets for one area, and any published one."""
    applicable = [
        target for target in own if target.metric_id == metric.id and target.applies_to(area, level)
    ]
    if not applicable:
        return metric
    specific = max(applicable, key=lambda target: (bool(target.area), bool(target.level))).target
    target = specific if metric.target is None else replace(metric.target, own=specific)
    return replace(metric, target=target)


@lru_cache(maxsize=16)
def _read(path: Path, ics: str, changed: int, size: int, metric_ids: tuple[str, ...]):
    name = str(path.relative_to(PROJECT_FOLDER) if path.is_relative_to(PROJECT_FOLDER) else path)
    try:
        content, problems = read_yaml(path, name)
    except Unreadable as error:
        words = "the file is not valid YAML; docs/own-targets.md shows an example."
        return (), (Problem(name, error.place, message=words),)
    entries = content.get("targets") if isinstance(content, dict) else None
    if not isinstance(entries, list) or set(content) != {"targets"}:
        words = "the file has no 'targets:' with a list below it, or something else next to it."
        return (), (Problem(name, message=words),)
    targets, seen = [], {}
    for number, entry in enumerate(entries, 1):
        named = f" ({entry['metric']})" if isinstance(entry, dict) and entry.get("metric") else ""
        place = f"entry {number}{named}"
        wrong = entry_problems(name, place, entry, ics)
        key = tuple(str(entry.get(field, "")) for field in ("metric", "area", "level")) if not wrong else ()
        if key and key in seen:
            words = f"the same target is in entry {seen[key]}; allowed is one per metric and area."
            wrong = [Problem(name, place, "metric", message=words)]
        problems += wrong
        if not wrong:
            seen[key] = number
            targets.append(_target(entry))
    return tuple(targets), tuple(problems)


def _target(entry: dict) -> OwnTarget:
    adopted = entry.get("adopted")
    baseline = entry.get("baseline")
    return OwnTarget(
        entry["metric"],
        Target(
            float(entry["value"]),
            " ".join(entry["source"].split()),
            entry["by"],
            entry.get("per", "year"),
            f"adopted on {_day(adopted['date'])} by {adopted['by']}" if adopted else "",
            bool(entry.get("example", False)),
            (baseline["date"], float(baseline["value"])) if baseline else None,
            tuple((step["date"], float(step["value"])) for step in entry.get("steps", ())),
        ),
        entry.get("area", ""),
        entry.get("level", ""),
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
