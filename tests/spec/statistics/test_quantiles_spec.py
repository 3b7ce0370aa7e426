"""Quantiles."""

import numpy as np
import pytest

from metrics.statistics import quantiles
from tests.spec.statistics.case_tables import case_rows

CASES = case_rows("quantiles.csv")


def numbers(text):
    return np.array([float(number) for number in text.split()])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['group']} by {case['number']}")
def test_quantiles_are_those_of_the_reference(case):
    found = quantiles(numbers(case["values"]), int(case["number"]), case["highest_first"] == "1")
    np.testing.assert_array_equal(found, numbers(case["quantiles"]))


@pytest.mark.parametrize("highest_first", ["0", "1"])
def test_areas_ranked_within_labels_are_those_of_the_groups_alone(highest_first):
    cases = [case for case in CASES if "Gooddata IndSexReg" in case["group"]]
    cases = [case for case in cases if case["highest_first"] == highest_first]
    values = [numbers(case["values"]) for case in cases]
    labels = np.repeat([case["group"] for case in cases], [len(group) for group in values])
    shuffled = np.random.default_rng(3).permutation(len(labels))
    found = quantiles(np.concatenate(values)[shuffled], 10, highest_first == "1", labels[shuffled])
    wanted = np.concatenate([numbers(case["quantiles"]) for case in cases])
    np.testing.assert_array_equal(found, wanted[shuffled])


def test_equal_values_share_a_quantile():
    assert quantiles([1, 2, 2, 2, 3, 4], 3).tolist() == [1, 1, 1, 1, 3, 3]
    assert quantiles([7.0] * 9, 3).tolist() == [1] * 9


def test_highest_first_turns_the_order_round():
    assert quantiles([10, 20, 30, 40], 4, highest_first=True).tolist() == [4, 3, 2, 1]


def test_a_missing_value_has_no_quantile_and_does_not_count():
    found = quantiles([np.nan, 4, 1, 3, np.inf, 2], 2)
    np.testing.assert_array_equal(found, [np.nan, 2, 1, 2, np.nan, 1])


def test_fewer_values_than_quantiles_have_none():
    assert np.isnan(quantiles([1, 2, 3, np.nan], 4)).all()
    assert quantiles([1, 2, 3, 4], 4).tolist() == [1, 2, 3, 4]
    assert np.isnan(quantiles(np.full((2, 5), np.nan), 2)).all()
    assert quantiles(np.empty((2, 0)), 2).shape == (2, 0)


def test_one_value_is_the_only_quantile():
    assert quantiles([5.0], 1).tolist() == [1]


def test_no_rounding_moves_an_area_across_a_boundary():
    # 17 of 34 is one half exactly, though 17 / (34 / 14) is a little above 7 in floating point.
    assert quantiles(np.arange(34.0), 14)[17] == 8


def test_what_does_not_fit_is_told_in_a_sentence():
    with pytest.raises(ValueError, match="number of quantiles is 0; allowed is a whole number from 1"):
        quantiles([1, 2], 0)
    with pytest.raises(ValueError, match="One label is needed for each of the 2 areas"):
        quantiles([1, 2], 2, within=["a"])
