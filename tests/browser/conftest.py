"""One server and one browser for all browser tests; every visit must end without a fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.lib.browser import SCREENS, Visit, launched_browser, profile
from tests.lib.server import serve

_FAILURES = Path(__file__).parent / "failures"

# Package scope, not session: Playwright keeps an event loop running, which other tests must not meet.


@pytest.fixture(scope="package")
def address(store_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the dashboard is served, over the demonstration store."""
    with serve(store_folder, tmp_path_factory.mktemp("server") / "server.log") as served:
        yield served


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with launched_browser() as launched:
        yield launched


@pytest.fixture(scope="package")
def contexts(browser: Browser) -> dict[str, BrowserContext]:
    """A browser profile a screen, shared so that Streamlit's own scripts are fetched and compiled once."""
    return {screen: browser.new_context(**profile(screen)) for screen in SCREENS}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """Let a fixture know whether its test failed."""
    report = yield
    if report.when == "call":
        item.stash[_failed] = report.failed
    return report


_failed = pytest.StashKey[bool]()


@pytest.fixture
def visit(
    address: str, browser: Browser, contexts: dict[str, BrowserContext], request: pytest.FixtureRequest
) -> Iterator[Callable[..., Visit]]:
    """``visit(path, screen)`` opens a page and waits for it; at the end none may have had a fault.

    ``somebody_else`` opens it in a browser that has never been here before.
    """
    visits: list[Visit] = []

    def open_page(path: str, screen: str = "desktop", *, somebody_else: bool = False) -> Visit:
        context = browser.new_context(**profile(screen)) if somebody_else else contexts[screen]
        visits.append(Visit(context.new_page(), address))
        return visits[-1].go(path).settle()

    yield open_page
    if request.node.stash.get(_failed, False) and visits:
        _FAILURES.mkdir(exist_ok=True)
        name = re.sub(r"\W+", "-", request.node.name).strip("-")
        visits[-1].page.screenshot(path=_FAILURES / f"{name}.png", full_page=True)
    faults = [fault for opened in visits for fault in opened.faults]
    for opened in visits:
        opened.page.close()
    assert not faults, "\n".join(dict.fromkeys(faults))
