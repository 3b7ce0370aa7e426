"""What the text of a comment may hold."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.commentary import TextRefused, write
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


LONG = {
    "one word": "a" * 100_000,
    "addresses without an end": "a@" * 50_000,
    "digits": "1 - " * 25_000,
    "spaces after a digit": "1" + " \n" * 50_000,
    "marks out of order": "a" + "\u0301\u0323" * 50_000,
}


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
def test_the_length_is_checked_before_anything_else_is_looked_at(words, monkeypatch):
    def looked_at(*given):
        raise AssertionError("a text of this length is not looked at")

    for name in ("tidy", "problems"):
        monkeypatch.setattr(f"data.commentary.writing.{name}", looked_at)
    with pytest.raises(TextRefused, match=f"{len(words):,} characters; allowed are 20 to 1,500"):
        write("m", "a", words, GOOD, ics="QE1", author="Jo", account="jo@example.nhs.uk", seen=0)


# How Unicode puts marks in order is not ours to choose: there only the limit of what is typed helps.
@pytest.mark.parametrize("words", list(LONG.values())[:-1], ids=list(LONG)[:-1])
def test_what_a_text_costs_grows_with_its_length_and_not_with_its_square(words, monkeypatch):
    monkeypatch.setattr("data.commentary.text.MAX_LENGTH", len(words))

    def cost(length: int) -> float:
        """Of the processor, the smallest of three."""
        costs = []
        for _ in range(3):
            before = time.process_time()
            problems(tidy(words[:length]), GOOD)
            costs.append(time.process_time() - before)
        return min(costs)

    assert cost(60_000) < 50 * max(cost(3_000), 0.001), "20 times as long: the square would be 400"
