"""How many people or events a change amounts to: more than before, than on average, or than in England."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.judgement.change import Change, daily_mean
from metrics.language.metric import Metric
from metrics.language.statistics.answers import Counted

# What a row of each record table is called in everyday words.
_NOUNS = {
    "ae_attendances": "visits",
    "admitted_spells": "admissions",
    "deaths": "deaths",
    "gp_appointments": "appointments",
    "digital_requests": "requests",
    "community_contacts": "contacts",
    "outpatient_attendances": "visits",
    "registered_people": "people",
    "condition_registers": "people",
}
_MAX_GROWTH = 0.1
_PROTECTED_STEP = 10
_MIN_NUMBER = 1.5


@dataclass(frozen=True)
class PeopleAffected:
    """``number`` (whole, above 0) ``noun`` more (or fewer, where not ``more``); ``than`` says with which
    period or area it is compared. ``in_all`` is the total where the figure itself counts people, else NaN.
    """

    number: float
    noun: str
    more: bool
    than: str
    in_all: float = np.nan

    @property
    def rounded(self) -> int:
        """As it is shown: to hundreds from 1,000, to tens from 100."""
        return round_honestly(self.number)


def round_honestly(number: float) -> int:
    """A number of people to a sensible precision: hundreds from 1,000, tens from 100, otherwise whole."""
    step = 100 if abs(number) >= 1_000 else 10 if abs(number) >= 100 else 1
    return int(step * np.floor(abs(number) / step + 0.5) * np.sign(number))


def counted_noun(metric: Metric) -> str:
    """What the metric's numerator counts, in the plural; "" where it is not stated."""
    return metric.counted or _NOUNS.get(getattr(getattr(metric.numerator, "table", None), "name", ""), "")


def people_by_change(change: Change, metric: Metric) -> PeopleAffected | None:
    """More or fewer than in an average month, or than in the previous period; None where it is not known.

    Monthly: the newest count compared with what it would be at the average of the control chart. Yearly: the
    newest published count less the previous one; None where the denominator grew or shrank by more than a
    tenth, or where the count and the figure change in opposite directions (as when a town shrinks).
    """
    known = change.series[change.series.status == "ok"]
    noun = counted_noun(metric)
    if known.empty or not noun or not _is_counted(metric) or change.direction == "none":
        return None
    if change.chart is not None:
        return _monthly(change, metric, known.iloc[-1], int(known.index[-1]), noun)
    last = known.iloc[-1]
    before = known[known.period_end < last.period_start]
    if before.empty:
        return None
    previous = before.iloc[-1]
    growth = last.denominator / previous.denominator - 1 if previous.denominator else np.nan
    if not abs(growth) <= _MAX_GROWTH or "months" in f"{last.period_label} {previous.period_label}":
        return None
    return _affected(
        last.numerator - previous.numerator, change, noun, f"than in {previous.period_label}", last.provenance
    )


def people_by_comparator(newest: pd.Series, metric: Metric) -> PeopleAffected | None:
    """More or fewer than there would be with England's figure; None where no count is published."""
    noun = counted_noun(metric)
    if not noun or not _is_counted(metric) or not newest.value:
        return None
    more = newest.numerator * (1 - newest.comparator_value / newest.value)
    than = f"than with England’s figure, in {newest.period_label}"
    return _affected(more, None, noun, than, newest.provenance)


def _is_counted(metric: Metric) -> bool:
    return metric.statistic.counted is not Counted.NONE


def _monthly(change: Change, metric: Metric, newest, at: int, noun: str) -> PeopleAffected | None:
    value, centre = float(daily_mean(change.series, metric)[at]), float(change.chart.centre[at])
    than = metric.statistic.average_words((newest.period_end - newest.period_start).days + 1)
    if metric.statistic.counted is Counted.FIGURE:
        return _affected(value - centre, change, noun, than, newest.provenance, in_all=float(newest.value))
    if not value:
        return None
    return _affected(newest.numerator * (1 - centre / value), change, noun, than, newest.provenance)


def _affected(more, change, noun, than, provenance, in_all=np.nan) -> PeopleAffected | None:
    """None where there is no number, it is too small, or it and the figure change in opposite directions."""
    minimum = _PROTECTED_STEP if provenance in ("synthetic", "local") else _MIN_NUMBER
    if not abs(more) >= minimum or (change is not None and (more > 0) != (change.direction == "up")):
        return None
    return PeopleAffected(abs(float(more)), noun, bool(more > 0), than, in_all)
