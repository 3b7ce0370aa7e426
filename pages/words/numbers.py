"""Numbers and phrases as the pages write them: rounded once, with the unit, no claim beyond the interval."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

MINUS = "\u2212"
DASH = "\u2013"
NON_BREAKING = "\u00a0"

PROVENANCES = {
    "official": "published figure",
    "derived": "worked out from published counts",
    "modelled": "estimated for small areas by a model",
    "synthetic": "demonstration data, not real",
    "local": "the system's own records",
}

STATUSES = {
    "suppressed": "Hidden to protect people",
    "too_small": "Too small to judge: fewer than 10 events",
    "missing": "No figure",
    "not_applicable": "Not defined at this level",
    "not_due": "Not due yet",
}

SHORT_STATUSES = {
    "suppressed": "hidden",
    "too_small": "too small to judge",
    "missing": "no figure",
    "not_applicable": "not defined at this level",
    "not_due": "not due yet",
}

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def missing(value: object) -> bool:
    """Whether a value is None, NaN or NaT."""
    return value is None or value != value


def number(value: float | None, decimals: int = 0) -> str:
    """A number with a comma for thousands and a real minus sign; a dash where there is none."""
    if missing(value) or math.isinf(value):
        return DASH
    written = f"{round(float(value), decimals) + 0.0:,.{decimals}f}"
    return written.replace("-", MINUS)


def value(figure: float | None, decimals: int = 0, unit: str = "") -> str:
    """A figure with its unit: '10.0%', '79.8 years', '355 per 100,000 people', '117 (ICS = 100)'."""
    written = number(figure, decimals)
    if written == DASH or not unit:
        return written
    _, is_ratio, of = unit.partition("ratio, ")
    return f"{written} ({of})" if is_ratio else with_unit(written, unit)


def with_unit(written: str, unit: str) -> str:
    """A written number and its unit; a percent sign follows its number without a space."""
    return f"{written} {unit}".replace(" %", "%", 1)


def sign(metric: object) -> str:
    """What follows a metric's number where its unit has no room: "%", or nothing."""
    return "%" if metric.statistic.is_share else ""


def interval(lower: float | None, upper: float | None, decimals: int = 0) -> str:
    """'196 to 338', or '' where there is no interval."""
    if missing(lower) or missing(upper):
        return ""
    return f"{number(lower, decimals)} to {number(upper, decimals)}"


def signed(difference: float | None, decimals: int = 0) -> str:
    """A difference with its sign: '+58', '−12', '0'."""
    written = number(difference, decimals)
    return written if missing(difference) or difference <= 0 or not _nonzero(written) else f"+{written}"


def _nonzero(written: str) -> bool:
    return any(digit in "123456789" for digit in written)


def count_of(how_many: int, singular: str, plural: str | None = None) -> str:
    """'1 ward', '21 wards'."""
    return f"{how_many:,} {singular if how_many == 1 else plural or singular + 's'}"


def number_word(how_many: int) -> str:
    """A number at the start of a sentence: 'Nine', '21'."""
    return _NUMBERS[how_many] if 0 <= how_many < len(_NUMBERS) else f"{how_many:,}"


def number_within(how_many: int) -> str:
    """A number inside a sentence: 'none', 'nine', '21'."""
    return number_word(how_many).lower() if how_many else "none"


def listed(items: list[str], last: str = "and") -> str:
    """'Park', 'Park and Talbot', 'Park, Talbot and Tyldesley'."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def month(day: date) -> str:
    """'July 2025'."""
    return f"{day:%B %Y}"


def short_month(day: date) -> str:
    """'Jul 2025'."""
    return f"{day:%b %Y}"


def full_date(day: date) -> str:
    """'22 November 2026'."""
    return f"{day.day} {day:%B %Y}"


def period(start: date, end: date) -> str:
    """A period in the usual words: 'July 2025', '2024', '2024/25', 'Apr 2022 to Mar 2025 (3 years)'."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if months == 1:
        return month(start)
    if months == 12 and start.month == 1:
        return str(start.year)
    if months == 12 and start.month == 4:
        return f"{start.year}/{end.year % 100:02d}"
    if start.month == 1 and months % 12 == 0:
        return f"{start.year} to {end.year}"
    years = f" ({months // 12} years)" if months % 12 == 0 and months > 12 else ""
    return f"{short_month(start)} to {short_month(end)}{years}"


def status(code: str, limits: Mapping[str, str] | None = None) -> str:
    """A status in words with its limit; `limits` replaces the wording of single statuses (life
    expectancy: 5,000)."""
    return (limits or {}).get(code) or STATUSES.get(code, code.replace("_", " "))


def held_back_words(held_back: tuple[str, str] | None) -> str:
    """'2024/25: hidden', a newer period and why its figure is not shown; "" where there is none."""
    return f"{held_back[0]}: {SHORT_STATUSES[held_back[1]]}" if held_back else ""


def against(direction: str, comparator: str) -> str:
    """How an area compares: 'higher than England', 'cannot be told apart from England'."""
    if direction == "apart":
        return f"cannot be told apart from {comparator}"
    if direction in ("higher", "lower"):
        return f"{direction} than {comparator}"
    return "not compared"


def spoken(row: object, metric: object, comparator: str, limits: Mapping[str, str] | None = None) -> str:
    """The accessible name of an area: 'Claremont, 355 per 100,000, higher than England, priority ward'.

    `row` is one row of `compared_areas`.
    """
    if row.status == "ok":
        parts = [row.name, value(row.value, metric.decimals, metric.unit)]
        if row.direction != "none":
            parts.append(against(row.direction, comparator))
    else:
        parts = [row.name, status(row.status, limits).lower()]
    if row.priority:
        parts.append("priority area")
    return ", ".join(parts)
