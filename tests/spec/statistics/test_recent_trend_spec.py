"""The recent trend over five points."""

import numpy as np
import pytest

from metrics.statistics import recent_trend, recent_trend_of_proportion
from tests.spec.statistics.case_tables import case_columns

CASE = case_columns("recent_trend.csv")
ONE = np.ones(5)


def with_intervals(value, half_width=1.0, **options):
    value = np.asarray(value, dtype=float)
    return recent_trend(value, value - half_width, value + half_width, **options)


def test_the_trend_of_a_proportion_is_that_of_the_reference():
    found = recent_trend_of_proportion(CASE["count"], CASE["denominator"], CASE["year"])
    assert (found.trend, found.reason) == ("decreasing", "significant trend")
    assert round(float(found.statistic), 4) == 12.5688
    assert round(float(found.slope), 4) == -0.1062


def test_the_weighted_slope_is_that_of_the_normal_equations():
    value, half_width = np.array([30.0, 32, 31, 36, 35]), np.array([2.0, 1, 3, 1, 2])
    found = recent_trend(value, value - half_width, value + half_width)
    weight = (1.959963984540054 / half_width) ** 2
    design = np.stack([np.ones(5), np.arange(5.0)], axis=1)
    covariance = np.linalg.inv(design.T @ (weight[:, None] * design))
    slope = covariance @ design.T @ (weight * value)
    assert found.slope == pytest.approx(slope[1])
    assert found.statistic == pytest.approx(slope[1] ** 2 / covariance[1, 1])


def test_a_trend_needs_a_chi_square_above_9_5495():
    # Five points a period apart with equal errors: chi-square is ten squared slopes over the variance.
    error = 1 / 1.959963984540054
    for slope, trend in ((0.977, "no significant change"), (0.978, "increasing"), (-0.978, "decreasing")):
        found = with_intervals(slope * error * np.arange(5))
        assert found.trend == trend and (found.statistic > 9.5495) == (abs(slope) > 0.9772)
    assert with_intervals(0.977 * error * np.arange(5), trend_confidence=0.95).trend == "increasing"


def test_only_the_last_five_points_count():
    falling_then_rising = [90, 70, 50, 30, 10, 20, 30, 40, 50]
    assert with_intervals(falling_then_rising).trend == "increasing"
    long = recent_trend_of_proportion([9, *CASE["count"]], [10, *CASE["denominator"]])
    assert float(long.statistic) == pytest.approx(12.5688, abs=1e-4)


def test_a_trend_that_one_point_makes_is_none():
    found = with_intervals([10, 9.9, 9.8, 9.7, 30])
    assert (found.trend, found.reason) == ("no significant change", "one point decides")
    count = recent_trend_of_proportion([500, 495, 490, 485, 800], [1_000] * 5)
    assert count.trend == "no significant change" and count.reason == "one point decides"


def test_years_further_apart_have_a_smaller_slope_and_the_same_chi_square():
    value = [1.0, 2, 3, 4, 5]
    near, far = with_intervals(value), with_intervals(value, periods=[2010, 2012, 2014, 2016, 2018])
    assert far.slope == pytest.approx(near.slope / 2) and far.statistic == pytest.approx(near.statistic)


@pytest.mark.parametrize("value", [7.0, 0.1])
def test_a_constant_series_does_not_change(value):
    found = with_intervals(np.full(5, value))
    assert found.trend == "no significant change" and found.statistic == found.slope == 0
    proportion = recent_trend_of_proportion(20 * ONE, 100 * ONE)
    assert proportion.trend == "no significant change" and proportion.slope == 0


@pytest.mark.parametrize("count", [0, 100])
def test_none_every_year_and_all_every_year_do_not_change(count):
    found = recent_trend_of_proportion(np.full(5, count), [100, 100, 100, 100, 100])
    assert found.trend == "no significant change" and found.statistic == found.slope == 0


def test_none_in_one_year_leaves_the_direction_known():
    found = recent_trend_of_proportion([0, 10, 20, 30, 40], [100] * 5)
    assert found.trend == "increasing" and np.isfinite(found.slope)
    assert recent_trend_of_proportion([100, 90, 80, 70, 60], [100] * 5).trend == "decreasing"


@pytest.mark.parametrize("points", [1, 4])
def test_fewer_than_five_points_have_no_trend(points):
    for found in (
        with_intervals(np.arange(3.0 * points).reshape(3, points)),
        recent_trend_of_proportion(np.ones((3, points)), np.ones((3, points))),
    ):
        assert found.trend.tolist() == ["cannot be calculated"] * 3
        assert found.reason.tolist() == ["fewer than five points"] * 3
        assert np.isnan(found.statistic).all() and np.isnan(found.slope).all()


def test_a_missing_point_leaves_its_own_series_without_a_trend():
    value = np.tile(np.arange(6.0) * 9, (4, 1))
    lower, upper = value - 1, value + 1
    value[1, 3], lower[2, 4], lower[3, 5] = np.nan, np.nan, upper[3, 5]
    found = recent_trend(value, lower, upper)
    assert found.trend.tolist() == ["increasing"] + ["cannot be calculated"] * 3
    assert found.reason.tolist() == ["significant trend"] + ["missing values"] * 3
    assert np.isnan(found.slope).tolist() == [False, True, True, True]


@pytest.mark.parametrize(("count", "people"), [(np.nan, 10), (5, 0), (5, np.nan), (-1, 10), (11, 10)])
def test_a_proportion_that_is_none_has_no_trend(count, people):
    counts, denominators = 5 * ONE, 10 * ONE
    counts[2], denominators[2] = count, people
    assert recent_trend_of_proportion(counts, denominators).reason == "missing values"


@pytest.mark.parametrize("periods", [[1, 2, 3, 4, 4], [5, 4, 3, 2, 1], [1, 2, 3]])
def test_periods_that_do_not_rise_are_an_error(periods):
    with pytest.raises(
        ValueError, match="one number for each of the 5 points, each larger than the one before"
    ):
        with_intervals(ONE, periods=periods)
