"""The page of the board paper: choices in the address, what the paper contains, and files to download."""

from __future__ import annotations

from html import unescape

from tests.pages.paper_examples import papers, the_system
from tests.pages.test_pages_without_browser import drawn, words


def _text(app) -> str:
    return unescape(words(app))


def test_it_lists_the_pages_of_the_paper_in_order(store_folder):
    app = drawn(store_folder, "board_paper")
    text = _text(app)
    places = [text.index(f"{place}. {page.name}") for place, page in enumerate(papers()[0].pages, 1)]
    assert places == sorted(places)
    assert f"<h1>{papers()[0].pages[0].title}</h1>" in text and "The paper has 12 pages." in text
    assert text.count("data:image/png") == 12


def test_choices_stand_in_the_address_and_are_used(store_folder):
    app = drawn(
        store_folder,
        "board_paper",
        areas="E06000009",
        shifts="treatment_to_prevention",
        metrics="smoking_prevalence,published_life_expectancy",
    )
    text = _text(app)
    assert "Treatment to prevention: Blackpool" in text and "Hospital to community: Blackpool" not in text
    assert (
        "Published life expectancy" in text or the_system().metrics["published_life_expectancy"].title in text
    )


def test_a_choice_in_a_box_is_written_to_the_address(store_folder):
    app = drawn(store_folder, "board_paper")
    app.multiselect(key="filter_shifts").set_value(["hospital_to_community"]).run()
    assert not app.exception
    assert app.query_params["shifts"] in (["hospital_to_community"], "hospital_to_community")


def test_what_is_not_available_or_too_much_is_left_out_and_stated(store_folder):
    metrics = ",".join([*list(the_system().metrics)[:7], "no_such_metric"])
    app = drawn(store_folder, "board_paper", metrics=metrics, areas="E99999999")
    text = _text(app)
    assert not app.exception
    assert text.count("in the address is not available here") == 2
    assert "no_such_metric" in text and "E99999999" in text


def test_files_can_be_taken_away(store_folder):
    app = drawn(store_folder, "board_paper")
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["Download the slides (PPTX)", "Download the paper (PDF)"]
