"""What a statistic receives and what it returns.

It receives counts that are protected already: ``metrics.computing`` makes them, and passes on no count from
which anything could be worked out about a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from metrics.statistics import Estimate


@dataclass(frozen=True, eq=False)
class Figure:
    """Values with their intervals and parts: arrays of areas x periods x sexes. ``absent`` marks where no
    figure can be formed although counts are shown.
    """

    value: np.ndarray
    lower_ci: np.ndarray
    upper_ci: np.ndarray
    numerator: np.ndarray
    denominator: np.ndarray
    absent: np.ndarray


def figure_of(estimate: Estimate, numerator, denominator, absent=None) -> Figure:
    """A figure from an estimate and its parts; ``absent`` where it has no value, unless given."""
    absent = np.isnan(estimate.value) if absent is None else absent
    return Figure(estimate.value, estimate.lower_ci, estimate.upper_ci, numerator, denominator, absent)


@dataclass(frozen=True, eq=False)
class Fifth:
    """The people of one national fifth of deprivation inside each area (areas x periods x sexes): protected
    events and those of the group that is the denominator, NaN where they are hidden; person-years; and the
    figure by age that the statistic needs, if any.
    """

    count: np.ndarray
    group: np.ndarray | None
    person_years: np.ndarray
    at_ages: Estimate | None


class ProtectedCounts(Protocol):
    """Needs.PEOPLE: arrays of areas x periods x sexes. ``exposure`` is person-time in periods of the length
    shown (months for a month's rate), ``person_years`` is in years. ``england`` is the published value of the
    metric's comparator by sex. ``at_ages`` is the figure by age that the statistic needs, if any.
    """

    count: np.ndarray
    exposure: np.ndarray
    person_years: np.ndarray
    england: np.ndarray
    at_ages: Estimate | None
    decimals: int


class ProtectedGroup(Protocol):
    """Needs.GROUP: events, and the group of which they are a part."""

    count: np.ndarray
    group: np.ndarray


class ProtectedExpected(Protocol):
    """Needs.EXPECTED: events, and how many are expected at the rates of the ICS."""

    count: np.ndarray
    expected: np.ndarray


class ProtectedFifths(Protocol):
    """Needs.FIFTHS: the fifths that the statistic compares, in its order."""

    fifths: tuple[Fifth, ...]


class ProtectedMonths(Protocol):
    """Needs.MONTHS: ``events`` of areas x months, and for each month its ``days`` and whether it is a
    ``baseline`` or an ``evaluation`` month; ``first_month`` is the calendar month (1 to 12) of the first.
    """

    events: np.ndarray
    days: np.ndarray
    baseline: np.ndarray
    evaluation: np.ndarray
    first_month: int


class PublishedNumbers(Protocol):
    """Needs.PUBLISHED: what the publisher provides: a ``count``, its denominator (``exposure``, person-time
    or another count), and its own ``value`` and interval; NaN where it provides none.
    """

    count: np.ndarray
    exposure: np.ndarray
    value: np.ndarray
    lower_ci: np.ndarray
    upper_ci: np.ndarray
