"""Every metric that ships with the project keeps what the project promises of a metric."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from data.paths import DEFINITIONS_FOLDER
from metrics import Shift, registry
from metrics.metric import SEX_CHOICES
from metrics.preview import preview

METRICS = registry.metrics()


def test_all_definitions_load_without_a_problem():
    assert registry.problems() == []
    assert set(METRICS) == {path.stem for path in DEFINITIONS_FOLDER.glob("*.py")}


def test_there_are_at_least_twelve_and_three_for_each_shift():
    assert len(METRICS) >= 12
    of_shift = Counter(shift for metric in METRICS.values() for shift in metric.shifts)
    assert all(of_shift[shift] >= 3 for shift in Shift), of_shift


def test_every_title_is_its_own():
    assert max(Counter(metric.title.casefold() for metric in METRICS.values()).values()) == 1


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_a_definition_says_all_that_a_reader_needs(metric):
    assert metric.measures.endswith(".") and metric.why.endswith(".")
    assert all(len(reason.split()) >= 5 and reason.endswith(".") for reason in metric.shifts.values())
    assert len(metric.caution.split()) >= 8, metric.caution
    assert metric.next_question.endswith("?")
    assert metric.source and metric.unit and metric.owner
    assert isinstance(metric.reviewed_on, date) and metric.next_review > metric.reviewed_on
    assert set(metric.sexes) <= set(SEX_CHOICES)


@pytest.mark.parametrize("metric", [m for m in METRICS.values() if m.is_published], ids=lambda m: m.id)
def test_a_published_metric_has_figures(metric):
    found = preview(metric, "QE1")
    assert found.with_value.sum() > 0
