"""The sentences of the strategy's page, from the figures and never by hand."""

from __future__ import annotations

from metrics.judgement.priorities import PriorityMetric, PriorityRow
from metrics.judgement.standing import verdict_of
from pages.words.numbers import count_of, listed, number_within, number_word
from pages.words.shift import movement


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
    """How the published metrics change, and whether a priority has no metric at all."""
    each = {id(metric): metric for row in rows for metric in row.priority_metrics}
    verdict = verdict_of([metric.standing for metric in each.values() if metric.standing])
    without = sum(not row.priority_metrics for row in rows)
    gap = "Every priority has at least one metric."
    if without:
        have = "priority has" if without == 1 else "priorities have"
        gap = f"{number_word(without)} {have} no metric at all."
    return f"{movement(verdict, 'for a priority')} {gap}"


def gaps(rows: list[PriorityRow]) -> list[tuple[str, str]]:
    """The priorities that no published figure for the system measures, each with the reason."""
    return [(row.heading, warning) for row in rows if (warning := row_warning(row))]


def row_lines(row: PriorityRow) -> list[str]:
    """The lines below a priority's name: how its metrics change."""
    verdict = row.verdict
    lines = []
    if verdict.judged:
        counted = [_counted(count, word) for word, count in verdict.counts.items() if count]
        lines.append(f"{count_of(verdict.judged, 'published metric')}: {listed(counted)}")
    if verdict.synthetic:
        uses = "uses" if verdict.synthetic == 1 else "use"
        lines.append(f"{count_of(verdict.synthetic, 'metric')} {uses} demonstration data, left out")
    below = sum(metric.standing is None for metric in row.priority_metrics)
    if below:
        lines.append(f"{count_of(below, 'metric')} without a figure for the whole system")
    return lines


def row_warning(row: PriorityRow) -> str:
    """Why a priority cannot be judged; "" where it can."""
    if not row.priority_metrics:
        return "No metric measures this priority"
    if row.verdict.judged:
        return ""
    if row.is_measured_below:
        return "Published for parts of the system only"
    return "Demonstration data only" if row.verdict.synthetic else "No figure"


def _counted(count: int, verdict: str) -> str:
    singular = {
        "improving": "is improving",
        "worsening": "is getting worse",
        "no clear change": "shows no clear change",
    }
    plural = {
        "improving": "are improving",
        "worsening": "are getting worse",
        "no clear change": "show no clear change",
    }
    return f"{number_within(count)} {(singular if count == 1 else plural).get(verdict, 'cannot be judged')}"


def _judged(rows: list[PriorityRow]) -> list[PriorityRow]:
    return [row for row in rows if row.verdict.judged]


def shown_words(
    rows: list[PriorityRow], all_rows: list[PriorityRow], shown: list[PriorityMetric], what: str
) -> str:
    """How much of the matrix the filters leave: '3 of 22 priorities, 14 metrics.'"""
    if not rows:
        return "Nothing matches these filters."
    plural = {"priority": "priorities", "kind of change": "kinds of change"}[what]
    metrics = len({metric.metric.id for metric in shown})
    return f"{len(rows)} of {count_of(len(all_rows), what, plural)}, {count_of(metrics, 'metric')}."
