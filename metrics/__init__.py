"""The analyst's vocabulary: everything that a metric definition may say.

A definition is one file in ``metrics/definitions``; ``docs/writing-a-metric.md`` walks through one.
"""

from metrics.language.metric import Frequency, Metric, Polarity, Shift
from metrics.language.statistic import (
    admissions_avoided,
    count,
    deprivation_ratio,
    directly_standardised_rate,
    indirectly_standardised_ratio,
    life_expectancy,
    life_expectancy_gap,
    proportion,
    published,
    published_monthly,
    published_rate,
    published_total,
    rate,
    slope_index,
    target,
)

__all__ = [
    "Frequency",
    "Metric",
    "Polarity",
    "Shift",
    "admissions_avoided",
    "count",
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
