"""The workbench in a browser, on a desk and on a phone: by keyboard, with an upload, for everybody."""

from __future__ import annotations

import pytest

from tests.lib.accessibility import violations
from tests.lib.browser import SCREENS
from tests.unit.metrics.definition_text import SMALLEST, changed


def _press(opened) -> None:
    view = opened.view()
    opened.page.get_by_role("button", name="Check and preview").focus()
    opened.page.keyboard.press("Enter")
    opened.wait(after=view)
    opened.settle()


@pytest.mark.parametrize("screen", SCREENS)
def test_problems_and_a_preview_keep_to_wcag_2_2_aa_and_to_the_screen(visit, screen: str) -> None:
    opened = visit("/workbench", screen)
    for heading in ("is valid and has figures at 5 levels", "The definition has "):
        _press(opened)
        assert heading in opened.page.get_by_role("heading", level=1).inner_text().replace("\n", " ")
        assert not (problems := violations(opened.page)), "\n".join(problems)
        main = opened.page.locator('[data-testid="stMain"]')
        assert main.evaluate("one => one.scrollWidth") <= SCREENS[screen][0]
        opened.page.get_by_label("Definition", exact=True).fill(changed(("rate(per", "rat(per")))


def test_an_uploaded_definition_replaces_the_text_and_its_id(visit) -> None:
    opened = visit("/workbench")
    view = opened.view()
    opened.page.locator('input[type="file"]').set_input_files(
        {"name": "major_ae_attendances.py", "mimeType": "text/x-python", "buffer": SMALLEST.encode()}
    )
    opened.wait(after=view)
    assert opened.page.get_by_label("Definition", exact=True).input_value() == SMALLEST
    assert opened.page.get_by_label("Id of the metric").input_value() == "major_ae_attendances"
    assert "is now in the text box" in opened.words()
    _press(opened)
    assert "Major A&E attendances is valid" in opened.words()


def test_the_text_is_still_there_after_a_visit_to_another_page(visit) -> None:
    opened = visit("/workbench")
    opened.page.get_by_label("Definition", exact=True).fill(SMALLEST)
    _press(opened)
    view = opened.view()
    opened.link_to("/metric").click()
    opened.page.wait_for_url("**/metric*")
    opened.wait(after=view)
    opened.link_to("/workbench").click()
    opened.page.wait_for_url("**/workbench*")
    opened.page.get_by_label("Definition", exact=True).wait_for()
    assert opened.page.get_by_label("Definition", exact=True).input_value() == SMALLEST
    assert "Definition" not in opened.query() and "Major" not in opened.query()
