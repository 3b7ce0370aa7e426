"""An owner signs in with a provider of the tests' own, writes, signs out: what the browser sees and keeps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from data import commentary
from data.access.audit import entries
from data.commentary import database
from tests.lib.accessibility import violations
from tests.lib.browser import SCREENS, Visit
from tests.lib.identity_provider import IdentityProvider, identity_provider
from tests.lib.server import free_port, serve
from tests.lib.signing_in import authorize, sign_in, sign_out, window

PAGE = "/metric?metric=emergency_admissions&area=E54000048&level=ics"
METRIC, AREA = "emergency_admissions", "E54000048"
OWNER = {"email": "jane@example.nhs.uk", "email_verified": True, "name": "Jane Example"}
READER = {"email": "sam@example.nhs.uk", "email_verified": True, "name": "Sam Reader"}
ROLES = """people:
  - {email: jane@example.nhs.uk, role: owner, metrics: [emergency_admissions]}
"""
MEANS = "More people came because the winter was hard.\nMost were over 75."
DOING = "Two more teams now visit people at home <b>each day</b>."


@pytest.fixture(scope="module")
def provider() -> Iterator[IdentityProvider]:
    with identity_provider() as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("commentary")


@pytest.fixture(scope="module")
def dashboard(store_folder: Path, folder: Path, provider: IdentityProvider) -> Iterator[str]:
    """The dashboard with sign-in set up, a roles file, and a commentary database of its own."""
    port = free_port()
    (folder / "secrets.toml").write_text(provider.secrets_toml(f"http://127.0.0.1:{port}"))
    (folder / "roles.yaml").write_text(ROLES)
    settings = {
        "ICS_SECRETS_FILE": str(folder / "secrets.toml"),
        "ICS_ROLES_FILE": str(folder / "roles.yaml"),
        "ICS_COMMENTARY_FOLDER": str(folder / "kept"),
        "ICS_RECORDS_FOLDER": str(folder / "records"),
    }
    with serve(store_folder, folder / "server.log", port=port, settings=settings) as served:
        yield served


@pytest.fixture
def kept(folder, monkeypatch):
    monkeypatch.delenv(database.URL_VARIABLE, raising=False)
    monkeypatch.setenv(database.FOLDER_VARIABLE, str(folder / "kept"))
    return lambda: commentary.versions(METRIC, AREA)


@pytest.fixture
def log(folder, monkeypatch):
    monkeypatch.setenv("ICS_RECORDS_FOLDER", str(folder / "records"))
    return lambda: list(entries("QE1"))


@pytest.fixture
def visit(dashboard: str, browser: Browser):
    """``visit(screen)`` opens the metric's page in a browser without a sign-in."""
    pages: list[Page] = []

    def opened(screen: str = "desktop") -> Visit:
        pages.append(window(browser, screen))
        return Visit(pages[-1], dashboard).go(PAGE).settle()

    yield opened
    for page in pages:
        page.context.close()


def write(visit: Visit, means: str, doing: str) -> None:
    page = visit.page
    if not page.get_by_label("What it means").is_visible():
        page.get_by_text("Write ").first.click()
    page.get_by_label("What it means").fill(means)
    page.get_by_label("What is being done").fill(doing)
    view = visit.view()
    page.get_by_role("button", name="Save as version").click()
    visit.wait(after=view).settle()


def test_nobody_writes_before_signing_in_and_an_owner_does_after(visit, provider, kept):
    opened = visit()
    assert "Write the first version" not in opened.words()
    sign_in(opened, provider, OWNER)
    assert opened.query() == PAGE.split("?")[1], "back on the page that was left"
    assert "Signed in as Jane Example, owner of 1 metric." in opened.words()
    write(opened, MEANS, DOING)
    words = opened.words()
    assert "Your text was saved as version 1." in words and "Version 1, Jane Example" in words
    assert "<b>each day</b>" in words, "markup is text"
    (comment,) = kept()
    assert (comment.means, comment.doing, comment.account) == (MEANS, DOING, OWNER["email"])
    assert comment.period_label
    # Signed out, the text is read and nothing can be written.
    sign_out(opened, provider)
    words = opened.words()
    assert "Version 1, Jane Example" in words and "Most were over 75." in words
    assert opened.page.get_by_role("button", name="Sign in").count() == 1
    assert opened.page.get_by_label("What it means").count() == 0
    assert not [fault for fault in opened.faults if "another host" not in fault], opened.faults


def test_cookies_are_kept_from_scripts_and_from_other_sites(visit, provider):
    opened = sign_in(visit(), provider, OWNER)
    cookies = {cookie["name"]: cookie for cookie in opened.page.context.cookies()}
    assert "_streamlit_user" in cookies and "_way_back" not in cookies
    for name, cookie in cookies.items():
        assert cookie["sameSite"] in ("Lax", "Strict"), name
        assert cookie["httpOnly"] or "xsrf" in name, name


@pytest.mark.parametrize(
    ("person", "seconds_ago", "reason"),
    [
        (READER, 0, "Only the owners of this metric can write about it here."),
        (OWNER | {"email_verified": False}, 0, "has no verified e-mail address"),
        (OWNER, 13 * 3600, "You signed in more than 12 hours ago."),
    ],
)
def test_others_are_shown_why_they_cannot_write(visit, provider, person, seconds_ago, reason):
    opened = sign_in(visit(), provider, person, seconds_ago)
    assert reason in opened.words()
    assert opened.page.get_by_label("What it means").count() == 0


@pytest.mark.parametrize(
    "claims", [{"aud": "another dashboard"}, {"exp": 1_700_000_000}, {"iss": "http://evil"}]
)
def test_a_token_that_is_not_for_this_dashboard_or_has_ended_signs_nobody_in(visit, provider, claims):
    opened = visit()
    authorize(opened, provider, OWNER | claims)
    words = opened.wait().settle().words()
    assert "Signed in as" not in words and opened.page.get_by_role("button", name="Sign in").count() == 1
    assert "_streamlit_user" not in {cookie["name"] for cookie in opened.page.context.cookies()}


def test_who_did_what_is_in_the_audit_log_and_what_was_written_is_not(visit, provider, log):
    before = len(log())
    opened = sign_in(visit(), provider, OWNER)
    write(opened, "A text that is none of the log's business.", DOING)
    sign_out(opened, provider)
    lines = log()[before:]
    assert [line["event"] for line in lines] == ["sign-in", "comment", "sign-out"]
    for line in lines:
        assert (line["account"], line["system"]) == (OWNER["email"], "QE1")
        assert line["store"] and "business" not in str(line)
    assert (lines[1]["metric"], lines[1]["area"]) == (METRIC, AREA)


def test_a_comment_that_the_audit_log_cannot_have_is_refused_and_the_page_still_read(
    visit, provider, kept, folder
):
    opened = sign_in(visit(), provider, OWNER)
    before, path = len(kept()), folder / "records" / "QE1" / "audit" / "audit.jsonl"
    aside = path.rename(path.with_name("aside"))
    path.mkdir()
    try:
        write(opened, MEANS, DOING)
        assert "cannot be written" in opened.words() and len(kept()) == before
        assert "Signed in as Jane Example" in opened.go(PAGE).settle().words()
    finally:
        path.rmdir()
        aside.rename(path)


def test_of_two_who_write_at_once_the_second_is_warned_and_keeps_the_text(visit, provider, kept):
    first, other = (sign_in(visit(), provider, OWNER) for _ in range(2))
    for opened in (first, other):
        opened.page.get_by_text("Write ").first.click()
        opened.page.get_by_label("What it means").wait_for()
    before = len(kept())
    write(first, "The first of two texts at once.", DOING)
    write(other, "The second of two texts at once.", DOING)
    assert "wrote version" in other.words() and "The first of two texts at once." in other.words()
    assert other.page.get_by_label("What it means").input_value() == "The second of two texts at once."
    assert len(kept()) == before + 1
    write(other, "The second of two texts at once.", DOING)
    assert [comment.means for comment in kept()[:2]] == [
        "The second of two texts at once.",
        "The first of two texts at once.",
    ]


def test_a_right_that_is_taken_away_is_gone_at_the_moment_of_writing(visit, provider, kept, folder):
    opened = sign_in(visit(), provider, OWNER)
    opened.page.get_by_text("Write ").first.click()
    opened.page.get_by_label("What it means").wait_for()
    before = len(kept())
    (folder / "roles.yaml").write_text("people: []\n")
    try:
        write(opened, MEANS, DOING)
        assert "Only the owners of this metric can write about it here." in opened.words()
        assert len(kept()) == before
    finally:
        (folder / "roles.yaml").write_text(ROLES)


@pytest.mark.parametrize("screen", SCREENS)
def test_the_form_can_be_used_by_keyboard_and_keeps_to_wcag(visit, provider, kept, screen):
    opened = sign_in(visit(screen), provider, OWNER)
    page, before = opened.page, len(kept())
    page.locator(".st-key-commentary_writing summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("What it means").wait_for()
    names = []
    for words in ("Too short.", "9434765919 is a number that must not be written."):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        page.keyboard.press("Control+A")
        page.keyboard.type(words)
    assert [name.split(" (")[0] for name in names] == ["What it means", "What is being done"]
    page.keyboard.press("Tab")
    assert "Save as version" in page.evaluate("document.activeElement.innerText")
    view = opened.view()
    page.keyboard.press("Enter")
    words = opened.wait(after=view).settle().words()
    assert "it has 10 characters; allowed are 20 to 1,500" in words and "it contains an NHS number" in words
    assert len(kept()) == before
    problems = violations(page)
    assert not problems, "\n".join(problems)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_server_log_holds_no_secret(dashboard, folder, provider):
    log = (folder / "server.log").read_text()
    for secret in ("a secret of the tests", json.dumps(OWNER["email"]).strip('"')):
        assert secret not in log
