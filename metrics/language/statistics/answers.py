"""Types of the answers that a statistic gives, where they are more than a text, a number or yes and no."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum


class Needs(Enum):
    """What a figure is formed from; ``metrics.computing`` counts and protects it."""

    PEOPLE = "events, and the people at risk of them, by age"
    GROUP = "events that are part of a counted group"
    EXPECTED = "events, and how many are expected at the rates of the ICS"
    FIFTHS = "events in each national fifth of deprivation inside the area"
    MONTHS = "events by month, before and after a baseline"
    PUBLISHED = "what a publisher provides"


class AgeMethod(Enum):
    """How a figure is formed from the events at each age; ``metrics.computing.at_ages`` does it."""

    STANDARDISED_RATE = "the rate at the ages of the European Standard Population"
    LIFE_EXPECTANCY = "life expectancy at birth"


@dataclass(frozen=True)
class AtAges:
    """The figure by age that a statistic needs, per ``per`` people."""

    method: AgeMethod
    per: float = 1.0


class Counted(Enum):
    """Which number, if any, is the count of people or events behind a figure."""

    NONE = "the figure does not rise with a number of people or events"
    NUMERATOR = "the numerator is a number of people or events"
    FIGURE = "the figure itself is that number"


@dataclass(frozen=True)
class Comparator:
    """What a figure is compared with. ``name`` is "" for the ICS, which has its own name; ``value`` is None
    where it is the figure of England or of the ICS in the same period.
    """

    name: str
    value: float | None


class Difference(ABC):
    """Wording for a figure that is a difference from its comparator, so that 0 means "the same".

    ``zero_words`` name 0 as a noun ("no gap"), ``same_words`` as a comparison ("as in England"), and
    ``comparator_words`` name the comparator ("England"). ``side_words`` come before the latter, by side:
    "higher" than 0, "lower", or "apart" if the figure cannot be told apart from 0.
    """

    zero_words: str
    same_words: str
    comparator_words: str
    side_words: dict[str, str]

    @abstractmethod
    def sentence(self, side: str, figure: str, size: str, is_slight: bool, who: str, area: str) -> str:
        """A sentence on one area's difference, without the full stop.

        ``side`` is "higher", "lower" or "apart"; ``figure`` and ``size`` are written numbers, with and
        without sign; ``is_slight`` says that it rounds to 0.
        """
