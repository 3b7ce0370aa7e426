"""Life expectancy gaps by age and by cause."""

import numpy as np
import pytest

from metrics.statistics import arriaga_parts, decompose_gap, life_expectancy, life_expectancy_gap
from tests.spec.statistics.case_tables import case_columns

WOMEN = case_columns("gap_by_age.csv")
CASE = case_columns("gap_by_cause.csv")
DEATHS, PEOPLE, OTHER_DEATHS = CASE["deaths"], CASE["population"], CASE["comparator_deaths"]
CAUSES = np.stack([CASE[f"share_{cause}"] * DEATHS for cause in (1, 2, 3)])
OTHER_CAUSES = np.stack([CASE[f"comparator_share_{cause}"] * OTHER_DEATHS for cause in (1, 2, 3)])


def test_the_parts_of_two_published_tables_are_those_of_the_reference():
    found = arriaga_parts(
        WOMEN["survivors_1935"], WOMEN["expectancy_1935"], WOMEN["survivors_1995"], WOMEN["expectancy_1995"]
    )
    np.testing.assert_allclose(found, WOMEN["part"], rtol=0, atol=1e-9)
    assert found.sum() == pytest.approx(15.68, abs=1e-9)


@pytest.mark.parametrize("direction", ["symmetric", "forward", "backward"])
def test_parts_by_age_are_those_of_the_reference(direction):
    found = decompose_gap(DEATHS, PEOPLE, OTHER_DEATHS, PEOPLE, direction=direction)
    np.testing.assert_allclose(found.by_age, CASE[direction], rtol=0, atol=1e-9)
    assert found.gap == pytest.approx(CASE["comparator_expectancy"][0] - CASE["expectancy"][0], abs=1e-9)
    assert found.by_cause is None


def test_parts_by_cause_are_those_of_the_reference():
    found = decompose_gap(DEATHS, PEOPLE, OTHER_DEATHS, PEOPLE, CAUSES, OTHER_CAUSES)
    wanted = np.stack([CASE[f"cause_{cause}"] for cause in (1, 2, 3)])
    np.testing.assert_allclose(found.by_cause, wanted, rtol=0, atol=1e-9)
    np.testing.assert_allclose(found.by_cause.sum(axis=0), found.by_age, rtol=0, atol=1e-9)


def test_the_gap_is_that_of_the_two_life_tables():
    tables = life_expectancy(DEATHS, PEOPLE), life_expectancy(OTHER_DEATHS, PEOPLE)
    found = decompose_gap(DEATHS, PEOPLE, OTHER_DEATHS, PEOPLE)
    assert found.gap == pytest.approx(life_expectancy_gap(*tables).value, abs=1e-12)


def test_the_symmetric_parts_change_their_sign_alone_when_the_populations_change_places():
    one = decompose_gap(DEATHS, PEOPLE, OTHER_DEATHS, PEOPLE, CAUSES, OTHER_CAUSES)
    other = decompose_gap(OTHER_DEATHS, PEOPLE, DEATHS, PEOPLE, OTHER_CAUSES, CAUSES)
    np.testing.assert_allclose(one.by_age, -other.by_age, atol=1e-12)
    np.testing.assert_allclose(one.by_cause, -other.by_cause, atol=1e-12)


def test_one_population_has_no_gap_to_itself():
    found = decompose_gap(DEATHS, PEOPLE, DEATHS, PEOPLE, CAUSES, CAUSES)
    assert found.gap == 0 and not found.by_age.any() and not found.by_cause.any()


def test_equal_rates_with_different_causes_have_parts_that_cancel_out():
    found = decompose_gap(DEATHS, PEOPLE, DEATHS, PEOPLE, CAUSES, CAUSES[::-1])
    assert (np.abs(found.by_cause[0]) > 1e-4).sum() > 10
    np.testing.assert_allclose(found.by_cause.sum(axis=0), 0, atol=1e-12)
    # What a hair's breadth between the rates gives, by the published formula.
    hair = 1 + 1e-6
    near = decompose_gap(DEATHS, PEOPLE, DEATHS * hair, PEOPLE)
    by_formula = near.by_age * (CAUSES - CAUSES[::-1] * hair) / (DEATHS - DEATHS * hair)
    np.testing.assert_allclose(found.by_cause, by_formula, atol=1e-4)


def test_a_band_in_which_everybody_dies_still_adds_up():
    # 0.5 deaths a person and year over five years: more than the band can hold.
    deaths = np.where(np.arange(20) == 10, PEOPLE / 2, DEATHS)
    causes = CAUSES / DEATHS * deaths
    for first, second in ((deaths, DEATHS), (DEATHS, deaths), (deaths, deaths)):
        found = decompose_gap(
            first, PEOPLE, second, PEOPLE, causes / deaths * first, causes / deaths * second
        )
        expected = life_expectancy(second, PEOPLE).value[0] - life_expectancy(first, PEOPLE).value[0]
        assert found.gap == pytest.approx(expected, abs=1e-12)
        np.testing.assert_allclose(found.by_cause.sum(axis=0), found.by_age, atol=1e-12)


def test_no_deaths_in_a_band_on_either_side_give_no_part():
    deaths = np.where(np.arange(20) == 2, 0.0, DEATHS)
    other = np.where(np.arange(20) == 2, 0.0, OTHER_DEATHS)
    found = decompose_gap(deaths, PEOPLE, other, PEOPLE, deaths[None], other[None])
    assert found.by_age[2] == pytest.approx(0, abs=1e-12) and found.by_cause[0, 2] == 0


def test_many_areas_against_one_comparator():
    deaths = np.stack([DEATHS, DEATHS * 1.1, np.where(np.arange(20) == 19, 0, DEATHS)])
    causes = np.stack([CAUSES, CAUSES * 1.1, CAUSES * 0])
    found = decompose_gap(deaths, PEOPLE, OTHER_DEATHS, PEOPLE, causes, OTHER_CAUSES)
    assert found.by_age.shape == (3, 20) and found.by_cause.shape == (3, 3, 20)
    np.testing.assert_allclose(found.by_age[0], CASE["symmetric"], atol=1e-9)
    assert np.isnan(found.gap).tolist() == [False, False, True]  # nobody died at 90 and over
    assert np.isnan(found.by_cause[2]).all() and np.isfinite(found.by_cause[:2]).all()


@pytest.mark.parametrize("number", [np.nan, -1.0, 1e9])
def test_a_cause_that_cannot_be_has_no_part(number):
    causes = CAUSES.copy()
    causes[1, 4] = number
    found = decompose_gap(DEATHS, PEOPLE, OTHER_DEATHS, PEOPLE, causes, OTHER_CAUSES)
    assert np.isnan(found.by_cause[1, 4]) and np.isfinite(found.by_cause[:, 5]).all()
    assert np.isfinite(found.by_age).all()


def test_what_does_not_fit_is_told_in_a_sentence():
    with pytest.raises(ValueError, match="'sideways'; allowed are symmetric, forward, backward"):
        decompose_gap(DEATHS, PEOPLE, DEATHS, PEOPLE, direction="sideways")
    with pytest.raises(ValueError, match="they were given on one side only"):
        decompose_gap(DEATHS, PEOPLE, DEATHS, PEOPLE, CAUSES)
    with pytest.raises(ValueError, match="the causes, then all 20 age bands"):
        decompose_gap(DEATHS, PEOPLE, DEATHS, PEOPLE, DEATHS, DEATHS)
    with pytest.raises(ValueError, match="needs all 20 age bands"):
        decompose_gap(DEATHS[:19], PEOPLE[:19], DEATHS[:19], PEOPLE[:19])
