"""Months, years and pooled years: which months belong to a period, and its label."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Period:
    """A run of whole months. ``months`` are numbers of months since year 0, so that they can be compared and
    added.
    """

    label: str
    months: tuple[int, ...]
    frequency: str

    @property
    def start(self) -> date:
        return first_day(self.months[0])

    @property
    def end(self) -> date:
        return first_day(self.months[-1] + 1) - timedelta(days=1)


def month_number(year: int, month: int) -> int:
    """Months since year 0."""
    return year * 12 + month - 1


def parse_month(text: str) -> int:
    """ "2022-04" as a month number."""
    return month_number(int(text[:4]), int(text[5:7]))


def first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def month_label(month: int) -> str:
    return pd.Timestamp(first_day(month)).strftime("%b %Y")


def month_periods(months: list[int]) -> list[Period]:
    """One period per month, including months without data in between."""
    return [Period(month_label(month), (month,), "month") for month in range(min(months), max(months) + 1)]


def snapshot_periods(months: list[int]) -> list[Period]:
    """One period per month with a snapshot. Its frequency is a year, since snapshots are not added up."""
    return [Period(month_label(month), (month,), "year") for month in sorted(months)]


def year_periods(months: list[int], year: str = "financial", years: int = 1) -> list[Period]:
    """The whole years from the first to the last of ``months``: financial (April to March) or calendar years,
    ``years`` of them together.
    """
    start_month = 3 if year == "financial" else 0
    first, last = min(months), max(months)
    start = first if first % 12 == start_month else first + (start_month - first) % 12
    periods = []
    while start + 12 * years - 1 <= last:
        run = tuple(range(start, start + 12 * years))
        periods.append(Period(_year_label(start, year, years), run, "year" if years == 1 else "years"))
        start += 12
    return periods


def _year_label(start: int, year: str, years: int) -> str:
    first = start // 12
    if year == "calendar":
        return str(first) if years == 1 else f"{first} to {first + years - 1}"
    if years == 1:
        return f"{first}/{(first + 1) % 100:02d}"
    return f"{first}/{(first + 1) % 100:02d} to {first + years - 1}/{(first + years) % 100:02d}"


def frequency_of_days(days) -> np.ndarray:
    """month, year or years, from the length of each published period in days."""
    return np.where(np.asarray(days) < 33, "month", np.where(np.asarray(days) < 371, "year", "years"))


def label_with_coverage(period: Period, covered: int) -> str:
    """The period's label, with the number of its months that have data if some are missing."""
    whole = len(period.months)
    return period.label if covered in (0, whole) else f"{period.label} ({covered} of {whole} months)"
