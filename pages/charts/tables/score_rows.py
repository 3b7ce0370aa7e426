"""Score rows: a shift's metrics, one a row at a desk, one a card on a phone; and the key to their marks.

The tables name their roles themselves: laid out as a grid, a table would lose them in some browsers.
"""

from __future__ import annotations

from collections.abc import Sequence

from pages.charts.chip import chip, link
from pages.charts.icons import assurance_icon, verdict_icon
from pages.charts.mark import mark, swatch
from pages.charts.tables.score_row import ScoreRow
from pages.words.numbers import text

HEADS = ("Metric", "Latest", "Over time", "Change", "Target", "Compared", "Figures")
_SWATCHES = {"too_small": "hatch", "suppressed": "dots"}


def score_heads() -> str:
    """Markup of the heads over all tables, for the eye alone: each table speaks its own."""
    return f'<div class="score-heads" aria-hidden="true">{"".join(f"<b>{name}</b>" for name in HEADS)}</div>'


def score_table(rows: Sequence[ScoreRow], *, caption: str) -> str:
    """Markup of a table of rows. Its heads are only spoken; `score_heads` draws them once above."""
    names = "".join(f'<th role="columnheader" scope="col">{name}</th>' for name in HEADS)
    return (
        f'<table class="scores" role="table" aria-label="{text(caption)}">'
        f'<thead role="rowgroup" class="unseen"><tr role="row">{names}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(_row(row) for row in rows)}</tbody></table>'
    )


def group_head(words: str, counted: str, key: str = "") -> str:
    """Markup of a group's heading: 'Worsening 3 of 12', with the mark `key` of the verdict bar before it."""
    sign = f'<i class="key-{text(key)}" aria-hidden="true"></i>' if key else ""
    return f'<h3 class="score-group">{sign}{text(words)} <span>{text(counted)}</span></h3>'


def _row(row: ScoreRow) -> str:
    name = (
        f'<th role="rowheader" scope="row" class="s-name">{link(row.name, row.address)}'
        f"<span>{text(row.unit)}</span></th>"
    )
    if row.status == "ok":
        body = _figure(row) + _picture(row) + _change(row)
    else:
        sign = swatch(_SWATCHES.get(row.status, "empty"))
        words = text(row.status_words)
        body = f'<td role="cell" colspan="3" class="s-status">{sign}<span>{words}</span></td>'
    figures = chip(row.provenance) if row.provenance else "not held"
    return (
        f'<tr role="row">{name}{body}{_target(row)}{_compared(row)}'
        f'<td role="cell" class="s-figures">{figures}</td></tr>'
    )


def _figure(row: ScoreRow) -> str:
    lines = "".join(f"<span>{text(line)}</span>" for line in row.lines if line)
    return f'<td role="cell" class="s-value"><b>{text(row.value)}</b>{lines}</td>'


def _picture(row: ScoreRow) -> str:
    note = f"<span>{text(row.picture_note)}</span>" if row.picture_note else ""
    return (
        f'<td role="cell" class="s-picture"><img src="{text(row.picture)}" alt="{text(row.picture_words)}" '
        f'width="150" height="44">{note}</td>'
    )


def _change(row: ScoreRow) -> str:
    words = f"<b>{text(row.verdict.capitalize())}.</b> {text(row.reason)}"
    return (
        f'<td role="cell" class="s-change"><img src="{verdict_icon(row.verdict, row.direction)}" alt="" '
        f'width="28" height="28"><span>{words}</span></td>'
    )


def _target(row: ScoreRow) -> str:
    icon = (
        f'<img src="{assurance_icon(row.target_icon, row.target_above)}" alt="" width="28" height="28">'
        if row.target_icon
        else ""
    )
    note = f"<small>{text(row.target_note)}</small>" if row.target_note else ""
    plain = ' class="quiet"' if row.target_icon == "none" else ""
    return (
        f'<td role="cell" class="s-target" data-head="Target">{icon}'
        f"<span{plain}><b>{text(row.target)}</b>{note}</span></td>"
    )


def _compared(row: ScoreRow) -> str:
    sign = mark(*row.standing, size=12) if row.standing[0] != "none" else ""
    words = f"<span>{text(row.compared[:1].upper() + row.compared[1:])}</span>"
    return f'<td role="cell" class="s-compared" data-head="Compared">{sign}{words}</td>'


_KEY = (
    (verdict_icon("worsening", "up"), "Worsening.", "More than chance, in the wrong direction."),
    (verdict_icon("improving", "down"), "Improving.", "More than chance, in the right direction."),
    (verdict_icon("no clear change"), "No clear change.", "Ups and downs of the usual size."),
    (verdict_icon("cannot say"), "Cannot say.", "Too few figures, no interval, or too old."),
    (
        assurance_icon("sometimes"),
        "Target.",
        "Three dots show on which side of it the usual range lies: all on one, or on both.",
    ),
)


def marks_key() -> str:
    """Markup of 'How to read the marks': the icons of the rows in words."""
    items = "".join(
        f'<li><img src="{icon}" alt="" width="28" height="28"><span><b>{word}</b> {meaning}</span></li>'
        for icon, word, meaning in _KEY
    )
    arrow = "The arrow shows which way the figure goes, not whether that is good."
    return f'<ul class="marks-key">{items}</ul><p class="sub">{arrow}</p>'
