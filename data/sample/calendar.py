"""The months that the records cover, and the number of events of the whole system in each.

From April 2022 the monthly number is the published one. For earlier months nothing is published for today's
systems: they repeat the seasons of 2022/23 and 2023/24 at the level of 2022/23 (so they show no pandemic). A
month after April 2022 without a published number stays empty: February and March 2025.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.reference import reference

FIRST_MONTH = np.datetime64("2020-04", "M")
DEATH_YEARS = (2020, 2021, 2022, 2023, 2024)


@dataclass(frozen=True)
class MonthlyTotals:
    """``months`` (datetime64[M], in order) with their ``totals``; ``published`` marks published numbers."""

    months: np.ndarray
    totals: np.ndarray
    published: np.ndarray


def monthly_totals(ics_code: str, measure: str) -> MonthlyTotals:
    """Monthly numbers of one measure ("ae_attendances" or "emergency_admissions") for one ICS."""
    table = reference("monthly_activity")
    rows = (
        table[
            (table["area_code"] == ics_code)
            & (table["measure"] == measure)
            & (table["statistic"] == "monthly total")
        ]
        .dropna(subset="value")
        .sort_values("month")
    )
    if rows.empty:
        raise ValueError(f"No monthly {measure} are published for {ics_code}: no records can be made for it.")
    months = rows["month"].to_numpy().astype("datetime64[M]")
    totals = np.rint(rows["value"].to_numpy()).astype(np.int64)

    earlier = np.arange(FIRST_MONTH, months[0])
    return MonthlyTotals(
        months=np.concatenate([earlier, months]),
        totals=np.concatenate([_backcast(earlier, months, totals), totals]),
        published=np.concatenate([np.zeros(len(earlier), bool), np.ones(len(months), bool)]),
    )


def _backcast(earlier: np.ndarray, months: np.ndarray, totals: np.ndarray) -> np.ndarray:
    """Calendar-month means of the first 24 published months, scaled to the level of the first twelve."""
    season = np.array([totals[:24][_calendar_month(months[:24]) == month].mean() for month in range(12)])
    level = totals[:12].sum() / season.sum()
    return np.rint(season[_calendar_month(earlier)] * level).astype(np.int64)


def _calendar_month(months: np.ndarray) -> np.ndarray:
    return months.astype(int) % 12


def month_starts(months: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First day of each month (days since 1970) and its number of days."""
    first = months.astype("datetime64[D]").astype(np.int64)
    return first, (months + 1).astype("datetime64[D]").astype(np.int64) - first


def labels(months: np.ndarray) -> list[str]:
    """Months as "2022-04"."""
    return [str(month) for month in months]
