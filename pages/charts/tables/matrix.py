"""A matrix of metrics: a row a priority, a column a shift, in each cell the metrics with their marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pages.charts.chip import chip, link
from pages.charts.icons import VERDICTS, verdict_icon
from pages.words.numbers import count_of, text


@dataclass(frozen=True)
class MatrixItem:
    """One metric of a cell, ready worded. ``verdict`` is a word of icons.VERDICTS, "" where it has no mark;
    ``note`` stands behind the name.
    """

    name: str
    address: str
    verdict: str = ""
    direction: str = "none"
    provenance: str = ""
    note: str = ""


@dataclass(frozen=True)
class MatrixCell:
    """``open`` items are seen at once, ``folded`` ones behind a summary."""

    open: Sequence[MatrixItem] = ()
    folded: Sequence[MatrixItem] = ()


@dataclass(frozen=True)
class MatrixRow:
    """A heading with the lines below it, and a cell for each column."""

    heading: str
    lines: Sequence[str]
    cells: Sequence[MatrixCell]
    warning: str = ""


def matrix(rows: Sequence[MatrixRow], heads: Sequence[str], *, caption: str) -> str:
    """Markup of a table; on a phone each row is a card with its heads inside. `heads` begin with that of
    the rows' headings.
    """
    named = "".join(f'<th role="columnheader" scope="col">{text(head)}</th>' for head in heads)
    body = "".join(_row(row, heads[1:]) for row in rows)
    return (
        f'<table class="matrix" role="table" style="--columns:{len(heads) - 1}">'
        f'<caption class="unseen">{text(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{named}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def verdict_legend() -> str:
    """Markup of the marks in words, in one line."""
    items = "".join(
        f'<li><img src="{verdict_icon(word)}" alt="" width="20" height="20">{text(word.capitalize())}</li>'
        for word in VERDICTS
    )
    arrow = "<li>The arrow shows which way the figure goes.</li>"
    return f'<ul class="legend">{items}{arrow}</ul>'


def _row(row: MatrixRow, heads: Sequence[str]) -> str:
    lines = "".join(f"<span>{text(line)}</span>" for line in row.lines)
    warning = f'<span class="m-gap">{text(row.warning)}</span>' if row.warning else ""
    cells = "".join(_cell(cell, head) for cell, head in zip(row.cells, heads, strict=True))
    return (
        f'<tr role="row"><th role="rowheader" scope="row"><b>{text(row.heading)}</b>{warning}{lines}</th>'
        f"{cells}</tr>"
    )


def _cell(cell: MatrixCell, head: str) -> str:
    name = f'<td role="cell" data-head="{text(head)}"'
    if not cell.open and not cell.folded:
        return f'{name} class="m-none">None</td>'
    return f"{name}>{_list(cell.open)}{_fold(cell.folded, bool(cell.open))}</td>"


def _fold(items: Sequence[MatrixItem], more: bool) -> str:
    if not items:
        return ""
    words = count_of(len(items), "metric") if not more else f"{len(items)} more"
    return f"<details><summary>{text(words)}: {text(_kinds(items))}</summary>{_list(items)}</details>"


def _kinds(items: Sequence[MatrixItem]) -> str:
    """Of what kind the folded ones are: '4 cannot say, 2 synthetic', 'all synthetic', 'synthetic'."""
    kinds = ["synthetic" if one.provenance == "synthetic" else one.verdict or one.note for one in items]
    if len(set(kinds)) == 1:
        return kinds[0] if len(kinds) == 1 else f"all {kinds[0]}"
    return ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))


def _list(items: Sequence[MatrixItem]) -> str:
    return f'<ul class="m-list">{"".join(_item(one) for one in items)}</ul>' if items else ""


def _item(one: MatrixItem) -> str:
    icon = (
        f'<img src="{verdict_icon(one.verdict, one.direction)}" alt="{text(one.verdict.capitalize())}:" '
        f'title="{text(one.verdict.capitalize())}" width="20" height="20">'
        if one.verdict
        else '<i aria-hidden="true"></i>'
    )
    mark = f" {chip(one.provenance)}" if one.provenance == "synthetic" else ""
    note = f' <span class="m-note">{text(one.note)}</span>' if one.note else ""
    return f"<li>{icon}<span>{link(one.name, one.address)}{mark}{note}</span></li>"
