"""Life expectancy gap: the years by which life expectancy at birth is lower than in England."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.language.statistics.answers import Comparator, Counted, Difference, Needs
from metrics.language.statistics.counts import Figure, ProtectedCounts
from metrics.language.statistics.life_expectancy import LifeExpectancy
from metrics.language.statistics.problems import population_problems
from metrics.language.statistics.statistic import FromRecords, Problems


def life_expectancy_gap() -> LifeExpectancyGap:
    """Years by which life expectancy at birth is lower than in the comparator (negative: higher)."""
    return LifeExpectancyGap()


class _GapWords(Difference):
    """Lives shorter or longer than in England."""

    zero_words = "no gap"
    same_words = "as in England"
    comparator_words = "England"
    side_words = {
        "higher": "shorter lives than",
        "lower": "longer lives than",
        "apart": "cannot be told apart from",
    }

    def sentence(self, side: str, figure: str, size: str, is_slight: bool, who: str, area: str) -> str:
        if side == "apart":
            return (
                f"Life expectancy of {who} in {area} cannot be told apart from England’s (gap {figure} years)"
            )
        years = "just" if is_slight else f"{size} years"
        return f"{who.capitalize()} in {area} live {years} {_SHORTER_OR_LONGER[side]} than in England"


_SHORTER_OR_LONGER = {"higher": "less", "lower": "longer"}


@dataclass(frozen=True)
class LifeExpectancyGap(FromRecords):
    """England's published life expectancy minus the area's."""

    name = "life_expectancy_gap"
    unit = "years"
    method_words = "Years by which life expectancy at birth is lower than in the comparator area"
    is_share = False
    grows_with_time = False
    may_be_negative = True
    difference = _GapWords()
    comparator = Comparator("England", 0.0)
    counted = Counted.NONE
    of_a_group = False
    needs = Needs.PEOPLE
    at_ages = LifeExpectancy.at_ages
    max_decimals = 1
    min_events = LifeExpectancy.min_events
    absent_status = LifeExpectancy.absent_status
    too_small_words = LifeExpectancy.too_small_words
    min_events_words = LifeExpectancy.min_events_words

    def average_words(self, days: int) -> str:
        return "than in an average month"

    def problems(self, metric) -> Problems:
        yield from population_problems(metric)

    def estimate(self, counts: ProtectedCounts) -> Figure:
        """The published figure has no interval, so the gap has the width of the area's own interval."""
        own = LifeExpectancy().estimate(counts)
        # Formed from rounded figures: the gap must not reveal more than the life expectancy shown next to it.
        gaps = (
            np.round(counts.england - figure, counts.decimals)
            for figure in (own.value, own.upper_ci, own.lower_ci)
        )
        return Figure(*gaps, own.numerator, own.denominator, own.absent)
