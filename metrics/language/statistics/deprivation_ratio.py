"""Ratio of the figure of the most deprived people inside an area to that of the least deprived."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.language.statistics.counts import Figure, ProtectedFifths
from metrics.language.statistics.directly_standardised_rate import DirectlyStandardisedRate
from metrics.language.statistics.inside import InsideAnArea, gap_figure
from metrics.language.statistics.proportion import Proportion
from metrics.language.statistics.statistic import Statistic


def deprivation_ratio(of: Statistic) -> DeprivationRatio:
    """Figure of the most deprived national fifth as a multiple of that of the least deprived, in the area.

    ``of`` is directly_standardised_rate(...) or proportion().
    """
    if not isinstance(of, DirectlyStandardisedRate | Proportion):
        raise ValueError(
            "deprivation_ratio(...): allowed is directly_standardised_rate(per=...) or proportion() inside."
        )
    return DeprivationRatio(of)


@dataclass(frozen=True)
class DeprivationRatio(InsideAnArea):
    """The most deprived fifth's figure as a multiple of the least deprived fifth's."""

    of: DirectlyStandardisedRate | Proportion

    name = "deprivation_ratio"
    unit = "times the least deprived fifth"
    may_be_negative = False
    max_decimals = 2
    fifths = (0, 4)

    @property
    def method_words(self) -> str:
        return (
            "Figure of the most deprived national fifth divided by that of the least deprived. Each fifth: "
            f"{self.of.method_words}"
        )

    def estimate(self, counts: ProtectedFifths) -> Figure:
        return gap_figure(self.of.ratio(counts.fifths[0], counts.fifths[-1]))
