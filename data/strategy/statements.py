"""Every number in the documents, as a statement in our own words with the number as printed."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from data.errors import Problem
from data.strategy.facts import Citation, Facts, known_documents
from data.strategy.reading import FOLDER, file_state

KINDS = ("plan", "context", "population", "reported outcome")
COMPARISONS = ("none", "unmatched")
_MAY_BE_EMPTY = ("system", "comparison")


@dataclass(frozen=True)
class Statement:
    """One number of a document.

    ``system`` is the NHS code of the system that it is about, "" for England. ``printed`` is the number as
    printed, ``value`` and ``unit`` the number as data. ``comparison`` is given only for a reported outcome:
    the kind of comparison in the document, "none" or "unmatched". ``known`` is what is known of its evidence.
    """

    system: str
    about: str
    statement: str
    printed: str
    value: float
    unit: str
    period: str
    kind: str
    comparison: str
    known: str
    document: str
    paragraph: str

    @property
    def said_in(self) -> Citation:
        return Citation(self.document, self.paragraph)

    @property
    def is_claim(self) -> bool:
        """Whether it reports a result. None of the documents has a controlled comparison for a result."""
        return self.kind == "reported outcome"


_COLUMNS = tuple(field.name for field in fields(Statement))


def statements(path: Path | None = None) -> Facts:
    """The statements of a CSV file, by default this folder's; a wrong row is left out and reported."""
    return _read(*file_state(path or FOLDER / "statements.csv"))


@lru_cache(maxsize=8)
def _read(path: Path, *_state: int) -> Facts:
    file = f"data/strategy/{path.name}"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return Facts((), (Problem(file, "", "", "a file that cannot be read", "a CSV file in UTF-8"),))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        return Facts((), (Problem(file, "", "", f"invalid CSV ({error})", "a CSV file"),))
    if not rows or tuple(rows[0]) != _COLUMNS:
        header = ", ".join(rows[0]) if rows else "nothing"
        return Facts((), (Problem(file, "", "columns", header[:200], ", ".join(_COLUMNS)),))
    good, problems, seen = [], [], {}
    for number, cells in enumerate(rows[1:], 2):
        faults = list(_faults(file, number, cells))
        key = tuple(cells)
        if not faults and key in seen:
            repeated = f"the same statement as row {seen[key]}"
            faults = [Problem(file, f"row {number}", "", repeated, "each statement once")]
        seen.setdefault(key, number)
        problems += faults
        if not faults:
            row = dict(zip(_COLUMNS, cells, strict=True))
            good.append(Statement(**row | {"value": float(row["value"])}))
    return Facts(tuple(good), tuple(problems))


def _faults(file: str, number: int, cells: list[str]):
    """Yield every problem of one row."""
    place = f"row {number}"
    if len(cells) != len(_COLUMNS):
        yield Problem(file, place, "", f"{len(cells)} cells", f"{len(_COLUMNS)} cells, as in the header")
        return
    row = dict(zip(_COLUMNS, cells, strict=True))
    for column, cell in row.items():
        if not cell.strip() and column not in _MAY_BE_EMPTY:
            yield Problem(file, place, column, "nothing", "words")
    if not _is_number(row["value"]):
        yield Problem(file, place, "value", repr(row["value"]), "a number of 0 or more, like 46.5")
    if row["kind"] not in KINDS:
        yield Problem(file, place, "kind", repr(row["kind"]), ", ".join(KINDS))
    wanted = COMPARISONS if row["kind"] == "reported outcome" else ("",)
    if row["kind"] in KINDS and row["comparison"] not in wanted:
        allowed = ", ".join(wanted) if wanted[0] else "nothing, except for a reported outcome"
        yield Problem(file, place, "comparison", repr(row["comparison"]), allowed)
    known, lost = known_documents()
    if not lost and row["document"] not in known:
        yield Problem(file, place, "document", repr(row["document"]), ", ".join(known))


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell)) and float(cell) >= 0
    except ValueError:
        return False
