"""What a paper is made of. Both writers, of slides and of the PDF, draw these and nothing else.

Every number is worded before it comes here, so that slides, PDF and screen cannot round it differently;
charts carry the store's own figures. All texts are plain: a writer escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from pages.components.scale import Axis, axis
from pages.components.words import number


@dataclass(frozen=True)
class Paragraph:
    """Words, with a bold opening where ``strong`` is given; ``quiet`` ones are notes; ``mark``: a verdict."""

    text: str
    strong: str = ""
    quiet: bool = False
    mark: str = ""


@dataclass(frozen=True)
class Heading:
    """Title of a panel, what it shows below it, and the provenance of the figures in it ("" for none)."""

    title: str
    sub: str = ""
    provenance: str = ""


@dataclass(frozen=True)
class Table:
    """A table whose first column names the row. ``widths`` are shares; ``numeric`` columns align right;
    ``marks``: a verdict for each row ("" for none), drawn as its shape before the column ``marked``.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    numeric: tuple[int, ...] = ()
    marks: tuple[str, ...] = ()
    marked: int = 0


@dataclass(frozen=True)
class Verdict:
    """A shift's verdict with what it rests on: ``counts`` are (verdict of change, how many)."""

    name: str
    word: str
    lead: str
    rest: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Verdicts:
    """The verdicts side by side."""

    each: tuple[Verdict, ...]


@dataclass(frozen=True)
class ControlChart:
    """Monthly values in ``unit`` with average and limits, NaN where there is none.

    ``flags``: common, improving, worsening or missing. ``equal_length``: counts are shown for months of equal
    length. ``aim`` names the target: an example is told as one. ``gaps``: runs of months left out, (first,
    last, words). ``events``: a day, and whether limits are new from it; words tell of them beside the chart.
    """

    name: str
    months: tuple[date, ...]
    values: tuple[float, ...]
    centre: tuple[float, ...]
    lower_limit: tuple[float, ...]
    upper_limit: tuple[float, ...]
    flags: tuple[str, ...]
    decimals: int
    unit: str
    alt: str
    equal_length: bool = False
    target: float | None = None
    aim: str = "target"
    gaps: tuple[tuple[date, date, str], ...] = ()
    events: tuple[tuple[date, bool], ...] = ()

    def axis(self) -> Axis:
        aim = () if self.target is None else (self.target,)
        figures = [*self.values, *self.lower_limit, *self.upper_limit, *aim]
        return axis(figures, decimals=self.decimals)

    def axis_note(self) -> str:
        return _axis_note(self.axis())


@dataclass(frozen=True)
class PointsChart:
    """Figures with 95% limits beside a comparator and, where there is one, a claim; NaN where there is none.

    ``joined``: the points follow one another in time and a line joins them.
    """

    name: str
    points: tuple[str, ...]
    values: tuple[float, ...]
    lower_ci: tuple[float, ...]
    upper_ci: tuple[float, ...]
    comparator: str
    comparator_values: tuple[float, ...]
    decimals: int
    unit: str
    alt: str
    joined: bool = True
    claim: str = ""
    claims: tuple[float, ...] = ()

    def axis(self) -> Axis:
        figures = [*self.values, *self.lower_ci, *self.upper_ci, *self.comparator_values, *self.claims]
        return axis(figures, decimals=self.decimals)

    def axis_note(self) -> str:
        return _axis_note(self.axis())


def _axis_note(scale: Axis) -> str:
    """'The axis starts at 460.', or '' where it starts at 0."""
    digits = len(f"{scale.start:g}".partition(".")[2])
    return "" if scale.start == 0 else f"The axis starts at {number(scale.start, digits)}."


@dataclass(frozen=True)
class Map:
    """A map, already drawn: the SVG with its legend, ``ratio`` of its width to its height."""

    name: str
    svg: str
    ratio: float
    alt: str


@dataclass(frozen=True)
class Columns:
    """Blocks side by side, ``shares`` of the width; the last thing on its page."""

    each: tuple[tuple[Block, ...], ...]
    shares: tuple[float, ...]


Block = Paragraph | Heading | Table | Verdicts | ControlChart | PointsChart | Map | Columns


@dataclass(frozen=True)
class Page:
    """One page: its finding as the title, a deck, then blocks from top to bottom.

    ``name`` tells in a list of pages what it is; ``provenances`` are those of all figures on it; ``sources``
    name where they come from.
    """

    name: str
    title: str
    deck: str
    blocks: tuple[Block, ...]
    provenances: frozenset[str] = frozenset()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """The whole paper of one ICS; ``refreshed_at`` is when its figures were."""

    title: str
    subject: str
    system: str
    refreshed_at: datetime
    version: str
    pages: tuple[Page, ...] = field(default=())
