"""Counts to value and interval: pure numpy and scipy, one method a file.

Every function works on whole arrays at once, leading axes first, with the age band or the month last, and
gives an object with ``value``, ``lower_ci`` and ``upper_ci``. NaN in gives NaN out. ``docs/methods.md`` tells
each method, its source and its limits.
"""

from metrics.statistics.admissions_avoided import AvoidedEstimate, admissions_avoided
from metrics.statistics.control_chart import ControlChart, xmr
from metrics.statistics.estimate import Estimate
from metrics.statistics.funnel import FunnelLimits, funnel_limits
from metrics.statistics.life_expectancy import LifeTable, life_expectancy
from metrics.statistics.life_expectancy_gap import life_expectancy_gap
from metrics.statistics.mean import mean, mean_from_summary
from metrics.statistics.poisson import byar_limits, exact_poisson_limits, poisson_limits
from metrics.statistics.proportion import proportion
from metrics.statistics.rate import rate
from metrics.statistics.standard_population import (
    EUROPEAN_STANDARD_POPULATION_2013,
    EUROPEAN_STANDARD_POPULATION_2013_20_BANDS,
)
from metrics.statistics.standardised_rate import directly_standardised_rate

__all__ = [
    "EUROPEAN_STANDARD_POPULATION_2013",
    "EUROPEAN_STANDARD_POPULATION_2013_20_BANDS",
    "AvoidedEstimate",
    "ControlChart",
    "Estimate",
    "FunnelLimits",
    "LifeTable",
    "admissions_avoided",
    "byar_limits",
    "directly_standardised_rate",
    "exact_poisson_limits",
    "funnel_limits",
    "life_expectancy",
    "life_expectancy_gap",
    "mean",
    "mean_from_summary",
    "poisson_limits",
    "proportion",
    "rate",
    "xmr",
]
