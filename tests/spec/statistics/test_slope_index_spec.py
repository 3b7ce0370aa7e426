"""Slope and relative index of inequality."""

import numpy as np
import pytest

from metrics.statistics import slope_index_of_inequality, standard_error_from_limits
from tests.spec.statistics.case_tables import case_columns, case_rows

GROUPS = case_columns("slope_index_groups.csv")
OBESE = case_columns("slope_index_proportions.csv")


def column(area, name):
    return GROUPS[name][GROUPS["area"] == area]


@pytest.mark.parametrize(
    "case", case_rows("slope_index.csv"), ids=lambda case: " ".join(list(case.values())[:3])
)
def test_the_indices_are_those_of_the_reference(case):
    found = slope_index_of_inequality(
        *(column(case["area"], name) for name in ("value", "standard_error", "population")),
        confidence=float(case["confidence"]),
        draws=int(case["draws"]),
    )
    assert found.value == pytest.approx(float(case["slope"]), abs=1e-6)
    assert found.relative.value == pytest.approx(float(case["relative"]), abs=1e-6)
    limits = (found.lower_ci, found.upper_ci, found.relative.lower_ci, found.relative.upper_ci)
    names = ("slope_lower", "slope_upper", "relative_lower", "relative_upper")
    # Both are simulated, so both have noise.
    for limit, name in zip(limits, names, strict=True):
        assert limit == pytest.approx(float(case[name]), rel=0.05)


def test_standard_errors_from_limits_are_those_of_the_reference():
    found = standard_error_from_limits(GROUPS["lower"], GROUPS["upper"])
    # Its errors come from a quantile of 1.96.
    np.testing.assert_allclose(found * 1.959963984540054 / 1.96, GROUPS["standard_error"], rtol=1e-6)


def test_the_simulated_interval_of_the_slope_is_the_exact_normal_one():
    value, error, people = (column("area1", name) for name in ("value", "standard_error", "population"))
    share = people / people.sum()
    ridit = share.cumsum() - share / 2
    slope = np.linalg.pinv(np.sqrt(share)[:, None] * np.stack([np.ones(10), ridit], axis=1)) * np.sqrt(share)
    found = slope_index_of_inequality(value, error, people)
    assert found.value == pytest.approx(slope[1] @ value, rel=1e-12)
    assert found.intercept == pytest.approx(slope[0] @ value, rel=1e-12)
    width = 2 * 1.959963984540054 * np.sqrt((slope[1] ** 2 * error**2).sum())
    assert found.upper_ci - found.lower_ci == pytest.approx(width, rel=0.01)


def test_a_line_is_found_again():
    people = np.array([4.0, 1, 2, 2, 1])
    ridit = people.cumsum() / 10 - people / 20
    found = slope_index_of_inequality(20 - 8 * ridit, np.full(5, 0.1), people)
    assert (found.value, found.intercept) == (pytest.approx(-8), pytest.approx(20))
    assert found.relative.value == pytest.approx(12 / 20)


@pytest.mark.parametrize("scale", ["log", "logit"])
def test_on_another_scale_the_slope_stays_and_large_groups_have_nearly_the_same_interval(scale):
    share = OBESE["count"] / OBESE["measured"]
    lower, upper = OBESE["lower_95"] / 100, OBESE["upper_95"] / 100
    plain = slope_index_of_inequality(
        share, standard_error_from_limits(lower, upper), OBESE["measured"], per=100
    )
    error = standard_error_from_limits(lower, upper, scale)
    found = slope_index_of_inequality(share, error, OBESE["measured"], scale, per=100)
    assert found.value == plain.value and found.relative.value == plain.relative.value
    assert found.value < -9 and 0.5 < found.relative.value < 0.6  # fewer among the least deprived
    for one, other in ((found, plain), (found.relative, plain.relative)):
        assert one.lower_ci == pytest.approx(other.lower_ci, rel=0.01)
        assert one.upper_ci == pytest.approx(other.upper_ci, rel=0.01)


@pytest.mark.parametrize("scale", ["log", "logit"])
def test_on_another_scale_small_groups_have_a_lopsided_interval_and_no_draw_below_nought(scale):
    share = np.full(5, 0.02)
    found = slope_index_of_inequality(share, np.full(5, 1.5), np.full(5, 100), scale)
    assert found.value == pytest.approx(0, abs=1e-15) and found.relative.value == pytest.approx(1)
    assert found.lower_ci < 0 < found.upper_ci
    assert found.upper_ci - found.lower_ci > 3 * 2 * 1.96 * 0.02 * 1.5 * np.sqrt(0.4) / 2


def test_turned_round_the_slope_changes_its_sign_and_the_relative_index_is_inverted():
    given = [column("area1", name) for name in ("value", "standard_error", "population")]
    one, other = slope_index_of_inequality(*given), slope_index_of_inequality(*given, per=-1)
    assert (other.value, other.lower_ci) == (-one.value, pytest.approx(-one.upper_ci))
    assert other.relative.value == pytest.approx(1 / one.relative.value)
    assert other.relative.lower_ci == pytest.approx(1 / one.relative.upper_ci)


def test_the_same_seed_gives_the_same_interval():
    given = [column("area1", name) for name in ("value", "standard_error", "population")]
    one, again, other = (slope_index_of_inequality(*given, draws=2_000, seed=seed) for seed in (1, 1, 2))
    assert one.lower_ci == again.lower_ci != other.lower_ci


def test_what_is_missing_stays_missing():
    value, error, people = np.full((6, 5), 10.0), np.full((6, 5), 1.0), np.full((6, 5), 50.0)
    value[0, 2], people[1, 2], value[2, 2], error[3, 2], error[4, 2] = np.nan, 0, -np.inf, np.nan, -1
    found = slope_index_of_inequality(value, error, people, draws=1_000)
    no_value = [True, True, True, False, False, False]
    assert np.isnan(found.value).tolist() == np.isnan(found.intercept).tolist() == no_value
    for limit in (found.lower_ci, found.upper_ci, found.relative.lower_ci):
        assert np.isnan(limit).tolist() == [True, True, True, True, True, False]


def test_a_line_through_nought_has_a_slope_and_no_relative_index():
    found = slope_index_of_inequality([-2.0, -1, 0, 1, 2], np.full(5, 0.1), np.ones(5), draws=1_000)
    assert found.value == pytest.approx(5) and np.isfinite(found.lower_ci)
    assert np.isnan([found.relative.value, found.relative.lower_ci, found.relative.upper_ci]).all()
    barely = slope_index_of_inequality(np.arange(5) - 0.501, np.full(5, 1.0), np.ones(5), draws=1_000)
    assert barely.intercept == pytest.approx(-1.001) and np.isnan(barely.relative.lower_ci)


def test_a_relative_index_without_a_bound_has_no_limits_on_that_side():
    found = slope_index_of_inequality(np.full(5, 1.0), np.full(5, 2.0), np.ones(5), draws=5_000)
    assert found.relative.value == 1 and found.relative.lower_ci == 0 and np.isnan(found.relative.upper_ci)


@pytest.mark.parametrize("groups", [1, 4, 101])
def test_too_few_and_too_many_groups_are_an_error(groups):
    with pytest.raises(ValueError, match=f"needs 5 to 100 groups on the last axis; {groups} were given"):
        slope_index_of_inequality(np.ones(groups), np.ones(groups), np.ones(groups))


def test_an_unknown_scale_is_told_in_a_sentence():
    with pytest.raises(ValueError, match="'square'; allowed are 'identity', 'log', 'logit'"):
        slope_index_of_inequality(np.ones(5), np.ones(5), np.ones(5), scale="square")


def test_limits_that_a_scale_does_not_reach_have_no_standard_error():
    assert np.isnan(standard_error_from_limits(0, 3, "log")) and np.isnan(
        standard_error_from_limits(0.9, 1, "logit")
    )
    assert standard_error_from_limits(0.2, 0.8, "logit") == pytest.approx(2 * np.log(4) / (2 * 1.959964))
