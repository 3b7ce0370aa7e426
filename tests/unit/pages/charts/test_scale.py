from math import nan

import numpy as np
import pytest

from pages.charts.map.legend import legend_words
from pages.charts.scale import axis, class_limits, class_of

RATES = [355, 304, 269, 260, 183, 181, 178, 174, 155, 151, 146, 136, 125, 100, 100, 82, 74, 64, 54]


def test_class_limits_are_round_one_step_apart_and_at_most_four():
    limits = class_limits(RATES)
    assert limits == (100, 150, 200, 250)
    assert legend_words(limits, 0) == ["under 100", "100 to 149", "150 to 199", "200 to 249", "250 and over"]


@pytest.mark.parametrize("figures", [[], [nan], [5.0], [5.0, 5.0, 5.0]])
def test_equal_or_no_figures_make_one_class(figures):
    assert class_limits(figures, 1) == ()
    assert legend_words((), 1) == ["all areas alike"]


@pytest.mark.parametrize("decimals", [0, 1, 2])
@pytest.mark.parametrize("seed", range(5))
def test_limits_ascend_and_lie_within_the_figures(decimals, seed):
    figures = np.random.default_rng(seed).gamma(2, 10.0 ** (1 - decimals), 280)
    limits = class_limits(list(figures), decimals)
    assert 1 <= len(limits) <= 4
    assert list(limits) == sorted(set(limits))
    assert round(figures.min(), decimals) < limits[0] and limits[-1] <= round(figures.max(), decimals)
    assert all(abs(limit - round(limit, decimals)) < 1e-9 for limit in limits)
    assert {class_of(figure, limits, decimals) for figure in figures} <= set(range(len(limits) + 1))


def test_a_figure_falls_in_the_class_that_its_printed_value_names():
    assert class_of(99.6, (100, 150)) == 1
    assert class_of(99.4, (100, 150)) == 0


def test_an_axis_starts_at_nought_unless_the_figures_lie_far_from_it():
    assert axis([26, 442]).start == 0
    assert axis([71.2, 84.1]).start == 70
    assert axis([]).start == 0


def test_an_axis_holds_every_figure():
    for figures in ([0.001, 0.004], [-5.9, 3.8], [0, 0], [1e6, 2e6], [79.8]):
        line = axis(figures)
        assert line.start <= min(figures) and max(figures) <= line.end
        assert all(0 <= line.place(figure) <= 100 for figure in figures)
