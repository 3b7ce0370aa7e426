"""What must hold of the statistics whatever the numbers."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from metrics.statistics import (
    EUROPEAN_STANDARD_POPULATION_2013,
    admissions_avoided,
    directly_standardised_rate,
    life_expectancy,
    proportion,
    rate,
    xmr,
)
from tests.spec.statistics.slow_tables import slow_life_expectancy, slow_standardised_rate

counts = st.integers(0, 5_000)
people = st.integers(1, 1_000_000)
confidences = st.sampled_from([0.8, 0.95, 0.998])
series = npst.arrays(float, st.integers(2, 40), elements=st.floats(-1e6, 1e6, width=32) | st.just(math.nan))


@st.composite
def life_tables(draw, tables=1):
    """Deaths and people over 20 bands, reliable: some people everywhere, deaths below them, some at 90 and
    over."""
    population = draw(npst.arrays(np.int64, (tables, 20), elements=st.integers(300, 50_000)))
    shares = draw(npst.arrays(float, (tables, 20), elements=st.floats(0, 0.15)))
    deaths = np.floor(population * shares)
    deaths[:, 19] += 1
    return deaths, population.astype(float)


@st.composite
def standardised(draw, areas=1):
    """Counts and people over 19 bands."""
    count = draw(npst.arrays(np.int64, (areas, 19), elements=st.integers(0, 40)))
    population = draw(npst.arrays(np.int64, (areas, 19), elements=st.integers(1, 9_000)))
    return count, population


@given(counts, people, confidences)
def test_a_rate_lies_in_its_interval(count, population, confidence):
    found = rate(count, population, 1_000, confidence)
    assert 0 <= found.lower_ci <= found.value < found.upper_ci < math.inf


@given(st.integers(0, 5_000), st.integers(0, 5_000), confidences)
def test_a_proportion_lies_in_its_interval(one, other, confidence):
    count, denominator = min(one, other), max(one, other, 1)
    found = proportion(count, denominator, 100, confidence)
    assert 0 <= found.lower_ci <= found.value <= found.upper_ci <= 100


@given(counts, people)
def test_more_events_never_lower_a_rate_or_its_limits(count, population):
    fewer, more = rate(count, population), rate(count + 1, population)
    assert fewer.value < more.value and fewer.lower_ci <= more.lower_ci and fewer.upper_ci < more.upper_ci


@given(standardised(), st.integers(0, 18))
def test_more_events_never_lower_a_standardised_rate(table, band):
    count, population = table
    count = count + 1
    more = count.copy()
    more[0, band] += 1
    fewer, more = directly_standardised_rate(count, population), directly_standardised_rate(more, population)
    assert fewer.value[0] < more.value[0]
    assert fewer.lower_ci[0] < fewer.value[0] < fewer.upper_ci[0]


@given(standardised())
def test_the_slow_standardised_rate_agrees(table):
    count, population = table
    found = directly_standardised_rate(count, population)
    slow = slow_standardised_rate(
        count[0].tolist(), population[0].tolist(), list(EUROPEAN_STANDARD_POPULATION_2013), 100_000
    )
    np.testing.assert_allclose([found.value[0], found.lower_ci[0], found.upper_ci[0]], slow, rtol=1e-9)


@given(life_tables())
def test_the_slow_life_table_agrees(table):
    deaths, population = table
    found = life_expectancy(deaths, population)
    slow = np.array(slow_life_expectancy(deaths[0].tolist(), population[0].tolist()))
    assert found.reliable[0]
    np.testing.assert_allclose(found.value[0], slow[:, 0], rtol=1e-9)
    np.testing.assert_allclose(np.sqrt(found.variance[0]), slow[:, 1], rtol=1e-9)


@given(life_tables(), st.integers(0, 19))
def test_life_expectancy_falls_when_deaths_rise(table, band):
    deaths, population = table
    more = deaths.copy()
    more[0, band] += 1
    before, after = life_expectancy(deaths, population), life_expectancy(more, population)
    assert after.value[0, band] < before.value[0, band]
    assert (after.value[0, : band + 1] <= before.value[0, : band + 1]).all()
    np.testing.assert_array_equal(after.value[0, band + 1 :], before.value[0, band + 1 :])
    assert (before.lower_ci <= before.value).all() and (before.value <= before.upper_ci).all()


@given(st.floats(-1e9, 1e9), st.integers(2, 60))
def test_a_constant_series_has_finite_limits_and_no_signal(constant, length):
    found = xmr([constant] * length)
    assert np.isfinite(found.lower_limit).all() and np.isfinite(found.upper_limit).all()
    assert set(found.flags) == {"common cause"}


@given(series)
def test_control_limits_hold_their_centre_and_gaps_stay_gaps(values):
    found = xmr(values, "increase")
    np.testing.assert_array_equal(found.flags == "missing", np.isnan(values))
    known = ~np.isnan(found.lower_limit)
    assert (found.lower_limit[known] <= found.centre[known]).all()
    assert (found.centre[known] <= found.upper_limit[known]).all()


@given(series)
def test_a_chart_upside_down_has_the_opposite_signals(values):
    one, other = xmr(values, "increase"), xmr(-values, "decrease")
    assert one.signals.tolist() == other.signals.tolist()


@given(npst.arrays(float, (3, 2, 30), elements=st.integers(0, 9) | st.just(math.nan)))
def test_charts_together_are_the_charts_alone(values):
    together = xmr(values, "decrease", target=4, rebase=[14])
    for place in np.ndindex(3, 2):
        alone = xmr(values[place], "decrease", target=4, rebase=[14])
        assert together.flags[place].tolist() == alone.flags.tolist()
        np.testing.assert_allclose(together.upper_limit[place], alone.upper_limit, rtol=1e-12)
        assert together.assurance[place] == alone.assurance and together.variation[place] == alone.variation


@given(life_tables(tables=4), standardised(areas=4))
def test_many_at_once_are_the_same_as_one_by_one(tables, areas):
    deaths, population = tables
    together = life_expectancy(deaths.reshape(2, 2, 20), population.reshape(2, 2, 20))
    count, residents = areas
    rates = directly_standardised_rate(count.reshape(2, 2, 19), residents.reshape(2, 2, 19))
    for number, place in enumerate(np.ndindex(2, 2)):
        alone = life_expectancy(deaths[number], population[number])
        np.testing.assert_allclose(together.value[place], alone.value, rtol=1e-12)
        np.testing.assert_allclose(together.upper_ci[place], alone.upper_ci, rtol=1e-12)
        one_rate = directly_standardised_rate(count[number], residents[number])
        np.testing.assert_allclose(rates.value[place], one_rate.value, rtol=1e-12)
        np.testing.assert_allclose(rates.lower_ci[place], one_rate.lower_ci, rtol=1e-12)


@given(npst.arrays(np.int64, (3, 36), elements=st.integers(0, 400)))
def test_avoided_admissions_together_are_those_alone(observed):
    months = np.arange(36)
    together = admissions_avoided(observed, months < 27, months >= 27)
    for row in range(3):
        alone = admissions_avoided(observed[row], months < 27, months >= 27)
        np.testing.assert_allclose(together.value[row], alone.value, rtol=1e-6, atol=1e-6)
        np.testing.assert_allclose(together.upper_ci[row], alone.upper_ci, rtol=1e-6, atol=1e-6)
        if not np.isnan(alone.value):
            assert alone.lower_ci < alone.value < alone.upper_ci
