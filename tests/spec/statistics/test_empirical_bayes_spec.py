"""Empirical Bayes smoothing."""

import numpy as np
import pytest
from scipy import sparse

from metrics.statistics import empirical_bayes

COUNT = np.array([2.0, 40, 0, 25, 9, 130])
PEOPLE = np.array([100.0, 1_000, 50, 900, 150, 2_000])
CHAIN = [[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]]


def slow_marshall(count, people, around=None):
    """Marshall's estimator with loops, as the paper has it; ``around`` are lists of neighbours."""
    smoothed = []
    for area in range(len(count)):
        group = range(len(count)) if around is None else sorted({area, *around[area]})
        total = sum(people[each] for each in group)
        mean = sum(count[each] for each in group) / total
        scatter = sum(people[each] * (count[each] / people[each] - mean) ** 2 for each in group) / total
        spread = max(scatter - mean / (total / len(group)), 0)
        if spread == 0:
            smoothed.append(mean)
            continue
        weight = spread / (spread + mean / people[area])
        smoothed.append(mean + weight * (count[area] / people[area] - mean))
    return smoothed


def test_smoothed_rates_are_marshalls():
    found = empirical_bayes(COUNT, PEOPLE, per=1_000)
    np.testing.assert_allclose(found.value, 1_000 * np.array(slow_marshall(COUNT, PEOPLE)), rtol=1e-12)
    np.testing.assert_allclose(found.mean, 1_000 * COUNT.sum() / PEOPLE.sum())
    np.testing.assert_allclose(found.raw, 1_000 * COUNT / PEOPLE)
    np.testing.assert_allclose(found.value, found.mean + found.weight * (found.raw - found.mean))


def test_rates_smoothed_by_neighbours_are_marshalls_whatever_form_the_neighbours_have():
    matrix = np.zeros((6, 6))
    for area, near in enumerate(CHAIN):
        matrix[area, near] = 1
    wanted = slow_marshall(COUNT, PEOPLE, CHAIN)
    own_included = [[area, *near] for area, near in enumerate(CHAIN)]
    for neighbours in (CHAIN, own_included, matrix, matrix.astype(bool), sparse.csr_array(matrix)):
        np.testing.assert_allclose(
            empirical_bayes(COUNT, PEOPLE, neighbours=neighbours).value, wanted, rtol=1e-9
        )


def test_fewer_people_are_drawn_further():
    found = empirical_bayes([10, 100, 1_000, 40, 2_000], [100, 1_000, 10_000, 1_000, 10_000])
    assert found.weight[0] < found.weight[1] < found.weight[2] < 1


def test_an_area_without_neighbours_is_drawn_towards_the_mean_of_all():
    everywhere = empirical_bayes(COUNT, PEOPLE)
    found = empirical_bayes(COUNT, PEOPLE, neighbours=[[], *CHAIN[1:]])
    assert found.value[0] == everywhere.value[0] and found.value[5] != everywhere.value[5]


def test_where_rates_vary_by_chance_alone_all_become_the_mean_with_its_interval():
    found = empirical_bayes([10, 20, 30], [100, 200, 300])
    assert found.value.tolist() == [0.1] * 3 and not found.weight.any()
    assert found.lower_ci[0] == pytest.approx(0.1 * 45.78 / 60, rel=1e-3)
    assert found.upper_ci[2] == pytest.approx(0.1 * 77.23 / 60, rel=1e-3)


def test_the_interval_holds_the_true_rate_19_times_in_20():
    draws = np.random.default_rng(21)
    people = draws.integers(50, 800, 3_000).astype(float)
    true = draws.gamma(8, 0.005, 3_000)
    found = empirical_bayes(draws.poisson(true * people), people)
    held = (found.lower_ci <= true) & (true <= found.upper_ci)
    assert 0.94 <= held.mean() <= 0.96
    assert ((found.value - true) ** 2).mean() < 0.6 * ((found.raw - true) ** 2).mean()


def test_no_events_anywhere_stay_none():
    found = empirical_bayes(np.zeros(4), np.full(4, 100.0))
    assert not found.value.any() and not found.lower_ci.any()
    assert found.upper_ci[0] == pytest.approx(3.6888794541 / 400)


def test_one_area_keeps_its_rate():
    found = empirical_bayes([5], [100])
    assert found.value == found.raw == 0.05


@pytest.mark.parametrize(("count", "people"), [(np.nan, 100), (-1, 100), (5, 0), (5, np.nan), (0, 0)])
@pytest.mark.parametrize("neighbours", [None, CHAIN])
def test_an_area_that_cannot_be_used_has_no_rate_and_adds_nothing_to_others(count, people, neighbours):
    counts, population = COUNT.copy(), PEOPLE.copy()
    counts[5], population[5] = count, people
    found = empirical_bayes(counts, population, neighbours=neighbours)
    without = empirical_bayes(COUNT[:5], PEOPLE[:5], neighbours=neighbours and [*CHAIN[:4], [3]])
    np.testing.assert_allclose(found.value[:5], without.value, rtol=1e-12)
    np.testing.assert_allclose(found.upper_ci[:5], without.upper_ci, rtol=1e-12)
    for array in (found.value, found.lower_ci, found.upper_ci, found.raw, found.mean, found.weight):
        assert np.isnan(array[5]) and np.isfinite(array[:5]).all()


def test_nothing_known_gives_nothing():
    assert np.isnan(empirical_bayes(np.full((2, 3), np.nan), 100).value).all()


def test_neighbours_that_do_not_fit_are_told_in_a_sentence():
    with pytest.raises(ValueError, match="matrix of 6 by 6"):
        empirical_bayes(COUNT, PEOPLE, neighbours=np.ones((5, 6)))
    with pytest.raises(ValueError, match="6 areas need as many lists of neighbours; 2 were given"):
        empirical_bayes(COUNT, PEOPLE, neighbours=[[1], [0]])
    with pytest.raises(ValueError, match="by its position, 0 to 5"):
        empirical_bayes(COUNT, PEOPLE, neighbours=[[6], *CHAIN[1:]])
