"""What a definition can call: counts, statistics, targets and published totals.

Each statistic is a class in ``metrics.language.statistics``; the functions that make them are gathered here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.tables import Table
from metrics.language.metric import Metric, PublishedTotal, Target
from metrics.language.quoting import quote
from metrics.language.statistics.admissions_avoided import admissions_avoided
from metrics.language.statistics.arguments import is_number
from metrics.language.statistics.deprivation_ratio import deprivation_ratio
from metrics.language.statistics.directly_standardised_rate import directly_standardised_rate
from metrics.language.statistics.indirectly_standardised_ratio import indirectly_standardised_ratio
from metrics.language.statistics.life_expectancy import life_expectancy
from metrics.language.statistics.life_expectancy_gap import life_expectancy_gap
from metrics.language.statistics.proportion import proportion
from metrics.language.statistics.published import published
from metrics.language.statistics.published_monthly import monthly_measures, published_monthly
from metrics.language.statistics.published_rate import published_rate
from metrics.language.statistics.rate import rate
from metrics.language.statistics.slope_index import slope_index
from metrics.language.statistics.statistic import Statistic
from metrics.language.where import MAX_CHARACTERS, Where

__all__ = [
    "Count",
    "Statistic",
    "admissions_avoided",
    "count",
    "count_both",
    "counts_of",
    "deprivation_ratio",
    "directly_standardised_rate",
    "indirectly_standardised_ratio",
    "life_expectancy",
    "life_expectancy_gap",
    "proportion",
    "published",
    "published_monthly",
    "published_rate",
    "published_total",
    "rate",
    "slope_index",
    "target",
]


@dataclass(frozen=True)
class Count:
    """The events of a table that meet ``where``."""

    table: Table
    where: Where


def count(table: Table, where: str = "") -> Count:
    """Count the rows of ``table`` that meet ``where`` (SQL over the table's usable columns and the code
    sets).
    """
    if not isinstance(table, Table):
        raise ValueError(f"count() was given {quote(table)}; allowed is a table of data.tables.")
    return Count(table, Where.parse(where, table))


def count_both(first: Count, second: Count) -> Count:
    """The rows that meet the conditions of both counts, which are of the same table."""
    texts = [f"({count.where.text})" for count in (first, second) if count.where.text]
    # Each is short enough alone; together they may be longer than a condition that somebody writes.
    return Count(first.table, Where.parse(" AND ".join(texts), first.table, 3 * MAX_CHARACTERS))


def counts_of(metric: Metric) -> tuple[Count, ...]:
    """What is counted for a metric: its events; for a proportion the part of the group, then the group."""
    if isinstance(metric.denominator, Count):
        return count_both(metric.denominator, metric.numerator), metric.denominator
    return (metric.numerator,)


def target(value: float, source: str, by: date | None = None) -> Target:
    """A target that somebody has published or adopted, with the source that states it."""
    if not is_number(value):
        raise ValueError(f"target({quote(value)}): allowed is a number in the metric's unit.")
    if not isinstance(source, str) or len(source.split()) < 3:
        raise ValueError(f"target() has the source {quote(source)}; say who published it, where and when.")
    if by is not None and not isinstance(by, date):
        raise ValueError(f"target() has by={quote(by)}; allowed is a date like date(2028, 3, 31).")
    return Target(float(value), source, by)


def published_total(measure: str) -> PublishedTotal:
    """The publisher's monthly count for the ICS, shown at ICS level instead of the count of the records."""
    known = monthly_measures()
    if measure not in known:
        raise ValueError(f"The published total {quote(measure)} is unknown; allowed are {', '.join(known)}.")
    return PublishedTotal(measure)
