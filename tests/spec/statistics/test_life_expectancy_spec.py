"""Life tables and life expectancy gaps."""

import numpy as np
import pytest

from metrics.statistics import life_expectancy, life_expectancy_gap
from tests.spec.statistics.case_tables import case_columns

CASE = case_columns("life_table.csv")
DEATHS, PEOPLE = CASE["deaths"], CASE["population"]


def changed(array, band, number):
    """The array with another number in one band."""
    array = array.copy()
    array[band] = number
    return array


@pytest.mark.parametrize(("confidence", "suffix"), [(0.95, "95"), (0.998, "998")])
def test_life_expectancy_at_every_age_is_that_of_the_reference(confidence, suffix):
    found = life_expectancy(DEATHS, PEOPLE, confidence)
    assert found.reliable
    np.testing.assert_allclose(found.value, CASE["value"], rtol=0, atol=1e-9)
    np.testing.assert_allclose(found.lower_ci, CASE[f"lower_{suffix}"], rtol=0, atol=1e-9)
    np.testing.assert_allclose(found.upper_ci, CASE[f"upper_{suffix}"], rtol=0, atol=1e-9)


@pytest.mark.parametrize(
    ("deaths", "people"),
    [
        pytest.param(DEATHS, changed(PEOPLE, 3, 0), id="nobody in a band"),
        pytest.param(DEATHS, changed(PEOPLE, 3, -5), id="fewer than nobody in a band"),
        pytest.param(DEATHS, changed(PEOPLE, 3, np.nan), id="people missing"),
        pytest.param(changed(DEATHS, 3, np.nan), PEOPLE, id="deaths missing"),
        pytest.param(changed(DEATHS, 3, -1), PEOPLE, id="negative deaths"),
        pytest.param(changed(DEATHS, 3, PEOPLE[3] + 1), PEOPLE, id="more deaths than people"),
        pytest.param(changed(DEATHS, 19, 0), PEOPLE, id="no deaths at 90 and over"),
        pytest.param(np.full(20, 1), np.full(20, 250), id="5,000 people"),
    ],
)
def test_an_unreliable_table_has_no_life_expectancy(deaths, people):
    found = life_expectancy(np.stack([deaths, DEATHS]), np.stack([people, PEOPLE]))
    assert found.reliable.tolist() == [False, True]
    for array in (found.value, found.lower_ci, found.upper_ci, found.variance):
        assert np.isnan(array[0]).all() and np.isfinite(array[1]).all()


def test_5001_people_are_enough():
    assert life_expectancy(np.full(20, 1), changed(np.full(20, 250), 4, 251)).reliable


def test_no_deaths_below_90_leave_a_table_reliable():
    found = life_expectancy(changed(np.zeros(20), 19, 100), PEOPLE)
    assert found.reliable and found.at_birth.value == pytest.approx(90 + PEOPLE[19] / 100)


def test_a_band_in_which_everybody_dies_ends_the_table():
    # 0.5 deaths a person and year over five years: more than the band can hold.
    found = life_expectancy(changed(DEATHS, 10, PEOPLE[10] / 2), PEOPLE)
    assert found.reliable and found.value[10] == pytest.approx(2.5)
    assert np.isfinite(found.value).all() and np.isfinite(found.variance).all()


def test_a_life_table_needs_all_twenty_bands():
    with pytest.raises(ValueError, match="needs all 20 age bands on the last axis; 19 were given"):
        life_expectancy(DEATHS[:19], PEOPLE[:19])


def test_the_gap_is_the_years_by_which_lives_are_shorter_than_in_the_comparator():
    area, england = life_expectancy(DEATHS * 1.2, PEOPLE), life_expectancy(DEATHS, PEOPLE)
    gap = life_expectancy_gap(area, england)
    assert gap.value == pytest.approx(england.at_birth.value - area.at_birth.value) and gap.value > 0
    error = np.sqrt(area.variance[0] + england.variance[0])
    assert gap.upper_ci - gap.value == pytest.approx(1.959963984540054 * error)
    assert life_expectancy_gap(england, area).value == -gap.value


def test_the_gap_to_a_published_number_has_the_width_of_the_table_alone():
    table = life_expectancy(DEATHS, PEOPLE)
    gap = life_expectancy_gap(table, 79.8)
    assert gap.value == pytest.approx(79.8 - table.at_birth.value)
    width = table.at_birth.upper_ci - table.at_birth.lower_ci
    assert gap.upper_ci - gap.lower_ci == pytest.approx(width)


def test_the_gap_of_an_unreliable_table_is_missing():
    tables = life_expectancy(np.stack([DEATHS, changed(DEATHS, 19, 0)]), PEOPLE)
    gap = life_expectancy_gap(tables, 79.8, band=13)
    assert np.isnan(gap.value).tolist() == np.isnan(gap.lower_ci).tolist() == [False, True]
    assert gap.value[0] == pytest.approx(79.8 - CASE["value"][13])
