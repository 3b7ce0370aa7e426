"""Is this delivery what it should be? Compared with the ICS's areas, with itself, and with the one before.

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
LEAST_OF_FORMER = 0.5
LEAST_OF_MEDIAN = 0.5
LEAST_COVERAGE = 0.9
MOST_OUTSIDE = 0.05
# Below these, chance alone makes a month low, leaves an LSOA out or gives only one sex.
ENOUGH_A_MONTH = 20
ENOUGH_AN_LSOA = 10
ENOUGH_FOR_BOTH_SEXES = 20

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
    """``name`` is one of ACCEPTABLE; ``sentence`` says what was found and what is allowed."""

    name: str
    sentence: str


@dataclass(frozen=True)
class Contents:
    """What a file of good rows holds: rows, events by month (year * 12 + month - 1) and by LSOA, sexes."""

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
    held: Contents, table: Table, ics_code: str, former_rows: int | None, former_months: tuple[int, ...]
) -> list[Finding]:
    """All that speaks against a delivery; an empty list means that nothing does."""
    found = []
    if former_rows is not None and held.rows < LEAST_OF_FORMER * former_rows:
        found.append(
            Finding(
                "fewer-rows",
                f"{held.rows:,} rows, and {former_rows:,} before; allowed is half as many or more.",
            )
        )
    lost = sorted(set(former_months) - set(held.months))
    if lost:
        found.append(
            Finding(
                "lost-months", f"{_months(lost)} had rows before and have none now; allowed is none lost."
            )
        )
    # A cohort is of a few places and days by its nature.
    if table.name in TABLES:
        found += _low_months(held, table) + _places(held, ics_code)
    if len(held.sexes) == 1 and held.rows >= ENOUGH_FOR_BOTH_SEXES:
        found.append(
            Finding("one-sex", f"sex is {min(held.sexes)} in all {held.rows:,} rows; expected are both.")
        )
    return found


def _low_months(held: Contents, table: Table) -> list[Finding]:
    if table.snapshot:
        counts = held.months
    else:  # a month without any row between others is the lowest of all
        counts = {month: held.months.get(month, 0) for month in range(min(held.months), max(held.months) + 1)}
    low = []
    for month, count in counts.items():
        others = [other for number, other in counts.items() if number != month]
        median = float(np.median(others)) if others else 0
        if median >= ENOUGH_A_MONTH and count < LEAST_OF_MEDIAN * median:
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
            f"allowed is half of it or more. Leave out a month that is not complete.",
        )
    ]


def _places(held: Contents, ics_code: str) -> list[Finding]:
    lsoas = reference("lsoas")
    own = set(lsoas.lsoa_code[lsoas.ics_code == ics_code])
    every = set(lsoas.lsoa_code)
    placed = sum(held.lsoas.values())
    found = []
    covered = len(own & set(held.lsoas))
    if placed >= ENOUGH_AN_LSOA * len(own) and covered < LEAST_COVERAGE * len(own):
        found.append(
            Finding(
                "lsoa-coverage",
                f"{covered:,} of the ICS's {len(own):,} LSOAs have a row; allowed is {LEAST_COVERAGE:.0%} "
                f"or more.",
            )
        )
    unknown = sum(count for code, count in held.lsoas.items() if code not in every)
    outside = sum(count for code, count in held.lsoas.items() if code in every and code not in own)
    if unknown > MOST_OUTSIDE * placed:
        found.append(
            Finding(
                "old-lsoas",
                f"{unknown:,} of {placed:,} have an lsoa_code that is not one of 2021, nor of 2011; allowed "
                f"is {MOST_OUTSIDE:.0%}. Use the LSOA 2021 of the person's address.",
            )
        )
    if outside > MOST_OUTSIDE * placed:
        found.append(
            Finding(
                "outside-ics",
                f"{outside:,} of {placed:,} are of LSOAs outside the ICS; allowed is {MOST_OUTSIDE:.0%}. "
                f"Give the "
                f"records of its residents.",
            )
        )
    return found


def _months(numbers: list[int]) -> str:
    words = [month_text(number) for number in numbers]
    return ", ".join(words[:6]) + (f" and {len(words) - 6} more" if len(words) > 6 else "")


def month_text(number: int) -> str:
    """2025-04 for the month's number."""
    return f"{number // 12}-{number % 12 + 1:02d}"
