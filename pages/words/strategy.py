"""What the page of the strategy says, from the figures and never by hand."""

from __future__ import annotations

from metrics.judgement.priorities import PriorityMetric, PriorityRow
from metrics.judgement.shift_verdict import ShiftVerdict
from metrics.judgement.standing import verdict_of
from pages.words.numbers import count_of, listed


def title(rows: list[PriorityRow], name: str) -> str:
    """How many priorities can be judged by a published figure, and how many cannot."""
    judged, without = len(_judged(rows)), len(rows) - len(_judged(rows))
    if not without:
        return f"{name}: all {len(rows)} priorities have a published figure"
    return (
        f"{judged} of {len(rows)} priorities {'has' if judged == 1 else 'have'} a published figure for "
        f"{name}; {without} {'has' if without == 1 else 'have'} none"
    )


def deck(rows: list[PriorityRow]) -> str:
    """How the published figures move, and whether a priority has no metric at all."""
    told = {id(one): one for row in rows for one in row.priority_metrics}
    verdict = verdict_of([one.standing for one in told.values() if one.standing])
    silent = sum(not row.priority_metrics for row in rows)
    gap = "Every priority has at least one metric."
    if silent:
        has = "has" if silent == 1 else "have"
        gap = f"{count_of(silent, 'priority', 'priorities')} {has} no metric at all."
    return f"{moves(verdict, 'that tell of a priority', 'that tells of a priority')} {gap}"


def gaps(rows: list[PriorityRow]) -> list[tuple[str, str]]:
    """The priorities that no published figure of the system tells of, each with why."""
    return [(row.heading, warning) for row in rows if (warning := row_warning(row))]


def moves(verdict: ShiftVerdict, plural: str = "", singular: str = "") -> str:
    """'Of 41 published figures 5 improve and 7 worsen.'"""
    if not verdict.judged:
        return "No published figure is held."
    better, worse = verdict.counts["improving"], verdict.counts["worsening"]
    which = singular if verdict.judged == 1 else plural
    return (
        f"Of {count_of(verdict.judged, 'published figure')}{f' {which}' if which else ''}, "
        f"{better} improve{'s' if better == 1 else ''} and {worse} worsen{'s' if worse == 1 else ''}."
    )


def row_lines(row: PriorityRow) -> list[str]:
    """Below a priority's name: how its figures change."""
    verdict = row.verdict
    lines = []
    if verdict.judged:
        counted = [_counted(count, word) for word, count in verdict.counts.items() if count]
        lines.append(f"{count_of(verdict.judged, 'published figure')}: {listed(counted)}")
    if verdict.synthetic:
        lines.append(f"{count_of(verdict.synthetic, 'synthetic one')}, without a say")
    below = sum(one.standing is None for one in row.priority_metrics)
    if below:
        lines.append(f"{count_of(below, 'metric')} without a figure for the whole system")
    return lines


def row_warning(row: PriorityRow) -> str:
    """Why a priority cannot be judged; "" where it can."""
    if not row.priority_metrics:
        return "No metric tells of this priority"
    if row.verdict.judged:
        return ""
    if row.is_measured_below:
        return "Published for parts of the system only"
    return "Synthetic figures only" if row.verdict.synthetic else "No figure"


def _counted(count: int, verdict: str) -> str:
    one = {"improving": "improves", "worsening": "worsens", "no clear change": "shows no clear change"}
    many = {"improving": "improve", "worsening": "worsen", "no clear change": "show no clear change"}
    return f"{count} {(one if count == 1 else many).get(verdict, verdict)}"


def _judged(rows: list[PriorityRow]) -> list[PriorityRow]:
    return [row for row in rows if row.verdict.judged]


def shown_words(
    rows: list[PriorityRow], all_rows: list[PriorityRow], tells: list[PriorityMetric], what: str
) -> str:
    """How much of the matrix the filters leave: '3 of 22 priorities, 14 metrics.'"""
    if not rows:
        return "Nothing fits these filters."
    plural = {"priority": "priorities", "kind of change": "kinds of change"}[what]
    metrics = len({one.metric.id for one in tells})
    return f"{len(rows)} of {count_of(len(all_rows), what, plural)}, {count_of(metrics, 'metric')}."
