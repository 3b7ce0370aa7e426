"""The dates from which a control chart has new limits, each with a recorded reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.errors import Problem
from data.reading.facts import Field, Form
from data.strategy.files import strategy_files_of_all
from geo.assembly import geography
from metrics.language import registry
from metrics.language.metric import Metric
from metrics.language.quoting import quote
from metrics.targets.dated_entries import CODE, DAY, LEVEL, TEXT, WORDING, read_entries, unknown_metrics

FORM = Form(
    (
        Field("metric", CODE, needed=False),
        Field("measure", CODE, needed=False),
        Field("area", CODE, needed=False),
        Field("level", LEVEL, needed=False),
        Field("date", DAY),
        Field("reason", TEXT),
        Field("source", TEXT),
    ),
    WORDING,
)


@dataclass(frozen=True)
class Rebase:
    """``on`` is the first day of the new limits; ``reason`` what changed, ``source`` who says so."""

    on: date
    reason: str
    source: str


def rebases_of(metric: Metric, area_code: str, area_level: str) -> tuple[Rebase, ...]:
    """The rebases of one metric in one area, in order of time."""
    rebases = []
    for system, path in strategy_files_of_all("rebases"):
        for entry in read_entries(path, "rebases", FORM)[0]:
            if _is_of(entry, metric) and _applies_to(entry, area_code, area_level, system):
                rebases.append(
                    Rebase(entry["date"], entry["reason"].rstrip("."), entry["source"].rstrip("."))
                )
    return tuple(sorted(set(rebases), key=lambda rebase: rebase.on))


def rebase_problems(path: Path, system: str = "") -> tuple[Problem, ...]:
    """Everything that is wrong with a file of rebases, which is for ``system``, or for all systems if ""."""
    entries, problems = read_entries(path, "rebases", FORM)
    known = {measure for metric in registry.metrics().values() for measure in _measures(metric)}
    areas = set(geography(system).areas.area_code) if system else None
    faults = unknown_metrics(path, entries)
    for entry in entries:

        def report(words: str, field: str = "", of: str = f"rebase of {entry['date']}") -> None:
            faults.append(Problem(path.name, of, field, message=words))

        if ("metric" in entry) == ("measure" in entry):
            report("allowed is either a metric or a measure.")
        if "measure" in entry and entry["measure"] not in known:
            report(
                f"{quote(entry['measure'])} is unknown; allowed are {', '.join(sorted(known))}.", "measure"
            )
        if areas is not None and "area" in entry and entry["area"] not in areas:
            report(
                f"{quote(entry['area'])} is not an area of {system}; for the codes of a level: "
                f"python -m geo show {system} --level LEVEL",
                "area",
            )
    return (*problems, *faults)


def _measures(metric: Metric) -> set[str]:
    """The publisher's series on which a metric is based."""
    total = metric.published_total
    return {*metric.statistic.measures, *([total.measure] if total is not None else [])}


def _is_of(entry: dict, metric: Metric) -> bool:
    if ("metric" in entry) == ("measure" in entry):
        return False
    if "metric" in entry:
        return entry["metric"] == metric.id
    return entry["measure"] in _measures(metric)


def _applies_to(entry: dict, area_code: str, area_level: str, system: str) -> bool:
    if system and area_code not in set(geography(system).areas.area_code):
        return False
    if "area" in entry:
        return entry["area"] == area_code
    return entry.get("level", area_level) == area_level
