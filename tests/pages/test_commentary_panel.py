"""The commentary on the metric's page, without a browser: what readers see and what owners can do."""

from __future__ import annotations

import re
import time

import pytest

from data import commentary
from data.access.audit import entries
from data.commentary import database, reading
from pages.shell import sign_in
from tests.pages.test_pages_without_browser import drawn, words

METRIC, AREA = "emergency_admissions", "E54000048"
ADDRESS = {"metric": METRIC, "area": AREA, "level": "ics"}
MEANS, DOING = "It means that <i>fewer</i> people came.", "Teams visit people at home each day."
KEY = f"{METRIC}_{AREA}"


@pytest.fixture(autouse=True)
def folders(tmp_path, monkeypatch):
    """A database and a roles file of the test's own."""
    monkeypatch.setattr(reading, "_retry_at", 0.0)
    monkeypatch.setenv(database.FOLDER_VARIABLE, str(tmp_path))
    monkeypatch.setenv("ICS_ROLES_FILE", str(tmp_path / "roles.yaml"))
    (tmp_path / "roles.yaml").write_text(
        "people:\n"
        "  - {email: jane@example.nhs.uk, role: owner, metrics: [emergency_admissions], name: Jane Owner}\n"
        "  - {email: far@example.nhs.uk, role: owner, metrics: all, areas: [E06000009]}\n"
        "  - {email: ann@example.nhs.uk, role: analyst}\n"
    )


def signed_in(monkeypatch, email: str, **more) -> None:
    claims = {"is_logged_in": True, "email": email, "email_verified": True, "iat": time.time()}
    monkeypatch.setattr(sign_in, "claims", lambda: claims | {"name": email.split("@")[0]} | more)


def write(seen: int = 0, **changes) -> commentary.Comment:
    comment = {
        "means": MEANS,
        "doing": DOING,
        "author": "Jane",
        "account": "j@x.uk",
        "period_label": "May 1999",
    }
    return commentary.write(METRIC, AREA, ics="QE1", seen=seen, **comment | changes)


def test_without_sign_in_and_without_a_comment_the_page_says_nothing_of_it(store_folder):
    app = drawn(store_folder, "metric", **ADDRESS)
    assert not app.exception
    assert "What it means, and what is being done" not in words(app)
    assert not [button for button in app.button if "Sign" in button.label]
    assert not app.text_area


def test_without_sign_in_comments_are_read_and_not_written(store_folder):
    write()
    write(1, means="It means that more people came.\nA second line.", author="Sam")
    page = words(app := drawn(store_folder, "metric", **ADDRESS))
    assert "Version 2, Sam," in page and "more people came.<br>A second line." in page
    assert "1 earlier version" in page and "<b>Version 1, Jane," in page
    assert "that &lt;i&gt;fewer&lt;/i&gt; people" in page and "j@x.uk" not in page
    assert re.search(r"Written when the latest figure was May 1999; the latest is now \w+ 20\d\d\.", page)
    assert not app.text_area


def test_an_owner_writes_and_the_period_of_the_figure_is_kept_with_it(store_folder, monkeypatch):
    signed_in(monkeypatch, "jane@example.nhs.uk")
    app = drawn(store_folder, "metric", **ADDRESS)
    assert "Signed in as Jane Owner, owner of 1 metric." in words(app)
    app.text_area(key=f"commentary_means_{KEY}").set_value(MEANS)
    app.text_area(key=f"commentary_doing_{KEY}").set_value(DOING)
    keep = next(button for button in app.button if button.label == "Save as version 1")
    page = words(keep.click().run())
    assert "Your text was saved as version 1." in page and "Version 1, Jane Owner" in page
    assert "Written when" not in page
    newest = commentary.newest(METRIC, AREA)
    assert (newest.author, newest.account, newest.ics) == ("Jane Owner", "jane@example.nhs.uk", "QE1")
    assert re.fullmatch(r"\w+ 20\d\d", newest.period_label)
    assert next(button for button in app.button if button.label == "Save as version 2")


def test_all_problems_are_shown_next_to_their_fields_and_the_text_stays(store_folder, monkeypatch):
    signed_in(monkeypatch, "jane@example.nhs.uk")
    app = drawn(store_folder, "metric", **ADDRESS)
    app.text_area(key=f"commentary_means_{KEY}").set_value("Short.")
    app.text_area(key=f"commentary_doing_{KEY}").set_value("Ask 943 476 5919, or jane@example.nhs.uk")
    page = words(next(button for button in app.button if button.label.startswith("Save as")).click().run())
    for problem in ("it has 6 characters", "it contains an NHS number", "it contains an e-mail address"):
        assert problem in page
    assert app.text_area(key=f"commentary_means_{KEY}").value == "Short."
    assert commentary.versions(METRIC, AREA) == []


def test_a_comment_is_withdrawn_and_its_versions_stay(store_folder, monkeypatch):
    write()
    signed_in(monkeypatch, "jane@example.nhs.uk")
    app = drawn(store_folder, "metric", **ADDRESS)
    page = words(app.button(key="commentary_withdraw").click().run())
    assert "The comment was withdrawn as version 2." in page and "withdrawn by Jane Owner" in page
    assert "fewer" in page and "Its earlier versions can be read below." in page
    assert commentary.newest(METRIC, AREA) is None


@pytest.mark.parametrize("email", ["far@example.nhs.uk", "ann@example.nhs.uk", "nobody@example.nhs.uk"])
def test_whoever_does_not_own_the_metric_in_this_area_reads(store_folder, monkeypatch, email):
    signed_in(monkeypatch, email)
    app = drawn(store_folder, "metric", **ADDRESS)
    assert not app.text_area
    assert "Only the owners of this metric can write about it here." in words(app)


def test_a_database_out_of_reach_leaves_the_page_as_it_is_and_says_so(store_folder, monkeypatch):
    monkeypatch.setenv(database.URL_VARIABLE, "postgresql+pg8000://u:s3cret@127.0.0.1:1/x")
    app = drawn(store_folder, "metric", **ADDRESS)
    assert not app.exception
    page = words(app)
    assert "The commentary cannot be read now: its database cannot be reached." in page
    assert "s3cret" not in page and "How was this computed?" in page


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"email_verified": False}, "no verified e-mail"),
        ({"email_verified": None}, "no verified e-mail"),
        ({"iat": time.time() - 13 * 3600}, "more than 12 hours ago"),
        ({"iat": None}, "more than 12 hours ago"),
    ],
)
def test_a_sign_in_that_is_old_or_without_a_verified_address_gives_no_right(monkeypatch, change, refusal):
    signed_in(monkeypatch, "jane@example.nhs.uk", **change)
    who = sign_in.visitor()
    assert who.is_signed_in and not who.may_write(METRIC, AREA) and refusal in who.refusal


def test_what_the_audit_log_cannot_have_is_refused_with_its_sentence_and_the_text_stays(
    store_folder, monkeypatch, tmp_path
):
    (tmp_path / "records").write_text("a file where the folder should be")
    monkeypatch.setenv("ICS_RECORDS_FOLDER", str(tmp_path / "records"))
    signed_in(monkeypatch, "jane@example.nhs.uk")
    app = drawn(store_folder, "metric", **ADDRESS)
    app.text_area(key=f"commentary_means_{KEY}").set_value(MEANS)
    app.text_area(key=f"commentary_doing_{KEY}").set_value(DOING)
    page = words(next(button for button in app.button if button.label == "Save as version 1").click().run())
    assert "The audit log audit.jsonl of this system cannot be written" in page
    assert commentary.newest(METRIC, AREA) is None
    assert app.text_area(key=f"commentary_means_{KEY}").value == MEANS


def test_writing_and_what_is_refused_are_in_the_audit_log_without_their_text(
    store_folder, monkeypatch, tmp_path
):
    monkeypatch.setenv("ICS_RECORDS_FOLDER", str(tmp_path / "records"))
    signed_in(monkeypatch, "jane@example.nhs.uk")
    app = drawn(store_folder, "metric", **ADDRESS)
    app.text_area(key=f"commentary_means_{KEY}").set_value("Too short.")
    app.text_area(key=f"commentary_doing_{KEY}").set_value(DOING)
    keep = next(button for button in app.button if button.label == "Save as version 1")
    keep.click().run()
    lines = [line for line in entries("QE1") if line["event"] != "sign-in"]
    assert [line["event"] for line in lines] == ["comment", "comment-refused"]
    assert all(line["comment_version"] == 1 and "short" not in str(line) for line in lines)
