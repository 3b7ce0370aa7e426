"""False discovery control, and p-values from intervals."""

import numpy as np
import pytest
from scipy.stats import false_discovery_control

from metrics.statistics import false_discovery, proportion, rate, two_sided_p

# Benjamini and Hochberg 1995, page 295: fifteen tests of a trial of two treatments; four are found at 0.05.
PAPER = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
]


def test_the_papers_own_example_has_four_discoveries():
    found = false_discovery(PAPER, 0.05)
    assert found.is_discovery.tolist() == [True] * 4 + [False] * 11
    np.testing.assert_allclose(found.adjusted, false_discovery_control(PAPER), rtol=1e-12)


def test_the_order_of_the_tests_does_not_matter():
    shuffled = np.random.default_rng(4).permutation(15)
    found = false_discovery(np.array(PAPER)[shuffled])
    np.testing.assert_array_equal(found.adjusted, false_discovery(PAPER).adjusted[shuffled])


def test_a_missing_p_value_stays_missing_and_does_not_count():
    found = false_discovery([np.nan, *PAPER[:8], 1.5, -0.1, *PAPER[8:]])
    assert np.isnan(found.adjusted[[0, 9, 10]]).all() and not found.is_discovery[[0, 9, 10]].any()
    np.testing.assert_array_equal(np.delete(found.adjusted, [0, 9, 10]), false_discovery(PAPER).adjusted)


def test_nothing_tested_finds_nothing():
    for nothing in (np.empty((2, 0)), np.full((2, 3), np.nan)):
        found = false_discovery(nothing)
        assert found.is_discovery.shape == nothing.shape and not found.is_discovery.any()
        np.testing.assert_array_equal(found.adjusted, nothing)


def test_one_test_is_itself():
    assert false_discovery(0.04).adjusted.tolist() == [0.04] and false_discovery([0.04]).is_discovery.all()


def test_where_all_is_chance_a_discovery_is_rare():
    tests = np.random.default_rng(5).uniform(size=(4_000, 280))
    assert false_discovery(tests, 0.05).is_discovery.any(axis=-1).mean() == pytest.approx(0.05, abs=0.012)


@pytest.mark.parametrize("share", [0, 1, 5])
def test_a_wrong_share_is_told_in_a_sentence(share):
    with pytest.raises(ValueError, match=f"share is {share}; allowed is a number between 0 and 1"):
        false_discovery(PAPER, share)


@pytest.mark.parametrize("confidence", [0.95, 0.998])
@pytest.mark.parametrize("scale", ["identity", "log"])
def test_p_is_below_the_tail_exactly_when_the_comparator_lies_outside_the_interval(confidence, scale):
    found = rate(np.arange(1, 60)[:, None], 1_000, 1_000, confidence)
    comparator = np.linspace(0.5, 80, 97)
    p_values = two_sided_p(found.value, found.lower_ci, found.upper_ci, comparator, scale, confidence)
    outside = (comparator < found.lower_ci) | (comparator > found.upper_ci)
    np.testing.assert_array_equal(p_values < 1 - confidence, outside)


def test_a_normal_interval_has_the_normal_p_value():
    assert two_sided_p(10, 10 - 1.959963984540054, 10 + 1.959963984540054, 12.5758293035489) == pytest.approx(
        0.01
    )
    assert two_sided_p(10, 8, 12, 10) == 1


def test_a_comparator_above_a_rate_of_nought_is_judged_by_the_upper_limit():
    none = rate(0, 1_000, 1_000)
    assert two_sided_p(0, none.lower_ci, none.upper_ci, 3.0) > 0.05
    assert two_sided_p(0, none.lower_ci, none.upper_ci, 4.0) < 0.05
    assert np.isnan(two_sided_p(0, none.lower_ci, none.upper_ci, 4.0, "log"))


def test_proportions_on_the_logit_scale():
    found = proportion([3, 50], 100)
    p_values = two_sided_p(found.value, found.lower_ci, found.upper_ci, 0.1, "logit")
    assert 0.001 < p_values[0] < 0.05 and p_values[1] < 1e-8


@pytest.mark.parametrize(
    "given",
    [(np.nan, 8, 12, 11), (10, np.nan, 12, 9), (10, 8, np.nan, 11), (10, 8, 12, np.nan), (10, 10, 10, 11)],
)
def test_what_is_missing_has_no_p_value(given):
    assert np.isnan(two_sided_p(*given))
