"""Somebody who has never seen the overview finds the three answers without scrolling twice."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.lib.browser import SCREENS, SECONDS

ANSWERS = {
    "desktop": (
        ".finding h1",
        ".shift-verdict",
        ".verdict-counts",
        ".glance-pressing ol li",
        ".glance-gap p",
    ),
    "phone": (".finding h1", ".glance-shifts li", ".glance-pressing ol li", ".glance-gap p"),
}
COUNTS = {".finding h1": 1, ".glance-gap p": 1}

_ENDS = """selector => [...document.querySelectorAll(selector)].map(one => {
    const box = one.getBoundingClientRect();
    const main = document.querySelector('[data-testid="stMain"]');
    return {end: box.bottom + main.scrollTop, width: box.width, height: box.height,
            seen: getComputedStyle(one).visibility === 'visible', words: one.innerText.trim()};
})"""


@pytest.mark.parametrize("screen", SCREENS)
def test_the_three_answers_stand_on_the_first_two_screens(visit, screen):
    page = visit("/", screen).page
    two_screens = 2 * SCREENS[screen][1]
    for selector in ANSWERS[screen]:
        ends = page.evaluate(_ENDS, selector)
        assert len(ends) == COUNTS.get(selector, 3), selector
        for end in ends:
            assert end["words"] and end["seen"] and end["width"] > 100 and end["height"] > 15, (selector, end)
            assert end["end"] <= two_screens, (selector, end)


def test_on_a_phone_attention_and_gap_come_before_the_metrics(visit):
    page = visit("/", "phone").page
    tops = [
        page.locator(selector).first.bounding_box()["y"]
        for selector in ("#needs-attention", ".gap-picture", ".st-key-evidence", ".news")
    ]
    assert tops == sorted(tops)


def test_the_link_to_the_whole_list_leads_there(visit):
    opened = visit("/")
    opened.page.get_by_role("link", name="Everything that needs attention").click()
    place = opened.page.locator("#needs-attention")
    expect(place).to_be_in_viewport(timeout=SECONDS * 1000)
    box = opened.still(place).bounding_box()
    assert 0 <= box["y"] < SCREENS["desktop"][1]
