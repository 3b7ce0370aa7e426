"""Numbers of rows as they may leave: "one row refused" is one person, and one row more is one late record."""

from __future__ import annotations

import re

import pandas as pd

# Counts from 1 to HIDDEN_UP_TO are hidden, all others are shown as a multiple of ROUNDED_TO.
HIDDEN_UP_TO, ROUNDED_TO = 7, 5
_VALUE = re.compile(r": found [^,]*, allowed")


def shown_rows(rows: int) -> int | None:
    """A number of rows to the nearest 5; None for 1 to 7."""
    return None if 0 < rows <= HIDDEN_UP_TO else round(rows / ROUNDED_TO) * ROUNDED_TO


def rows_in_words(shown: float | None) -> str:
    """What ``shown_rows`` gave, or a store has of it, as a reader sees it: "fewer than 8", "1,000"."""
    return f"fewer than {HIDDEN_UP_TO + 1}" if pd.isna(shown) else f"{shown:,.0f}"


def without_value(reason: str) -> str:
    """Why a row was refused: its field and what is allowed there, without the value that it had."""
    return _VALUE.sub(": allowed", reason)


def shown_reasons(rejected: pd.DataFrame) -> pd.DataFrame:
    """Reasons (reason, row_count) without values, the most frequent first, with numbers of rows as shown."""
    named = rejected.assign(reason=rejected.reason.map(without_value))
    together = named.groupby("reason", as_index=False).row_count.sum()
    together = together.sort_values(["row_count", "reason"], ascending=[False, True], ignore_index=True)
    return together.assign(row_count=shown_column(together.row_count))


def shown_column(rows: pd.Series) -> pd.Series:
    """Numbers of rows as a store has them: empty for 1 to 7."""
    return rows.map(lambda number: shown_rows(int(number))).astype("Int64")
