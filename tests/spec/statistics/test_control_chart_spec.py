"""Control charts: centre, limits, marked points, variation and assurance."""

import numpy as np
import pytest

from metrics.statistics import xmr
from tests.spec.statistics.case_tables import case_columns, case_rows

CHARTS = case_rows("control_charts.csv")
POINTS = case_columns("control_chart_points.csv")
NOISE = [5.0, 6.0, 4.0, 7.0, 5.0, 3.0, 6.0, 4.0, 5.0, 7.0, 4.0, 5.0]


def points_of(case):
    """The points of a case."""
    rows = POINTS["chart"] == case["chart"]
    return {name: column[rows] for name, column in POINTS.items()}


def chart_of(case):
    """The chart that a case asks for."""
    return xmr(
        points_of(case)["value"],
        improvement=case["improvement"],
        target=float(case["target"]) if case["target"] else None,
        rebase=[int(case["rebase"])] if case["rebase"] else [],
        fix_after=int(case["fix_after"]) if case["fix_after"] else None,
    )


@pytest.mark.parametrize("case", CHARTS, ids=lambda case: case["chart"])
def test_centre_and_limits_are_those_of_the_reference(case):
    found, wanted = chart_of(case), points_of(case)
    np.testing.assert_allclose(found.centre, wanted["centre"], rtol=1e-9)
    np.testing.assert_allclose(found.lower_limit, wanted["lower_limit"], rtol=1e-9)
    np.testing.assert_allclose(found.upper_limit, wanted["upper_limit"], rtol=1e-9)


@pytest.mark.parametrize("case", CHARTS, ids=lambda case: case["chart"])
def test_every_point_is_marked_as_in_the_reference(case):
    found, wanted = chart_of(case), points_of(case)
    assert found.flags.tolist() == wanted["flag"].tolist()
    assert found.signals.tolist() == wanted["signal"].tolist()
    assert np.isin(found.signals, ["improvement", "concern", "neutral"]).sum() == int(case["special_points"])


@pytest.mark.parametrize("case", CHARTS, ids=lambda case: case["chart"])
def test_variation_and_assurance_are_those_of_the_reference(case):
    found = chart_of(case)
    assert (str(found.variation), str(found.assurance)) == (case["variation"], case["assurance"])


def test_the_screen_leaves_a_single_wild_range_out_of_the_limits():
    values = [*NOISE, 60.0, *NOISE]
    screened, unscreened = xmr(values), xmr(values, screen_outliers=False)
    assert screened.upper_limit[0] < unscreened.upper_limit[0]
    assert screened.centre[0] == unscreened.centre[0]
    ranges = np.abs(np.diff(values))
    assert unscreened.upper_limit[0] == pytest.approx(np.mean(values) + 2.66 * ranges.mean())


@pytest.mark.parametrize("constant", [0.0, 0.1, 5.0, 1e9 / 3, -2.0])
def test_a_series_that_never_changes_has_limits_and_no_signal(constant):
    found = xmr([constant] * 30, "increase", target=constant)
    assert (found.lower_limit == constant).all() and (found.upper_limit == constant).all()
    assert set(found.flags) == {"common cause"} and found.assurance == "hit or miss"


def test_one_point_has_a_centre_and_no_limits():
    found = xmr([4.0], "increase", target=3.0)
    assert (
        found.centre.tolist() == [4]
        and np.isnan(found.lower_limit).all()
        and np.isnan(found.upper_limit).all()
    )
    assert (found.variation, found.assurance) == ("common cause", "not applicable")


def test_a_series_without_values_has_nothing():
    found = xmr([np.nan] * 5, "increase", target=3.0)
    assert np.isnan(found.centre).all() and np.isnan(found.upper_limit).all()
    assert set(found.flags) == set(found.signals) == {"missing"}
    assert (found.variation, found.direction, found.assurance) == ("missing", "", "not applicable")


def test_no_moving_range_spans_a_gap():
    values = [1.0, 2.0, np.nan, 10.0, 11.0]
    found = xmr(values, screen_outliers=False)
    assert found.centre[0] == 6 and found.upper_limit[0] == pytest.approx(6 + 2.66)


def test_a_gap_breaks_a_run_of_points_on_one_side():
    low, high = [1.0, 2.0] * 6, [6.0, 7.0, 6.0, 7.0, 6.0, 7.0, 6.0]
    whole = xmr([*low, *high], fix_after=12)
    broken = xmr([*low, *high[:4], np.nan, *high[4:]], fix_after=12)
    assert "shift high" in np.where(whole.flags == "outside high", "shift high", whole.flags)
    assert "shift high" not in broken.flags


def test_six_points_on_one_side_are_noise_and_seven_are_a_shift():
    base = [4.0, 6.0] * 8
    for length, flag in ((6, "common cause"), (7, "shift high")):
        values = [*base, 4.0, *[5.5, 5.4, 5.6, 5.5, 5.4, 5.6, 5.5][:length]]
        assert set(xmr(values, fix_after=16).flags[17:]) == {flag}


def test_two_of_three_need_all_three_on_one_side_and_mark_the_near_ones():
    # Moving ranges of 2: near from 3.5466 to 5.32 away from the centre of 5.
    base = [4.0, 6.0] * 8
    near = xmr([*base, 9.0, 5.5, 9.0], fix_after=16).flags[-3:].tolist()
    across = xmr([*base, 9.0, 4.5, 9.0], fix_after=16).flags[-3:].tolist()
    assert near == ["two in three high", "common cause", "two in three high"]
    assert across == ["common cause"] * 3


def test_points_on_the_centre_are_on_neither_side_whatever_the_rounding():
    for low, high, middle in (
        (0.1, 0.3, 0.2),
        (0.2, 0.4, 0.3),
        (0.7, 0.9, 0.8),
        (1.1, 1.3, 1.2),
        (3.3, 3.5, 3.4),
    ):
        assert set(xmr([*[low, high] * 8, *[middle] * 7], fix_after=16).flags[-7:]) == {"common cause"}


def test_a_level_step_ends_a_trend():
    base = [3.0, 7.0] * 8
    rising = [4.0, 4.3, 4.6, 4.9, 5.2, 5.5, 5.8]
    assert set(xmr([*base, *rising], fix_after=16).flags[-7:]) == {"trend up"}
    assert "trend up" not in xmr([*base, 4.0, 4.3, 4.6, 4.6, 4.9, 5.2, 5.5], fix_after=16).flags


def test_the_turning_point_of_two_trends_belongs_to_the_later_one():
    peak = [3.0, 3.2, 3.4, 3.6, 3.8, 4.0, 4.2, 4.0, 3.8, 3.6, 3.4, 3.2, 3.0]
    found = xmr([*[1.0, 6.0] * 8, *peak], "increase", fix_after=16)
    assert found.flags[-13:].tolist() == ["trend up"] * 6 + ["trend down"] * 7
    assert (found.variation, found.direction) == ("concern", "low")


def test_a_gap_at_the_end_leaves_the_last_known_point_in_charge():
    found = xmr([*[5.0, 6.0] * 6, 20.0, np.nan], "increase", fix_after=12)
    assert (found.variation, found.direction, found.flags[-1]) == ("improvement", "high", "missing")


@pytest.mark.parametrize(
    ("improvement", "target", "assurance"),
    [
        ("increase", 0.0, "consistently passing"),
        ("increase", 30.0, "consistently failing"),
        ("decrease", 30.0, "consistently passing"),
        ("decrease", 0.0, "consistently failing"),
        ("increase", 5.0, "hit or miss"),
        ("neutral", 0.0, "not applicable"),
        ("increase", None, "not applicable"),
    ],
)
def test_assurance_holds_the_limits_against_the_target(improvement, target, assurance):
    values = [5.0, 5.5, 5.2, 4.8, 5.1, 5.3, 4.9, 5.0]
    assert xmr(values, improvement, target).assurance == assurance


def test_each_chart_may_have_a_target_of_its_own():
    found = xmr([NOISE, NOISE], "increase", target=[-50.0, np.nan])
    assert found.assurance.tolist() == ["consistently passing", "not applicable"]


def test_stretches_between_rebases_do_not_know_each_other():
    second = [value + 40 for value in NOISE]
    found = xmr([*NOISE, *second], rebase=[12])
    assert found.centre[11] == pytest.approx(np.mean(NOISE)) and found.centre[12] == pytest.approx(
        np.mean(second)
    )
    assert set(found.flags) == {"common cause"}
    assert found.flags[12:].tolist() == xmr(second).flags.tolist()


def test_a_wrong_direction_and_a_wrong_position_are_told_in_a_sentence():
    with pytest.raises(ValueError, match="allowed are 'increase', 'decrease', 'neutral'"):
        xmr(NOISE, "up")
    with pytest.raises(ValueError, match="positions from 1 to 11"):
        xmr(NOISE, rebase=[12])
    with pytest.raises(ValueError, match="allowed is a number of values from 2"):
        xmr(NOISE, fix_after=1)
