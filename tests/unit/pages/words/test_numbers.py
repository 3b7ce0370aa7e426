from datetime import date
from math import nan

import pytest

from pages.words import numbers as words


@pytest.mark.parametrize(
    ("figure", "decimals", "unit", "text"),
    [
        (10.04, 1, "%", "10.0%"),
        (79.84, 1, "years", "79.8 years"),
        (1234.5, 0, "per 100,000 people", "1,234 per 100,000 people"),
        (117, 0, "ratio, ICS = 100", "117 (ICS = 100)"),
        (93.0, 1, "% seen in time", "93.0% seen in time"),
        (-0.04, 1, "years", "0.0 years"),
        (-5.9, 1, "years", "\u22125.9 years"),
        (nan, 1, "years", "–"),
        (None, 0, "", "–"),
    ],
)
def test_a_value_is_rounded_and_carries_its_unit(figure, decimals, unit, text):
    assert words.value(figure, decimals, unit) == text


def test_an_interval_is_written_in_words_and_is_empty_where_there_is_none():
    assert words.interval(196.2, 337.8) == "196 to 338"
    assert words.interval(nan, 3) == ""


def test_a_difference_carries_its_sign_unless_it_rounds_to_nothing():
    assert [words.signed(x) for x in (58, -12, 0, 0.2)] == ["+58", "\u221212", "0", "0"]


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2025, 7, 1), date(2025, 7, 31), "July 2025"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2024, 4, 1), date(2025, 3, 31), "2024/25"),
        (date(2020, 1, 1), date(2024, 12, 31), "2020 to 2024"),
        (date(2022, 4, 1), date(2025, 3, 31), "Apr 2022 to Mar 2025 (3 years)"),
        (date(2025, 1, 1), date(2025, 3, 31), "Jan 2025 to Mar 2025"),
    ],
)
def test_a_period_is_written_as_people_say_it(start, end, text):
    assert words.period(start, end) == text


def test_counts_and_lists_read_as_sentences():
    assert words.count_of(1, "ward") == "1 ward"
    assert words.count_of(21, "ward") == "21 wards"
    assert words.count_of(0, "ward") == "0 wards"
    assert words.listed(["Park", "Talbot", "Tyldesley"]) == "Park, Talbot and Tyldesley"
    assert words.number_word(9) == "Nine"
    assert words.number_word(21) == "21"


def test_every_status_has_words_and_a_metric_may_give_its_own_limit():
    assert words.status("suppressed") == "Hidden to protect people"
    assert words.status("too_small", {"too_small": "Fewer than 5,000 people"}) == "Fewer than 5,000 people"
    assert set(words.STATUSES) == set(words.SHORT_STATUSES)


def test_similar_is_never_written():
    assert words.against("apart", "England") == "cannot be told apart from England"
    assert words.against("higher", "England") == "higher than England"
