"""What the comparisons between deprived and other people inside an area have in common."""

from __future__ import annotations

import numpy as np

from metrics.language.statistics.answers import AtAges, Counted, Needs
from metrics.language.statistics.counts import Figure
from metrics.language.statistics.problems import inside_problems
from metrics.language.statistics.statistic import FromRecords, Problems, Statistic
from metrics.statistics import Estimate


class InsideAnArea(FromRecords):
    """A comparison between the national fifths of deprivation inside one area."""

    of: Statistic
    # The fifths that it compares, the most deprived being 0; nothing is formed where one of them is hidden.
    fifths: tuple[int, ...]

    is_share = False
    grows_with_time = False
    difference = None
    comparator = None
    counted = Counted.NONE
    needs = Needs.FIFTHS
    min_events = 0
    absent_status = "too_small"
    too_small_words = "too few in a fifth of its areas"
    min_events_words = ""

    @property
    def at_ages(self) -> AtAges | None:
        return self.of.at_ages

    @property
    def of_a_group(self) -> bool:
        return self.of.of_a_group

    def average_words(self, days: int) -> str:
        return "than in an average month"

    def problems(self, metric) -> Problems:
        yield from self.of.problems(metric)
        yield from inside_problems(metric)


def gap_figure(estimate: Estimate) -> Figure:
    """The figure of a gap. Its counts are not shown, and it is absent where it has no interval."""
    unknown = np.full(estimate.value.shape, np.nan)
    return Figure(
        estimate.value,
        estimate.lower_ci,
        estimate.upper_ci,
        unknown,
        unknown,
        absent=np.isnan(estimate.lower_ci),
    )
