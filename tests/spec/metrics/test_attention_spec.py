"""What needs attention, told as a board would: small tables of figures and the list that comes of them."""

from __future__ import annotations

import numpy as np
import pytest

from metrics import Polarity
from metrics.judgement.attention import FAR_WORSE, MAX_LISTED, WORSENING, attention
from metrics.judgement.change_evidence import NEAR_LIMIT_P, rules_p
from metrics.judgement.people_affected import round_honestly
from tests.unit.metrics.judged import monthly, monthly_metric, published_metric, yearly

QUIET = [50, 52, 49, 51, 50, 48, 51, 50, 52, 49, 50, 51] * 2
HIGHER = [*QUIET, 80]


def names(concerns) -> list[str]:
    return [one.standing.metric.id for one in concerns]


def worse(name: str, more: int, provenance="official", counted="children"):
    """A share that rises from 10 to 12 %, with 1,000 children before and so many more now."""
    metric = published_metric(name, counted=counted)
    before, now = (2022, 10.0, 0.2, 1000, 10_000), (2023, 12.0, 0.2, 1000 + more, 10_000)
    return yearly(metric, before, now, provenance=provenance)


def test_a_yearly_figure_that_worsens_names_the_people_it_touches():
    found = attention([worse("poverty", 200)])
    (one,) = found.listed
    assert (one.kind, one.people.number, one.people.noun, one.people.than) == (
        WORSENING,
        200,
        "children",
        "than in 2022",
    )


def test_most_people_come_first_and_the_unsayable_last():
    ones = [worse("few", 50), worse("unsayable", 900, counted=""), worse("many", 400)]
    assert names(attention(ones).listed) == ["many", "few", "unsayable"]


def test_where_nobody_can_be_counted_the_surest_comes_first():
    sure = yearly(published_metric("sure", counted=""), (2022, 10.0, 0.2, 9, 90), (2023, 14.0, 0.2, 9, 90))
    assert names(attention([worse("less_sure", 5, counted=""), sure]).listed) == ["sure", "less_sure"]


def test_a_month_above_its_range_is_held_against_the_average_month():
    (one,) = attention([monthly(monthly_metric("visits"), HIGHER)]).listed
    assert one.people.noun == "visits" and one.people.than == "than in an average month of 30 days"
    assert 25 < one.people.number < 30  # 80 less an average of about 51


def test_what_improves_does_not_move_or_has_no_better_direction_is_not_listed():
    better = yearly(published_metric("better"), (2022, 12.0, 0.2, 1200, 9_000), (2023, 10.0, 0.2, 900, 9_000))
    neither = worse("neither", 300)
    neutral = yearly(
        published_metric("neither", polarity=Polarity.NEUTRAL),
        (2022, 10.0, 0.2, 1000, 10_000),
        (2023, 12.0, 0.2, 1300, 10_000),
    )
    quiet = monthly(monthly_metric("quiet"), QUIET)
    assert attention([better, neutral, quiet]).listed == ()
    assert names(attention([neither]).listed) == ["neither"]


def test_a_weak_signal_among_many_tests_is_held_to_be_chance():
    weak = monthly(monthly_metric("weak"), [*QUIET, *[52, 51.5, 52, 51.5, 52, 51.5, 52]])
    assert weak.change.verdict == "worsening"
    still = [
        yearly(published_metric(f"still_{at}"), (2022, 10.0, 1.0, 90, 900), (2023, 10.1, 1.0, 91, 900))
        for at in range(20)
    ]
    found = attention([weak, *still])
    assert found.listed == () and [one.metric.id for one in found.doubtful] == ["weak"]
    assert found.tested == 21
    assert "weak" in names(attention([weak]).listed)


def test_a_figure_far_above_england_is_listed_behind_those_that_worsen():
    far = yearly(published_metric("far"), (2023, 30.0, 1.0, 3000, 10_000), england=20.0, outcome="worse")
    near = yearly(published_metric("near"), (2023, 22.0, 1.0, 2200, 10_000), england=20.0, outcome="worse")
    found = attention([far, near, worse("rising", 20)])
    assert names(found.listed) == ["rising", "far"]
    assert found.listed[1].kind == FAR_WORSE
    assert found.listed[1].people.number == pytest.approx(1000)  # 3,000 less 20/30 of them


def test_one_that_worsens_and_is_far_above_england_stands_once():
    both = yearly(
        published_metric("both"),
        (2022, 25.0, 1.0, 2500, 10_000),
        (2023, 30.0, 1.0, 3000, 10_000),
        england=20.0,
        outcome="worse",
    )
    found = attention([both])
    assert [one.kind for one in found.listed] == [WORSENING] and found.others == ()


def test_the_list_is_short_and_the_rest_is_kept():
    found = attention([worse(f"one_{at}", 10 * (at + 1)) for at in range(8)])
    assert len(found.listed) == MAX_LISTED and names(found.others) == ["one_2", "one_1", "one_0"]


def test_synthetic_figures_stand_apart():
    found = attention([worse("made", 5_000, provenance="synthetic"), worse("real", 20)])
    assert names(found.listed) == ["real"] and names(found.synthetic) == ["made"]


def test_people_are_not_said_where_the_group_grew_or_the_count_moves_the_other_way():
    grown = yearly(
        published_metric("grown"), (2022, 10.0, 0.2, 1000, 10_000), (2023, 12.0, 0.2, 1800, 15_000)
    )
    shrunk = yearly(
        published_metric("shrunk"), (2022, 10.0, 0.2, 1000, 10_000), (2023, 12.0, 0.2, 990, 9_500)
    )
    assert [one.people for one in attention([grown, shrunk]).listed] == [None, None]


def test_a_difference_of_rounded_counts_below_ten_is_not_said():
    (one,) = attention([worse("local", 5, provenance="local")]).listed
    assert one.people is None


@pytest.mark.parametrize(
    ("newest", "expected"),
    [
        # A run of nine: 1 in 256; as surprising are an outlier, a trend of six, two of three near a limit.
        ([-0.5] * 9, 2 / 256 + 2 / 720 + NEAR_LIMIT_P),
        # A run of seven: 1 in 64; a trend of five, 1 in 60, is less surprising and does not count.
        ([0.5] * 7, 2 / 64 + 2 / 720 + NEAR_LIMIT_P),
    ],
)
def test_the_surprise_of_a_run_by_hand(newest, expected):
    months = np.array([0.4, -0.4] * 15 + [-np.sign(newest[0]) * 0.4] + newest)
    assert rules_p(months) == pytest.approx(expected, rel=1e-9)


def test_a_farther_month_is_more_surprising():
    base = [0.4, -0.4] * 15
    p = [rules_p(np.array([*base, away])) for away in (0.5, 2.0, 3.0, 4.0)]
    assert p == sorted(p, reverse=True) and p[-1] < 0.01


@pytest.mark.parametrize(
    ("number", "said"), [(13_124, 13_100), (8_235, 8_200), (967, 970), (86.5, 87), (7.4, 7), (-198.4, -200)]
)
def test_people_are_rounded_to_what_the_number_deserves(number, said):
    assert round_honestly(number) == said
