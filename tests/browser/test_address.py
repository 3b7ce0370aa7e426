"""An address that is copied and sent opens the same view for whoever gets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.lib.browser import Visit
from tests.lib.server import serve


def test_a_page_opens_by_its_address_on_a_server_that_nobody_has_visited(
    store_folder: Path, tmp_path: Path, browser: Browser
) -> None:
    with serve(store_folder, tmp_path / "server.log") as address:
        page = browser.new_page()
        opened = Visit(page, address).go("/metric")
        opened.page.get_by_role("heading", level=1).first.wait_for()
        assert opened.page.get_by_role("heading", level=1).count() == 1
        page.close()


@pytest.mark.parametrize("path", ["/metric", "/compare", "/shift?level=ward"])
def test_what_is_chosen_in_a_filter_comes_back_from_the_address(visit, path: str) -> None:
    sent = visit(path)
    before = sent.query()
    sent.choose_another()
    sent.settle()
    assert sent.query() != before, "a choice that does not show in the address cannot be shared"

    received = visit(sent.page.url.removeprefix(sent.address), somebody_else=True)
    assert received.query() == sent.query()
    assert received.words() == sent.words()


@pytest.mark.parametrize("path", ["/", "/data"])
def test_page_says_the_same_to_everybody(visit, path: str) -> None:
    assert visit(path, somebody_else=True).words() == visit(path).words()


def test_filters_go_along_to_another_page(visit) -> None:
    opened = visit("/metric?level=place")
    view = opened.view()
    opened.link_to("/compare").click()
    opened.page.wait_for_url("**/compare*")
    opened.wait(after=view)
    assert "level=place" in opened.query()


@pytest.mark.parametrize(
    "wrong", ["level=galaxy", "metric=no_such_metric", "area=E99999999", "period=1066", "ics=XXX"]
)
def test_an_address_with_a_mistake_still_opens_a_page(visit, wrong: str) -> None:
    opened = visit(f"/metric?{wrong}")
    assert opened.page.locator('[data-testid="stException"]').count() == 0
