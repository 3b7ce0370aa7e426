"""Every metric that ships with the project keeps what the project promises of a metric."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.code_sets import CODE_SETS
from data.paths import DEFINITIONS_FOLDER
from data.strategy import priorities
from geo.assembly import geography
from metrics import Shift
from metrics.computing.published_figures import evaluate_published
from metrics.language import registry
from metrics.language.metric import SEX_CHOICES
from metrics.store.preview import preview
from pages.charts.cards import definition_panel

METRICS = registry.metrics()
COUNTED = [metric for metric in METRICS.values() if not metric.is_published]
# What could stand under any metric, and so says nothing about one.
STOCK_PHRASES = (
    "should be interpreted with caution",
    "interpret with caution",
    "read with care",
    "look at the interval",
    "small numbers",
    "data quality",
    "may vary",
    "varies over time",
    "not adjusted for age",
    "correlation is not causation",
    "no proof of cause",
    "demonstration records",
    "no comparison is made",
    "neither direction is good by itself",
)
CODE_SET = re.compile(r"\bIN\s+([A-Za-z_]\w*)", re.IGNORECASE)


def code_sets_of(metric) -> set[str]:
    """The code sets that the metric's counts name."""
    counts = (part for part in (metric.numerator, metric.denominator) if hasattr(part, "where"))
    return {name for part in counts for name in CODE_SET.findall(part.where.text)}


def left_of(caution: str) -> list[str]:
    """The words of a caution without the stock phrases."""
    text = caution.casefold()
    for phrase in STOCK_PHRASES:
        text = text.replace(phrase, " ")
    return re.findall(r"[a-z0-9'-]+", text)


def test_all_definitions_load_without_a_problem():
    assert registry.problems() == []
    assert set(METRICS) == {path.stem for path in DEFINITIONS_FOLDER.glob("*.py")}


def test_there_are_at_least_45_and_eight_for_each_shift():
    assert len(METRICS) >= 45
    in_shift = Counter(shift for metric in METRICS.values() for shift in metric.shifts)
    assert all(in_shift[shift] >= 8 for shift in Shift), in_shift


def test_at_least_twelve_are_counted_down_to_wards():
    assert sum("ward" in metric.levels for metric in COUNTED) >= 12


def test_every_title_is_its_own():
    assert max(Counter(metric.title.casefold() for metric in METRICS.values()).values()) == 1


def test_every_caution_is_its_own():
    cautions = Counter(" ".join(metric.caution.casefold().split()) for metric in METRICS.values())
    assert [caution for caution, times in cautions.items() if times > 1] == []


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_a_caution_says_more_than_stock_phrases(metric):
    assert len(left_of(metric.caution)) >= 6, metric.caution


def test_a_caution_of_stock_phrases_alone_is_found():
    assert len(left_of("Small numbers: should be interpreted with caution. Data quality may vary.")) < 6


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_a_review_that_has_come_is_due_and_the_page_says_when(metric):
    today = date.today()
    assert metric.is_review_due == (metric.next_review <= today)
    assert replace(metric, next_review=today).is_review_due
    assert not replace(metric, next_review=today + timedelta(days=1)).is_review_due
    assert "review due" in definition_panel(replace(metric, next_review=today))
    if not metric.is_review_due:
        assert f"next review {metric.next_review.day} " in definition_panel(metric)


def test_code_sets_are_those_held_and_each_is_used_or_says_why_not():
    used = set().union(*map(code_sets_of, METRICS.values()))
    assert used <= set(CODE_SETS)
    for name, code_set in CODE_SETS.items():
        assert code_set.source and code_set.version and code_set.prefixes
        assert (name in used) != bool(code_set.unused), name


def test_every_priority_is_one_of_the_strategy():
    for metric in METRICS.values():
        assert set(metric.priorities) <= set(priorities()), metric.id
        assert len(set(metric.priorities)) == len(metric.priorities) <= 4, metric.id


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_the_decimals_suit_the_unit(metric):
    if metric.statistic.is_share:
        assert metric.decimals in (0, 1)
    elif metric.unit.startswith("years"):
        assert metric.decimals == 1
    elif metric.unit.startswith("ratio"):
        assert metric.decimals <= 1
    elif metric.unit.startswith("times"):
        assert metric.decimals in (1, 2)
    else:
        assert metric.decimals <= 2


@pytest.mark.parametrize("metric", [m for m in METRICS.values() if m.target], ids=lambda m: m.id)
def test_a_target_can_be_reached(metric):
    assert re.search(r"20[0-9]{2}|Core20PLUS5", metric.target.source), metric.target.source
    if metric.statistic.is_share:
        assert 0 < metric.target.value <= 100


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_a_definition_says_all_that_a_reader_needs(metric):
    assert metric.measures.endswith(".") and metric.why.endswith(".")
    assert all(len(reason.split()) >= 5 and reason.endswith(".") for reason in metric.shifts.values())
    assert len(metric.caution.split()) >= 8, metric.caution
    assert metric.next_question.endswith("?")
    assert metric.source and metric.unit and metric.owner
    assert isinstance(metric.reviewed_on, date) and metric.next_review > metric.reviewed_on
    assert set(metric.sexes) <= set(SEX_CHOICES)


PUBLISHED = [metric for metric in METRICS.values() if metric.is_published]


@pytest.mark.parametrize("metric", PUBLISHED, ids=lambda m: m.id)
def test_a_published_metric_has_figures(metric):
    assert preview(metric, "QE1").summary.with_value.sum() > 0


@pytest.mark.parametrize("metric", PUBLISHED, ids=lambda m: m.id)
def test_a_published_metric_has_one_row_a_period_with_its_value_inside_its_interval(metric):
    found = evaluate_published(metric, geography("QE1").areas)
    assert not found.duplicated(["area_code", "frequency", "period_start", "period_end", "sex"]).any()
    known = found[found.lower_ci.notna()]
    assert ((known.lower_ci <= known.value) & (known.value <= known.upper_ci)).all()
    # Every level that a metric claims has a figure somewhere: a level without any is not claimed.
    assert set(found.area_level[found.status == "ok"]) >= set(metric.levels)


@pytest.mark.parametrize("metric", PUBLISHED, ids=lambda m: m.id)
def test_a_published_metric_names_one_to_four_priorities(metric):
    assert 1 <= len(metric.priorities) <= 4 and len(set(metric.priorities)) == len(metric.priorities)
