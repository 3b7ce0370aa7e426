"""Where a system's own records are in use, a visitor's preview cannot depend on them."""

from __future__ import annotations

import hashlib
import json
import shutil

import duckdb
import pandas as pd
import pytest

from data.access.audit import entries
from data.access.roles import Person
from data.records.row_counts import shown_rows
from data.storage.open_store import note_hash
from data.storage.versioned_file import current_path
from metrics.language.grammar import parse_definition
from metrics.store.preview import preview
from pages.shell import previews
from pages.shell.sign_in import Visitor
from tests.pages.test_pages_without_browser import words
from tests.pages.test_workbench import asked
from tests.unit.metrics.definition_text import SMALLEST, changed
from tests.unit.metrics.own_records import own_rows

# April 2024 to March 2025.
MONTHS = list(range(2024 * 12 + 3, 2025 * 12 + 3))
ANALYST = Visitor("Ann", "ann@example.nhs.uk", (Person(("email", "ann@example.nhs.uk"), "analyst"),))


@pytest.fixture
def own_store(store_folder, tmp_path, monkeypatch):
    """A copy of the store that says it was counted from own attendances; gives a way to replace them."""
    folder, own = tmp_path / "made", tmp_path / "own" / "QE1"
    shutil.copytree(store_folder / "QE1", folder / "QE1", ignore=shutil.ignore_patterns("cubes"))
    own.mkdir(parents=True)
    monkeypatch.setenv("ICS_DATA_FOLDER", str(folder))
    monkeypatch.setenv("ICS_RECORDS_FOLDER", str(own.parent))
    path = own / "ae_attendances.parquet"

    def bring(rows: int) -> None:
        own_rows("ae_attendances", rows).to_parquet(path, index=False)

    def describe_it(rows: int) -> None:
        store = current_path(folder / "QE1")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        with duckdb.connect(str(store)) as connection:
            connection.execute(
                "UPDATE records SET path = ?, provenance = 'local', source = ?, \"rows\" = ?, sha256 = ?, "
                "covered_months = ? WHERE \"table\" = 'ae_attendances'",
                [str(path), path.name, shown_rows(rows), digest, json.dumps(MONTHS)],
            )
        note_hash(store)

    bring(4_000)
    describe_it(4_000)
    monkeypatch.setattr(previews, "is_configured", lambda: True)
    return folder, bring


def sign_in(monkeypatch, who: Visitor) -> None:
    monkeypatch.setattr(previews, "visitor", lambda: who)


@pytest.mark.parametrize(
    "where",
    [
        "department_type = '01'",
        # The first of the questions that single one person out: a narrow half, and its complement.
        "sex = 'female' AND age = 17 AND arrival_mode = 'ambulance'",
        "sex = 'female' AND age = 17 AND NOT arrival_mode = 'ambulance'",
    ],
)
def test_no_preview_of_a_visitor_depends_on_own_records(own_store, where):
    _, bring = own_store
    metric, problems = parse_definition(changed(("department_type = '01'", where)), "a_new_metric.py")
    assert metric, problems
    first = preview(metric, "QE1", demonstration=True)
    bring(500)
    pd.testing.assert_frame_equal(preview(metric, "QE1", demonstration=True).results, first.results)
    assert set(first.results.provenance) <= {"synthetic", "derived"}
    assert "Demonstration" in first.counted_from


def test_a_visitor_previews_on_demonstration_records_and_the_page_says_so(own_store, monkeypatch):
    folder, _ = own_store
    sign_in(monkeypatch, Visitor())
    app = asked(folder, SMALLEST)
    assert not app.exception
    assert "is valid and has figures at" in words(app)
    assert "Demonstration data" in words(app)
    assert "Only signed-in analysts preview this system" in words(app)
    assert not list(entries("QE1"))


def test_an_analyst_previews_on_own_records_and_it_is_written_down(own_store, monkeypatch):
    folder, _ = own_store
    sign_in(monkeypatch, ANALYST)
    app = asked(folder, SMALLEST)
    assert not app.exception
    assert "ae_attendances.parquet, " in words(app), words(app)[:3000]
    (line,) = entries("QE1")
    assert (line["event"], line["account"], line["metric"]) == ("preview", ANALYST.account, "a_new_metric")
    assert line["definition"] == SMALLEST
    assert line["records"] == "ae_attendances"

    sign_in(monkeypatch, Visitor())
    assert "ae_attendances.parquet, " not in words(app.run()), "the right has ended"


def test_without_an_audit_log_there_is_no_preview_on_own_records(own_store, monkeypatch):
    folder, _ = own_store
    sign_in(monkeypatch, ANALYST)
    (folder.parent / "own" / "QE1" / "audit").write_text("no folder")
    app = asked(folder, SMALLEST)
    assert not app.exception
    assert "audit log" in words(app)
    assert "is valid and has figures at" not in words(app)


def test_previews_can_be_switched_off(own_store, monkeypatch):
    folder, _ = own_store
    sign_in(monkeypatch, ANALYST)
    monkeypatch.setenv("ICS_PREVIEWS", "off")
    app = asked(folder, SMALLEST)
    assert "Previews are switched off here; definitions are still checked." in words(app)
    assert "The definition has " in words(
        asked(folder, SMALLEST.replace("department_type", "no_such_column"))
    )
