"""Which metrics tell of which priority under which shift, and what the figures of a priority say together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from data.strategy import Priority
from metrics.judgement.change import VERDICTS
from metrics.judgement.shift_verdict import ShiftVerdict
from metrics.judgement.standing import Standing, verdict_of
from metrics.language.metric import Metric, Shift

FIGURES = {"published": "Published or own records", "synthetic": "Synthetic", "none": "No figure for the ICS"}
_MOVING = ("worsening", "improving")
_ORDER = {verdict: place for place, verdict in enumerate(("worsening", "improving", *VERDICTS[2:], ""))}


@dataclass(frozen=True)
class PriorityMetric:
    """One metric that tells of a priority: its standing for the whole system, one a sex.

    ``standing`` is None where it has no figure there; ``levels`` are then those that have published figures
    or figures from records, and ``is_synthetic`` whether all of them are made up.
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
        """Whether a figure that is not synthetic improves or worsens."""
        return self.figures == "published" and self.verdict in _MOVING


@dataclass(frozen=True)
class PriorityRow:
    """One row of the matrix: a priority, or for a system without a strategy one kind of change."""

    id: str
    heading: str
    group: str
    group_id: str
    priority_metrics: tuple[PriorityMetric, ...]

    @property
    def verdict(self) -> ShiftVerdict:
        """The counts of the system's figures, synthetic ones apart."""
        return verdict_of([one.standing for one in self.priority_metrics if one.standing])

    @property
    def is_measured_below(self) -> bool:
        """Whether published figures tell of it in parts of the system alone."""
        below = any(
            one.standing is None and one.levels and not one.synthetic_below for one in self.priority_metrics
        )
        return not self.verdict.judged and below

    def under(self, shift: Shift) -> list[PriorityMetric]:
        """Its metrics of one shift: those that move first, figures of real people before synthetic ones."""
        mine = [one for one in self.priority_metrics if shift in one.metric.shifts]
        return sorted(mine, key=_place)


def priority_metrics(
    metrics: dict[str, Metric], ones: list[Standing], below: pd.DataFrame
) -> list[PriorityMetric]:
    """Every metric once (women and men apart), with its standing for the system.

    ``below``: results frame of the newest period at all levels, to tell where a metric without a figure
    for the system has some.
    """
    by_metric: dict[str, list[Standing]] = {}
    for one in ones:
        if one.has_figure:
            by_metric.setdefault(one.metric.id, []).append(one)
    held = below[below.status == "ok"]
    found = []
    for metric in metrics.values():
        mine = by_metric.get(metric.id)
        if mine:
            found += [PriorityMetric(metric, one) for one in mine]
            continue
        own = held[held.metric_id == metric.id]
        levels = tuple(level for level in metric.levels if level in set(own.area_level))
        found.append(
            PriorityMetric(metric, None, levels, bool(len(own)) and set(own.provenance) == {"synthetic"})
        )
    return found


def rows_by_priority(told: list[PriorityMetric], known: Iterable[Priority]) -> list[PriorityRow]:
    """A row a priority, those that no metric tells of among them."""
    return [
        PriorityRow(
            one.id,
            one.title,
            one.group,
            one.group_id,
            tuple(telling for telling in told if one.id in telling.metric.priorities),
        )
        for one in known
    ]


def rows_by_change(told: list[PriorityMetric]) -> list[PriorityRow]:
    """A row a kind of change: what can be said of any system, with or without a strategy on record."""
    kinds = {**{verdict: verdict.capitalize() for verdict in _ORDER if verdict}, "": FIGURES["none"]}
    rows = [
        PriorityRow(verdict or "none", words, "", "", tuple(one for one in told if one.verdict == verdict))
        for verdict, words in kinds.items()
    ]
    return [row for row in rows if row.priority_metrics]


def filtered_rows(rows: list[PriorityRow], priority: str, change: str, figures: str) -> list[PriorityRow]:
    """The rows and metrics that pass the filters, each "all" or a code.

    While only the priority is asked for, a row without metrics stays: it is the gap that must be seen.
    """
    chosen = [row for row in rows if priority in ("all", row.group_id, row.id)]
    if change == figures == "all":
        return chosen
    parted = [
        PriorityRow(
            row.id,
            row.heading,
            row.group,
            row.group_id,
            tuple(
                one
                for one in row.priority_metrics
                if change in ("all", one.verdict) and figures in ("all", one.figures)
            ),
        )
        for row in chosen
    ]
    return [row for row in parted if row.priority_metrics]


def _place(one: PriorityMetric) -> tuple:
    name = one.standing.name if one.standing else one.metric.title
    return (list(FIGURES).index(one.figures), _ORDER[one.verdict], name.lower())
