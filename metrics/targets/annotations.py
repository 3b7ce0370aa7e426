"""Dated events that a chart over time shows, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.errors import Problem
from data.reading.facts import Field, Form
from data.strategy.files import strategy_files
from metrics.language.metric import Metric
from metrics.targets.dated_entries import (
    CODES,
    DAY,
    SHIFT_SLUGS,
    SHIFTS,
    TEXT,
    WORDING,
    read_entries,
    unknown_metrics,
)

FORM = Form(
    (
        Field("title", TEXT),
        Field("from", DAY),
        Field("to", DAY, needed=False),
        Field("source", TEXT),
        Field("systems", CODES, needed=False),
        Field("shifts", SHIFT_SLUGS, needed=False),
        Field("metrics", CODES, needed=False),
    ),
    WORDING,
)


@dataclass(frozen=True)
class Annotation:
    """Something that happened on ``start``, or from it to ``end``."""

    title: str
    start: date
    end: date | None
    source: str


def annotations_of(metric: Metric, ics: str, first: date, last: date) -> tuple[Annotation, ...]:
    """The events about one metric between two days, in order of time."""
    annotations = []
    for path in strategy_files("annotations", ics):
        for entry in read_entries(path, "annotations", FORM)[0]:
            end = entry.get("to")
            about = (
                ics in entry.get("systems", [ics])
                and metric.id in entry.get("metrics", [metric.id])
                and any(SHIFTS[slug] in metric.shifts for slug in entry.get("shifts", SHIFTS))
            )
            if about and entry["from"] <= last and (end or entry["from"]) >= first:
                annotations.append(Annotation(entry["title"], entry["from"], end, entry["source"]))
    return tuple(sorted(annotations, key=lambda annotation: (annotation.start, annotation.title)))


def annotation_problems(path: Path) -> tuple[Problem, ...]:
    """All that is wrong with a file of annotations."""
    entries, problems = read_entries(path, "annotations", FORM)
    backwards = [
        Problem(
            path.name,
            repr(entry["title"]),
            "to",
            message=f"{entry['to']} is before {entry['from']}; allowed is a later day.",
        )
        for entry in entries
        if entry.get("to") is not None and entry["to"] < entry["from"]
    ]
    return (*problems, *unknown_metrics(path, entries), *backwards)
