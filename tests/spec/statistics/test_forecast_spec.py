"""Forecasts: small cases by hand, what always holds, and how often the bands held on published figures."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.reference import reference
from metrics.statistics import forecast
from metrics.statistics.forecast import Forecast

YEARS = np.arange(5.0)
VALUES = np.array([1.0, 2, 2, 3, 5])
SEASON = np.arange(36) % 12


@pytest.fixture
def wandering(monkeypatch):
    """Sets how far the level may wander: one choice alone, so that a case can be worked out by hand."""
    import sys

    module = sys.modules[Forecast.__module__]
    return lambda share: monkeypatch.setattr(module, "WALK_VARIANCES", (share,))


def test_a_level_that_does_not_wander_gives_the_regression_line_and_its_prediction_interval(wandering):
    # By hand: line 0.8 + 0.9 x, squares left 1.1 on 3; at 6: 6.2, variance 1.1/3 (1/5 + 16/10 + 1).
    wandering(1e-12)
    found = forecast(YEARS, VALUES, [6], steps_per_year=1)
    assert found.middle[0, 0] == pytest.approx(6.2)
    assert found.spread[0, 0] == pytest.approx(math.sqrt(1.1 / 3 * 2.8), rel=1e-6)
    assert found.freedom[0, 0] == 3


def test_a_trend_that_fades_by_half_in_two_years_goes_1_44_years_further_in_two(wandering):
    # By hand: (1 - 1/2) / (ln 2 / 2) = 1.4427 years of 0.9 a year beyond 0.8 + 0.9 * 4.
    wandering(1e-12)
    found = forecast(YEARS, VALUES, [6], steps_per_year=1)
    assert found.middle[1, 0] == pytest.approx(0.8 + 0.9 * (4 + 1.442695), abs=1e-5)


def test_without_a_trend_the_mean_goes_on(wandering):
    wandering(1e-12)
    found = forecast(YEARS, VALUES, [6], steps_per_year=1)
    assert found.middle[2, 0] == pytest.approx(2.6)
    assert found.spread[2, 0] == pytest.approx(math.sqrt(9.2 / 4 * 1.2), rel=1e-6)


def test_a_level_that_only_wanders_starts_from_the_last_value(wandering):
    wandering(1e9)
    found = forecast(YEARS, VALUES, [6], steps_per_year=1)
    assert found.middle[2, 0] == pytest.approx(5, abs=1e-4)
    assert found.middle[0, 0] == pytest.approx(5 + 2 * (5 - 1) / 4, abs=1e-4)


def test_the_chance_is_the_share_of_the_three_futures(wandering):
    wandering(1e-12)
    found = forecast(YEARS, VALUES, [6], steps_per_year=1)
    assert found.weights.tolist() == pytest.approx([1 / 3] * 3)
    assert float(found.chance_below(-1e6)[0]) == pytest.approx(0, abs=1e-6)
    assert found.chance_below(found.quantile(0.3)[0])[0] == pytest.approx(0.3, abs=1e-6)


def test_a_season_is_taken_out():
    level, wave = 50.0, 10 * np.sin(2 * np.pi * np.arange(36) / 12)
    found = forecast(np.arange(36), level + wave, [40, 46], steps_per_year=12, season=SEASON, averaged=12)
    np.testing.assert_allclose(found.quantile(0.5), 50, atol=0.1)


def test_a_constant_series_stays_where_it_is():
    found = forecast(np.arange(30), np.full(30, 7.0), [40, 140], steps_per_year=12, scale="log")
    np.testing.assert_allclose(found.quantile(0.1), 7, rtol=0.02)
    assert found.chance_below(8)[0] > 0.99 and found.chance_below(6)[0] < 0.01


def test_a_known_sampling_error_counts_a_doubtful_value_less():
    errors = np.array([0.01, 0.01, 0.01, 0.01, 0.01, 1.0])
    values = np.array([5.0, 5, 5, 5, 5, 9])
    sure = forecast(np.arange(6), values, [7], steps_per_year=1).quantile(0.5)[0]
    unsure = forecast(np.arange(6), values, [7], steps_per_year=1, variance=errors).quantile(0.5)[0]
    assert unsure < 5.3 < sure


def test_too_few_values_and_an_unknown_scale_are_told_in_a_sentence():
    with pytest.raises(ValueError, match="needs 5 values or more"):
        forecast([0, 1, 2, 3], [1, 2, 3, 4], [5], steps_per_year=1)
    with pytest.raises(ValueError, match="allowed are plain, log, logit"):
        forecast(YEARS, VALUES, [5], steps_per_year=1, scale="probit")


shares = st.lists(st.floats(1, 99), min_size=26, max_size=60)


@settings(max_examples=60)
@given(shares, st.lists(st.integers(0, 59), max_size=12))
def test_bands_lie_in_each_other_widen_and_stay_in_range_whatever_months_are_missing(values, missing):
    kept = np.array([place for place in range(len(values)) if place not in missing or place < 20])
    ahead = np.arange(kept[-1] + 6, kept[-1] + 120, 12)
    values = np.array(values)[kept]
    found = forecast(kept, values, ahead, steps_per_year=12, scale="logit", ceiling=100, averaged=12)
    edges = np.array([found.quantile(share) for share in (0.1, 0.25, 0.5, 0.75, 0.9)])
    assert (edges >= 0).all() and (edges <= 100).all()
    assert (np.diff(edges, axis=0) >= -1e-9).all()
    width = np.diff(
        np.log(np.clip(edges[[0, 4]], 1e-12, 100) / np.clip(100 - edges[[0, 4]], 1e-12, 100)), axis=0
    )
    assert (np.diff(width[0]) > -1e-6).all()
    chances = np.array([found.chance_below(target) for target in (0, 20, 40, 60, 80, 100)])
    assert (np.diff(chances, axis=0) >= -1e-12).all()
    assert (chances[0] < 1e-9).all() and (chances[-1] > 1 - 1e-9).all()


def held_back() -> list[tuple[str, float]]:
    """(series, chance of less) of the mean of the last 12 months, forecast from the months before them.

    All monthly series of all 42 systems; waits begin after the COVID period, as on the pages.
    """
    activity, found = reference("monthly_activity"), []
    for (_, measure), rows in activity.groupby(["area_code", "measure"]):
        rows = rows.sort_values("month")
        if measure.startswith("rtt"):
            rows = rows[rows.month >= "2021-08-01"]
        times = (rows.month.dt.year * 12 + rows.month.dt.month).to_numpy(dtype=float)
        values = np.log(np.maximum(rows.value.to_numpy(), 0.5))
        if rows.statistic.iloc[0] == "monthly total":
            values = values - np.log(rows.month.dt.days_in_month.to_numpy())
        past = times <= times[-1] - 12
        season = (times[past].astype(int) - 1) % 12
        if past.sum() < 24 or len(set(season)) < 12:
            continue
        ahead = [times[~past].mean()]
        future = forecast(times[past], values[past], ahead, steps_per_year=12, season=season, averaged=12)
        found.append((measure, float(future.chance_below(values[~past].mean())[0])))
    return found


def test_the_bands_held_the_year_that_was_held_back_about_as_often_as_they_say():
    """375 forecasts of one year; systems move together, so the shares are less sure than their number.

    Waits over a year turned in all systems at once, which no series of two years can foresee: 3 in 10.
    """
    chance = np.array([one for _, one in held_back()])
    within_half, within_most = (np.abs(chance - 0.5) <= share / 2 for share in (0.5, 0.8))
    assert len(chance) > 350
    assert 0.48 <= within_half.mean() <= 0.66
    assert 0.75 <= within_most.mean() <= 0.9
