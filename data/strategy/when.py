"""Dates as text: a day, month or year, checked and written out in words."""

from __future__ import annotations

import re
from datetime import date

NOT_STATED = "not stated"
WHENS = "a day, month or year between 1948 and 2100, like 2019-09-26, 2019-09 or 2019, or 'not stated'"
_WHEN = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_YEARS = range(1948, 2101)


def say_when(when: str) -> str:
    """A day, month or year in words: '26 September 2019', 'September 2019', '2019', 'not stated'."""
    match = _WHEN.fullmatch(when)
    if not match or not match[2]:
        return when
    first = date(int(match[1]), int(match[2]), int(match[3] or 1))
    return f"{first.day} {first:%B %Y}" if match[3] else f"{first:%B %Y}"


def is_when(text: str) -> bool:
    """Whether a text is a valid day, month or year."""
    match = _WHEN.fullmatch(text)
    if not match or int(match[1]) not in _YEARS:
        return False
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True
