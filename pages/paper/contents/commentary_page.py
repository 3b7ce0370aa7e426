"""What the owners of the metrics write: the comments in force, with author and day."""

from __future__ import annotations

from collections.abc import Sequence

from data.commentary import Comment, CommentaryError, newest_of
from metrics.language.metric import Metric
from metrics.targets.system import System
from pages.paper.blocks import Page, Table
from pages.words.numbers import count_of, full_date

_HEADS = ("Metric", "What it means", "What is being done", "Written by")
_MOST_SIGNS = 2_600  # of all comments on a page


def commentary_pages(system: System, areas: Sequence[str], metrics: Sequence[Metric]) -> list[Page]:
    """The comments on the metrics shown, as many pages as they need; one that says so where there is none."""
    try:
        held = {area: newest_of(area, system.geography.nhs_code) for area in areas}
    except CommentaryError as error:
        return [_page("The commentary cannot be read", str(error), ())]
    found = [
        (area, metric, held[area][metric.id])
        for area in areas
        for metric in metrics
        if metric.id in held[area]
    ]
    if not found:
        rows = tuple((metric.title, metric.owner, "none yet") for metric in metrics)
        return [
            _page(
                "No commentary is written on these metrics",
                "The owner of a metric writes on its page what it means and what is being done.",
                (Table("Owners of the metrics shown", ("Metric", "Owner", "Comment"), rows, (50, 30, 20)),),
            )
        ]
    told = f"{count_of(len(found), 'comment')} on the metrics shown, as their owners wrote them."
    rows = [_row(system, area, metric, comment, len(areas) > 1) for area, metric, comment in found]
    return [
        _page(
            "What the owners of the metrics say", told, (Table("Commentary", _HEADS, part, (20, 38, 38, 16)),)
        )
        for part in _parted(rows)
    ]


def _page(title: str, deck: str, blocks: tuple) -> Page:
    sources = ("the owners named",) if blocks and isinstance(blocks[0], Table) else ("none",)
    return Page("Commentary", title, deck, blocks, sources=sources)


def _row(system: System, area: str, metric: Metric, comment: Comment, several: bool) -> tuple[str, ...]:
    where = f", {system.geography.area(area).label}" if several else ""
    on = f" on the figure of {comment.period_label}" if comment.period_label else ""
    by = f"{comment.author}, {full_date(comment.written_at.date())}{on}, version {comment.version}"
    return (metric.title + where, comment.means or "Nothing written", comment.doing or "Nothing written", by)


def _parted(rows: list[tuple[str, ...]]) -> list[tuple[tuple[str, ...], ...]]:
    parts: list[list[tuple[str, ...]]] = [[]]
    for row in rows:
        signs = sum(len(cell) for one in [*parts[-1], row] for cell in one)
        if parts[-1] and signs > _MOST_SIGNS:
            parts.append([])
        parts[-1].append(row)
    return [tuple(part) for part in parts]
