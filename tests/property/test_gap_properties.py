"""What must hold of gaps, gradients and healthy years whatever the numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from metrics.statistics import (
    decompose_gap,
    healthy_life_expectancy,
    life_expectancy,
    life_expectancy_gap,
    slope_index_of_inequality,
)
from tests.property.test_statistics_properties import life_tables
from tests.spec.statistics.slow_tables import slow_healthy_life_expectancy

directions = st.sampled_from(["symmetric", "forward", "backward"])
shares = npst.arrays(float, 20, elements=st.floats(0, 1))


@st.composite
def gradients(draw, areas=1):
    """Values and people of six groups."""
    values = draw(npst.arrays(float, (areas, 6), elements=st.floats(0.5, 90, width=32)))
    people = draw(npst.arrays(np.int64, (areas, 6), elements=st.integers(1, 50_000)))
    return values, people.astype(float)


def simulated(values, people, **options):
    return slope_index_of_inequality(values, values / 40, people, draws=500, **options)


@given(life_tables(), life_tables(), directions, shares, shares)
def test_the_parts_of_a_gap_add_up_to_it_by_age_and_by_cause(one, other, direction, share, other_share):
    causes, other_causes = (
        np.stack([split * deaths, (1 - split) * deaths], axis=-2)
        for split, deaths in ((share, one[0]), (other_share, other[0]))
    )
    found = decompose_gap(*one, *other, causes, other_causes, direction)
    gap = life_expectancy_gap(life_expectancy(*one), life_expectancy(*other)).value
    np.testing.assert_allclose(found.by_age.sum(axis=-1), gap, rtol=0, atol=1e-10)
    np.testing.assert_allclose(found.by_cause.sum(axis=-2), found.by_age, rtol=0, atol=1e-10)


@given(life_tables(), life_tables())
def test_the_symmetric_parts_are_the_mean_of_the_two_directions(one, other):
    parts = {way: decompose_gap(*one, *other, direction=way).by_age for way in ("forward", "backward")}
    np.testing.assert_allclose(decompose_gap(*one, *other).by_age, sum(parts.values()) / 2, rtol=0, atol=1e-9)


@given(life_tables(), st.integers(0, 19), st.integers(1, 40))
def test_more_deaths_in_one_band_are_a_part_of_that_band_alone(table, band, more):
    deaths, people = table
    worse = deaths.copy()
    worse[0, band] += more
    found = decompose_gap(worse, people, deaths, people)
    assert found.by_age[0, band] > 0
    np.testing.assert_allclose(np.delete(found.by_age[0], band), 0, atol=1e-10)


@given(life_tables(tables=4), life_tables())
def test_gaps_together_are_the_gaps_alone(areas, comparator):
    deaths, people = areas
    together = decompose_gap(
        deaths.reshape(2, 2, 20), people.reshape(2, 2, 20), comparator[0][0], comparator[1][0]
    )
    for number, place in enumerate(np.ndindex(2, 2)):
        alone = decompose_gap(deaths[number], people[number], comparator[0][0], comparator[1][0])
        np.testing.assert_allclose(together.by_age[place], alone.by_age, rtol=0, atol=1e-12)


@given(life_tables(), shares, shares)
def test_the_slow_table_of_healthy_years_agrees(table, share, error):
    found = healthy_life_expectancy(*table, share, error)
    slow = slow_healthy_life_expectancy(
        *(list(column) for column in (table[0][0], table[1][0], share, error))
    )
    np.testing.assert_allclose(found.value[0], np.array(slow)[:, 0], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(np.sqrt(found.variance[0]), np.array(slow)[:, 1], rtol=1e-9, atol=1e-12)


@given(life_tables(tables=2), shares)
def test_healthy_years_are_never_more_than_life_and_together_are_those_alone(tables, share):
    together = healthy_life_expectancy(*tables, share, 0.01)
    assert (together.value <= life_expectancy(*tables).value + 1e-9).all() and (together.value >= 0).all()
    for row in range(2):
        alone = healthy_life_expectancy(tables[0][row], tables[1][row], share, 0.01)
        np.testing.assert_allclose(together.value[row], alone.value, rtol=1e-12)
        np.testing.assert_allclose(together.variance[row], alone.variance, rtol=1e-12)


@given(gradients(), st.floats(0.01, 1e4))
def test_where_all_groups_are_the_same_there_is_no_slope(gradient, constant):
    found = simulated(np.full((1, 6), constant), gradient[1])
    assert found.value == 0 and found.relative.value == 1


@given(gradients())
def test_the_order_turned_round_turns_the_slope_round(gradient):
    values, people = gradient
    one, other = simulated(values, people), simulated(values[:, ::-1], people[:, ::-1])
    np.testing.assert_allclose(one.value, -other.value, atol=1e-8)
    np.testing.assert_allclose(one.intercept + one.value, other.intercept, rtol=1e-8, atol=1e-8)


@given(gradients(), st.integers(2, 9))
def test_the_number_of_people_in_all_does_not_change_the_slope(gradient, times):
    values, people = gradient
    one, other = simulated(values, people), simulated(values, people * times)
    np.testing.assert_allclose(one.value, other.value, atol=1e-8)
    np.testing.assert_allclose(one.lower_ci, other.lower_ci, atol=1e-8)


@given(gradients(areas=3), st.sampled_from(["identity", "log"]))
def test_slopes_together_are_the_slopes_alone(gradient, scale):
    values, people = gradient
    together = simulated(values, people, scale=scale)
    for row in range(3):
        alone = simulated(values[row], people[row], scale=scale)
        np.testing.assert_allclose(together.value[row], alone.value, atol=1e-9)
        np.testing.assert_allclose(together.upper_ci[row], alone.upper_ci, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(together.relative.lower_ci[row], alone.relative.lower_ci, rtol=1e-6)
