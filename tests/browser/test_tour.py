"""The tour of the overview: offered once, taken by keyboard, put away for good, always within reach."""

from __future__ import annotations

import pytest

from pages.shell.tour import STEPS
from tests.lib.accessibility import violations
from tests.lib.browser import SCREENS

LINE, PANEL = ".tour-line", ".tour-panel"


@pytest.mark.parametrize("screen", SCREENS)
def test_the_tour_is_offered_in_one_line_until_it_is_put_away(visit, screen: str) -> None:
    opened = visit("/", screen, somebody_else=True)
    box = opened.page.locator(LINE).bounding_box()
    assert box["height"] <= 48
    opened.page.get_by_role("button", name="No tour, thank you").click()
    assert opened.page.locator(LINE).count() == 0
    opened.page.reload()
    opened.wait().settle()
    assert opened.page.locator(LINE).count() == 0 and opened.page.locator(PANEL).count() == 0


@pytest.mark.parametrize("screen", SCREENS)
def test_the_tour_goes_through_its_steps_by_keyboard(visit, screen: str) -> None:
    opened = visit("/", screen, somebody_else=True)
    opened.page.get_by_role("button", name="Take the tour (1 minute)").focus()
    opened.page.keyboard.press("Enter")
    for number, (_, title, _) in enumerate(STEPS, 1):
        heading = opened.page.locator(f"{PANEL} h2")
        assert heading.inner_text() == title, f"step {number} has nothing to point at"
        assert heading.evaluate("one => one === document.activeElement")
        assert opened.page.locator(".tour-target").count() == 1
        spot = opened.page.locator(".tour-target").bounding_box()
        assert -1 <= spot["y"] < SCREENS[screen][1], title
        if number in (1, len(STEPS)):
            assert not violations(opened.page)
        next_one = opened.page.locator(f"{PANEL} button.main")
        opened.page.keyboard.press("Tab")
        if not next_one.evaluate("one => one === document.activeElement"):
            opened.page.keyboard.press("Tab")
        assert next_one.evaluate("one => one === document.activeElement")
        opened.page.keyboard.press("Enter")
    assert opened.page.locator(f"{PANEL}, .tour-target").count() == 0


def test_escape_ends_the_tour_and_it_is_not_offered_again(visit) -> None:
    opened = visit("/", somebody_else=True)
    opened.page.get_by_role("button", name="Take the tour (1 minute)").click()
    opened.page.keyboard.press("Escape")
    assert opened.page.locator(f"{PANEL}, .tour-target, {LINE}").count() == 0
    opened.page.reload()
    opened.wait().settle()
    assert opened.page.locator(f"{PANEL}, {LINE}").count() == 0


@pytest.mark.parametrize("path", ["/", "/data"])
def test_a_link_at_the_foot_takes_the_tour_again(visit, path: str) -> None:
    opened = visit(path, somebody_else=True)
    for _ in range(2):
        opened.page.get_by_role("link", name="Take the tour").click()
        opened.page.locator(PANEL).wait_for()
        opened.settle()
        assert "tour" not in opened.query()
        opened.page.keyboard.press("Escape")
        assert opened.page.locator(PANEL).count() == 0
