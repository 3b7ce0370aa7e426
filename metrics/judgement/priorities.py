"""Which metrics measure each priority under each shift, and what the figures of a priority show together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from data.strategy import Priority
from metrics.judgement.change import VERDICTS
from metrics.judgement.shift_verdict import ShiftVerdict
from metrics.judgement.standing import Standing, verdict_of
from metrics.language.metric import Metric, Shift

FIGURES = {
    "published": "Published or own records",
    "synthetic": "Demonstration data",
    "none": "No figure for the ICS",
}
_CHANGED = ("worsening", "improving")
_ORDER = {verdict: place for place, verdict in enumerate(("worsening", "improving", *VERDICTS[2:], ""))}


@dataclass(frozen=True)
class PriorityMetric:
    """One metric that measures a priority, with its standing for the whole system; one per sex.

    ``standing`` is None where the system has no figure; ``levels`` are then the levels that have figures, and
    ``synthetic_below`` is whether all of those come from demonstration records.
    """

    metric: Metric
    standing: Standing | None
    levels: tuple[str, ...] = ()
    synthetic_below: bool = False

    @property
    def verdict(self) -> str:
        """How it changes; "" where the system has no figure."""
        return self.standing.change.verdict if self.standing else ""

    @property
    def figures(self) -> str:
        """A key of FIGURES."""
        if self.standing is None:
            return "none"
        return "synthetic" if self.standing.is_synthetic else "published"

    @property
    def has_changed(self) -> bool:
        """Whether a published or own figure is improving or worsening."""
        return self.figures == "published" and self.verdict in _CHANGED


@dataclass(frozen=True)
class PriorityRow:
    """One row of the matrix: a priority, or, for a system without a strategy, one kind of change."""

    id: str
    heading: str
    group: str
    group_id: str
    priority_metrics: tuple[PriorityMetric, ...]

    @property
    def verdict(self) -> ShiftVerdict:
        """The counts of the system's figures, with demonstration figures separate."""
        return verdict_of([entry.standing for entry in self.priority_metrics if entry.standing])

    @property
    def is_measured_below(self) -> bool:
        """Whether it is measured by published figures for parts of the system only."""
        below = any(
            entry.standing is None and entry.levels and not entry.synthetic_below
            for entry in self.priority_metrics
        )
        return not self.verdict.judged and below

    def under(self, shift: Shift) -> list[PriorityMetric]:
        """Its metrics of one shift: demonstration figures come last, and changed figures come first."""
        mine = [entry for entry in self.priority_metrics if shift in entry.metric.shifts]
        return sorted(mine, key=_place)


def priority_metrics(
    metrics: dict[str, Metric], standings: list[Standing], below: pd.DataFrame
) -> list[PriorityMetric]:
    """Every metric once (women and men separately), with its standing for the system.

    ``below``: results frame of the newest period at all levels, which shows where a metric without a figure
    for the system has figures.
    """
    by_metric: dict[str, list[Standing]] = {}
    for standing in standings:
        if standing.has_figure:
            by_metric.setdefault(standing.metric.id, []).append(standing)
    with_figure = below[below.status == "ok"]
    measured = []
    for metric in metrics.values():
        mine = by_metric.get(metric.id)
        if mine:
            measured += [PriorityMetric(metric, standing) for standing in mine]
            continue
        own = with_figure[with_figure.metric_id == metric.id]
        levels = tuple(level for level in metric.levels if level in set(own.area_level))
        measured.append(
            PriorityMetric(metric, None, levels, bool(len(own)) and set(own.provenance) == {"synthetic"})
        )
    return measured


def rows_by_priority(measured: list[PriorityMetric], known: Iterable[Priority]) -> list[PriorityRow]:
    """One row per priority, including those that no metric measures."""
    return [
        PriorityRow(
            priority.id,
            priority.title,
            priority.group,
            priority.group_id,
            tuple(entry for entry in measured if priority.id in entry.metric.priorities),
        )
        for priority in known
    ]


def rows_by_change(measured: list[PriorityMetric]) -> list[PriorityRow]:
    """One row per kind of change, for any system, with or without a recorded strategy."""
    kinds = {**{verdict: verdict.capitalize() for verdict in _ORDER if verdict}, "": FIGURES["none"]}
    rows = [
        PriorityRow(
            verdict or "none",
            words,
            "",
            "",
            tuple(entry for entry in measured if entry.verdict == verdict),
        )
        for verdict, words in kinds.items()
    ]
    return [row for row in rows if row.priority_metrics]


def filtered_rows(rows: list[PriorityRow], priority: str, change: str, figures: str) -> list[PriorityRow]:
    """The rows and metrics that pass the filters, each "all" or a code.

    If only the priority is filtered, a row without metrics stays, so that the gap can be seen.
    """
    chosen = [row for row in rows if priority in ("all", row.group_id, row.id)]
    if change == figures == "all":
        return chosen
    filtered = [
        PriorityRow(
            row.id,
            row.heading,
            row.group,
            row.group_id,
            tuple(
                entry
                for entry in row.priority_metrics
                if change in ("all", entry.verdict) and figures in ("all", entry.figures)
            ),
        )
        for row in chosen
    ]
    return [row for row in filtered if row.priority_metrics]


def _place(entry: PriorityMetric) -> tuple:
    name = entry.standing.name if entry.standing else entry.metric.title
    return (list(FIGURES).index(entry.figures), _ORDER[entry.verdict], name.lower())
