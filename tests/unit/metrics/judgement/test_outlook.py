"""Where a metric is heading: what is said, on what it rests, and when nothing can be said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from metrics import Polarity, published, rate
from metrics.judgement.change import change
from metrics.judgement.outlook import STATUSES, chance_words, outlook
from metrics.language.metric import Target
from tests.spec.metrics.small_world import attendance_rate
from tests.unit.metrics.judgement.test_change import QUIET, monthly, yearly

TODAY = date(2024, 12, 15)
RESTLESS = (50 + np.random.default_rng(7).normal(0, 3, 48)).round(1).tolist()
SHARE = {"statistic": published("smoking_prevalence_adults"), "numerator": None, "denominator": None}


def metric(goal=50.0, by=None, polarity=Polarity.LOWER_IS_BETTER, **others):
    target = None if goal is None else Target(goal, "A board paper of May 2025", by)
    return attendance_rate(**SHARE, polarity=polarity, target=target, **others)


def outlook_of(series, its):
    return outlook(change(series, its, pd.Timestamp(TODAY)), its, today=TODAY)


@pytest.mark.parametrize(
    ("goal", "polarity", "status"),
    [
        (70, Polarity.LOWER_IS_BETTER, "on track"),
        (30, Polarity.LOWER_IS_BETTER, "off track"),
        (70, Polarity.HIGHER_IS_BETTER, "off track"),
        (30, Polarity.HIGHER_IS_BETTER, "on track"),
        (50.5, Polarity.LOWER_IS_BETTER, "cannot say"),
    ],
)
def test_the_status_follows_the_chance_and_the_better_direction(goal, polarity, status):
    found = outlook_of(monthly(RESTLESS), metric(goal, polarity=polarity))
    assert found.status == status and 0 <= found.chance <= 1 and not found.reason
    limit = {"on track": found.chance >= 0.8, "off track": found.chance <= 0.2}
    assert limit.get(status, 0.2 < found.chance < 0.8)


def test_the_path_runs_year_by_year_to_the_end_of_the_plan_and_its_bands_widen():
    path = outlook_of(monthly(RESTLESS), metric()).path
    assert path.period_end.dt.year.tolist() == list(range(2025, 2035))
    assert (path.lower_80 < path.lower_50).all() and (path.upper_50 < path.upper_80).all()
    assert (np.diff(path.upper_80 - path.lower_80) > 0).all()
    assert path[["lower_80", "upper_80"]].to_numpy().min() > 0


def test_a_target_with_a_day_to_come_is_judged_on_that_day_and_a_past_one_at_the_end_of_the_plan():
    early = outlook_of(monthly(RESTLESS), metric(by=date(2027, 3, 31)))
    assert early.judged_on == date(2027, 3, 31) and early.at_the_end.period_end.year == 2027
    late = outlook_of(monthly(RESTLESS), metric(by=date(2023, 3, 31)))
    assert late.judged_on == date(2034, 12, 31) and late.at_the_end.period_end.year == 2034
    beyond = outlook_of(monthly(RESTLESS), metric(by=date(2040, 3, 31)))
    assert beyond.at_the_end.period_end.year == 2040


def test_the_chance_rises_with_an_easier_target():
    series = monthly(RESTLESS)
    chances = [outlook_of(series, metric(goal)).chance for goal in range(40, 62, 2)]
    assert chances == sorted(chances)


@pytest.mark.parametrize(
    ("series", "its", "reason"),
    [
        (monthly(QUIET), metric(), "Only 12 months outside the COVID period; 24 are needed"),
        (monthly(RESTLESS), metric(None), "No target is set"),
        (monthly(RESTLESS), metric(polarity=Polarity.NEUTRAL), "Neither higher nor lower is better"),
        (monthly([np.nan] * 4), metric(), "We hold no figure outside the COVID period"),
        (monthly(RESTLESS[:36], last="2022-11"), metric(), "We hold no figure after November 2022"),
        (
            yearly(*[(2010 + place, 50, 48, 52) for place in range(5)]),
            metric(),
            "Only 5 yearly figures outside the COVID period; 6 are needed",
        ),
        (
            yearly(*[(2010 + place, 50, 48, 52) for place in range(9)], frequency="years", years=3),
            metric(),
            "Its periods overlap",
        ),
    ],
)
def test_where_nothing_can_be_said_the_reason_is_told(series, its, reason):
    found = outlook_of(series, its)
    assert (found.status, found.reason) == ("cannot say", reason)
    assert np.isnan(found.chance)


def test_months_of_the_covid_period_do_not_count():
    values = [*[500] * 17, *RESTLESS]  # March 2020 has only nine days of it
    series = monthly(values, last="2025-07")
    found = outlook_of(series, metric())
    hidden = found.history[found.history.in_covid]
    assert hidden.period_start.min() == pd.Timestamp("2020-04-01")
    assert hidden.period_start.max() == pd.Timestamp("2021-07-01")
    assert found.path.upper_80.max() < 100


def test_a_share_stays_between_nothing_and_all_even_where_it_stood_there():
    its = metric(95, polarity=Polarity.HIGHER_IS_BETTER, unit="% of attendances")
    found = outlook_of(monthly([100, 99, 98, 100, 97, 99] * 5), its)
    edges = found.path[["lower_80", "upper_80"]].to_numpy()
    assert (edges > 0).all() and (edges <= 100).all()


def test_a_yearly_interval_widens_the_outlook():
    narrow = yearly(*[(2014 + place, 50 + place % 2, 49.9, 51.2) for place in range(6)])
    wide = yearly(*[(2014 + place, 50 + place % 2, 40, 62) for place in range(6)])
    one, other = (outlook_of(series, metric()).path.iloc[0] for series in (narrow, wide))
    assert other.upper_80 - other.lower_80 > one.upper_80 - one.lower_80


def test_a_target_for_a_year_is_not_held_against_months_of_events():
    events = attendance_rate(statistic=rate(per=1_000), target=Target(50, "A board paper of May 2025"))
    found = outlook_of(monthly(RESTLESS), events)
    assert found.reason == "The target is set for a whole year"
    by_month = replace(events, target=replace(events.target, per="month"))
    assert not outlook_of(monthly(RESTLESS), by_month).reason


def test_what_rests_on_synthetic_figures_says_so():
    series = monthly(RESTLESS)
    assert not outlook_of(series.assign(provenance="official"), metric()).is_synthetic
    assert outlook_of(series.assign(provenance="synthetic"), metric()).is_synthetic


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0.0, "below 5 in 100"),
        (0.02, "below 5 in 100"),
        (0.05, "about 5 in 100"),
        (0.199, "about 20 in 100"),
        (0.201, "about 25 in 100"),
        (0.33, "about 35 in 100"),
        (0.79, "about 75 in 100"),
        (0.8, "about 80 in 100"),
        (0.97, "about 95 in 100"),
        (0.999, "above 95 in 100"),
    ],
)
def test_a_chance_is_told_to_the_nearest_five_and_on_its_own_side_of_a_limit(chance, said):
    assert chance_words(chance) == said


def test_there_are_three_statuses():
    assert STATUSES == ("on track", "off track", "cannot say")
