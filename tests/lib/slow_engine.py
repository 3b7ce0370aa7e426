"""The slow and obvious second engine: one loop over people's events for each figure, no SQL, no arrays.

It judges the real one: counting, roll-up, periods, small numbers and the crude rate are written here again,
in the plainest way, from the rules and not from the code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Event:
    """One attendance of one person."""

    day: date
    lsoa: str | None
    age: int
    sex: str
    department: str = "01"


@dataclass(frozen=True)
class Figure:
    """What one row of results says."""

    status: str
    numerator: float | None
    value: float | None


def slow_count(
    events: list[Event],
    lsoas: set[str],
    months: list[tuple[int, int]],
    sex: str,
    ages: range,
    wanted: Callable[[Event], bool],
) -> int:
    """How many events fit, one after the other."""
    found = 0
    for event in events:
        if event.lsoa not in lsoas:
            continue
        if (event.day.year, event.day.month) not in months:
            continue
        if sex != "persons" and event.sex != sex:
            continue
        if event.age in ages and wanted(event):
            found += 1
    return found


def slow_protect(count: int) -> int | None:
    """0 as it is, 1 to 7 not at all, others as the nearest number that ends in 0 or 5."""
    if count == 0:
        return 0
    if count <= 7:
        return None
    below = count
    while below % 5:
        below -= 1
    return below if count - below <= 2 else below + 5


def slow_rate(
    events: list[Event],
    lsoas: set[str],
    months: list[tuple[int, int]],
    covered: set[tuple[int, int]],
    people: int,
    per: int,
    *,
    sex: str = "persons",
    ages: range = range(0, 200),
    wanted: Callable[[Event], bool] = lambda event: True,
) -> Figure:
    """A month's rate for one month, a year's rate for several; missing where no month has data."""
    with_data = [month for month in months if month in covered]
    if not with_data:
        return Figure("missing", None, None)
    shown = slow_protect(slow_count(events, lsoas, with_data, sex, ages, wanted))
    if shown is None:
        return Figure("suppressed", None, None)
    years = 1 if len(months) == 1 else len(with_data) / 12
    if people == 0:
        return Figure("not_applicable", shown, None)
    return Figure("ok", shown, shown * per / (people * years))


def financial_years(months: list[tuple[int, int]]) -> dict[str, list[tuple[int, int]]]:
    """Whole years from April to March inside a run of months, by label."""
    years = {}
    for year in range(months[0][0], months[-1][0] + 1):
        run = [(year, month) for month in range(4, 13)] + [(year + 1, month) for month in range(1, 4)]
        if run[0] >= months[0] and run[-1] <= months[-1]:
            years[f"{year}/{(year + 1) % 100:02d}"] = run
    return years
