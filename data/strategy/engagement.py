"""The engagement log: who was consulted, when, how many took part, and the document that reports it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.reading.facts import Fault, Field, Form, boolean, non_empty_text, one_of
from data.strategy.facts import Citation, Facts
from data.strategy.kinds import citation, in_order, when, whole_number
from data.strategy.reading import FOLDER, facts_of
from data.strategy.when import NOT_STATED, say_when

STATUSES = ("done", "planned")


@dataclass(frozen=True)
class Engagement:
    """One consultation. ``reached`` is how many took part, None where it is not stated."""

    id: str
    what: str
    who: str
    starts: str
    ends: str
    status: str
    reached: int | None
    counted: str
    at_least: bool
    self_selected: bool
    said_in: Citation

    @property
    def dates(self) -> str:
        """'2019', '2017 to 2019', '26 September 2019'."""
        first = say_when(self.starts)
        return first if self.ends == NOT_STATED else f"{first} to {say_when(self.ends)}"

    @property
    def count_words(self) -> str:
        """'803 answers', 'more than 200 people', 'not stated'."""
        if self.reached is None:
            return NOT_STATED
        return f"{'more than ' if self.at_least else ''}{self.reached:,} {self.counted}"


def engagements(path: Path | None = None) -> Facts:
    """The log of a YAML file, by default this folder's; a wrong entry is left out and reported."""
    return facts_of(path or FOLDER / "engagement.yaml", "engagement", FORM, Engagement)


def _field_conflicts(fields: dict) -> Iterator[Fault]:
    yield from in_order(fields)
    if fields.get("reached") is not None and fields.get("counted") == "":
        yield "counted", "nothing", "words"


FORM = Form(
    (
        Field("what", non_empty_text),
        Field("who", non_empty_text),
        Field("starts", when),
        Field("ends", when, needed=False, default=NOT_STATED),
        Field("status", one_of(STATUSES)),
        Field("reached", whole_number("a count")),
        Field("counted", non_empty_text, needed=False, default=""),
        Field("at_least", boolean, needed=False, default=False),
        Field("self_selected", boolean, needed=False, default=False),
        Field("said_in", citation),
    ),
    check_together=_field_conflicts,
)
