"""An owner signs in with a provider of the tests' own, writes, signs out: what the browser sees and keeps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from data import commentary
from data.commentary import database
from tests.lib.accessibility import violations
from tests.lib.browser import SCREENS, Visit, profile
from tests.lib.identity_provider import IdentityProvider, identity_provider
from tests.lib.server import free_port, serve

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
    }
    with serve(store_folder, folder / "server.log", port=port, settings=settings) as served:
        yield served


@pytest.fixture
def kept(folder, monkeypatch):
    monkeypatch.delenv(database.URL_VARIABLE, raising=False)
    monkeypatch.setenv(database.FOLDER_VARIABLE, str(folder / "kept"))
    return lambda: commentary.versions(METRIC, AREA)


@pytest.fixture
def visit(dashboard: str, browser: Browser):
    """``visit(screen)`` opens the metric's page in a browser that nobody signed in with."""
    pages: list[Page] = []

    def opened(screen: str = "desktop") -> Visit:
        pages.append(browser.new_context(**profile(screen)).new_page())
        return Visit(pages[-1], dashboard).go(PAGE).settle()

    yield opened
    for page in pages:
        page.context.close()


def sign_in(visit: Visit, provider: IdentityProvider, person: dict, seconds_ago: int = 0) -> Visit:
    provider.person, provider.seconds_ago = person, seconds_ago
    with visit.page.expect_navigation(url=lambda url: url.startswith(visit.address + "/metric")):
        visit.page.get_by_role("button", name="Sign in").click()
    visit.wait()
    visit.page.get_by_text("Signed in as").wait_for()
    return visit.settle()


def write(visit: Visit, means: str, doing: str) -> None:
    page = visit.page
    if not page.get_by_label("What it means").is_visible():
        page.get_by_text("Write ").first.click()
    page.get_by_label("What it means").fill(means)
    page.get_by_label("What is being done").fill(doing)
    view = visit.view()
    page.get_by_role("button", name="Keep as version").click()
    visit.wait(after=view).settle()


def test_nobody_writes_before_signing_in_and_an_owner_does_after(visit, provider, kept):
    opened = visit()
    assert "Write the first version" not in opened.words()
    sign_in(opened, provider, OWNER)
    assert opened.query() == PAGE.split("?")[1], "back on the page that was left"
    assert "Signed in as Jane Example, owner of 1 metric." in opened.words()
    write(opened, MEANS, DOING)
    words = opened.words()
    assert "Your text is kept: version 1." in words and "Version 1, Jane Example" in words
    assert "<b>each day</b>" in words, "markup is text"
    (found,) = kept()
    assert (found.means, found.doing, found.account) == (MEANS, DOING, OWNER["email"])
    assert found.period_label
    # Signed out, the text is read and nothing can be written.
    with opened.page.expect_navigation(url=lambda url: url.startswith(opened.address + "/metric")):
        opened.page.get_by_role("button", name="Sign out").click()
    words = opened.wait().settle().words()
    assert "Version 1, Jane Example" in words and "Most were over 75." in words
    assert opened.page.get_by_role("button", name="Sign in").count() == 1
    assert opened.page.get_by_label("What it means").count() == 0
    assert not [fault for fault in opened.faults if "another host" not in fault], opened.faults


def test_cookies_are_kept_from_scripts_and_from_other_sites(visit, provider):
    opened = sign_in(visit(), provider, OWNER)
    cookies = {one["name"]: one for one in opened.page.context.cookies()}
    assert "_streamlit_user" in cookies and "_way_back" not in cookies
    for name, one in cookies.items():
        assert one["sameSite"] in ("Lax", "Strict"), name
        assert one["httpOnly"] or "xsrf" in name, name


@pytest.mark.parametrize(
    ("person", "seconds_ago", "told"),
    [
        (READER, 0, "Only the owners of this metric write about it here."),
        (OWNER | {"email_verified": False}, 0, "carries no verified e-mail address"),
        (OWNER, 13 * 3600, "You signed in more than 12 hours ago."),
    ],
)
def test_others_are_told_why_they_cannot_write(visit, provider, person, seconds_ago, told):
    opened = sign_in(visit(), provider, person, seconds_ago)
    assert told in opened.words()
    assert opened.page.get_by_label("What it means").count() == 0


def test_who_writes_at_once_is_told_and_keeps_the_text(visit, provider, kept):
    one, other = (sign_in(visit(), provider, OWNER) for _ in range(2))
    for opened in (one, other):
        opened.page.get_by_text("Write ").first.click()
        opened.page.get_by_label("What it means").wait_for()
    before = len(kept())
    write(one, "The first of two texts at once.", DOING)
    write(other, "The second of two texts at once.", DOING)
    assert "wrote version" in other.words() and "The first of two texts at once." in other.words()
    assert other.page.get_by_label("What it means").input_value() == "The second of two texts at once."
    assert len(kept()) == before + 1
    write(other, "The second of two texts at once.", DOING)
    assert [found.means for found in kept()[:2]] == [
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
        assert "Only the owners of this metric write about it here." in opened.words()
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
    assert "Keep as version" in page.evaluate("document.activeElement.innerText")
    view = opened.view()
    page.keyboard.press("Enter")
    words = opened.wait(after=view).settle().words()
    assert "it has 10 characters; allowed are 20 to 1,500" in words and "it contains an NHS number" in words
    assert len(kept()) == before
    found = violations(page)
    assert not found, "\n".join(found)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_server_log_holds_no_secret(dashboard, folder, provider):
    log = (folder / "server.log").read_text()
    for secret in ("a secret of the tests", json.dumps(OWNER["email"]).strip('"')):
        assert secret not in log
