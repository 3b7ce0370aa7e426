"""Directly standardised rates."""

import numpy as np
import pytest

from metrics.statistics import (
    EUROPEAN_STANDARD_POPULATION_2013,
    EUROPEAN_STANDARD_POPULATION_2013_20_BANDS,
    directly_standardised_rate,
    directly_standardised_rate_from_sums,
)
from tests.spec.statistics.case_tables import case_columns, case_rows

BANDS = case_columns("standardised_rate_bands.csv")
PEOPLE = BANDS["population"]


@pytest.mark.parametrize(
    "case", case_rows("standardised_rates.csv"), ids=lambda case: f"{case['area']} per {case['per']}"
)
@pytest.mark.parametrize(("confidence", "suffix"), [(0.95, "95"), (0.998, "998")])
def test_standardised_rates_are_those_of_the_reference(case, confidence, suffix):
    found = directly_standardised_rate(
        BANDS[f"count_{case['area']}"], PEOPLE, per=float(case["per"]), confidence=confidence
    )
    wanted = [float(case[name] or "nan") for name in ("value", f"lower_{suffix}", f"upper_{suffix}")]
    np.testing.assert_allclose([found.value, found.lower_ci, found.upper_ci], wanted, rtol=1e-8)


def test_the_standard_population_has_a_hundred_thousand_people_in_every_form():
    assert list(EUROPEAN_STANDARD_POPULATION_2013) == BANDS["standard"].tolist()
    assert (
        sum(EUROPEAN_STANDARD_POPULATION_2013) == sum(EUROPEAN_STANDARD_POPULATION_2013_20_BANDS) == 100_000
    )
    assert sum(EUROPEAN_STANDARD_POPULATION_2013_20_BANDS[:2]) == EUROPEAN_STANDARD_POPULATION_2013[0]


def test_twenty_bands_against_nineteen_are_added_to_nineteen():
    count, people = BANDS["count_big"], PEOPLE
    split_count = np.concatenate([[100, count[0] - 100], count[1:]])
    split_people = np.concatenate([[120, people[0] - 120], people[1:]])
    merged = directly_standardised_rate(split_count, split_people)
    assert merged.value == directly_standardised_rate(count, people).value
    kept_apart = directly_standardised_rate(
        split_count, split_people, EUROPEAN_STANDARD_POPULATION_2013_20_BANDS
    )
    assert kept_apart.value != merged.value


def test_nine_events_have_no_rate_and_ten_have_one():
    people = np.full(19, 1_000)
    count = np.zeros((2, 19))
    count[0, 3], count[1, 3] = 9, 10
    found = directly_standardised_rate(count, people)
    assert np.isnan(found.value).tolist() == [True, False]
    assert np.isnan(found.lower_ci).tolist() == np.isnan(found.upper_ci).tolist() == [True, False]


def test_an_empty_band_without_events_keeps_its_weight_and_adds_nothing():
    count, people = np.full(19, 5.0), np.full(19, 500.0)
    count[18] = people[18] = 0
    found = directly_standardised_rate(count, people)
    assert found.value == pytest.approx(1_000 * (100_000 - 1_000) / 100_000)
    assert np.isfinite([found.lower_ci, found.upper_ci]).all()


@pytest.mark.parametrize(("count", "people"), [(3, 0), (3, -1), (-3, 100), (np.nan, 100), (3, np.nan)])
def test_events_without_people_and_missing_bands_leave_no_rate(count, people):
    counts, population = np.full((2, 19), 5.0), np.full((2, 19), 500.0)
    counts[0, 4], population[0, 4] = count, people
    found = directly_standardised_rate(counts, population)
    assert np.isnan(found.value).tolist() == [True, False]


@pytest.mark.parametrize("bands", [18, 21])
def test_a_missing_band_is_an_error_and_not_a_smaller_weight(bands):
    with pytest.raises(ValueError, match=f"needs all 19 age bands on the last axis; {bands} were given"):
        directly_standardised_rate(np.ones(bands), np.ones(bands))


def test_twenty_bands_of_events_need_twenty_bands_of_people():
    with pytest.raises(ValueError, match="19 and 20 were given"):
        directly_standardised_rate(np.ones(20), np.ones(19))


def test_a_standard_population_with_an_empty_band_is_refused():
    with pytest.raises(ValueError, match="row of positive numbers"):
        directly_standardised_rate(np.ones(2), np.ones(2), [0, 1])


def test_rows_far_apart_get_the_answers_they_get_alone():
    counts = np.random.default_rng(5).poisson(3, (5_000, 19))
    together = directly_standardised_rate(counts, PEOPLE)
    for row in (0, 2_047, 2_048, 4_999):
        assert together.value[row] == pytest.approx(
            directly_standardised_rate(counts[row], PEOPLE).value, rel=1e-13
        )


@pytest.mark.parametrize("per", [1_000, 100_000])
def test_sums_that_a_database_has_added_up_give_the_same_rate(per):
    weight = BANDS["standard"]
    counts = np.stack([BANDS[f"count_{area}"] for area in ("big", "small", "tiny")])
    sums = counts.sum(-1), (weight * counts / PEOPLE).sum(-1), (weight**2 * counts / PEOPLE**2).sum(-1)
    found = directly_standardised_rate_from_sums(*sums, per=per)
    banded = directly_standardised_rate(counts, PEOPLE, per=per)
    for one, other in zip(vars(found).values(), vars(banded).values(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12)
    assert np.isnan(found.value).tolist() == [False, False, True]


@pytest.mark.parametrize("sums", [(np.nan, 1, 1), (20, np.nan, 1), (20, 1, np.nan), (20, -1, 1), (20, 1, -1)])
def test_a_missing_sum_leaves_no_rate(sums):
    found = directly_standardised_rate_from_sums(*sums)
    assert np.isnan([found.value, found.lower_ci, found.upper_ci]).all()
