"""The verdict on a series: improving, worsening, no clear change, or cannot say, each by its rule."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metrics import Polarity, published
from metrics.computing.results_frame import results_frame
from metrics.judgement.change import change
from tests.spec.metrics.small_world import attendance_rate

LOWER = attendance_rate(statistic=published("smoking_prevalence_adults"), numerator=None, denominator=None)
NEUTRAL = attendance_rate(
    statistic=published("smoking_prevalence_adults"),
    numerator=None,
    denominator=None,
    polarity=Polarity.NEUTRAL,
)
TODAY = pd.Timestamp("2024-12-15")
QUIET = [50, 52, 49, 51, 50, 48, 51, 50, 52, 49, 50, 51]


def monthly(values, last="2024-11") -> pd.DataFrame:
    months = pd.period_range(end=last, periods=len(values), freq="M")
    return results_frame(
        metric_id="x",
        frequency="month",
        period_start=months.start_time.to_numpy(),
        period_end=months.end_time.normalize().to_numpy(),
        period_label=np.array(months.strftime("%b %Y"), dtype=object),
        value=np.array(values, dtype=float),
        status=np.where(np.isnan(np.array(values, dtype=float)), "missing", "ok"),
    )


def yearly(*rows, frequency="year", years=1) -> pd.DataFrame:
    """Each row is (last year, value, lower, upper)."""
    return results_frame(
        metric_id="x",
        frequency=frequency,
        period_start=pd.to_datetime([f"{year - years + 1}-01-01" for year, *_ in rows]).to_numpy(),
        period_end=pd.to_datetime([f"{year}-12-31" for year, *_ in rows]).to_numpy(),
        period_label=np.array([str(year) for year, *_ in rows], dtype=object),
        value=np.array([row[1] for row in rows], dtype=float),
        lower_ci=np.array([row[2] for row in rows], dtype=float),
        upper_ci=np.array([row[3] for row in rows], dtype=float),
    )


@pytest.mark.parametrize(
    ("values", "verdict", "direction", "reason"),
    [
        (QUIET * 2, "no clear change", "none", "Within its usual range"),
        ([*QUIET, *QUIET, 75], "worsening", "up", "Above its usual range"),
        ([*QUIET, *QUIET, 20], "improving", "down", "Below its usual range"),
        (
            [*QUIET, *QUIET, *[53, 54, 53, 54, 53, 54, 53]],
            "worsening",
            "up",
            "Above average for 8 reported months in a row",
        ),
        (
            [*QUIET, *QUIET, *[47, 46, 47, 46, 47, 46, 47]],
            "improving",
            "down",
            "Below average for 7 reported months in a row",
        ),
        (QUIET[:11], "cannot say", "none", "Only 11 months"),
        (QUIET[:1], "cannot say", "none", "Only one month"),
        ([np.nan] * 3, "cannot say", "none", "We hold no figure"),
    ],
)
def test_a_monthly_series_is_judged_by_its_control_chart(values, verdict, direction, reason):
    found = change(monthly(values), LOWER, TODAY)
    assert (found.verdict, found.direction, found.reason) == (verdict, direction, reason)


def test_seven_falling_months_are_a_trend():
    found = change(monthly([*QUIET, 53, 52, 51, 50, 49, 48, 47]), LOWER, TODAY)
    assert (found.verdict, found.reason) == ("improving", "Falling for seven reported months in a row")


def test_an_outlier_of_a_metric_without_a_good_direction_is_no_verdict():
    found = change(monthly([*QUIET, *QUIET, 75]), NEUTRAL, TODAY)
    assert found.verdict == "no clear change"
    assert found.reason == "Above its usual range, but neither direction is better"


def test_a_series_that_ended_long_ago_cannot_be_judged():
    assert change(monthly(QUIET * 2, last="2023-06"), LOWER, TODAY).verdict == "no clear change"
    found = change(monthly(QUIET * 2, last="2023-05"), LOWER, TODAY)
    assert (found.verdict, found.reason) == ("cannot say", "We hold no figure after May 2023")


def test_a_gap_in_a_monthly_series_keeps_its_place_and_breaks_no_run():
    values = [*QUIET, *QUIET, 53, 54, 53, np.nan, np.nan, 54, 53, 54, 53]
    found = change(monthly(values), LOWER, TODAY)
    assert found.reason == "Above average for 8 reported months in a row"
    assert list(np.flatnonzero(found.chart.flags == "missing")) == [27, 28]
    assert len(found.chart.centre) == len(values)


def test_the_order_of_the_rows_does_not_matter():
    series = monthly([*QUIET, *QUIET, 75])
    assert change(series.sample(frac=1, random_state=1), LOWER, TODAY).verdict == "worsening"


@pytest.mark.parametrize(
    ("rows", "verdict", "reason"),
    [
        ([(2023, 50, 48, 52), (2024, 45, 43, 47)], "improving", "Down from 50.0% in 2023"),
        ([(2023, 50, 48, 52), (2024, 55, 53, 57)], "worsening", "Up from 50.0% in 2023"),
        ([(2023, 50, 48, 52), (2024, 51, 49, 53)], "no clear change", "Cannot be told apart from 2023"),
        ([(2024, 50, 48, 52)], "cannot say", "Only one period"),
        ([(2023, 50, np.nan, np.nan), (2024, 51, 49, 53)], "cannot say", "Published without an interval"),
        ([(2020 + i, 50 - i, 48 - i, 52 - i) for i in range(5)], "improving", "Falling over five years"),
        ([(2020 + i, 50 + i % 2, 48, 53) for i in range(5)], "no clear change", "No trend in five years"),
    ],
)
def test_a_yearly_series_is_judged_by_its_intervals(rows, verdict, reason):
    found = change(yearly(*rows), LOWER)
    assert (found.verdict, found.reason) == (verdict, reason)


def test_pooled_years_that_overlap_are_not_compared_with_each_other():
    rows = [(2022, 50, 49, 51), (2023, 45, 44, 46), (2024, 40, 39, 41)]
    found = change(yearly(*rows, frequency="years", years=3), LOWER)
    assert (found.verdict, found.reason) == ("cannot say", "Its periods overlap")
    rows = [(2021, 50, 49, 51), *rows]
    found = change(yearly(*rows, frequency="years", years=3), LOWER)
    assert (found.verdict, found.reason) == ("improving", "Down from 50.0% in 2021")
