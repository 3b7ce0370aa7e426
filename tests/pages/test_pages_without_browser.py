"""Each page drawn without a browser: what it says, what it does with a strange address, what it never hides.

A function draws the page: an app file next to a folder `pages` may fall into Streamlit's older way of pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from unittest.mock import patch

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from data.records.own.ingest import ingest
from tests.unit.data.own_rows import own_rows

# Streamlit reads the metadata of every installed package for each page that a test draws: here it does once.
_installed = cache(manifest_scanner.scan_component_manifests)
PAGES = ("overview", "shift", "metric", "compare", "strategy", "board_paper", "data", "workbench")


def _script(name: str) -> None:
    import importlib

    import streamlit as st

    from pages.shell.frame import apply_style

    st.set_page_config(layout="wide")
    apply_style()
    importlib.import_module(f"pages.{name}").draw()


def drawn(store_folder, page: str, /, session: Mapping[str, object] | None = None, **address: str) -> AppTest:
    """The page after its first run, with an address, and with what the session ``session`` before."""
    app = AppTest.from_function(_script, args=(page,), default_timeout=600)
    for key, value in (session or {}).items():
        app.session_state[key] = value
    for parameter, value in address.items():
        app.query_params[parameter] = value
    with patch.object(manifest_scanner, "scan_component_manifests", _installed):
        return app.run()


def words(app: AppTest) -> str:
    """All markup that the page wrote itself."""
    return "\n".join(element.proto.body for element in app.get("html") if "<style>" not in element.proto.body)


def figures(app: AppTest) -> str:
    """The markup handed to the figures."""
    return "\n".join(str(element.proto) for element in app.get("bidi_component"))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_draws_twice_without_an_error(store_folder, page):
    app = drawn(store_folder, page)
    assert not app.exception
    assert "<h1>" in words(app)
    again = app.run()
    assert not again.exception
    assert "<h1>" in words(again)


@pytest.mark.slow
@pytest.mark.parametrize("page", ("metric", "compare"))
def test_every_metric_can_be_shown(store_folder, page):
    """Each at one of its levels, in turn: all of them at all levels take minutes."""
    from metrics.language import registry

    for number, metric in enumerate(registry.metrics().values()):
        if page == "compare" and set(metric.levels) <= {"ics"}:
            continue
        level = metric.levels[number % len(metric.levels)]
        app = drawn(store_folder, page, metric=metric.id, level=level)
        assert not app.exception, (metric.id, level)
        assert "not available here" not in words(app), (metric.id, level)


def test_a_page_with_synthetic_figures_says_so_at_its_top(store_folder):
    for page in PAGES:
        strip = words(drawn(store_folder, page)).split('class="strip"')[1].split("</div>")[0]
        assert "synthetic" in strip.lower() or "demonstration" in strip.lower(), page


def test_the_strip_speaks_for_every_level_that_the_page_shows(store_folder):
    page = words(drawn(store_folder, "metric", metric="ae_attendances", level="ics"))
    strip = page.split('class="strip"')[1].split("</div>")[0]
    assert "Some figures are not real" in strip


def test_a_page_without_synthetic_figures_does_not_claim_them(store_folder):
    strip = (
        words(drawn(store_folder, "metric", metric="nhs_app_access"))
        .split('class="strip"')[1]
        .split("</div>")[0]
    )
    assert "No demonstration data" in strip


def test_a_value_that_is_not_on_offer_is_answered_with_a_sentence(store_folder):
    app = drawn(store_folder, "metric", metric="no_such_metric", level="planet", ics="XXX")
    assert not app.exception
    assert words(app).count("not available here") >= 2


def test_markup_in_the_address_stays_text(store_folder):
    app = drawn(store_folder, "compare", metric="<script>alert(1)</script>")
    assert "<script>alert" not in words(app)


@pytest.mark.parametrize("page", ("metric", "compare", "data"))
def test_neighbourhoods_that_no_system_drew_are_marked(store_folder, page):
    assert "designed, not official" in words(drawn(store_folder, page, level="neighbourhood"))
    if page == "compare":
        assert "designed, not official" not in words(drawn(store_folder, page, level="ward"))


def test_the_finding_names_the_area_and_metric_of_the_address(store_folder):
    title = words(
        drawn(store_folder, "metric", metric="emergency_admissions", level="place", area="QE1-P-BLACKPOOL")
    )
    title = title.split("<h1>")[1].split("</h1>")[0]
    assert title.startswith("Emergency admissions in Blackpool were ")


def test_the_priority_wards_are_marked_on_map_ranking_and_table(store_folder):
    drawn_page = drawn(store_folder, "compare", level="ward", area="QE1-P-BLACKPOOL")
    text = figures(drawn_page)
    for ward in ("Bloomfield", "Claremont", "Park", "Talbot", "Tyldesley"):
        assert ward in text
    assert text.count("priority ward") >= 5


def test_the_data_page_reconciles_with_the_published_totals(store_folder):
    assert "add up to the published totals in every month" in words(drawn(store_folder, "data"))


def test_the_data_page_lists_what_was_ingested(store_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("ICS_RECORDS_FOLDER", str(tmp_path / "own"))
    assert "The ICS's own records" not in words(drawn(store_folder, "data"))
    own_rows("deaths", 400, bad=2).to_csv(tmp_path / "delivery.csv", index=False)
    ingest("deaths", tmp_path / "delivery.csv", "QE1")
    text = words(drawn(store_folder, "data"))
    assert "delivery.csv" in text and "age: allowed is 0 to 120 (fewer than 8)" in text


def test_a_page_without_a_store_says_which_command_makes_one(monkeypatch, tmp_path):
    monkeypatch.setenv("ICS_DATA_FOLDER", str(tmp_path))
    app = drawn(tmp_path, "overview")
    assert not app.exception
    assert "python -m metrics refresh --ics QE1" in words(app)
