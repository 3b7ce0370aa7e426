"""The questions that every statistic answers. A class that leaves one unanswered cannot be instantiated."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

from metrics.language.statistics.answers import AtAges, Comparator, Counted, Difference, Needs
from metrics.language.statistics.counts import Figure

Problems = Iterator[tuple[str, str]]


class Statistic(ABC):
    """A method with its settings, as a definition declares it. It sees no records and no areas: its figure is
    formed from counts that are protected already.
    """

    @property
    @abstractmethod
    def name(self) -> str:
        """The function of the vocabulary that makes it, for a message to whoever writes a definition."""

    @property
    @abstractmethod
    def unit(self) -> str:
        """The unit of its figure, unless the definition names a more specific one."""

    @property
    @abstractmethod
    def method_words(self) -> str:
        """The method in words, without the full stop."""

    @property
    @abstractmethod
    def is_share(self) -> bool:
        """Whether its figure is a percentage, written with the sign % and between 0 and 100."""

    @property
    @abstractmethod
    def grows_with_time(self) -> bool:
        """Whether its figure is larger for a longer period, as rates of events and monthly totals are."""

    @property
    @abstractmethod
    def may_be_negative(self) -> bool:
        """Whether its figure can be below 0."""

    @property
    @abstractmethod
    def difference(self) -> Difference | None:
        """Wording for 0 and both sides of it, if the figure is a difference from its comparator."""

    @property
    @abstractmethod
    def comparator(self) -> Comparator | None:
        """What the figure is compared with unless the definition names a comparator; None if the figure is a
        comparison already.
        """

    @property
    @abstractmethod
    def counted(self) -> Counted:
        """Which number is the count of people or events behind its figure."""

    @abstractmethod
    def average_words(self, days: int) -> str:
        """What the figure of a month of ``days`` days is compared with: 'than in an average month'."""

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
    def at_ages(self) -> AtAges | None:
        """The figure by age from which it is formed; None if totals suffice. No statistic receives exact
        ages.
        """

    @property
    @abstractmethod
    def max_decimals(self) -> int:
        """How many decimals its figure may have, whatever a definition asks for."""

    @property
    @abstractmethod
    def min_events(self) -> int:
        """The number of events below which it has no figure; 0 if any number is enough."""

    @property
    @abstractmethod
    def absent_status(self) -> str:
        """The status where counts are shown but no figure can be formed."""

    @property
    @abstractmethod
    def too_small_words(self) -> str:
        """Why a figure is too small to judge, for a reader; "" if it never is."""

    @property
    @abstractmethod
    def min_events_words(self) -> str:
        """The number that it needs, as in 'fewer than ten events'; "" if no single number decides."""

    @property
    @abstractmethod
    def is_published(self) -> bool:
        """Whether it is based on a publisher's figures and not on records."""

    @property
    @abstractmethod
    def is_of_lsoas(self) -> bool:
        """Whether it is added up from LSOAs; a publisher's own figure is for a whole area."""

    @property
    @abstractmethod
    def provenance(self) -> str:
        """The provenance of its figures; "" for that of the records."""

    @property
    @abstractmethod
    def indicator(self) -> str:
        """The id of the published figure that it is based on; "" for none."""

    @property
    @abstractmethod
    def measures(self) -> tuple[str, ...]:
        """The publisher's monthly series that it is based on, its own first; () for none."""

    @abstractmethod
    def problems(self, metric: object) -> Problems:
        """(field, sentence) for what in ``metric`` does not fit this statistic."""

    @abstractmethod
    def estimate(self, counts: object) -> Figure:
        """The figure formed from ``counts``, of the type that ``needs`` names (see the module ``counts``)."""


class FromRecords(Statistic):
    """A statistic of counted records, with the answers that all of them share."""

    at_ages = None
    is_published = False
    is_of_lsoas = True
    provenance = ""
    indicator = ""
    measures = ()


class FromPublisher(Statistic):
    """A statistic of a publisher's figures, with the answers that all of them share."""

    is_published = True
    of_a_group = False
    may_be_negative = False
    difference = None
    comparator = Comparator("England", None)
    needs = Needs.PUBLISHED
    at_ages = None
    max_decimals = 4
    min_events = 0
    absent_status = "missing"
    too_small_words = ""
    min_events_words = ""
