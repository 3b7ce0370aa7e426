"""A rate formed from a published count."""

from __future__ import annotations

from dataclasses import dataclass

from metrics import statistics
from metrics.language.ages import ages_are_known
from metrics.language.quoting import quote
from metrics.language.statistics.answers import Counted
from metrics.language.statistics.arguments import check_texts, checked_per
from metrics.language.statistics.counts import Figure, PublishedNumbers, figure_of
from metrics.language.statistics.problems import persons_problems, published_problems
from metrics.language.statistics.published import published_rows
from metrics.language.statistics.statistic import FromPublisher, Problems

_SHORTEST_MONTH = 28


def published_rate(indicator: str, per: int, ages: str = "all", age: str = "") -> PublishedRate:
    """A published count over the Census population of the area, with the interval of every rate.

    ``ages`` is the age scope of the people, like "65+"; ``age`` selects one age of the published figure.
    """
    check_texts("published_rate", indicator=indicator, age=age)
    rows = published_rows(indicator, age)
    rows = rows[rows["count"].notna() & (rows.sex == "persons")]
    if rows.empty:
        raise ValueError(f"The published figure {quote(indicator)} has no count; a rate cannot be formed.")
    if ((rows.period_end - rows.period_start).dt.days < _SHORTEST_MONTH - 1).all():
        raise ValueError(
            f"The published figure {quote(indicator)} is for one day; a rate needs a month or more."
        )
    if not ages_are_known(ages):
        raise ValueError(
            f"published_rate(ages={quote(ages)}): allowed are 'all', or bounds like '65+' or '5-19'."
        )
    return PublishedRate(indicator, checked_per("published_rate", per), ages, age)


@dataclass(frozen=True)
class PublishedRate(FromPublisher):
    """The count of the published figure ``indicator_id`` per ``per`` people of ``ages``."""

    indicator_id: str
    per: float
    ages: str
    age: str

    name = "published_rate"
    method_words = "A published count over the Census population of the area, with the interval of every rate"
    is_share = False
    grows_with_time = True
    counted = Counted.NUMERATOR
    is_of_lsoas = True
    provenance = "derived"
    measures = ()

    @property
    def indicator(self) -> str:
        return self.indicator_id

    @property
    def unit(self) -> str:
        people = "people" if self.ages == "all" else f"people aged {self.ages}"
        return f"per {self.per:,} {people}"

    def average_words(self, days: int) -> str:
        return f"than in an average month of {days} days"

    def problems(self, metric) -> Problems:
        yield from published_problems(metric)
        yield from persons_problems(metric)

    def estimate(self, counts: PublishedNumbers) -> Figure:
        estimate = statistics.rate(counts.count, counts.exposure, per=self.per)
        return figure_of(estimate, counts.count, counts.exposure)
