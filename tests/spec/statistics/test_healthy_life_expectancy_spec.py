"""Healthy life expectancy."""

import numpy as np
import pytest

from metrics.statistics import healthy_life_expectancy, life_expectancy, life_expectancy_gap
from tests.spec.statistics.case_tables import case_columns
from tests.spec.statistics.slow_tables import slow_healthy_life_expectancy

CASE = case_columns("life_table.csv")
DEATHS, PEOPLE = CASE["deaths"], CASE["population"]
HEALTHY = np.linspace(0.98, 0.35, 20)
ERROR = np.linspace(0.004, 0.05, 20)


def test_the_textbooks_table_gives_the_same_years_and_variance():
    found = healthy_life_expectancy(DEATHS, PEOPLE, HEALTHY, ERROR)
    slow = np.array(
        slow_healthy_life_expectancy(*(list(column) for column in (DEATHS, PEOPLE, HEALTHY, ERROR)))
    )
    np.testing.assert_allclose(found.value, slow[:, 0], rtol=1e-12)
    np.testing.assert_allclose(np.sqrt(found.variance), slow[:, 1], rtol=1e-12)
    np.testing.assert_allclose(found.upper_ci - found.value, 1.959963984540054 * slow[:, 1], rtol=1e-9)


def test_the_interval_holds_what_simulation_gives():
    draws = np.random.default_rng(31)
    deaths = draws.binomial(PEOPLE.astype(int), DEATHS / PEOPLE, (6_000, 20))
    shares = np.clip(draws.normal(HEALTHY, ERROR, (6_000, 20)), 0, 1)
    spread = healthy_life_expectancy(deaths, PEOPLE, shares).value[:, 0].std()
    # Clipping takes a little off the shares near 1, and deaths are binomial in people instead of survivors.
    found = np.sqrt(healthy_life_expectancy(DEATHS, PEOPLE, HEALTHY, ERROR).variance[0])
    assert found == pytest.approx(spread, rel=0.03)


def test_where_all_are_healthy_it_is_life_expectancy_with_its_interval():
    healthy, life = healthy_life_expectancy(DEATHS, PEOPLE, np.ones(20)), life_expectancy(DEATHS, PEOPLE)
    np.testing.assert_allclose(healthy.value, life.value, rtol=1e-12)
    np.testing.assert_allclose(healthy.lower_ci, life.lower_ci, rtol=1e-12)


def test_the_same_share_at_every_age_is_that_share_of_life():
    found = healthy_life_expectancy(DEATHS, PEOPLE, np.full(20, 0.8))
    np.testing.assert_allclose(found.value, 0.8 * life_expectancy(DEATHS, PEOPLE).value, rtol=1e-12)
    np.testing.assert_allclose(found.value, healthy_life_expectancy(DEATHS, PEOPLE, 0.8).value)


def test_where_nobody_is_healthy_there_are_no_healthy_years():
    assert not healthy_life_expectancy(DEATHS, PEOPLE, np.zeros(20)).value.any()


def test_asking_fewer_people_widens_the_interval_and_leaves_the_value():
    census, survey = (healthy_life_expectancy(DEATHS, PEOPLE, HEALTHY, error) for error in (0, ERROR))
    np.testing.assert_array_equal(census.value, survey.value)
    assert (census.variance < survey.variance).all()


def test_the_gap_in_healthy_years_is_that_of_two_tables():
    one, other = (healthy_life_expectancy(DEATHS, PEOPLE, HEALTHY * factor, ERROR) for factor in (1, 0.9))
    gap = life_expectancy_gap(other, one)
    assert gap.value == pytest.approx(0.1 * one.at_birth.value)


def test_a_table_without_answer_and_a_share_that_is_none_leave_no_years():
    deaths, shares, errors = np.tile(DEATHS, (5, 1)), np.tile(HEALTHY, (5, 1)), np.tile(ERROR, (5, 1))
    deaths[0, 19], shares[1, 4], shares[2, 4], errors[3, 4] = 0, np.nan, 1.01, np.nan
    found = healthy_life_expectancy(deaths, PEOPLE, shares, errors)
    assert found.reliable.tolist() == [False, False, False, True, True]
    assert np.isnan(found.at_birth.value).tolist() == [True, True, True, False, False]
    assert np.isnan(found.at_birth.upper_ci).tolist() == [True, True, True, True, False]


def test_a_band_in_which_everybody_dies_ends_the_table():
    deaths = np.where(np.arange(20) == 10, PEOPLE / 2, DEATHS)
    found = healthy_life_expectancy(deaths, PEOPLE, HEALTHY, ERROR)
    assert found.value[10] == pytest.approx(2.5 * HEALTHY[10]) and np.isfinite(found.variance).all()


def test_all_twenty_bands_are_needed():
    with pytest.raises(ValueError, match="share in all 20 age bands on the last axis; 19 were given"):
        healthy_life_expectancy(DEATHS, PEOPLE, HEALTHY[:19])
    with pytest.raises(ValueError, match="life table needs all 20 age bands"):
        healthy_life_expectancy(DEATHS[:19], PEOPLE[:19], HEALTHY)
