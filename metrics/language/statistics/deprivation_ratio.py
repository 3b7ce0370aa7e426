"""Ratio of the most to the least deprived people inside an area."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.language.statistics.counts import Figure, ProtectedFifths
from metrics.language.statistics.directly_standardised_rate import DirectlyStandardisedRate
from metrics.language.statistics.inside import InsideAnArea, gap_figure
from metrics.language.statistics.proportion import Proportion
from metrics.language.statistics.statistic import Statistic


def deprivation_ratio(of: Statistic) -> DeprivationRatio:
    """Figure of the most deprived national fifth for each 1 in the least deprived, inside the area.

    ``of`` is directly_standardised_rate(...) or proportion().
    """
    if not isinstance(of, DirectlyStandardisedRate | Proportion):
        raise ValueError(
            "deprivation_ratio(...): allowed is directly_standardised_rate(per=...) or proportion() inside."
        )
    return DeprivationRatio(of)


@dataclass(frozen=True)
class DeprivationRatio(InsideAnArea):
    """The most deprived fifth's figure for each 1 in the least deprived."""

    of: DirectlyStandardisedRate | Proportion

    name = "deprivation_ratio"
    unit = "times the least deprived fifth"
    may_be_negative = False

    @property
    def method_words(self) -> str:
        return (
            "Figure of the most deprived national fifth divided by that of the least deprived. Each fifth: "
            f"{self.of.method_words}"
        )

    def estimate(self, counts: ProtectedFifths) -> Figure:
        return gap_figure(counts.from_fifths(lambda fifths: self.of.ratio(fifths[0], fifths[-1])))
