"""Who cannot use a mouse reaches every area of a map with Tab and the arrow keys."""

from __future__ import annotations

import pytest

from geo.assembly import geography
from tests.lib.browser import Visit

ARROWS = ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp")

# A map is the picture with the most areas, be it inside shadow roots or not. It is looked for once a page.
_MAP = """
    const below = root => [...root.querySelectorAll('*')].flatMap(
        one => [one, ...(one.shadowRoot ? below(one.shadowRoot) : [])]);
    const areasOf = svg => [...svg.querySelectorAll('path[data-area]')];
    if (!window.mapFound?.isConnected) window.mapFound = below(document).filter(one => one.tagName === 'svg')
        .sort((one, other) => areasOf(other).length - areasOf(one).length)[0];
    const areas = areasOf(window.mapFound);
    const focused = () => {
        let active = document.activeElement;
        while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
        return areas.indexOf(active);
    };
"""
_NAMES = "() => {" + _MAP + "return areas.map(one => one.getAttribute('aria-label') || ''); }"
_TAB_STOPS = "() => {" + _MAP + "return areas.flatMap((one, number) => one.tabIndex === 0 ? [number] : []); }"
_FOCUSED = "() => {" + _MAP + "return focused(); }"
_FOCUS = "number => {" + _MAP + "areas[number].focus(); return focused(); }"
_FOCUSED_THEN_FOCUS = "number => {" + _MAP + "const now = focused(); areas[number].focus(); return now; }"


def _steps(opened: Visit, area: int) -> set[int]:
    """The areas that one arrow key leads to from ``area``."""
    assert opened.page.evaluate(_FOCUS, area) == area, "an area of the map cannot have the focus"
    reached = set()
    for arrow in ARROWS:
        opened.page.keyboard.press(arrow)
        reached.add(opened.page.evaluate(_FOCUSED_THEN_FOCUS, area))
    return reached - {area, -1}


@pytest.mark.parametrize("level", ["place", "ward"])
def test_every_area_of_the_map_is_reached_with_arrow_keys(visit, level: str) -> None:
    opened = visit(f"/metric?level={level}")
    names = opened.page.evaluate(_NAMES)
    assert len(names) == len(geography("QE1").table(level))

    start = opened.page.evaluate(_TAB_STOPS)
    assert len(start) == 1, "a map is one stop of the Tab key"
    reached, ahead = set(start), list(start)
    while ahead:
        ahead += (new := _steps(opened, ahead.pop()) - reached)
        reached |= new
    assert [name for number, name in enumerate(names) if number not in reached] == []


def test_tab_alone_leads_into_the_map(visit) -> None:
    opened = visit("/metric?level=ward")
    for _ in range(120):
        opened.page.keyboard.press("Tab")
        if opened.page.evaluate(_FOCUSED) >= 0:
            return
    pytest.fail("120 presses of Tab did not reach the map")


def test_each_area_of_the_map_says_its_name(visit) -> None:
    opened = visit("/metric?level=ward")
    names = opened.page.evaluate(_NAMES)
    wards = geography("QE1").table("ward")["label"]
    assert [ward for ward in wards if not any(ward in name for name in names)] == []


def test_enter_chooses_the_area_and_the_address_keeps_it(visit) -> None:
    opened = visit("/metric?level=ward")
    opened.page.evaluate(_FOCUS, 7)
    view, before = opened.view(), opened.query()
    opened.page.keyboard.press("Enter")
    opened.wait(after=view)
    assert opened.query() != before
    assert "area=" in opened.query()
