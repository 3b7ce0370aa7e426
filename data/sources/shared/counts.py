"""No count of a publisher is below zero: each source refuses such rows by this check, before it adds up.

Not a source: it defines no ``SOURCE``. What a source let through is refused again where files are accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

BELOW_ZERO = "A number below zero; allowed are 0 and above."
# Units of figures that may be differences or scores. All others are counts, shares and rates.
_SIGNED_UNITS = ("score", "years", "days")


def below_zero(rows: pd.DataFrame, columns: Iterable[str]) -> pd.Series:
    """Whether any of the columns, which are numbers, is below zero in a row; columns not there are passed
    over."""
    columns = [name for name in columns if name in rows]
    return (rows[columns] < 0).any(axis=1)


def figure_below_zero(rows: pd.DataFrame, units: Mapping[str, str]) -> pd.Series:
    """The same of figures: their count, denominator, and value where its unit (by ``indicator_id``) is none
    of differences or scores."""
    signed = rows.indicator_id.map(units).isin(_SIGNED_UNITS)
    return below_zero(rows, ("count", "denominator")) | ((rows.value < 0) & ~signed)
