"""The answers of a statistic that are more than a word or a yes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum


class Needs(Enum):
    """What a figure is formed from; ``metrics.computing`` counts and protects it."""

    PEOPLE = "events, and the people that they happen to, by age"
    GROUP = "events that are part of a counted group"
    EXPECTED = "events, and how many the rates of the ICS lead one to expect"
    FIFTHS = "events in each national fifth of deprivation inside the area"
    MONTHS = "events by month, before and after a baseline"
    PUBLISHED = "what a publisher gives"


class Counted(Enum):
    """Where a figure's count of people or events is found."""

    NOWHERE = "the figure does not rise with a number of people or events"
    NUMERATOR = "the numerator is a number of people or events"
    FIGURE = "the figure itself is that number"


@dataclass(frozen=True)
class Comparator:
    """Whom a figure is compared with. ``name`` is "" for the ICS, which has a name of its own; ``value`` is
    None where it is the figure that England or the ICS has in the same period.
    """

    name: str
    value: float | None


class Difference(ABC):
    """Words for a figure that is a difference from its comparator, so that 0 means the same as there.

    ``nothing`` is what 0 means as a noun, ``alike`` what it means as a comparison, ``other`` the comparator
    as a sentence names it. ``than`` are the words before ``other`` of a figure that is higher than 0, lower,
    or cannot be told apart from it.
    """

    nothing: str
    alike: str
    other: str
    than: dict[str, str]

    @abstractmethod
    def sentence(self, side: str, figure: str, size: str, is_slight: bool, who: str, area: str) -> str:
        """One area's difference, without the full stop. ``side`` is "higher", "lower" or "apart"; ``figure``
        and ``size`` are written numbers, with and without sign; ``is_slight`` where it rounds to 0.
        """
