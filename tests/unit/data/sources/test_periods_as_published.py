"""Periods as publishers write them: read exactly, or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from data.sources.shared.periods_as_published import is_past, read_iso_period, read_period


@pytest.mark.parametrize(
    "text, kind, start, end, label",
    [
        ("2022", None, date(2022, 1, 1), date(2022, 12, 31), "2022"),
        ("2020 - 22", None, date(2020, 1, 1), date(2022, 12, 31), "2020 to 2022"),
        ("2020–2022", None, date(2020, 1, 1), date(2022, 12, 31), "2020 to 2022"),
        ("1998 - 00", None, date(1998, 1, 1), date(2000, 12, 31), "1998 to 2000"),
        ("2022/23", "financial", date(2022, 4, 1), date(2023, 3, 31), "2022/23"),
        ("2022/23", "academic", date(2022, 9, 1), date(2023, 8, 31), "2022/23"),
        ("2022/23", "november", date(2022, 11, 16), date(2023, 11, 15), "2022/23"),
        ("1999/00", "financial", date(1999, 4, 1), date(2000, 3, 31), "1999/00"),
        ("2018/19 - 20/21", "financial", date(2018, 4, 1), date(2021, 3, 31), "2018/19 to 2020/21"),
        ("2022/23 Q4", "financial", date(2023, 1, 1), date(2023, 3, 31), "2022/23 Q4"),
        ("2023 Q4", None, date(2023, 10, 1), date(2023, 12, 31), "2023 Q4"),
        ("Feb 2024", None, date(2024, 2, 1), date(2024, 2, 29), "Feb 2024"),
    ],
)
def test_periods_that_are_read(text, kind, start, end, label):
    assert read_period(text, kind) == (start, end, label)


@pytest.mark.parametrize(
    "text, kind",
    [
        ("2022/23", None),
        ("2022/23", "calendar"),
        ("2022/24", "financial"),
        ("2022 - 2020", None),
        ("2022/23 Q1", "academic"),
        ("2018/19 - 20/22", "financial"),
        ("Abc 2024", None),
        ("2024-25", "financial"),
        ("2024-25", None),
        ("0000", None),
        ("9999", None),
        ("２０２２", None),
        ("20222", None),
        ("", "financial"),
    ],
)
def test_periods_that_are_not_guessed(text, kind):
    assert read_period(text, kind) is None


@pytest.mark.parametrize(
    "text", ["2023", "2023-05-01/P1Y", "2023-02-01/P3M", "2023-13-01/P1M", "9999-01-01/P9Y"]
)
def test_durations_that_are_not_read(text):
    assert read_iso_period(text) is None


def test_a_month_and_a_quarter_with_a_duration():
    assert read_iso_period("2023-12-01/P1M") == (date(2023, 12, 1), date(2023, 12, 31), "Dec 2023")
    assert read_iso_period("2023-10-01/P3M") == (date(2023, 10, 1), date(2023, 12, 31), "2023 Q4")


def test_a_period_has_begun_and_does_not_reach_far_ahead():
    today = date(2026, 3, 9)
    assert is_past(read_period("2025/26", "financial"), today)
    assert not is_past(read_period("2026/27", "financial"), today)
    assert not is_past(read_period("2026 - 30", None), today)
    assert not is_past(read_period("1985", None), today)
