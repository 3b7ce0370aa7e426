"""When something was: a day, month or year as text, checked and said in words."""

from __future__ import annotations

import re
from datetime import date

NOT_STATED = "not stated"
WHENS = "a day, month or year between 1948 and 2100, like 2019-09-26, 2019-09 or 2019, or 'not stated'"
_WHEN = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_YEARS = range(1948, 2101)


def say_when(when: str) -> str:
    """A day, month or year in words: '26 September 2019', 'September 2019', '2019', 'not stated'."""
    found = _WHEN.fullmatch(when)
    if not found or not found[2]:
        return when
    first = date(int(found[1]), int(found[2]), int(found[3] or 1))
    return f"{first.day} {first:%B %Y}" if found[3] else f"{first:%B %Y}"


def is_when(told: str) -> bool:
    """Whether it is a day, month or year that there is."""
    found = _WHEN.fullmatch(told)
    if not found or int(found[1]) not in _YEARS:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True
