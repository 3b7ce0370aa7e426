"""Directly standardised rate: the rate if every area had the same ages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics import statistics
from metrics.language.ages import age_mask
from metrics.language.statistics.answers import AgeMethod, AtAges, Comparator, Counted, Needs
from metrics.language.statistics.arguments import checked_per
from metrics.language.statistics.counts import Fifth, Figure, ProtectedCounts, figure_of
from metrics.language.statistics.problems import population_problems
from metrics.language.statistics.statistic import FromRecords, Problems
from metrics.statistics import (
    EUROPEAN_STANDARD_POPULATION_2013,
    EUROPEAN_STANDARD_POPULATION_2013_20_BANDS,
    Estimate,
)
from metrics.statistics.standardised_rate import MIN_EVENTS


def directly_standardised_rate(per: int) -> DirectlyStandardisedRate:
    """Rate at the ages of the European Standard Population 2013 (Dobson, Byar); none below 10 events."""
    return DirectlyStandardisedRate(checked_per("directly_standardised_rate", per))


@dataclass(frozen=True)
class DirectlyStandardisedRate(FromRecords):
    """Events per ``per`` people of the standard population's ages."""

    per: float

    name = "directly_standardised_rate"
    is_share = False
    grows_with_time = False
    may_be_negative = False
    difference = None
    comparator = Comparator("", None)
    counted = Counted.NUMERATOR
    of_a_group = False
    needs = Needs.PEOPLE
    max_decimals = 4
    min_events = MIN_EVENTS
    absent_status = "too_small"
    too_small_words = "fewer than 10 events"
    min_events_words = "ten events"

    @property
    def at_ages(self) -> AtAges:
        return AtAges(AgeMethod.STANDARDISED_RATE, self.per)

    @property
    def unit(self) -> str:
        return f"per {self.per:,} people, age-standardised"

    @property
    def method_words(self) -> str:
        return (
            f"Directly age-standardised rate per {self.per:,.0f} people (European Standard Population 2013); "
            f"not calculated for fewer than 10 events"
        )

    def average_words(self, days: int) -> str:
        return "than in an average month"

    def problems(self, metric) -> Problems:
        yield from population_problems(metric)

    def estimate(self, counts: ProtectedCounts) -> Figure:
        return figure_of(counts.at_ages, counts.count, counts.person_years)

    def ratio(self, first: Fifth, second: Fifth) -> Estimate:
        """The rate of the first fifth as a multiple of the second's."""
        return statistics.ratio_of_estimates(first.at_ages, second.at_ages)


def standardised_rate(events: np.ndarray, person_years: np.ndarray, ages: str, per: float) -> Estimate:
    """Age-standardised rate per ``per`` people of ``ages`` (like "65+"); 20 bands on the last axis.

    A rate for people aged 65 and over is weighted by the standard population aged 65 and over alone, as the
    publisher does. With the weights of all ages it would be a rate for everybody in which the young have no
    events. <1 and 1-4 are one band of 0-4, unless the scope separates them.
    """
    inside = age_mask(ages)
    if inside[0] != inside[1]:
        weights = np.asarray(EUROPEAN_STANDARD_POPULATION_2013_20_BANDS)
    else:
        events, person_years = (
            np.concatenate([given[..., :1] + given[..., 1:2], given[..., 2:]], axis=-1)
            for given in (events, person_years)
        )
        weights, inside = np.asarray(EUROPEAN_STANDARD_POPULATION_2013), inside[1:]
    return statistics.directly_standardised_rate(
        events[..., inside], person_years[..., inside], weights[inside], per=per
    )
