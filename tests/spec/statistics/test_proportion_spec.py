"""Proportions with Wilson's interval."""

import numpy as np
import pytest

from metrics.statistics import proportion
from tests.spec.statistics.case_tables import case_columns


@pytest.mark.parametrize(("confidence", "suffix"), [(0.95, "95"), (0.998, "998")])
def test_proportions_are_those_of_the_reference(confidence, suffix):
    cases = case_columns("proportions.csv")
    found = proportion(cases["count"], cases["denominator"], cases["per"], confidence)
    np.testing.assert_allclose(found.value, cases["value"], rtol=1e-9)
    np.testing.assert_allclose(found.lower_ci, cases[f"lower_{suffix}"], rtol=1e-9)
    np.testing.assert_allclose(found.upper_ci, cases[f"upper_{suffix}"], rtol=1e-9)


def test_none_and_all_of_a_group_are_exact_at_their_end():
    sizes = np.arange(1, 3_000)
    nobody, everybody = proportion(0, sizes, per=100), proportion(sizes, sizes, per=100)
    assert (nobody.lower_ci == 0).all() and (0 < nobody.upper_ci).all() and (nobody.upper_ci < 100).all()
    assert (everybody.upper_ci == 100).all() and (0 < everybody.lower_ci).all()


@pytest.mark.parametrize(
    ("count", "denominator"), [(11, 10), (-1, 10), (0, 0), (1, -5), (np.nan, 10), (1, np.nan)]
)
def test_what_is_no_share_of_its_group_has_no_proportion(count, denominator):
    found = proportion(count, denominator)
    assert np.isnan([found.value, found.lower_ci, found.upper_ci]).all()
