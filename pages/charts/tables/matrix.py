"""A matrix of metrics: one row per priority, one column per shift, each cell with metrics and their marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pages.charts.chip import chip, link
from pages.charts.icons import VERDICTS, verdict_icon
from pages.charts.markup import markup
from pages.words.numbers import count_of


@dataclass(frozen=True)
class MatrixItem:
    """One metric of a cell, in words. ``verdict`` is a word of icons.VERDICTS, "" where it has no mark;
    ``note`` follows the name.
    """

    name: str
    address: str
    verdict: str = ""
    direction: str = "none"
    provenance: str = ""
    note: str = ""


@dataclass(frozen=True)
class MatrixCell:
    """``open`` items are shown, ``folded`` items are behind a summary."""

    open: Sequence[MatrixItem] = ()
    folded: Sequence[MatrixItem] = ()


@dataclass(frozen=True)
class MatrixRow:
    """A heading with the lines below it, and a cell for each column."""

    heading: str
    lines: Sequence[str]
    cells: Sequence[MatrixCell]
    warning: str = ""


def matrix(rows: Sequence[MatrixRow], heads: Sequence[str], *, caption: str) -> Markup:
    """Markup of a table; on a phone each row is a card with its heads inside. `heads` begin with that of
    the rows' headings.
    """
    return markup(
        "matrix",
        rows=rows,
        heads=heads,
        caption=caption,
        folded_words=_folded_words,
        verdict_icon=verdict_icon,
        link=link,
        chip=chip,
    )


def verdict_legend() -> Markup:
    """Markup of the marks in words, in one line."""
    return markup("verdict_legend", verdicts=VERDICTS, verdict_icon=verdict_icon)


def _folded_words(cell: MatrixCell) -> str:
    """What is behind the summary: '4 more: all synthetic'."""
    folded = len(cell.folded)
    words = f"{folded} more" if cell.open else count_of(folded, "metric")
    return f"{words}: {_kinds(cell.folded)}"


def _kinds(items: Sequence[MatrixItem]) -> str:
    """The kinds of the folded items: '4 cannot say, 2 synthetic', 'all synthetic', 'synthetic'."""
    kinds = ["synthetic" if item.provenance == "synthetic" else item.verdict or item.note for item in items]
    if len(set(kinds)) == 1:
        return kinds[0] if len(kinds) == 1 else f"all {kinds[0]}"
    return ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
