"""One page per shift: its answer, what has changed, and its metrics in a table."""

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

MAX_ROWS = 9
HEADS = ("Metric", "Latest", "95% interval", "Period", "Change", "Target", "Compared", "Figures")
_WIDTHS = (30, 8, 12, 10, 23, 13, 19, 10)


def shift_page(system: System, area: str, area_standings: list[Standing], shift: Shift) -> Page:
    """The metrics that have changed come first, published ones before demonstration data, with a count of the
    others.
    """
    own = in_shift(area_standings, shift)
    verdict, name = verdict_of(own), system.geography.area(area).label
    ordered = [standing for group in grouped(own, "change") for standing in group.standings]
    ordered = sorted(ordered, key=lambda standing: (not standing.has_figure, standing.is_synthetic))
    shown = ordered[:MAX_ROWS]
    others = len(ordered) - len(shown)
    counted = count_of(len(ordered), "metric")
    notes = [
        "Published metrics come first, those that have changed at the top.",
        shift_words.synthetic_tally(own),
        "The others are on the Shift page of the dashboard." if others else "",
    ]
    blocks = (
        Heading(
            f"{len(shown)} of {counted} of this shift" if others else f"{counted} of this shift",
            " ".join(note for note in notes if note),
        ),
        *((shift_table(shown, f"{shift.title}: metrics of {name}"),) if shown else ()),
    )
    return Page(
        name=f"{shift.title}: {name}",
        title=shift_words.title(shift, verdict, name),
        deck=shift_words.deck(verdict, own),
        blocks=blocks,
        provenances=frozenset(standing.newest.provenance for standing in own if standing.newest.provenance),
        sources=publishers_of(shown) or ("no figure is shown",),
    )


def shift_table(standings: list[Standing], caption: str) -> Table:
    """One row per figure, worded as on the page of the shift."""
    rows = [score_row(standing) for standing in standings]
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
