import re

import pytest

from data.strategy import glossary
from pages.shell import glossary as words


@pytest.fixture(autouse=True)
def new_page():
    words.start_page()


def test_a_term_is_explained_once_on_a_page_from_the_glossary():
    first = words.explained("A control chart and another control chart.")
    assert first.count("<button") == 1 and glossary()["control chart"].means in first
    assert "<button" not in words.explained("One more control chart.")
    words.start_page()
    assert "<button" in words.explained("One more control chart.")


def test_plain_words_stay_as_they_are_and_markup_stays_text():
    assert words.explained("A ward of this place has a rate.") == "A ward of this place has a rate."
    assert words.explained("<b>synthetic</b>").startswith("&lt;b&gt;<span")


def test_plurals_short_forms_and_the_longest_term_are_recognised():
    markup = words.explained("Control charts of ACSC, by healthy life expectancy.")
    assert re.findall(r"<button[^>]*>([^<]+)<", markup) == [
        "Control charts",
        "ACSC",
        "healthy life expectancy",
    ]


def test_a_term_inside_a_word_is_none():
    assert "<button" not in words.explained("The targeted photosynthetic thing.")


def test_each_meaning_is_tied_to_its_term():
    markup = words.explained("Common cause, usual range, 95% interval, derived.")
    names = re.findall(r'aria-describedby="([^"]+)"', markup)
    assert len(names) == 4 and re.findall(r'role="tooltip" id="([^"]+)"', markup) == names


def test_the_words_of_the_pages_are_in_the_glossary():
    needed = {
        "control chart", "usual range", "95% interval", "cannot be told apart", "cannot say", "improving",
        "worsening", "no clear change", "derived", "official", "modelled", "synthetic", "local",
        "trajectory", "target",
    }  # fmt: skip
    assert needed <= set(glossary())
