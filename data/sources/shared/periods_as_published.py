"""Periods as publishers write them, converted to first day, last day and the project's label."""

from __future__ import annotations

import re
from datetime import date, timedelta

# The first day of each kind of year. Active Lives years run from mid-November.
YEAR_STARTS = {"calendar": (1, 1), "financial": (4, 1), "academic": (9, 1), "november": (11, 16)}
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
Period = tuple[date, date, str]


def years(first: int, kind: str, span: int = 1) -> Period:
    """A period of ``span`` years of a kind, beginning with the year that starts in ``first``."""
    start = date(first, *YEAR_STARTS[kind])
    end = date(first + span, *YEAR_STARTS[kind]) - timedelta(days=1)
    last = first + span - 1
    name = str if kind == "calendar" else lambda year: f"{year}/{(year + 1) % 100:02d}"
    return start, end, name(first) if span == 1 else f"{name(first)} to {name(last)}"


def quarter(year: int, number: int, kind: str) -> Period:
    """A quarter of a calendar or financial year."""
    month = (number - 1) * 3 + YEAR_STARTS[kind][0]
    start = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    last = month + 2
    after = date(year + last // 12, last % 12 + 1, 1)
    name = str(year) if kind == "calendar" else f"{year}/{(year + 1) % 100:02d}"
    return start, after - timedelta(days=1), f"{name} Q{number}"


def month(year: int, number: int) -> Period:
    after = date(year + number // 12, number % 12 + 1, 1)
    return date(year, number, 1), after - timedelta(days=1), f"{_MONTHS[number - 1]} {year}"


def read_period(text: str, slash_kind: str | None) -> Period | None:
    """A period like 2022, 2022/23, 2020 - 22, 2018/19 - 20/21, 2022/23 Q2, 2023 Q1, Jul 2023; None otherwise.

    ``slash_kind`` is the kind of year that 2022/23 is; without it such a period is not read, as it could be
    financial, academic or from November.
    """
    text = " ".join(text.strip().replace("–", "-").split())
    if match := _match(r"(Y)(?: Q([1-4]))?", text):
        year, part = int(match[1]), match[2]
        return quarter(year, int(part), "calendar") if part else years(year, "calendar")
    if match := _match(r"(Y) ?- ?(\d{2}|Y)", text):
        first, last = int(match[1]), _full(int(match[1]), match[2])
        # 2024-25 means two calendar years for one publisher and a financial year for another.
        ambiguous = last == first + 1 and " " not in text
        return years(first, "calendar", last - first + 1) if last > first and not ambiguous else None
    if match := _match(r"([A-Z][a-z]{2}) (Y)", text):
        return month(int(match[2]), _MONTHS.index(match[1]) + 1) if match[1] in _MONTHS else None
    if slash_kind is None or slash_kind == "calendar":
        return None
    if match := _match(r"(Y)/(\d{2})(?: Q([1-4]))?", text):
        first = int(match[1])
        if _full(first, match[2]) != first + 1:
            return None
        if match[3]:
            return quarter(first, int(match[3]), slash_kind) if slash_kind == "financial" else None
        return years(first, slash_kind)
    if match := _match(r"(Y)/(\d{2}) ?- ?(\d{2}|Y)/(\d{2})", text):
        first, last = int(match[1]), _full(int(match[1]), match[3])
        is_valid = _full(first, match[2]) == first + 1 and _full(last, match[4]) == last + 1 and last > first
        return years(first, slash_kind, last - first + 1) if is_valid else None
    return None


def read_iso_period(text: str) -> Period | None:
    """A start with a duration in years, quarters or months, like 2015-11-16/P1Y; None otherwise."""
    match = _match(r"(Y)-(\d{2})-(\d{2})(?:T00:00:00)?/P(\d{1,2})([YM])", text.strip())
    if match is None:
        return None
    year, start_month, day, span = (int(part) for part in match.groups()[:4])
    if match[5] == "Y":
        kind = next((k for k, start in YEAR_STARTS.items() if start == (start_month, day)), None)
        return years(year, kind, span) if kind and 1 <= span <= 10 else None
    if day != 1 or not 1 <= start_month <= 12:
        return None
    if span == 1:
        return month(year, start_month)
    return quarter(year, (start_month + 2) // 3, "calendar") if span == 3 and start_month % 3 == 1 else None


def is_past(period: Period, today: date) -> bool:
    """Whether a figure can have this period: it began in 1990 or later, has begun, and ends within a year."""
    return date(1990, 1, 1) <= period[0] <= today and period[1] <= today + timedelta(days=366)


def _match(form: str, text: str) -> re.Match | None:
    """``form`` with Y for a year of 1900 to 2099, digits being 0 to 9 only."""
    return re.fullmatch(
        form.replace("(Y)", "((?:19|20)\\d\\d)").replace("|Y)", "|(?:19|20)\\d\\d)"), text, re.ASCII
    )


def _full(first: int, short: str) -> int:
    """The year that two digits after ``first`` mean."""
    if len(short) == 4:
        return int(short)
    year = first - first % 100 + int(short)
    return year if year >= first else year + 100
