"""Crude rate: events per number of people per year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics import statistics
from metrics.language.statistics.answers import Comparator, Counted, Needs
from metrics.language.statistics.arguments import checked_per
from metrics.language.statistics.counts import Figure, ProtectedCounts, figure_of
from metrics.language.statistics.problems import population_problems
from metrics.language.statistics.statistic import FromRecords, Problems


def rate(per: int) -> Rate:
    """Crude rate: events per ``per`` people per year (exact Poisson below 10 events, Byar above)."""
    return Rate(checked_per("rate", per))


@dataclass(frozen=True)
class Rate(FromRecords):
    """Events per ``per`` people."""

    per: float

    name = "rate"
    is_share = False
    grows_with_time = True
    may_be_negative = False
    difference = None
    comparator = Comparator("", None)
    counted = Counted.NUMERATOR
    of_a_group = False
    needs = Needs.PEOPLE
    max_decimals = 4
    min_events = 0
    absent_status = "not_applicable"
    too_small_words = ""
    min_events_words = ""

    @property
    def unit(self) -> str:
        return f"per {self.per:,} people"

    @property
    def method_words(self) -> str:
        return (
            f"Crude rate per {self.per:,.0f} people per year, with exact Poisson limits below 10 "
            f"events and Byar's above"
        )

    def average_words(self, days: int) -> str:
        return f"than in an average month of {days} days"

    def problems(self, metric) -> Problems:
        yield from population_problems(metric)

    def estimate(self, counts: ProtectedCounts) -> Figure:
        person_time = np.where(counts.exposure > 0, counts.exposure, np.nan)
        return figure_of(
            statistics.rate(counts.count, person_time, per=self.per),
            counts.count,
            counts.exposure,
            absent=~(counts.exposure > 0),
        )
