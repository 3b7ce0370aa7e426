"""The control chart against a slow judge, on series made to sit on every edge of the rules."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from metrics.statistics import xmr
from tests.spec.statistics.slow_control_chart import slow_flags

few_heights = st.lists(st.integers(0, 6).map(float) | st.just(math.nan), min_size=1, max_size=45)
steps = st.lists(st.integers(-2, 2), min_size=7, max_size=40)
ramps = steps.map(lambda sizes: np.cumsum(sizes).astype(float))


@settings(max_examples=600)
@given(few_heights | ramps.map(list), st.lists(st.integers(1, 44), max_size=4), st.booleans())
@example([5.0] * 30, [], True)
@example([math.nan] * 9, [3], True)
@example([1.0, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1], [], True)
@example([4.0, 6] * 8 + [math.nan] + [5.0] * 8, [3, 6], False)
def test_every_point_is_marked_as_the_slow_judge_marks_it(values, cuts, screen):
    cuts = sorted({cut for cut in cuts if cut < len(values)})
    groups = [sum(place >= cut for cut in cuts) for place in range(len(values))]
    found = xmr(values, "increase", rebase=cuts, screen_outliers=screen)
    flags, lows, highs = slow_flags(values, groups, screen)
    assert found.flags.tolist() == flags
    for mine, judged in ((found.lower_limit, lows), (found.upper_limit, highs)):
        np.testing.assert_allclose(
            mine, [math.nan if limit is None else float(limit) for limit in judged], rtol=1e-9, atol=1e-9
        )


@given(few_heights.filter(lambda values: not all(map(math.isnan, values))), st.integers(-3, 9))
def test_assurance_is_the_side_of_the_target_on_which_both_limits_lie(values, target):
    found = xmr(values, "increase", target=target)
    low, high = found.lower_limit[-1], found.upper_limit[-1]
    if math.isnan(low):
        assert found.assurance == "not applicable"
    elif target < low:
        assert found.assurance == "consistently passing"
    elif target > high:
        assert found.assurance == "consistently failing"
    else:
        assert found.assurance == "hit or miss"


def test_a_target_exactly_on_a_limit_is_hit_or_miss():
    values = [4.0, 6.0] * 8
    for target in (5 - 2.66 * 2, 5 + 2.66 * 2):
        assert xmr(values, "increase", target=target).assurance == "hit or miss"
        assert xmr(values, "decrease", target=target).assurance == "hit or miss"
