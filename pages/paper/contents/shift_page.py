"""A page a shift: its answer, what moves, and its metrics in a table."""

from __future__ import annotations

from metrics.judgement.standing import Standing, in_shift, verdict_of
from metrics.language.metric import Shift
from metrics.targets.system import System
from pages.charts.tables.score_row import ScoreRow, score_row
from pages.paper.blocks import Heading, Page, Table
from pages.paper.contents.sources import publishers_of
from pages.words import shift as shift_words
from pages.words.numbers import count_of
from pages.words.shift_order import grouped

MOST_ROWS = 9
HEADS = ("Metric", "Latest", "95% interval", "Period", "Change", "Target", "Compared", "Figures")
_WIDTHS = (30, 8, 12, 10, 23, 13, 19, 10)


def shift_page(system: System, area: str, ones: list[Standing], shift: Shift) -> Page:
    """What moves first, published before synthetic; how many others there are is told."""
    mine = in_shift(ones, shift)
    verdict, name = verdict_of(mine), system.geography.area(area).label
    ordered = [one for group in grouped(mine, "change") for one in group.ones]
    ordered = sorted(ordered, key=lambda one: (not one.has_figure, one.is_synthetic))
    shown = ordered[:MOST_ROWS]
    others = len(ordered) - len(shown)
    rest = (
        f"{count_of(others, 'other figure')} of this shift {'stands' if others == 1 else 'stand'} on the "
        "page Shift of the dashboard."
    )
    told = f"{len(shown)} of {count_of(len(ordered), 'figure')}" if others else count_of(len(shown), "figure")
    notes = ["Published figures first, those that move at the top.", shift_words.synthetic_tally(mine)]
    notes += [rest] if others else []
    blocks = (
        Heading(f"{told} of this shift", " ".join(note for note in notes if note)),
        *((shift_table(shown, f"{shift.title}: metrics of {name}"),) if shown else ()),
    )
    return Page(
        name=f"{shift.title}: {name}",
        title=shift_words.title(shift, verdict, name),
        deck=shift_words.deck(verdict, mine),
        blocks=blocks,
        provenances=frozenset(one.newest.provenance for one in mine if one.newest.provenance),
        sources=publishers_of(shown) or ("no figure is shown",),
    )


def shift_table(ones: list[Standing], caption: str) -> Table:
    """One row a figure, worded as the page of the shift words it."""
    rows = [score_row(one) for one in ones]
    return Table(
        caption=caption,
        heads=HEADS,
        rows=tuple(_cells(row) for row in rows),
        widths=_WIDTHS,
        numeric=(1,),
        marks=tuple(row.verdict if row.status == "ok" else "" for row in rows),
        marked=4,
    )


def _cells(row: ScoreRow) -> tuple[str, ...]:
    name = f"{row.name}\n{row.unit}"
    if row.status != "ok":
        return (name, "no figure", row.status_words, "", "", row.target, "not compared", row.provenance)
    between, period, later = row.lines
    return (
        name,
        row.value,
        between,
        f"{period}; {later}" if later else period,
        f"{row.verdict.capitalize()}. {row.reason}",
        row.target,
        row.compared[:1].upper() + row.compared[1:],
        row.provenance.capitalize(),
    )
