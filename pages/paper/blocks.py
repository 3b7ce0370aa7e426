"""The blocks of a paper. Both writers, of slides and of the PDF, draw these and nothing else.

Every number is written out before it comes here, so that slides, PDF and screen cannot round it differently;
charts contain the store's own figures. All texts are plain: a writer escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from pages.charts.model import ControlChart, IntervalChart


@dataclass(frozen=True)
class Paragraph:
    """Words, with a bold opening where ``strong`` is given; ``quiet`` for notes; ``mark``: a verdict."""

    text: str
    strong: str = ""
    quiet: bool = False
    mark: str = ""


@dataclass(frozen=True)
class Heading:
    """Title of a panel, a line below it, and the provenance of its figures ("" for none)."""

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
    """A shift's verdict and its basis: ``counts`` are (verdict of change, how many)."""

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
class Map:
    """A map, already drawn: the SVG with its legend, and the ``ratio`` of its width to its height."""

    name: str
    svg: str
    ratio: float
    alt: str


@dataclass(frozen=True)
class Columns:
    """Blocks side by side, with ``shares`` of the width; always last on its page."""

    each: tuple[tuple[Block, ...], ...]
    shares: tuple[float, ...]


Block = Paragraph | Heading | Table | Verdicts | ControlChart | IntervalChart | Map | Columns


@dataclass(frozen=True)
class Page:
    """One page: its finding as the title, a deck, then blocks from top to bottom.

    ``name`` identifies it in a list of pages; ``provenances`` are those of all figures on it; ``sources``
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
    """The whole paper of one ICS; ``refreshed_at`` is when its figures were refreshed."""

    title: str
    subject: str
    system: str
    refreshed_at: datetime
    version: str
    pages: tuple[Page, ...] = field(default=())
