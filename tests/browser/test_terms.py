"""Terms that are explained on the spot: by pointer, by keyboard, put away with Escape, within the screen."""

from __future__ import annotations

import pytest

from tests.lib.accessibility import violations
from tests.lib.browser import SCREENS

TERM, MEANING = ".term > button:visible", ".meaning:visible"


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("path", ["/metric?level=ward", "/shift"])
def test_a_term_opens_with_the_focus_and_closes_with_escape(visit, path: str, screen: str) -> None:
    opened = visit(path, screen, somebody_else=True)
    assert opened.page.locator(TERM).count()
    for term in opened.page.locator(TERM).all():
        term.focus()
        box = opened.page.locator(MEANING).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= SCREENS[screen][0], term.inner_text()
        assert not term.evaluate(_COVERED), f"the meaning of {term.inner_text()} is cut off or covered"
        opened.page.keyboard.press("Escape")
        assert opened.page.locator(MEANING).count() == 0
    opened.page.locator(TERM).first.blur()
    opened.page.locator(TERM).first.focus()
    assert opened.page.locator(MEANING).count() == 1, "it opens again when the focus returns"
    assert not violations(opened.page)


def test_a_meaning_stays_while_the_pointer_is_on_it(visit) -> None:
    opened = visit("/metric?level=ward", somebody_else=True)
    opened.page.locator(TERM).first.hover()
    assert opened.page.locator(MEANING).count() == 1
    opened.page.locator(MEANING).hover()
    assert opened.page.locator(MEANING).count() == 1
    opened.page.keyboard.press("Escape")
    assert opened.page.locator(MEANING).count() == 0


_COVERED = """term => {
    const meaning = term.parentElement.querySelector('.meaning');
    meaning.scrollIntoView({block: 'center'});
    const box = meaning.getBoundingClientRect();
    const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return at !== meaning;
}"""
