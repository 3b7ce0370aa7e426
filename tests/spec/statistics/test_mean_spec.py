"""Means with Student's t interval."""

import numpy as np
import pytest

from metrics.statistics import mean, mean_from_summary
from tests.spec.statistics.case_tables import case_rows


@pytest.mark.parametrize("case", case_rows("means.csv"), ids=lambda case: f"{case['mean']}")
@pytest.mark.parametrize(("confidence", "suffix"), [(0.95, "95"), (0.998, "998")])
def test_means_are_those_of_the_reference(case, confidence, suffix):
    values = [float(value) for value in case["values"].split()]
    wanted = [float(case[name]) for name in ("mean", f"lower_{suffix}", f"upper_{suffix}")]
    for found in (
        mean(values, confidence),
        mean_from_summary(len(values), wanted[0], float(case["standard_deviation"]), confidence),
    ):
        np.testing.assert_allclose([found.value, found.lower_ci, found.upper_ci], wanted, rtol=1e-9)


def test_one_value_has_a_mean_and_no_interval():
    found = mean([[4.0], [6.0]])
    assert found.value.tolist() == [4, 6]
    assert np.isnan(found.lower_ci).all() and np.isnan(found.upper_ci).all()


def test_a_missing_value_leaves_its_own_row_without_a_mean():
    found = mean([[1.0, 2.0, 3.0], [1.0, np.nan, 3.0]])
    assert found.value[0] == 2 and np.isnan(found.value[1]) and np.isnan(found.upper_ci[1])


def test_no_values_have_no_mean():
    assert np.isnan(mean(np.empty((3, 0))).value).all()
    assert np.isnan(mean_from_summary(0, 0.0, 0.0).value)
