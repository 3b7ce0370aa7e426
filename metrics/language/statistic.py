"""What a definition may ask for: what is counted, the statistics by name, targets and published totals.

Each statistic is a class in ``metrics.language.statistics``; the functions that make them are named here
together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.tables import Table
from metrics.language.metric import Metric, PublishedTotal, Target
from metrics.language.quoting import found
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
from metrics.language.where import MOST_CHARACTERS, Where

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
    """Events of a table, those for which ``where`` holds."""

    table: Table
    where: Where


def count(table: Table, where: str = "") -> Count:
    """Count the rows of ``table`` that meet ``where`` (SQL over the table's usable columns and the code
    sets).
    """
    if not isinstance(table, Table):
        raise ValueError(f"count() was given {found(table)}; allowed is a table of data.tables.")
    return Count(table, Where.parse(where, table))


def count_both(one: Count, other: Count) -> Count:
    """The rows that both counts hold; of one table."""
    texts = [f"({count.where.text})" for count in (one, other) if count.where.text]
    # Both passed alone: together they may be longer than one may be.
    return Count(one.table, Where.parse(" AND ".join(texts), one.table, most=3 * MOST_CHARACTERS))


def counts_of(metric: Metric) -> tuple[Count, ...]:
    """What is counted for a metric: its events, or the part of a group and the group."""
    if isinstance(metric.denominator, Count):
        return count_both(metric.denominator, metric.numerator), metric.denominator
    return (metric.numerator,)


def target(value: float, source: str, by: date | None = None) -> Target:
    """An aim that somebody published or adopted, with where it stands written; none is ever made up here."""
    if not is_number(value):
        raise ValueError(f"target({found(value)}): allowed is a number in the metric's unit.")
    if not isinstance(source, str) or len(source.split()) < 3:
        raise ValueError(f"target() has the source {found(source)}; say who published it, where and when.")
    if by is not None and not isinstance(by, date):
        raise ValueError(f"target() has by={found(by)}; allowed is a date like date(2028, 3, 31).")
    return Target(float(value), source, by)


def published_total(measure: str) -> PublishedTotal:
    """The publisher's monthly count of the ICS, shown at ICS level in place of the records' own count."""
    known = monthly_measures()
    if measure not in known:
        raise ValueError(f"The published total {found(measure)} is unknown; allowed are {', '.join(known)}.")
    return PublishedTotal(measure)
