"""Signing in and out by a browser, with the identity provider of the tests."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.lib.browser import Visit, profile
from tests.lib.identity_provider import IdentityProvider
from tests.lib.loopback import is_loopback


def window(browser: Browser, screen: str = "desktop") -> Page:
    """A browser that nobody signed in with. What the provider's pages would fetch elsewhere stays empty."""
    context = browser.new_context(**profile(screen))
    context.route(lambda url: not is_loopback(url.split("/")[2].split(":")[0]), _empty)
    return context.new_page()


def _empty(route) -> None:
    route.fulfill(status=200, body="", content_type="text/css")


def authorize(visit: Visit, provider: IdentityProvider, person: dict, seconds_ago: int = 0) -> None:
    """Go to the provider, say there who one is, and come back."""
    subject, page = provider.knows(person, seconds_ago), visit.page
    with page.expect_navigation(url=lambda url: url.startswith(provider.address)):
        page.get_by_role("button", name="Sign in").click()
    page.get_by_placeholder("sub").fill(subject)
    with page.expect_navigation(url=lambda url: url.startswith(visit.address)):
        page.get_by_role("button", name="Authorize", exact=True).click()


def sign_out(visit: Visit, provider: IdentityProvider) -> None:
    """Sign out, which ends the session with the provider too, and come back."""
    page = visit.page
    with page.expect_navigation(url=lambda url: url.startswith(provider.address)):
        page.get_by_role("button", name="Sign out").click()
    with page.expect_navigation(url=lambda url: url.startswith(visit.address + "/metric")):
        page.get_by_role("button", name="End session").click()
    visit.wait().settle()


def sign_in(visit: Visit, provider: IdentityProvider, person: dict, seconds_ago: int = 0) -> Visit:
    authorize(visit, provider, person, seconds_ago)
    visit.wait()
    visit.page.get_by_text("Signed in as").wait_for()
    return visit.settle()
