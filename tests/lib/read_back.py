"""Reads a page's sentences, titles and tables back into figures, without the code that wrote them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_NUMBER = r"[\u2212-]?\d[\d,]*(?:\.\d+)?"


def number(written: str) -> float:
    """'1,072.4' or '−0.3' as a number."""
    return float(written.replace(",", "").replace("\u2212", "-"))


def decimals(written: str) -> int:
    """How many digits stand behind the point."""
    return len(written.partition(".")[2])


@dataclass(frozen=True)
class Said:
    """What a finding says: ``figure`` and ``against`` as written ("" where there is none).

    ``side`` is higher, lower, apart, "" (not compared) or "no figure"; ``whom`` the comparator.
    """

    subject: str
    figure: str
    side: str
    against: str = ""
    whom: str = ""


_AGAINST = re.compile(
    rf"(?:, (?:just )?(?P<side>higher|lower) than|, which (?P<apart>cannot be told apart) from) "
    rf"(?P<against>{_NUMBER})%? in (?P<whom>.+)$"
)
_GAP = re.compile(
    rf"^(Women|Men) in (.+) live (?P<years>{_NUMBER}) years (?P<way>less|longer) than in England$"
)
_NO_GAP = re.compile(
    r"^Life expectancy of (women|men) in (.+) cannot be told apart from England’s "
    rf"\(gap (?P<years>{_NUMBER}) years\)$"
)
_AVOIDED = re.compile(
    rf"^(?P<many>{_NUMBER}) (?P<way>fewer|more) admissions? in (.+) than on its earlier trend$"
)
_NONE_AVOIDED = re.compile(
    rf"^Admissions in (.+) cannot be told apart from their earlier trend \((?P<many>{_NUMBER}) avoided\)$"
)


_NO_FIGURE = re.compile(r"^There is no figure for (?P<subject>.+?)(?: \((?P<why>[^()]+)\))?$")
_FIGURE = re.compile(rf"^(?P<subject>.+?) (?:was|were) (?P<figure>{_NUMBER})(?P<rest>.*)$")


def finding(sentence: str) -> Said:
    """A finding of the metric's page, without its full stop. Raises ValueError where it cannot read one."""
    if found := _GAP.match(sentence):
        way = "higher" if found["way"] == "less" else "lower"
        sign = "" if way == "higher" else "-"
        return Said(found[2], sign + found["years"], way, "0.0", "England")
    if found := _NO_GAP.match(sentence):
        return Said(found[2], found["years"], "apart", "0.0", "England")
    if found := _AVOIDED.match(sentence):
        way = "higher" if found["way"] == "fewer" else "lower"
        return Said(
            found[3], ("" if way == "higher" else "-") + found["many"], way, "0", "own baseline trend"
        )
    if found := _NONE_AVOIDED.match(sentence):
        return Said(found[1], found["many"], "apart", "0", "own baseline trend")
    if found := _NO_FIGURE.match(sentence):
        return Said(found["subject"], "", "no figure", found["why"] or "")
    found = _FIGURE.match(sentence)
    if found is None:
        raise ValueError(f"not a finding: {sentence}")
    told = _AGAINST.search(found["rest"])
    if told is None:
        return Said(found["subject"], found["figure"], "")
    return Said(found["subject"], found["figure"], told["side"] or "apart", told["against"], told["whom"])


class _Table(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            self.rows[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)


def table_rows(markup: str) -> list[list[str]]:
    """The cells of each row of a table, its head first."""
    reader = _Table()
    reader.feed(markup)
    return reader.rows
