"""Indirectly standardised ratios and rates."""

import numpy as np
import pytest

from metrics.statistics import (
    byar_limits,
    exact_poisson_limits,
    expected_events,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
    ratio_to_expected,
)
from tests.spec.statistics.case_tables import case_columns, case_rows

BANDS = case_columns("indirect_bands.csv")
REFERENCE = BANDS["reference_count"], BANDS["reference_population"]
CASES = case_rows("indirect.csv")
STATISTICS = {"rate": indirectly_standardised_rate, "ratio": indirectly_standardised_ratio}


def people_of(case):
    return np.where(BANDS["age"] == case["empty_band"], 0, BANDS["population"])


@pytest.mark.parametrize(
    ("case", "confidence", "suffix"),
    [
        (case, confidence, suffix)
        for case in CASES
        for confidence, suffix in ((0.95, "95"), (0.998, "998"))
        if case[f"lower_{suffix}"]
    ],
)
def test_indirectly_standardised_figures_are_those_of_the_reference(case, confidence, suffix):
    found = STATISTICS[case["statistic"]](
        BANDS[f"count_{case['area']}"], people_of(case), *REFERENCE, float(case["per"]), confidence
    )
    wanted = [float(case[name]) for name in ("value", f"lower_{suffix}", f"upper_{suffix}")]
    np.testing.assert_allclose([found.value, found.lower_ci, found.upper_ci], wanted, rtol=1e-8)


@pytest.mark.parametrize("case", [case for case in CASES if case["statistic"] == "ratio"])
def test_totals_published_without_ages_give_the_same_ratio(case):
    expected = expected_events(people_of(case), *REFERENCE)
    assert expected == pytest.approx(float(case["expected"]), rel=1e-8)
    found = ratio_to_expected(float(case["observed"]), expected, float(case["per"]))
    wanted = [float(case[name]) for name in ("value", "lower_95", "upper_95")]
    np.testing.assert_allclose([found.value, found.lower_ci, found.upper_ci], wanted, rtol=1e-8)


def test_the_reference_has_a_ratio_of_a_hundred_against_itself():
    assert indirectly_standardised_ratio(*REFERENCE, *REFERENCE).value == pytest.approx(100)
    crude = REFERENCE[0].sum() / REFERENCE[1].sum() * 1_000
    assert indirectly_standardised_rate(*REFERENCE, *REFERENCE, per=1_000).value == pytest.approx(crude)


def test_no_events_have_a_ratio_of_nought_with_a_finite_upper_limit():
    found = indirectly_standardised_ratio(np.zeros(19), BANDS["population"], *REFERENCE)
    assert found.value == found.lower_ci == 0
    assert found.upper_ci == pytest.approx(
        100 * 3.6888794541 / expected_events(BANDS["population"], *REFERENCE)
    )


def test_limits_are_exact_up_to_nine_events_and_byars_from_ten():
    found = ratio_to_expected([9, 10], 10)
    assert found.upper_ci[0] == 10 * exact_poisson_limits(9)[1] != 10 * byar_limits(9)[1]
    assert found.upper_ci[1] == 10 * byar_limits(10)[1] != 10 * exact_poisson_limits(10)[1]


@pytest.mark.parametrize(
    ("count", "people", "reference_count", "reference_people"),
    [
        pytest.param(np.nan, 100, 10, 1_000, id="count missing"),
        pytest.param(-1, 100, 10, 1_000, id="negative count"),
        pytest.param(1, np.nan, 10, 1_000, id="people missing"),
        pytest.param(1, -1, 10, 1_000, id="fewer than nobody"),
        pytest.param(1, 100, np.nan, 1_000, id="reference missing"),
        pytest.param(1, 100, 10, 0, id="reference band without people"),
    ],
)
def test_a_band_that_cannot_be_used_leaves_no_ratio(count, people, reference_count, reference_people):
    counts, population = np.full((2, 3), 5.0), np.full((2, 3), 100.0)
    events, reference = np.full((2, 3), 10.0), np.full((2, 3), 1_000.0)
    counts[0, 1], population[0, 1] = count, people
    events[0, 1], reference[0, 1] = reference_count, reference_people
    for found in (
        indirectly_standardised_ratio(counts, population, events, reference),
        indirectly_standardised_rate(counts, population, events, reference),
    ):
        for array in (found.value, found.lower_ci, found.upper_ci):
            assert np.isnan(array).tolist() == [True, False]


def test_nothing_expected_leaves_no_ratio():
    assert np.isnan(indirectly_standardised_ratio([5, 5], [0, 0], [1, 1], [9, 9]).value)


def test_different_bands_are_an_error():
    with pytest.raises(ValueError, match="same age bands everywhere, on the last axis; 18 and 19 were given"):
        indirectly_standardised_ratio(np.ones(18), np.ones(18), *REFERENCE)
    with pytest.raises(ValueError, match="0 and 19 were given"):
        indirectly_standardised_ratio(895, BANDS["population"], *REFERENCE)
