import csv
import io
from types import SimpleNamespace

import pandas as pd
import pytest

from data.access.audit import AuditUnavailable, entries
from pages.shell import download
from pages.shell.download import NOT_REAL, file_name
from pages.shell.download import csv as written
from tests.unit.pages.sample_rows import areas, results


def test_every_row_is_there_with_status_provenance_source_and_note():
    rows = list(
        csv.DictReader(io.StringIO(written(results(), areas(), "Records", "2026-11-22").decode("utf-8-sig")))
    )
    assert len(rows) == len(results())
    assert {row["status"] for row in rows} == {"ok", "too_small", "suppressed"}
    assert all(row["source"] == "Records" and row["note"] == NOT_REAL for row in rows)
    assert {row["refreshed_at"] for row in rows} == {"2026-11-22"}


def test_a_name_cannot_become_a_formula():
    names = areas().assign(label="=HYPERLINK(1)")
    assert b"'=HYPERLINK" in written(results(), names)


def test_a_file_is_named_by_what_it_holds():
    assert file_name("copd_asthma_admissions", "ward", "2022/23") == "copd-asthma-admissions-ward-2022-23.csv"


JANE = {"is_logged_in": True, "email": "jane@example.nhs.uk", "email_verified": True, "iat": 0}


@pytest.fixture
def button(tmp_path, monkeypatch):
    """``button(own)`` is what a button calls when it is pressed, of a file with or without own figures."""
    store, place = SimpleNamespace(version="20261126"), SimpleNamespace(nhs_code="QE1")
    monkeypatch.setenv("ICS_RECORDS_FOLDER", str(tmp_path / "records"))
    monkeypatch.setenv("ICS_ROLES_FILE", str(tmp_path / "roles.yaml"))
    monkeypatch.setattr(download, "chosen_system", lambda: SimpleNamespace(geography=place, store=store))
    monkeypatch.setattr(download.sign_in, "claims", lambda: JANE)
    return lambda own: download.guarded(lambda: (b"content", own), "deaths.csv")


def test_a_download_of_own_figures_is_in_the_audit_log_and_no_other(button):
    assert (button(False)(), list(entries("QE1"))) == (b"content", [])
    pressed = button(True)
    assert list(entries("QE1")) == [], "nothing is written before the button is pressed"
    assert pressed() == b"content"
    (line,) = entries("QE1")
    assert (line["event"], line["account"], line["store"]) == ("download", JANE["email"], "20261126")
    assert line["file"] == "deaths.csv"


def test_figures_of_own_records_are_known_by_their_provenance():
    frame = pd.DataFrame({"provenance": ["official", "local"]})
    assert download._has_own(frame) and not download._has_own(frame[:1])
    assert not download._has_own(frame[["provenance"]].rename(columns={"provenance": "other"}))


def test_own_figures_are_not_given_where_the_log_cannot_be_written(button, tmp_path):
    (tmp_path / "records").write_text("a file where the folder should be")
    with pytest.raises(AuditUnavailable):
        button(True)()
    assert button(False)() == b"content"


def test_whether_somebody_may_read_is_asked_when_the_button_is_pressed(button, tmp_path, monkeypatch):
    monkeypatch.setenv("ICS_READERS", "listed")
    (tmp_path / "roles.yaml").write_text(f"people:\n  - {{email: {JANE['email']}, role: reader}}\n")
    pressed = button(False)
    assert pressed() == b"content"
    (tmp_path / "roles.yaml").write_text("people: []\n")
    with pytest.raises(PermissionError):
        pressed()
