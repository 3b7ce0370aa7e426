"""What must hold of methods that look at many areas or years together, whatever the numbers."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from metrics.statistics import (
    directly_standardised_rate,
    directly_standardised_rate_from_sums,
    empirical_bayes,
    false_discovery,
    funnel_limits,
    funnel_significance,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
    quantiles,
    recent_trend,
    recent_trend_of_proportion,
)
from metrics.statistics.standard_population import EUROPEAN_STANDARD_POPULATION_2013
from tests.property.test_statistics_properties import standardised

gaps = st.just(math.nan)
ranked = npst.arrays(float, st.integers(1, 60), elements=st.integers(-9, 9) | gaps)
p_values = npst.arrays(float, (2, 12), elements=st.floats(0, 1) | gaps)
five_values = npst.arrays(float, (3, 6), elements=st.floats(-1e3, 1e3, width=16) | gaps)
neighbour_lists = st.lists(st.lists(st.integers(0, 5), max_size=5), min_size=6, max_size=6)


@st.composite
def areas_at_risk(draw, rows=1):
    """Counts and people of six areas, one in a while without people."""
    count = draw(npst.arrays(np.int64, (rows, 6), elements=st.integers(0, 300)))
    people = draw(npst.arrays(np.int64, (rows, 6), elements=st.integers(0, 5_000)))
    return count.astype(float), people.astype(float)


@given(st.integers(1, 12), st.integers(1, 200), st.booleans(), st.randoms(use_true_random=False))
def test_quantiles_of_different_values_have_sizes_that_differ_by_at_most_one(number, areas, turned, shuffle):
    values = list(range(areas))
    shuffle.shuffle(values)
    found = quantiles(values, number, turned)
    if areas < number:
        assert np.isnan(found).all()
        return
    sizes = np.bincount(found.astype(int), minlength=number + 1)[1:]
    assert sizes.size == number and sizes.max() - sizes.min() <= 1
    in_order = found[np.argsort(values)]
    assert (np.diff(in_order if not turned else in_order[::-1]) >= 0).all()


@given(ranked, st.integers(1, 6))
def test_equal_values_share_a_quantile_and_gaps_stay_gaps(values, number):
    found = quantiles(values, number)
    known = np.isfinite(values)
    assert np.isnan(found[~known]).all()
    assert np.isnan(found).all() or not np.isnan(found[known]).any()
    for value in set(values[known]):
        assert len(set(found[values == value][~np.isnan(found[values == value])])) <= 1
    together = quantiles(np.stack([values, -values]), number)
    np.testing.assert_array_equal(together[0], found)
    np.testing.assert_array_equal(together[1], quantiles(values, number, highest_first=True))


@given(areas_at_risk(rows=2), st.none() | neighbour_lists)
def test_a_smoothed_rate_lies_between_its_own_and_the_mean_and_in_its_interval(areas, neighbours):
    found = empirical_bayes(*areas, neighbours=neighbours)
    np.testing.assert_array_equal(np.isnan(found.value), areas[1] == 0)
    known = ~np.isnan(found.value)
    raw, mean, value = found.raw[known], found.mean[known], found.value[known]
    assert (value >= np.minimum(raw, mean) - 1e-12).all() and (value <= np.maximum(raw, mean) + 1e-12).all()
    assert (found.lower_ci[known] <= value + 1e-12).all() and (value <= found.upper_ci[known]).all()
    assert ((found.weight[known] >= 0) & (found.weight[known] < 1)).all()


@given(areas_at_risk(rows=3), st.none() | neighbour_lists)
def test_rates_smoothed_together_are_those_alone(areas, neighbours):
    together = empirical_bayes(*areas, neighbours=neighbours)
    for row in range(3):
        alone = empirical_bayes(areas[0][row], areas[1][row], neighbours=neighbours)
        np.testing.assert_allclose(together.value[row], alone.value, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(together.lower_ci[row], alone.lower_ci, rtol=1e-6, atol=1e-12)


@given(areas_at_risk())
def test_neighbours_who_are_everybody_give_the_mean_of_all(areas):
    near, everywhere = empirical_bayes(*areas, neighbours=np.ones((6, 6))), empirical_bayes(*areas)
    np.testing.assert_allclose(near.value, everywhere.value, rtol=1e-9, atol=1e-12)


@given(p_values, st.floats(0.001, 0.5))
def test_adjusted_p_values_keep_the_order_and_are_never_smaller(tests, share):
    found = false_discovery(tests, share)
    np.testing.assert_array_equal(np.isnan(found.adjusted), np.isnan(tests))
    for row in range(2):
        known = ~np.isnan(tests[row])
        p, adjusted = tests[row][known], found.adjusted[row][known]
        assert (adjusted >= p).all() and (adjusted <= 1).all()
        assert (np.diff(adjusted[np.argsort(p)]) >= 0).all()
        alone = false_discovery(tests[row], share)
        np.testing.assert_array_equal(alone.adjusted, found.adjusted[row])
        # By its first form: the largest rank whose p-value is not above its share.
        ranks = np.flatnonzero(np.sort(p) <= share * np.arange(1, p.size + 1) / max(p.size, 1))
        safe = np.abs(adjusted - share) > 1e-9
        wanted = p <= np.sort(p)[ranks[-1]] if ranks.size else np.zeros(p.size, dtype=bool)
        assert (found.is_discovery[row][known] == wanted)[safe].all()


@given(p_values, st.floats(0.01, 0.2), st.floats(0.2, 0.5))
def test_a_larger_share_finds_no_less(tests, smaller, larger):
    assert not (
        false_discovery(tests, smaller).is_discovery & ~false_discovery(tests, larger).is_discovery
    ).any()


@given(five_values, st.floats(0.1, 100))
def test_trends_together_are_the_trends_alone_and_upside_down_the_opposite(value, half_width):
    together = recent_trend(value, value - half_width, value + half_width)
    turned = recent_trend(-value, -value - half_width, -value + half_width)
    opposite = {"increasing": "decreasing", "decreasing": "increasing"}
    for row in range(3):
        alone = recent_trend(value[row], value[row] - half_width, value[row] + half_width)
        assert together.trend[row] == alone.trend and together.reason[row] == alone.reason
        np.testing.assert_allclose(together.statistic[row], alone.statistic, rtol=1e-9)
        assert turned.trend[row] == opposite.get(str(alone.trend), alone.trend)
    assert ((together.trend == "cannot be calculated") == np.isnan(value[:, 1:]).any(axis=-1)).all()


@given(npst.arrays(np.int64, (3, 5), elements=st.integers(0, 50)))
def test_trends_of_proportions_together_are_those_alone_and_of_the_others_the_opposite(count):
    together = recent_trend_of_proportion(count, 50)
    rest = recent_trend_of_proportion(50 - count, 50)
    np.testing.assert_allclose(together.statistic, rest.statistic, atol=1e-9)
    np.testing.assert_allclose(together.slope, -rest.slope, atol=1e-9)
    for row in range(3):
        alone = recent_trend_of_proportion(count[row], 50)
        assert together.trend[row] == alone.trend and together.reason[row] == alone.reason


@given(standardised(areas=4), standardised())
def test_indirectly_standardised_figures_together_are_those_alone(areas, reference):
    count, people = areas
    together = indirectly_standardised_ratio(count.reshape(2, 2, 19), people.reshape(2, 2, 19), *reference)
    rates = indirectly_standardised_rate(count, people, *reference)
    for number, place in enumerate(np.ndindex(2, 2)):
        alone = indirectly_standardised_ratio(count[number], people[number], reference[0][0], reference[1][0])
        np.testing.assert_allclose(together.value[place], alone.value, rtol=1e-12)
        np.testing.assert_allclose(together.upper_ci[place], alone.upper_ci, rtol=1e-12)
        crude = reference[0].sum() / reference[1].sum() * 100_000
        np.testing.assert_allclose(rates.value[number], alone.value / 100 * crude, rtol=1e-9)


@given(standardised())
def test_added_up_sums_give_the_banded_rate(table):
    count, people = table
    weight = np.array(EUROPEAN_STANDARD_POPULATION_2013)
    sums = count.sum(-1), (weight * count / people).sum(-1), (weight**2 * count / people**2).sum(-1)
    found, banded = directly_standardised_rate_from_sums(*sums), directly_standardised_rate(count, people)
    np.testing.assert_allclose(found.value, banded.value, rtol=1e-9)
    np.testing.assert_allclose(found.lower_ci, banded.lower_ci, rtol=1e-9, atol=1e-9)


@given(npst.arrays(np.int64, 8, elements=st.integers(0, 500)), st.sampled_from(["poisson", "wilson"]))
def test_significance_agrees_with_the_funnel_and_the_inner_limit_holds_less(count, method):
    limits = funnel_limits(500, 20.0, per=100, method=method)
    value = count / 5
    words = funnel_significance(value, limits)
    outer, inner = limits.confidences.index(0.998), limits.confidences.index(0.95)
    np.testing.assert_array_equal(
        np.char.endswith(words, "(0.001)"), (value < limits.lower[outer]) | (value > limits.upper[outer])
    )
    inside = (value >= limits.lower[inner]) & (value <= limits.upper[inner])
    np.testing.assert_array_equal(words == "Not significant", inside)
    np.testing.assert_array_equal(np.char.startswith(words, "Low"), (value < 20) & ~inside)
