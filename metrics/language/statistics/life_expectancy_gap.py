"""Life expectancy gap: the years by which lives are shorter than in England."""

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


class _Years(Difference):
    """Lives shorter or longer than in England."""

    nothing = "no gap"
    alike = "as in England"
    other = "England"
    than = {
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
        return f"{who.capitalize()} in {area} live {years} {_LIVES[side]} than in England"


_LIVES = {"higher": "less", "lower": "longer"}


@dataclass(frozen=True)
class LifeExpectancyGap(FromRecords):
    """England's published life expectancy less the area's."""

    name = "life_expectancy_gap"
    unit = "years"
    method_words = "Years by which life expectancy at birth is lower than in the comparator area"
    is_share = False
    grows_with_time = False
    may_be_negative = True
    difference = _Years()
    comparator = Comparator("England", 0.0)
    counted = Counted.NOWHERE
    of_a_group = False
    needs = Needs.PEOPLE
    fewest_events = LifeExpectancy.fewest_events
    absent_status = LifeExpectancy.absent_status
    too_small_words = LifeExpectancy.too_small_words
    fewest_words = LifeExpectancy.fewest_words

    def average_words(self, days: int) -> str:
        return "than in an average month"

    def problems(self, metric) -> Problems:
        yield from population_problems(metric)

    def estimate(self, counts: ProtectedCounts) -> Figure:
        """The published figure carries no interval, so the area's is the gap's."""
        own = LifeExpectancy().estimate(counts)
        # From figures as they are shown: the gap must not tell more than the life expectancy next to it.
        gaps = (
            np.round(counts.england - figure, counts.decimals)
            for figure in (own.value, own.upper_ci, own.lower_ci)
        )
        return Figure(*gaps, own.numerator, own.denominator, own.absent)
