"""The engagement log: whom the system asked, when, how many took part, and where that was told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.strategy.entry import Entry
from data.strategy.facts import Facts, Said
from data.strategy.reading import FOLDER, facts_of
from data.strategy.when import NOT_STATED, say_when

STATUSES = ("done", "planned")


@dataclass(frozen=True)
class Engagement:
    """One round of asking. ``reached`` is how many took part, None where it is not stated."""

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
    said_in: Said

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
    """The log of a YAML file, by default this folder's; an entry that is wrong is left out and told."""
    return facts_of(path or FOLDER / "engagement.yaml", "engagement", _engagement)


def _engagement(entry: Entry) -> Engagement:
    reached = entry.whole("reached", "a count")
    told = entry.said("said_in")
    engagement = Engagement(
        id=entry.name,
        what=entry.words("what"),
        who=entry.words("who"),
        starts=entry.when("starts"),
        ends=entry.when("ends", needed=False),
        status=entry.choice("status", STATUSES),
        reached=reached,
        counted=entry.words("counted", needed=reached is not None),
        at_least=entry.truth("at_least"),
        self_selected=entry.truth("self_selected"),
        said_in=told[0] if told else Said(""),
    )
    entry.check_order(engagement.starts, engagement.ends)
    entry.check_unknown()
    return engagement
