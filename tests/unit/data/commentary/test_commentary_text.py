"""What the text of a comment may hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.commentary.text import problems, tidy

GOOD = "A sentence that is long enough."


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "0 characters; allowed are 20 to 1,500"),
        ("x" * 1_501, "1,501 characters"),
        ("The patient 943 476 5919 came twice.", "NHS number"),
        ("The patient 943-476-5919 came twice.", "NHS number"),
        ("The patient 943.476.5919 came twice.", "NHS number"),
        ("The patient 943\n476\n5919 came twice.", "NHS number"),
        ("The patient ９４３４７６５９１９ came twice.", "NHS number"),
        ("Ask somebody at jane.doe@example.nhs.uk about it.", "e-mail address"),
        ("Words with a \u202e turn of direction in it.", "U+202E"),
        ("Words with a zero \x00 sign in the middle.", "U+0000"),
    ],
)
def test_what_is_refused_is_told_with_its_field(words, told):
    found = problems(words, GOOD)
    assert any(str(one).startswith("What it means: it ") for one in found)
    assert any(told in one.sentence for one in found)
    assert {one.field for one in problems(GOOD, words)} == {"What is being done"}


def test_all_problems_come_at_once():
    assert len(problems("", "9434765919 a@b.uk")) == 4


@pytest.mark.parametrize(
    "words",
    [
        "In May 2025 we had 1,234 of 5,678 people seen.",
        "Call 0300 123 1234 567.",
        "Zażółć – “gęślą” jaźń, £5.",
    ],
)
def test_plain_words_pass(words):
    assert problems(words + " " + GOOD, GOOD) == []


def test_line_breaks_are_kept_and_spaces_evened_out():
    assert tidy("  One \t line\r\n\r\n\r\n\r\nand\rthree ") == "One line\n\nand\nthree"


@given(st.text())
def test_tidying_twice_changes_nothing_more(words):
    assert tidy(tidy(words)) == tidy(words)
