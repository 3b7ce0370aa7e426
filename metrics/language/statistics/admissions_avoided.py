"""Admissions avoided, in its first form: observed and expected from the area's own baseline trend."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from metrics import statistics
from metrics.language.quoting import quote
from metrics.language.statistics.answers import Comparator, Counted, Difference, Needs
from metrics.language.statistics.counts import Figure, ProtectedMonths
from metrics.language.statistics.problems import population_problems
from metrics.language.statistics.statistic import FromRecords, Problems

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
# Grade D: a time series without a control. Regression to the mean, coding changes and anything else that has
# happened since the baseline look the same as an effect.
GRADE = "D"


def admissions_avoided(baseline: tuple[str, str]) -> AdmissionsAvoided:
    """Expected from the area's own baseline trend minus observed, since the baseline; grade D: no control.

    ``baseline`` gives its first and last month, like ("2022-04", "2024-09").
    """
    months = tuple(baseline) if isinstance(baseline, tuple | list) else ()
    if (
        len(months) != 2
        or not all(isinstance(month, str) and _MONTH.fullmatch(month) for month in months)
        or months[0] >= months[1]
    ):
        raise ValueError(
            f"admissions_avoided() was given the baseline {quote(baseline)}; allowed are two months like "
            f"('2022-04', '2024-09')."
        )
    return AdmissionsAvoided(months)


class _AvoidedWords(Difference):
    """Fewer or more admissions than the trend."""

    zero_words = "zero admissions avoided"
    same_words = "as its earlier trend"
    comparator_words = "its earlier trend"
    side_words = {"higher": "fewer than", "lower": "more than", "apart": "cannot be told apart from"}

    def sentence(self, side: str, figure: str, size: str, is_slight: bool, who: str, area: str) -> str:
        if side == "apart":
            return f"Admissions in {area} cannot be told apart from their earlier trend ({figure} avoided)"
        counted = "admission" if size == "1" else "admissions"
        return f"{size} {_MORE_OR_FEWER[side]} {counted} in {area} than on its earlier trend"


_MORE_OR_FEWER = {"higher": "fewer", "lower": "more"}


@dataclass(frozen=True)
class AdmissionsAvoided(FromRecords):
    """How many fewer admissions than expected there were since the months of ``baseline``."""

    baseline: tuple[str, str]

    name = "admissions_avoided"
    unit = "admissions"
    is_share = False
    grows_with_time = False
    may_be_negative = True
    difference = _AvoidedWords()
    comparator = Comparator("own baseline trend", 0.0)
    counted = Counted.NONE
    of_a_group = False
    needs = Needs.MONTHS
    max_decimals = 4
    min_events = 0
    absent_status = "missing"
    too_small_words = ""
    min_events_words = ""

    @property
    def method_words(self) -> str:
        return (
            f"Expected from the area's own baseline, {' to '.join(self.baseline)}, minus counted; "
            f"evidence of grade {GRADE}"
        )

    def average_words(self, days: int) -> str:
        return "than in an average month"

    def problems(self, metric) -> Problems:
        yield from population_problems(metric)

    def estimate(self, counts: ProtectedMonths) -> Figure:
        """One figure per area, each fitted separately."""
        fitted = [
            statistics.admissions_avoided(
                observed,
                counts.baseline,
                counts.evaluation,
                first_month=counts.first_month,
                exposure=counts.days,
            )
            for observed in counts.events
        ]
        value, lower, upper, observed, expected = (
            np.array([getattr(estimate, name) for estimate in fitted], dtype=float).reshape(-1, 1, 1)
            for name in ("value", "lower_ci", "upper_ci", "observed", "expected")
        )
        return Figure(value, lower, upper, observed, expected, absent=~np.isfinite(value))
