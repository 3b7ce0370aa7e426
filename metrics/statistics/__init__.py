"""Values and intervals from counts: numpy and scipy only, one method per file.

Every function works on whole arrays, leading axes first, with the age band or the month last, and returns an
object with ``value``, ``lower_ci`` and ``upper_ci``. Where the input is NaN, the result is NaN.
``docs/methods.md`` describes each method, its source and its limits.
"""

from metrics.statistics.admissions_avoided import AvoidedEstimate, admissions_avoided
from metrics.statistics.control_chart import ControlChart, xmr
from metrics.statistics.empirical_bayes import SmoothedRate, empirical_bayes
from metrics.statistics.estimate import Estimate
from metrics.statistics.false_discovery import Discoveries, false_discovery, two_sided_p
from metrics.statistics.forecast import Forecast, forecast
from metrics.statistics.funnel import FunnelLimits, funnel_limits, funnel_significance
from metrics.statistics.gap_decomposition import GapParts, arriaga_parts, decompose_gap
from metrics.statistics.healthy_life_expectancy import healthy_life_expectancy
from metrics.statistics.indirect_standardisation import (
    expected_events,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
    ratio_to_expected,
)
from metrics.statistics.life_expectancy import LifeTable, life_expectancy
from metrics.statistics.life_expectancy_gap import life_expectancy_gap
from metrics.statistics.mean import mean, mean_from_summary
from metrics.statistics.poisson import byar_limits, exact_poisson_limits, poisson_limits
from metrics.statistics.proportion import proportion
from metrics.statistics.quantiles import quantiles
from metrics.statistics.rate import rate
from metrics.statistics.ratio import ratio_of_estimates, ratio_of_proportions
from metrics.statistics.recent_trend import RecentTrend, recent_trend, recent_trend_of_proportion
from metrics.statistics.scales import standard_error_from_limits
from metrics.statistics.slope_index import SlopeIndex, slope_index_of_inequality
from metrics.statistics.standard_population import (
    EUROPEAN_STANDARD_POPULATION_2013,
    EUROPEAN_STANDARD_POPULATION_2013_20_BANDS,
)
from metrics.statistics.standardised_rate import (
    directly_standardised_rate,
    directly_standardised_rate_from_sums,
)

__all__ = [
    "EUROPEAN_STANDARD_POPULATION_2013",
    "EUROPEAN_STANDARD_POPULATION_2013_20_BANDS",
    "AvoidedEstimate",
    "ControlChart",
    "Discoveries",
    "Estimate",
    "Forecast",
    "FunnelLimits",
    "GapParts",
    "LifeTable",
    "RecentTrend",
    "SlopeIndex",
    "SmoothedRate",
    "admissions_avoided",
    "arriaga_parts",
    "byar_limits",
    "decompose_gap",
    "directly_standardised_rate",
    "directly_standardised_rate_from_sums",
    "empirical_bayes",
    "exact_poisson_limits",
    "expected_events",
    "false_discovery",
    "forecast",
    "funnel_limits",
    "funnel_significance",
    "healthy_life_expectancy",
    "indirectly_standardised_rate",
    "indirectly_standardised_ratio",
    "life_expectancy",
    "life_expectancy_gap",
    "mean",
    "mean_from_summary",
    "poisson_limits",
    "proportion",
    "quantiles",
    "rate",
    "ratio_of_estimates",
    "ratio_of_proportions",
    "ratio_to_expected",
    "recent_trend",
    "recent_trend_of_proportion",
    "slope_index_of_inequality",
    "standard_error_from_limits",
    "two_sided_p",
    "xmr",
]
