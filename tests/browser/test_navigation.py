"""The top bar: every page can be reached from it, at every width, by keyboard alone."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from tests.lib.accessibility import violations
from tests.lib.server import PROJECT_FOLDER

ENTRIES = '[data-testid="stTopNavLink"]:visible, [data-testid="stTopNavSection"]:visible'
_PAGES = re.findall(r'url_path="([\w-]+)"', (PROJECT_FOLDER / "app.py").read_text("utf-8"))
PATHS = {"/" if name == "overview" else f"/{name}" for name in _PAGES}

_FITS = "one => [...one.querySelectorAll('p')].every(words => words.scrollWidth <= words.clientWidth + 1)"


def _paths(opened, links: str) -> set[str]:
    return {urlsplit(link.get_attribute("href")).path for link in opened.page.locator(links).all()}


def _at(visit, width: int):
    opened = visit("/data", somebody_else=True)
    opened.page.set_viewport_size({"width": width, "height": 800})
    return opened.settle()


@pytest.mark.parametrize("width", [780, 820, 1024, 1440])
def test_no_entry_of_the_top_bar_is_cropped(visit, width: int) -> None:
    opened = _at(visit, width)
    entries = opened.page.locator(ENTRIES).all()
    bar = opened.page.locator('[data-testid="stTopNav"]').bounding_box()
    assert len(entries) >= 4
    for entry in entries:
        box = entry.bounding_box()
        assert bar["x"] - 1 <= box["x"] and box["x"] + box["width"] <= width, entry.inner_text()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 60, entry.inner_text()
        assert entry.evaluate(_FITS), f"the words of {entry.inner_text()} do not fit"


@pytest.mark.parametrize("width", [820, 1440])
def test_every_page_is_reached_from_the_top_bar_by_keyboard(visit, width: int) -> None:
    opened = _at(visit, width)
    paths = _paths(opened, '[data-testid="stTopNavLink"]:visible')
    for section in opened.page.locator('[data-testid="stTopNavSection"]:visible').all():
        section.focus()
        opened.page.keyboard.press("Enter")
        opened.page.locator('[data-testid="stTopNavPopover"]').wait_for()
        paths |= _paths(opened, '[data-testid="stTopNavDropdownLink"]')
        opened.page.keyboard.press("Escape")
        opened.page.locator('[data-testid="stTopNavPopover"]').wait_for(state="detached")
        assert section.evaluate("one => one === document.activeElement"), "Escape gives the focus back"
    assert paths == PATHS


def test_an_entry_of_a_group_opens_its_page_by_keyboard(visit) -> None:
    opened = visit("/data", somebody_else=True)
    group = opened.page.get_by_role("button", name="Metrics and areas")
    group.focus()
    opened.page.keyboard.press("Enter")
    opened.still(opened.page.get_by_role("menuitem", name="Compare areas"))
    assert not violations(opened.page)
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_url("**/compare*")
    opened.wait().settle()
    assert opened.page.get_by_role("heading", level=1).count() == 1


def test_the_group_of_the_page_in_force_is_marked(visit) -> None:
    opened = visit("/compare", somebody_else=True)
    edge = "one => getComputedStyle(one).borderBottomColor"
    marks = {
        group.inner_text().strip(): group.evaluate(edge)
        for group in opened.page.locator('[data-testid="stTopNavSection"]:visible').all()
    }
    assert {name for name, colour in marks.items() if colour == "rgb(255, 255, 255)"} == {"Metrics and areas"}


def test_every_page_is_reached_from_the_menu_of_a_phone(visit) -> None:
    opened = visit("/data", "phone", somebody_else=True)
    opened.page.get_by_role("button", name="Menu").focus()
    opened.page.keyboard.press("Enter")
    links = '[data-testid="stSidebarNavLink"]:visible'
    opened.still(opened.page.locator(links).first)
    assert _paths(opened, links) == PATHS
    assert not violations(opened.page)
    for link in opened.page.locator(links).all():
        box = link.bounding_box()
        assert 0 <= box["x"] and box["x"] + box["width"] <= 360, link.inner_text()


def test_on_a_phone_a_menu_that_is_put_away_takes_no_focus(visit) -> None:
    opened = visit("/data", "phone")
    for _ in range(4):
        opened.page.keyboard.press("Tab")
        box = opened.page.evaluate("() => document.activeElement.getBoundingClientRect().toJSON()")
        assert box["right"] > 0, "the focus is outside the screen"
