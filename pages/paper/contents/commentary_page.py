"""The current comments of the metrics' owners, with author and date."""

from __future__ import annotations

from collections.abc import Sequence

from data.commentary import Comment, CommentaryError, newest_of
from metrics.language.metric import Metric
from metrics.targets.system import System
from pages.paper.blocks import Page, Table
from pages.words.numbers import count_of, full_date

_HEADS = ("Metric", "What it means", "What is being done", "Written by")
_MAX_CHARACTERS = 2_600  # of all comments on a page


def commentary_pages(system: System, areas: Sequence[str], metrics: Sequence[Metric]) -> list[Page]:
    """The comments on the metrics shown, on as many pages as needed; a page that says so if there is none."""
    try:
        newest = {area: newest_of(area, system.geography.nhs_code) for area in areas}
    except CommentaryError as error:
        return [_page("The commentary cannot be read", str(error), ())]
    comments = [
        (area, metric, newest[area][metric.id])
        for area in areas
        for metric in metrics
        if metric.id in newest[area]
    ]
    if not comments:
        rows = tuple((metric.title, metric.owner, "None yet") for metric in metrics)
        return [
            _page(
                "No commentary has been written on these metrics",
                "Owners write on the page of their metric what it means and what is being done.",
                (Table("Owners of the metrics shown", ("Metric", "Owner", "Comment"), rows, (50, 30, 20)),),
            )
        ]
    deck = f"{count_of(len(comments), 'comment')} on the metrics shown, in the owners' words."
    rows = [_row(system, area, metric, comment, len(areas) > 1) for area, metric, comment in comments]
    return [
        _page(
            "What the owners of the metrics say", deck, (Table("Commentary", _HEADS, part, (20, 38, 38, 16)),)
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
        characters = sum(len(cell) for cells in [*parts[-1], row] for cell in cells)
        if parts[-1] and characters > _MAX_CHARACTERS:
            parts.append([])
        parts[-1].append(row)
    return [tuple(part) for part in parts]
