"""Proportion: the share of a counted group."""

from __future__ import annotations

from dataclasses import dataclass

from metrics import statistics
from metrics.language.statistics.answers import Comparator, Counted, Needs
from metrics.language.statistics.arguments import checked_per
from metrics.language.statistics.counts import Fifth, Figure, ProtectedGroup, figure_of
from metrics.language.statistics.problems import group_problems
from metrics.language.statistics.statistic import FromRecords, Problems
from metrics.statistics import Estimate


def proportion(per: int = 100) -> Proportion:
    """Share of a counted group, with Wilson's interval.

    The denominator is ``count(table, where=...)``; the numerator counts those of it that meet its own where.
    """
    return Proportion(checked_per("proportion", per))


@dataclass(frozen=True)
class Proportion(FromRecords):
    """Those of a group who have something, per ``per`` of the group."""

    per: float

    name = "proportion"
    grows_with_time = False
    may_be_negative = False
    difference = None
    comparator = Comparator("", None)
    counted = Counted.NUMERATOR
    of_a_group = True
    needs = Needs.GROUP
    max_decimals = 4
    min_events = 0
    absent_status = "not_applicable"
    too_small_words = ""
    min_events_words = ""

    @property
    def unit(self) -> str:
        return "%" if self.is_share else f"per {self.per:,}"

    @property
    def is_share(self) -> bool:
        return self.per == 100

    @property
    def method_words(self) -> str:
        per = "" if self.is_share else f", per {self.per:,.0f}"
        return f"Share of a counted group{per}, with Wilson's interval"

    def average_words(self, days: int) -> str:
        return "than at the average share" if self.is_share else "than in an average month"

    def problems(self, metric) -> Problems:
        yield from group_problems(metric)

    def estimate(self, counts: ProtectedGroup) -> Figure:
        # Rounding never makes the part larger than the group, so no share exceeds 100 %.
        share = statistics.proportion(counts.count, counts.group, per=self.per)
        return figure_of(share, counts.count, counts.group)

    def ratio(self, first: Fifth, second: Fifth) -> Estimate:
        """The share of the first fifth as a multiple of the second's."""
        return statistics.ratio_of_proportions(first.count, first.group, second.count, second.group)
