"""Funnel limits and significance."""

import numpy as np
import pytest

from metrics.statistics import exact_poisson_limits, funnel_limits, funnel_significance
from tests.spec.statistics.case_tables import case_columns


def test_funnels_of_proportions_are_those_of_the_reference():
    cases = case_columns("funnel_proportions.csv")
    found = funnel_limits(cases["denominator"], cases["centre"], per=100, method="wilson")
    for position, suffix in enumerate(("95", "998")):
        np.testing.assert_allclose(found.lower[:, position], cases[f"lower_{suffix}"], rtol=0, atol=1e-6)
        np.testing.assert_allclose(found.upper[:, position], cases[f"upper_{suffix}"], rtol=0, atol=1e-6)


@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_an_area_lies_outside_exactly_when_its_interval_leaves_the_centre_out(confidence):
    expected = np.array([0.01, 0.3, 1.0, 3.2, 3.8, 6.5, 12.3, 80.1, 1_000.7])[:, None]
    events = np.concatenate([np.arange(200.0), np.arange(850.0, 1_150.0)])
    lower, upper = exact_poisson_limits(events, confidence)
    limits = funnel_limits(expected, 1.0, confidences=(confidence,))
    outside = (events / expected < limits.lower[..., 0]) | (
        events / expected >= limits.upper[..., 0] * (1 - 1e-12)
    )
    np.testing.assert_array_equal(outside, (upper < expected) | (lower > expected))


def test_the_wider_funnel_holds_the_narrower_one_and_both_hold_the_centre():
    found = funnel_limits(np.geomspace(10, 1e7, 40), 120.0, per=100_000)
    assert (found.lower[:, 1] <= found.lower[:, 0]).all() and (found.upper[:, 0] <= found.upper[:, 1]).all()
    assert (found.lower[:, 0] < found.centre).all() and (found.centre < found.upper[:, 0]).all()
    assert found.upper[-1, 1] == pytest.approx(120, rel=0.05)


def test_nobody_and_nothing_have_no_funnel():
    found = funnel_limits([0, -1, np.nan, 10, 10], [5, 5, 5, -1, np.nan])
    assert np.isnan(found.lower).all() and np.isnan(found.upper).all()
    with pytest.raises(ValueError, match="allowed are 'poisson' and 'wilson'"):
        funnel_limits(10, 5, method="normal")


def test_significance_is_that_of_the_reference():
    cases = case_columns("funnel_significance.csv")
    count, people = cases["numerator"], cases["denominator"]
    limits = funnel_limits(people, 100 * count.sum() / people.sum(), per=100, method="wilson")
    found = funnel_significance(100 * count / people, limits)
    np.testing.assert_array_equal(found, cases["significance"])
    assert len(set(found)) == 5


def test_a_value_on_a_limit_is_not_significant_and_a_missing_one_is_missing():
    limits = funnel_limits([400, 400, 400, 400, 0], 20, per=100, method="wilson")
    low, high = limits.lower[0, 0], limits.upper[0, 0]
    found = funnel_significance([low, high, high + 1e-9, np.nan, 20], limits)
    assert found.tolist() == ["Not significant", "Not significant", "High (0.025)", "Missing", "Missing"]


def test_the_labels_follow_the_confidences():
    limits = funnel_limits(100, 50.0, per=100, confidences=(0.99,), method="wilson")
    assert funnel_significance(10.0, limits) == "Low (0.005)"
