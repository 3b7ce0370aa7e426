"""The strategy in a browser: filters in the address, a search and a list that work by keyboard."""

from __future__ import annotations

import pytest


def choose(opened, name: str, option: str) -> None:
    """Choose in one of the page's combo boxes, and wait for the view."""
    view, box = opened.view(), opened.page.get_by_role("combobox", name=name)
    box.scroll_into_view_if_needed()
    opened.still(box).click()
    opened.page.get_by_role("option", name=option, exact=True).click()
    opened.wait(after=view)


def test_a_filter_of_the_matrix_comes_back_from_the_address(visit):
    sent = visit("/strategy")
    choose(sent, "Change", "Worsening")
    assert "change=worsening" in sent.query()
    received = visit(sent.page.url.removeprefix(sent.address), somebody_else=True)
    assert received.words() == sent.words()
    assert received.page.locator("table.matrix details").count() == 0


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_a_statement_can_be_searched_by_keyboard(visit, screen):
    opened = visit("/strategy", screen)
    view = opened.view()
    box = opened.page.get_by_role("textbox", name="Words, area or number")
    box.focus()
    opened.page.keyboard.type("471,000")
    opened.page.keyboard.press("Enter")
    opened.wait(after=view)
    assert "find=471" in opened.query()
    rows = opened.page.locator(".statements tbody tr")
    assert rows.count() >= 1 and "£471,000" in rows.first.inner_text()


def test_the_list_of_statements_scrolls_by_keyboard(visit):
    opened = visit("/strategy")
    region = opened.page.get_by_role("region", name="Statements, a list to scroll")
    region.focus()
    opened.page.keyboard.press("End")
    reached = region.evaluate(_SCROLLED)
    assert reached > 1000


def test_folded_metrics_open_by_keyboard(visit):
    opened = visit("/strategy")
    fold = opened.page.locator("table.matrix details").first
    fold.locator("summary").focus()
    opened.page.keyboard.press("Enter")
    assert fold.get_attribute("open") is not None
    assert fold.get_by_role("link").first.is_visible()


def test_the_filters_of_the_matrix_stay_on_their_page(visit):
    opened = visit("/strategy?change=worsening&find=stroke&shift=analogue_to_digital")
    links = opened.page.locator("table.matrix a, .programmes a, .page-foot a")
    addresses = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert addresses and not any("change=" in address or "find=" in address for address in addresses)


def test_all_shifts_chosen_here_is_no_mistake_on_the_page_of_a_shift(visit):
    opened = visit("/strategy?shift=analogue_to_digital")
    choose(opened, "Shift", "All three shifts")
    assert "shift=" not in opened.query()
    view = opened.view()
    opened.page.get_by_role("link", name="Shifts", exact=True).first.click()
    opened.page.wait_for_url("**/shift*")
    opened.wait(after=view)
    assert opened.page.locator(".refusal").count() == 0


def test_on_a_phone_the_matrix_is_stacked(visit):
    opened = visit("/strategy", "phone")
    row = opened.page.locator("table.matrix tbody tr").first
    tops = row.locator("th, td").evaluate_all("cells => cells.map(cell => cell.getBoundingClientRect().top)")
    assert tops == sorted(set(tops)) and len(tops) == 4


# Scrolling may be smooth: give it up to two seconds.
_SCROLLED = """list => new Promise(resolve => {
    const end = performance.now() + 2000;
    const look = () => list.scrollTop > 1000 || performance.now() > end
        ? resolve(list.scrollTop) : requestAnimationFrame(look);
    look();
})"""
