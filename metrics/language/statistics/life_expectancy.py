"""Life expectancy at birth."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.language.statistics.answers import AgeMethod, AtAges, Comparator, Counted, Needs
from metrics.language.statistics.counts import Figure, ProtectedCounts, figure_of
from metrics.language.statistics.problems import population_problems
from metrics.language.statistics.statistic import FromRecords, Problems


def life_expectancy() -> LifeExpectancy:
    """Life expectancy at birth by Chiang's method II over 20 age bands, with Silcocks' interval."""
    return LifeExpectancy()


@dataclass(frozen=True)
class LifeExpectancy(FromRecords):
    """Years that somebody born today would live if the death rates at every age stayed the same."""

    name = "life_expectancy"
    unit = "years"
    method_words = "Life expectancy at birth by Chiang's method II, with Silcocks' interval"
    is_share = False
    grows_with_time = False
    may_be_negative = False
    difference = None
    comparator = Comparator("", None)
    counted = Counted.NONE
    of_a_group = False
    needs = Needs.PEOPLE
    at_ages = AtAges(AgeMethod.LIFE_EXPECTANCY)
    max_decimals = 1
    min_events = 0
    absent_status = "too_small"
    too_small_words = "5,000 person-years or fewer"
    min_events_words = "5,000 people"

    def average_words(self, days: int) -> str:
        return "than in an average month"

    def problems(self, metric) -> Problems:
        yield from population_problems(metric)

    def estimate(self, counts: ProtectedCounts) -> Figure:
        return figure_of(counts.at_ages, counts.count, counts.person_years)
