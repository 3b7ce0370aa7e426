"""The gap in people, by an example that can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest

from metrics.computing.results_frame import results_frame
from metrics.judgement.gap_in_people import PUBLISHED, gap_in_people

# 100 deaths at a rate of 200 (150 to 250), England 100: half of them, 50 (25 to 75), would not have been.
DEATHS, RATE, LOWER, UPPER, ENGLAND = 100, 200, 150, 250, 100


def rows(**changes):
    fields = {
        "metric_id": np.array(list(PUBLISHED), dtype=object),
        "numerator": np.full(3, DEATHS),
        "value": np.full(3, RATE),
        "lower_ci": np.full(3, LOWER),
        "upper_ci": np.full(3, UPPER),
        "comparator": "England",
        "comparator_value": np.full(3, ENGLAND),
        "period_label": "2024",
        "provenance": "official",
    }
    return results_frame(**(fields | changes))


def test_each_cause_and_all_together():
    found = gap_in_people(rows())
    for cause in found.causes:
        assert (cause.counted, cause.fewer, cause.lower_ci, cause.upper_ci) == (100, 50, 25, 75)
    assert [cause.cause for cause in found.causes] == [
        "heart and circulatory disease",
        "lung disease",
        "cancer",
    ]
    assert found.total.counted == 300 and found.total.fewer == 150
    assert found.total.lower_ci == pytest.approx(150 - sqrt(3) * 25)
    assert found.total.upper_ci == pytest.approx(150 + sqrt(3) * 25)
    assert found.differs


def test_an_interval_over_england_is_no_difference():
    assert not gap_in_people(rows(lower_ci=np.full(3, 20.0), upper_ci=np.full(3, 900.0))).differs


def test_a_place_below_england_would_have_more_deaths():
    found = gap_in_people(rows(comparator_value=np.full(3, 400.0)))
    assert found.total.fewer == -300 and found.total.upper_ci < 0 and found.differs


@pytest.mark.parametrize(
    "changes",
    [
        {"status": np.array(["ok", "missing", "ok"], dtype=object)},
        {"comparator_value": np.array([100, np.nan, 100])},
        {"numerator": np.array([100, np.nan, 100])},
        {"period_label": np.array(["2024", "2023", "2024"], dtype=object)},
        {"provenance": np.array(["official", "synthetic", "official"], dtype=object)},
        {"comparator": "the ICS"},
    ],
)
def test_nothing_is_said_where_a_cause_has_no_like_figure(changes):
    assert gap_in_people(rows(**changes)) is None


def test_the_store_and_the_frozen_record_are_left_alone():
    given = rows()
    before = given.copy()
    found = gap_in_people(given)
    assert given.equals(before)
    with pytest.raises(AttributeError):
        found.period_label = "2025"
    assert replace(found, period_label="2025").period_label == "2025"
