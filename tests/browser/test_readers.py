"""A dashboard for listed readers shows nothing to others: no page by any address, no file, no download."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page

from tests.lib.browser import Visit
from tests.lib.identity_provider import IdentityProvider, identity_provider
from tests.lib.server import free_port, serve
from tests.lib.signing_in import authorize, sign_in, window

JANE = {"email": "jane@example.nhs.uk", "email_verified": True, "name": "Jane Example"}
SAM = {"email": "sam@example.nhs.uk", "email_verified": True, "name": "Sam Example"}
ROLES = "people:\n  - {email: jane@example.nhs.uk, role: reader}\n"
PAGE = "/metric?metric=emergency_admissions&area=E54000048&level=ics"
PAGES = [
    "/",
    "/shift?shift=prevention",
    PAGE,
    "/compare?metric=emergency_admissions",
    "/strategy",
    "/board-paper",
    "/data",
    "/workbench",
    "/nothing-here",
]
CLOSED = "This dashboard is for listed readers"


@pytest.fixture(scope="module")
def provider() -> Iterator[IdentityProvider]:
    with identity_provider() as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("readers")


@pytest.fixture(scope="module")
def dashboard(store_folder: Path, folder: Path, provider: IdentityProvider) -> Iterator[str]:
    port = free_port()
    (folder / "secrets.toml").write_text(provider.secrets_toml(f"http://127.0.0.1:{port}"))
    (folder / "roles.yaml").write_text(ROLES)
    settings = {
        "ICS_READERS": "listed",
        "ICS_SECRETS_FILE": str(folder / "secrets.toml"),
        "ICS_ROLES_FILE": str(folder / "roles.yaml"),
        "ICS_RECORDS_FOLDER": str(folder / "records"),
    }
    with serve(store_folder, folder / "server.log", port=port, settings=settings) as served:
        yield served


@pytest.fixture
def visit(dashboard: str, browser: Browser):
    """``visit(path)`` opens a page in a browser without a sign-in."""
    opened: list[Page] = []

    def visited(path: str) -> Visit:
        opened.append(window(browser))
        return Visit(opened[-1], dashboard).go(path).settle()

    yield visited
    for page in opened:
        page.context.close()


def test_no_address_shows_a_figure_to_somebody_who_is_not_listed(visit):
    opened = visit("/")
    for path in PAGES:
        words = opened.go(path).settle().words()
        assert CLOSED in words and "Sign in with an account" in words, path
        assert "Lancashire" not in words and len(words) < 800, path


def test_a_signed_in_visitor_who_is_not_listed_sees_why(visit, provider):
    opened = visit(PAGE)
    authorize(opened, provider, SAM)
    words = opened.wait().settle().words()
    assert CLOSED in words and "Sam Example is not on this dashboard's list of readers." in words


def test_a_file_is_for_listed_readers_too(visit, provider, folder):
    opened = sign_in(visit(PAGE), provider, JANE)
    assert CLOSED not in opened.words()
    page = opened.page
    with page.expect_download() as pressed:
        page.get_by_role("button", name="Download all levels and periods (CSV)").click()
    address = pressed.value.url
    assert "area_code" in Path(pressed.value.path()).read_text("utf-8-sig").splitlines()[0]
    with pytest.raises(HTTPError) as refused:
        urlopen(address)
    assert refused.value.code == 403 and b"for listed readers" in refused.value.read()
    assert page.request.get(address).status == 200
    # The right ends at once: for the file that was made, and for the page.
    (folder / "roles.yaml").write_text("people: []\n")
    try:
        assert page.request.get(address).status == 403
        assert CLOSED in opened.go(PAGE).settle().words()
    finally:
        (folder / "roles.yaml").write_text(ROLES)
