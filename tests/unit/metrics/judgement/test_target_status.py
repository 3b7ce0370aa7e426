"""Whether an aim is reached: said only where the interval leaves the target out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import metrics
from metrics import Polarity, proportion, published, rate, target
from metrics.judgement.change import change
from metrics.judgement.target_status import assurance, target_status
from tests.spec.metrics.small_world import attendance_rate
from tests.unit.metrics.judgement.test_change import QUIET, TODAY, monthly

GOAL = target(50, source="A board paper of May 2025")
SHARE = {"statistic": published("smoking_prevalence_adults"), "numerator": None, "denominator": None}
HIGHER = attendance_rate(**SHARE, target=GOAL, polarity=Polarity.HIGHER_IS_BETTER)
LOWER = attendance_rate(**SHARE, target=GOAL)
NEUTRAL = attendance_rate(**SHARE, target=GOAL, polarity=Polarity.NEUTRAL)


def row(low=None, high=None, status="ok", frequency="year") -> pd.Series:
    nan = float("nan")
    low, high = (nan if end is None else end for end in (low, high))
    return pd.Series({"lower_ci": low, "upper_ci": high, "status": status, "frequency": frequency})


@pytest.mark.parametrize(
    ("metric", "result", "status"),
    [
        (HIGHER, row(51, 60), "meets"),
        (HIGHER, row(40, 49), "misses"),
        (LOWER, row(51, 60), "misses"),
        (LOWER, row(40, 49), "meets"),
        (HIGHER, row(45, 55), "cannot be told apart"),
        (HIGHER, row(50, 60), "cannot be told apart"),
        (LOWER, row(40, 50), "cannot be told apart"),
        (HIGHER, row(), "not compared"),
        (HIGHER, row(60, None), "not compared"),
        (HIGHER, row(status="suppressed"), "not compared"),
        (NEUTRAL, row(51, 60), "not compared"),
        (attendance_rate(), row(51, 60), "none set"),
    ],
)
def test_a_target_is_met_or_missed_only_where_the_interval_leaves_it_out(metric, result, status):
    assert target_status(result, metric) == status


def test_a_rate_of_a_month_is_not_held_against_a_target_for_a_year():
    yearly = attendance_rate(statistic=rate(per=1_000), target=GOAL)
    assert target_status(row(51, 60, frequency="year"), yearly) == "misses"
    assert target_status(row(51, 60, frequency="month"), yearly) == "not compared"
    assert assurance(change(monthly(QUIET * 2), yearly, TODAY), yearly) == ""


@pytest.mark.parametrize(
    ("metric", "level", "assured"),
    [
        (HIGHER, 80, "meets"),
        (HIGHER, 20, "misses"),
        (LOWER, 80, "misses"),
        (LOWER, 20, "meets"),
        (HIGHER, 50, "sometimes"),
        (NEUTRAL, 80, ""),
    ],
)
def test_the_usual_range_tells_whether_the_target_is_reached_by_chance(metric, level, assured):
    months = monthly([value - 50 + level for value in QUIET * 2])
    assert assurance(change(months, metric, TODAY), metric) == assured


@pytest.mark.parametrize("months", [monthly(QUIET[:8]), monthly(QUIET * 2, last="2022-01")])
def test_nothing_is_assured_by_a_series_that_is_short_or_old(months):
    assert assurance(change(months, LOWER, TODAY), LOWER) == ""


def test_no_module_hides_a_word_that_definitions_use():
    """A module or folder metrics/target would stand in the place of metrics.target for every definition."""
    modules = {path.stem for path in Path(metrics.__file__).parent.iterdir()}
    assert not modules & set(metrics.__all__)
    assert metrics.proportion is proportion
