"""What the page Data and methods shows about coverage, age and changes; the origin that a download states."""

from __future__ import annotations

import csv as csv_reader
import io
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from metrics.language import registry
from metrics.store.results import open_store
from pages.panels import changes as changes_panel
from pages.panels import coverage as coverage_panel
from pages.shell.download import csv
from pages.shell.page import made_by


@pytest.fixture
def drawn(monkeypatch):
    """Markup and heads that the panels hand to the page."""
    pieces = []
    monkeypatch.setattr("streamlit.html", pieces.append)
    return pieces


@pytest.fixture
def system(store_folder):
    from geo.assembly import geography

    return SimpleNamespace(geography=geography("QE1"), store=open_store("QE1"), metrics=registry.metrics())


def test_every_metric_is_in_the_coverage_of_each_of_its_shifts(drawn, system):
    coverage_panel.draw_coverage(system, system.store.values(period="latest"))
    markup = "".join(drawn)
    assert markup.count('<details class="fold"') == 3
    assert markup.count('<th scope="row">') == sum(len(metric.shifts) for metric in system.metrics.values())
    assert "% of 280" in markup and markup.count("<caption") == 3


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        ([], "–"),
        (["ok"] * 3, "2024: 100% of 3"),
        (["ok"] * 299 + ["missing"], "2024: 99% of 300"),
        (["ok"] + ["suppressed"] * 299, "2024: 1% of 300"),
        (["missing"] * 2, "2024: 0% of 2"),
    ],
)
def test_a_share_never_says_all_or_none_where_it_is_not(statuses, words):
    assert coverage_panel._cell(pd.DataFrame({"status": statuses, "period_label": "2024"})) == words


def test_the_ages_count_the_late_sources_in_their_title(drawn, system):
    coverage_panel.draw_ages(system, system.store.values(period="latest"), date(2026, 11, 24))
    markup = "".join(drawn)
    late = markup.count("days late") + markup.count("day late")
    assert f">{late} of " in markup and "no due date: demonstration records" in markup


def test_the_changes_of_a_first_store_are_none(drawn, system):
    changes_panel.draw_changes(system)
    assert "What the last refresh changed" in "".join(drawn) or "changed no figure" in "".join(drawn)


def test_changes_are_listed_with_names_and_what_was(drawn, system):
    tables = {
        "change_counts": pd.DataFrame({"kind": ["moved", "status"], "number": [1, 0]}),
        "losses": pd.DataFrame({"sentence": []}),
        "changes": pd.DataFrame(
            {
                "kind": ["moved"],
                "metric_id": ["ae_attendances"],
                "area_code": [system.geography.ics_code],
                "area_level": ["ics"],
                "sex": ["persons"],
                "period_label": ["2024/25"],
                "was": ["<1>"],
                "now": ["2"],
            }
        ),
    }
    facts = {"tables": list(tables), "compared_with": "1", "metrics_computed": 1, "metrics_taken_over": 4}
    store = SimpleNamespace(facts=facts, table=tables.get)
    changes_panel.draw_changes(SimpleNamespace(**vars(system) | {"store": store}))
    markup = "".join(drawn)
    for words in ("1 figure moved by more than its interval", "Lancashire and South Cumbria", "&lt;1&gt;"):
        assert words in markup
    assert "A&amp;E attendances" in markup and "compared with refresh 1" in markup


def test_a_download_states_refresh_code_and_source_on_every_row_and_stays_a_table(system):
    metric = system.metrics["emergency_admissions"]
    results = system.store.values(metric.id, level="place")
    written = csv(results, system.geography.areas, metric.source, "2026", made_by(system, metric))
    rows = list(csv_reader.DictReader(io.StringIO(written.decode("utf-8-sig"))))
    assert len(rows) == len(results)
    lineage = system.store.table("lineage").set_index("metric_id").loc[metric.id]
    for row in rows:
        assert row["refresh"] == system.store.version
        assert row["code_version"] == system.store.facts["code_version"]
        assert (row["source_file"], row["source_sha256"]) == (lineage.source_file, lineage.source_sha256)
