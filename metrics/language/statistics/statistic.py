"""What is asked of every statistic. A class that leaves a question unanswered cannot be made."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

from metrics.language.statistics.answers import Comparator, Counted, Difference, Needs
from metrics.language.statistics.counts import Figure

Problems = Iterator[tuple[str, str]]


class Statistic(ABC):
    """A method with its settings, as a definition declares it. It knows no record and no area: its figure is
    formed from counts that are protected already.
    """

    @property
    @abstractmethod
    def name(self) -> str:
        """The function of the vocabulary that makes it, for a message to whoever writes a definition."""

    @property
    @abstractmethod
    def unit(self) -> str:
        """The unit of its figure where the definition names no closer one."""

    @property
    @abstractmethod
    def method_words(self) -> str:
        """The method in words, without the full stop."""

    @property
    @abstractmethod
    def is_share(self) -> bool:
        """Whether its figure is a percentage: the sign stands against the number, 0 to 100 are its ends."""

    @property
    @abstractmethod
    def grows_with_time(self) -> bool:
        """Whether a longer period holds more: rates of events, and totals of a month."""

    @property
    @abstractmethod
    def may_be_negative(self) -> bool:
        """Whether a figure below 0 means something."""

    @property
    @abstractmethod
    def difference(self) -> Difference | None:
        """Words for 0 and both sides of it, where the figure is a difference from its comparator."""

    @property
    @abstractmethod
    def comparator(self) -> Comparator | None:
        """Whom the figure is compared with where the definition names nobody; None where it is a comparison
        by itself.
        """

    @property
    @abstractmethod
    def counted(self) -> Counted:
        """Where its number of people or events is found."""

    @abstractmethod
    def average_words(self, days: int) -> str:
        """What the number of a month of ``days`` days is held against: 'than in an average month'."""

    @property
    @abstractmethod
    def of_a_group(self) -> bool:
        """Whether the denominator is a counted group and not the population."""

    @property
    @abstractmethod
    def needs(self) -> Needs:
        """What its figure is formed from."""

    @property
    @abstractmethod
    def fewest_events(self) -> int:
        """The events below which it has no figure; 0 where any number will do."""

    @property
    @abstractmethod
    def absent_status(self) -> str:
        """The status where counts are shown and no figure can be formed."""

    @property
    @abstractmethod
    def too_small_words(self) -> str:
        """What makes it too small to judge, for a reader; "" where it never is."""

    @property
    @abstractmethod
    def fewest_words(self) -> str:
        """The number that it needs, as in 'fewer than ten events'; "" where no one number decides."""

    @property
    @abstractmethod
    def is_published(self) -> bool:
        """Whether it rests on a publisher's figures and not on records."""

    @property
    @abstractmethod
    def is_of_lsoas(self) -> bool:
        """Whether it is put together from LSOAs; a publisher's own figure is of a whole area."""

    @property
    @abstractmethod
    def provenance(self) -> str:
        """The provenance of its figures; "" for that of the records."""

    @property
    @abstractmethod
    def indicator(self) -> str:
        """The published figure that it rests on, by its id; "" for none."""

    @property
    @abstractmethod
    def measures(self) -> tuple[str, ...]:
        """The publisher's monthly series that it rests on, its own first; () for none."""

    @abstractmethod
    def problems(self, metric: object) -> Problems:
        """(field, sentence) for what in ``metric`` does not go with this statistic."""

    @abstractmethod
    def estimate(self, counts: object) -> Figure:
        """The figure from ``counts``, which are what ``needs`` names (metrics.language.statistics.counts)."""


class FromRecords(Statistic):
    """A statistic of counted records: what all of them answer alike."""

    is_published = False
    is_of_lsoas = True
    provenance = ""
    indicator = ""
    measures = ()


class FromPublisher(Statistic):
    """A statistic of a publisher's figures: what all of them answer alike."""

    is_published = True
    of_a_group = False
    may_be_negative = False
    difference = None
    comparator = Comparator("England", None)
    needs = Needs.PUBLISHED
    fewest_events = 0
    absent_status = "missing"
    too_small_words = ""
    fewest_words = ""
