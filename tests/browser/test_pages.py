"""Every page, on a desk and on a phone: nothing breaks, nothing comes from elsewhere, all can use it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext

from tests.lib.accessibility import violations
from tests.lib.browser import SCREENS, Visit

HIDDEN = "/shift?shift=treatment_to_prevention&level=ward&area=E05012006"  # a ward with hidden figures
PAGES = ("/", "/shift", HIDDEN, "/metric", "/compare", "/strategy", "/board-paper", "/data", "/workbench")


@pytest.fixture(
    scope="module",
    params=[(path, screen) for path in PAGES for screen in SCREENS],
    ids=lambda page_and_screen: " on a ".join(page_and_screen),
)
def opened(
    request: pytest.FixtureRequest, address: str, contexts: dict[str, BrowserContext], titles: dict[str, str]
) -> Iterator[Visit]:
    """A page on a screen, opened once for all tests of this file."""
    path, screen = request.param
    page = contexts[screen].new_page()
    visit = Visit(page, address).go(path).settle()
    titles[path] = page.title()
    yield visit
    page.close()


@pytest.fixture(scope="module")
def titles() -> dict[str, str]:
    """The titles of the pages that have been opened, by path."""
    return {}


def test_page_makes_no_error_and_asks_no_other_host(opened: Visit) -> None:
    assert opened.faults == []


def test_page_shows_no_error_box(opened: Visit) -> None:
    errors = opened.page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]')
    assert errors.all_inner_texts() == []


def test_page_keeps_to_wcag_2_2_aa(opened: Visit) -> None:
    problems = violations(opened.page)
    assert not problems, "\n".join(problems)


def test_page_does_not_scroll_sideways(opened: Visit) -> None:
    widths = opened.page.evaluate(_WIDTHS)
    assert widths["needed"] <= widths["given"], f"wider than the screen: {widths['wide']}"


def test_page_begins_with_one_heading(opened: Visit) -> None:
    assert opened.page.get_by_role("heading", level=1).count() == 1


def test_page_has_a_title_and_a_language_of_its_own(opened: Visit) -> None:
    assert opened.page.title() not in {"", "Streamlit", "app"}
    assert opened.page.evaluate("document.documentElement.lang") == "en-GB"


def test_each_page_has_another_title(visit, titles) -> None:
    for path in PAGES:
        if path not in titles:
            titles[path] = visit(path).page.title()
    assert len(set(titles.values())) == len(PAGES), titles


# Streamlit scrolls inside a section of its own, which therefore counts as much as the document.
_WIDTHS = """() => {
    const scrolling = '[data-testid="stMain"], [data-testid="stAppViewContainer"]';
    const boxes = [document.documentElement, ...document.querySelectorAll(scrolling)];
    const given = window.innerWidth;
    const needed = Math.max(...boxes.map(box => box.scrollWidth));
    const wide = [...document.querySelectorAll('[data-testid="stMain"] *')]
        .filter(one => one.getBoundingClientRect().right > given + 1)
        .slice(0, 5).map(one => one.outerHTML.slice(0, 120));
    return {given, needed, wide};
}"""
