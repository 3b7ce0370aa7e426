"""A source is late when its next period should have been there; demonstration records never are."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from data.__main__ import _ages
from data.sources.shared import registry
from metrics.counting.periods import month_number
from metrics.language.registry import metrics
from metrics.store.source_age import SourceAge, next_due, published_due, source_ages

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("end", "months", "lag", "due"),
    [
        (date(2025, 8, 31), 1, 45, date(2025, 11, 14)),
        (date(2024, 12, 31), 12, 300, date(2026, 10, 27)),
        (date(2025, 3, 31), 12, 0, date(2026, 3, 31)),
    ],
)
def test_the_next_period_is_due_some_days_after_its_end(end, months, lag, due):
    assert next_due(end, months, lag) == due


def test_the_words_say_how_late_a_source_is():
    assert SourceAge("a", "2024", "year", date(2026, 9, 30)).words(TODAY) == "due 30 Sep 2026, 55 days late"
    assert SourceAge("a", "2024", "year", date(2026, 11, 23)).words(TODAY) == "due 23 Nov 2026, 1 day late"
    assert SourceAge("a", "2024", "year", TODAY).words(TODAY) == "due 24 Nov 2026"
    assert SourceAge("a", "2024", "year", None).words(TODAY) == "no due date: no next issue is known"


def test_records_are_due_by_month_or_by_the_gap_of_their_snapshots():
    rows = pd.DataFrame(
        {
            "title": ["Deaths", "Registers", "Spells"],
            "source": ["deaths.csv", "registers.csv", "Demonstration records"],
            "provenance": ["local", "local", "synthetic"],
            "months": [12, 3, 12],
            "first_month": [month_number(2025, 10), month_number(2025, 3), month_number(2020, 1)],
            "last_month": [month_number(2026, 9), month_number(2026, 3), month_number(2020, 12)],
        }
    )
    latest = pd.DataFrame({"metric_id": [], "status": []}).astype(str)
    empty = latest.assign(frequency="", period_end=pd.Series(dtype="datetime64[s]"), period_label="")
    found = {one.source: (one.frequency, one.words(TODAY)) for one in source_ages(rows, empty, {}, TODAY)}
    assert found == {
        "Deaths (deaths.csv)": ("month", "due 15 Dec 2026"),
        "Registers (registers.csv)": ("6 months", "due 14 Nov 2026, 10 days late"),
        "Spells (Demonstration records)": ("month", "no due date: demonstration records"),
    }


def test_a_published_figure_is_due_when_its_source_says_on_the_page_and_on_the_command_line():
    source = registry.find("nhs_england_ae")
    latest = pd.DataFrame(
        {
            "metric_id": ["ae_over_four_hours"],
            "status": ["ok"],
            "frequency": ["month"],
            "period_end": [pd.Timestamp("2025-07-31")],
            "period_label": ["July 2025"],
        }
    )
    known = metrics()
    (found,) = source_ages(pd.DataFrame(), latest, known, TODAY)
    assert found.due == source.next_due(date(2025, 7, 31)) == date(2025, 9, 14)
    _, on_the_command_line, _ = _ages(source, pd.Timestamp("2025-07-31"))
    assert on_the_command_line == "14 September 2025 (overdue)"


def test_every_published_metric_has_a_source_that_declares_when_its_next_figure_is_due():
    undeclared = [
        metric.id
        for metric in metrics().values()
        if metric.is_published and published_due([metric], date(2025, 3, 31)) is None
    ]
    assert undeclared == []


def test_of_several_sources_the_first_counts_and_none_may_be_known(monkeypatch):
    known = metrics()["hypertension_recorded"]
    days = {one.name: one.due_days for one in registry.giving(known.statistic.indicator)}
    assert len(set(days.values())) > 1
    assert published_due([known], date(2025, 3, 31)) == date(2025, 3, 31) + timedelta(days=min(days.values()))
    monkeypatch.setattr(registry, "giving", lambda item: ())
    assert published_due([known], date(2025, 3, 31)) is None
