"""Whether a delivery is plausible, compared with the ICS's areas, with itself, and with the one before.

Each finding has a name, so that a person who knows the reason can accept it: ``--accept low-month``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from data.records.own.files import literal
from data.reference import reference
from data.storage.engines import in_memory
from data.tables import TABLES, Table

LARGEST_REJECTED_SHARE = 0.2
MIN_SHARE_OF_FORMER = 0.5
MIN_SHARE_OF_MEDIAN = 0.5
MIN_COVERAGE = 0.9
MAX_OUTSIDE = 0.05
# Below these numbers, chance alone can make a month low, leave an LSOA out or result in only one sex.
MIN_PER_MONTH = 20
MIN_PER_LSOA = 10
MIN_FOR_BOTH_SEXES = 20

ACCEPTABLE = {
    "fewer-rows": "fewer than half of the rows of the delivery before",
    "lost-months": "months that the delivery before had",
    "low-month": "a month under half of the median of the others",
    "lsoa-coverage": "under 90 % of the ICS's LSOAs have a row",
    "outside-ics": "more than 5 % of the rows are of LSOAs outside the ICS",
    "old-lsoas": "more than 5 % of the rows have LSOA codes that are neither of 2021 nor of 2011",
    "one-sex": "only one sex",
}


@dataclass(frozen=True)
class Finding:
    """``name`` is one of ACCEPTABLE; ``sentence`` states what was found and what is allowed."""

    name: str
    sentence: str


@dataclass(frozen=True)
class Contents:
    """The contents of a file of good rows: rows, events by month (year * 12 + month - 1) and by
    LSOA, sexes.
    """

    rows: int
    months: dict[int, int]
    lsoas: dict[str, int]
    sexes: frozenset[str]


def contents(path: Path, table: Table) -> Contents:
    quantity = f"SUM(COALESCE({table.quantity}, 1))" if table.quantity else "COUNT(*)"
    source = f"read_parquet({literal(str(path))})"
    month = f"EXTRACT(YEAR FROM {table.date}) * 12 + EXTRACT(MONTH FROM {table.date}) - 1"
    connection = in_memory()
    try:
        rows = connection.execute(f"SELECT COUNT(*) FROM {source}").fetchone()[0]
        months = connection.execute(
            f"SELECT {month} AS m, {quantity} FROM {source} GROUP BY m ORDER BY m"
        ).fetchall()
        lsoas = connection.execute(
            f"SELECT lsoa_code, {quantity} FROM {source} WHERE lsoa_code IS NOT NULL GROUP BY lsoa_code"
        ).fetchall()
        sexes = connection.execute(f"SELECT DISTINCT sex FROM {source}").fetchall()
    finally:
        connection.close()
    return Contents(
        rows,
        {int(number): int(count) for number, count in months},
        {code: int(count) for code, count in lsoas},
        frozenset(sex for (sex,) in sexes if sex),
    )


def findings(
    delivered: Contents, table: Table, ics_code: str, former_rows: int | None, former_months: tuple[int, ...]
) -> list[Finding]:
    """All reasons against a delivery; an empty list if there are none."""
    against = []
    if former_rows is not None and delivered.rows < MIN_SHARE_OF_FORMER * former_rows:
        against.append(
            Finding(
                "fewer-rows",
                f"{delivered.rows:,} rows, and {former_rows:,} before; allowed is half as many or more.",
            )
        )
    lost = sorted(set(former_months) - set(delivered.months))
    if lost:
        against.append(
            Finding(
                "lost-months", f"{_months(lost)} had rows before and have none now; no month may be lost."
            )
        )
    # By its nature a cohort covers only a few places and days.
    if table.name in TABLES:
        against += _low_months(delivered, table) + _places(delivered, ics_code)
    if len(delivered.sexes) == 1 and delivered.rows >= MIN_FOR_BOTH_SEXES:
        against.append(
            Finding(
                "one-sex", f"sex is {min(delivered.sexes)} in all {delivered.rows:,} rows; both are expected."
            )
        )
    return against


def _low_months(delivered: Contents, table: Table) -> list[Finding]:
    if table.snapshot:
        counts = delivered.months
    else:  # a month without any row counts as 0
        counts = {
            month: delivered.months.get(month, 0)
            for month in range(min(delivered.months), max(delivered.months) + 1)
        }
    low = []
    for month, count in counts.items():
        other_counts = [other for number, other in counts.items() if number != month]
        median = float(np.median(other_counts)) if other_counts else 0
        if median >= MIN_PER_MONTH and count < MIN_SHARE_OF_MEDIAN * median:
            low.append((month, count, median))
    if not low:
        return []
    month, count, median = low[0]
    more = f", and {len(low) - 1} more such months" if len(low) > 1 else ""
    return [
        Finding(
            "low-month",
            f"{_months([month])} has {count:,} {table.counts}, the median of the other months is "
            f"{median:,.0f}{more}; "
            f"allowed is half of it or more. Leave out an incomplete month.",
        )
    ]


def _places(delivered: Contents, ics_code: str) -> list[Finding]:
    lsoas = reference("lsoas")
    own = set(lsoas.lsoa_code[lsoas.ics_code == ics_code])
    every = set(lsoas.lsoa_code)
    placed = sum(delivered.lsoas.values())
    against = []
    covered = len(own & set(delivered.lsoas))
    if placed >= MIN_PER_LSOA * len(own) and covered < MIN_COVERAGE * len(own):
        against.append(
            Finding(
                "lsoa-coverage",
                f"{covered:,} of the ICS's {len(own):,} LSOAs have a row; allowed is {MIN_COVERAGE:.0%} "
                f"or more.",
            )
        )
    unknown = sum(count for code, count in delivered.lsoas.items() if code not in every)
    outside = sum(count for code, count in delivered.lsoas.items() if code in every and code not in own)
    if unknown > MAX_OUTSIDE * placed:
        against.append(
            Finding(
                "old-lsoas",
                f"{unknown:,} of {placed:,} have an lsoa_code that is not one of 2021, nor of 2011; allowed "
                f"is {MAX_OUTSIDE:.0%}. Use the LSOA 2021 of the person's address.",
            )
        )
    if outside > MAX_OUTSIDE * placed:
        against.append(
            Finding(
                "outside-ics",
                f"{outside:,} of {placed:,} are of LSOAs outside the ICS; allowed is {MAX_OUTSIDE:.0%}. "
                f"Supply the records of its residents.",
            )
        )
    return against


def _months(numbers: list[int]) -> str:
    words = [month_text(number) for number in numbers]
    return ", ".join(words[:6]) + (f" and {len(words) - 6} more" if len(words) > 6 else "")


def month_text(number: int) -> str:
    """2025-04 for the month's number."""
    return f"{number // 12}-{number % 12 + 1:02d}"
