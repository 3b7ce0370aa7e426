"""Ratios of two figures: by hand, turned round, and at their edges."""

from __future__ import annotations

from math import exp, log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics import Estimate, ratio_of_estimates, ratio_of_proportions

Z = 1.959963984540054


def slow_ratio(a: int, n: int, b: int, m: int) -> tuple[float, float, float]:
    """Katz's log interval, written out."""
    ratio = (a / n) / (b / m)
    error = sqrt(1 / a - 1 / n + 1 / b - 1 / m)
    return ratio, exp(log(ratio) - Z * error), exp(log(ratio) + Z * error)


def test_thirty_of_a_hundred_against_fifteen_of_a_hundred():
    found = ratio_of_proportions(30, 100, 15, 100)
    assert (found.value, found.lower_ci, found.upper_ci) == pytest.approx((2.0, 1.1488, 3.4819), abs=5e-4)


@given(*[st.integers(1, 500)] * 2, *[st.integers(0, 500)] * 2)
def test_a_ratio_of_shares_holds_its_value_and_turns_round(a, b, more, others):
    n, m = a + more, b + others
    found, turned = ratio_of_proportions(a, n, b, m), ratio_of_proportions(b, m, a, n)
    assert (found.value, found.lower_ci, found.upper_ci) == pytest.approx(slow_ratio(a, n, b, m), rel=1e-9)
    assert found.lower_ci <= found.value * (1 + 1e-12) and found.value <= found.upper_ci * (1 + 1e-12)
    assert 1 / found.value == pytest.approx(turned.value)
    assert 1 / found.lower_ci == pytest.approx(turned.upper_ci)


@pytest.mark.parametrize(
    "given_counts", [(0, 10, 5, 10), (5, 10, 0, 10), (11, 10, 5, 10), (5, 10, 11, 10), (np.nan, 10, 5, 10)]
)
def test_nobody_too_many_and_nothing_known_give_no_ratio(given_counts):
    found = ratio_of_proportions(*given_counts)
    assert np.isnan([found.value, found.lower_ci, found.upper_ci]).all()


def test_estimates_with_intervals_that_are_symmetric_on_the_log_scale():
    one = Estimate(np.array(40.0), np.array(20.0), np.array(80.0))
    other = Estimate(np.array(10.0), np.array(5.0), np.array(20.0))
    found = ratio_of_estimates(one, other)
    # Each doubles and halves: together by two to the power of the square root of two.
    spread = 2 ** sqrt(2)
    assert (found.value, found.lower_ci, found.upper_ci) == pytest.approx((4, 4 / spread, 4 * spread))


@pytest.mark.parametrize("edge", [(0.0, 0.0, 1.0), (5.0, 0.0, 9.0), (np.nan, 1.0, 2.0)])
def test_an_estimate_that_the_log_scale_does_not_reach_gives_no_ratio(edge):
    one, other = Estimate(*map(np.array, edge)), Estimate(*map(np.array, (10.0, 5.0, 20.0)))
    for found in (ratio_of_estimates(one, other), ratio_of_estimates(other, one)):
        assert np.isnan([found.value, found.lower_ci, found.upper_ci]).all()
