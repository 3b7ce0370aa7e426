"""Crude rates and the limits of counts."""

import numpy as np
import pytest

from metrics.statistics import byar_limits, exact_poisson_limits, poisson_limits, rate
from tests.spec.statistics.case_tables import case_columns


@pytest.mark.parametrize(("confidence", "suffix"), [(0.95, "95"), (0.998, "998")])
def test_rates_are_those_of_the_reference(confidence, suffix):
    cases = case_columns("rates.csv")
    found = rate(cases["count"], cases["population"], cases["per"], confidence)
    np.testing.assert_allclose(found.value, cases["value"], rtol=1e-9)
    np.testing.assert_allclose(found.lower_ci, cases[f"lower_{suffix}"], rtol=1e-9)
    np.testing.assert_allclose(found.upper_ci, cases[f"upper_{suffix}"], rtol=1e-9)


def test_byar_limits_are_those_of_the_reference():
    cases = case_columns("byar.csv")
    for count, confidence, lower, upper in zip(*cases.values(), strict=True):
        np.testing.assert_allclose(byar_limits(count, confidence), (lower, upper), rtol=1e-9)


def test_byars_lower_limit_never_goes_below_nought():
    assert byar_limits(1, 0.998)[0] == 0
    assert byar_limits(1, 0.998)[1] == pytest.approx(9.36218021790836)


def test_no_events_have_a_lower_limit_of_nought_and_a_finite_upper_one():
    found = rate(0, 1_000, per=1_000)
    assert (found.value, found.lower_ci) == (0, 0)
    assert found.upper_ci == pytest.approx(3.6888794541)


def test_limits_are_exact_up_to_nine_events_and_byars_from_ten():
    count = np.arange(20)
    lower, upper = poisson_limits(count)
    exact, byar = exact_poisson_limits(count), byar_limits(count)
    np.testing.assert_array_equal(lower, np.where(count < 10, exact[0], byar[0]))
    np.testing.assert_array_equal(upper, np.where(count < 10, exact[1], byar[1]))


def test_a_count_that_is_not_whole_lies_between_its_neighbours():
    lower, upper = exact_poisson_limits([5, 5.5, 6])
    assert lower[0] < lower[1] < lower[2] and upper[0] < upper[1] < upper[2]


def test_counts_beyond_the_table_go_on_from_it():
    lower, upper = exact_poisson_limits(np.arange(120, 140))
    assert (np.abs(np.diff(lower, n=2)) < 1e-3).all() and (np.abs(np.diff(upper, n=2)) < 1e-3).all()


@pytest.mark.parametrize(
    ("count", "population"), [(5, 0), (5, -1), (-1, 100), (np.nan, 100), (5, np.nan), (5, np.inf)]
)
def test_what_is_no_count_or_no_population_has_no_rate(count, population):
    found = rate(count, population)
    assert np.isnan([found.value, found.lower_ci, found.upper_ci]).all()


def test_a_wrong_confidence_is_told_in_a_sentence():
    with pytest.raises(ValueError, match="confidence is 95; allowed is a number between 0 and 1"):
        rate(5, 100, confidence=95)
