"""Indirectly standardised ratio: an area's events compared with those expected from its ages and sexes."""

from __future__ import annotations

from dataclasses import dataclass

from metrics import statistics
from metrics.language.quoting import quote
from metrics.language.statistics.answers import Comparator, Counted, Needs
from metrics.language.statistics.counts import Figure, ProtectedExpected, figure_of
from metrics.language.statistics.problems import counts_a_table, population_problems
from metrics.language.statistics.statistic import FromRecords, Problems


def indirectly_standardised_ratio() -> IndirectlyStandardisedRatio:
    """Events per 100 that the area would have at the ICS's own rates by age and sex (Byar's limits)."""
    return IndirectlyStandardisedRatio()


@dataclass(frozen=True)
class IndirectlyStandardisedRatio(FromRecords):
    """Events per 100 expected at the ICS's rates by age and sex."""

    name = "indirectly_standardised_ratio"
    unit = "ratio, ICS = 100"
    method_words = (
        "Indirectly standardised ratio: events per 100 expected at the ICS's own rates by age and sex, with "
        "Byar's limits"
    )
    is_share = False
    grows_with_time = False
    may_be_negative = False
    difference = None
    comparator = Comparator("", 100.0)
    counted = Counted.NUMERATOR
    of_a_group = False
    needs = Needs.EXPECTED
    max_decimals = 4
    min_events = 0
    absent_status = "not_applicable"
    too_small_words = ""
    min_events_words = ""

    def average_words(self, days: int) -> str:
        return "than in an average month"

    def problems(self, metric) -> Problems:
        yield from population_problems(metric)
        if counts_a_table(metric) and metric.sexes != ("persons",):
            yield (
                "sexes",
                f"sexes is {quote(metric.sexes)}; this ratio is standardised by sex, so it is for persons.",
            )

    def estimate(self, counts: ProtectedExpected) -> Figure:
        ratio = statistics.ratio_to_expected(counts.count, counts.expected, per=100)
        return figure_of(ratio, counts.count, counts.expected)
