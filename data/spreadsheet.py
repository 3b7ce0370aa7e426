"""Files for people's spreadsheets: every CSV that a person may open is written here, and every text that goes
into a workbook passes through ``harmless``.

A spreadsheet runs a cell that begins like a formula, whoever wrote it: a name in a delivered file could act
on the computer of the analyst who opens the rows that were refused.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from typing import TextIO

import pandas as pd

# What makes a spreadsheet take a text for a formula (also in the full width of East Asian keyboards), after
# what some of them pass over: spaces, double quotes, characters that cannot be seen. Both patterns are also
# read by DuckDB, so they use what its expressions know.
_PASSED_OVER = '[ \\x00-\\x1f"\u00a0\u00ad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\u3000\ufeff]*'
_FORMULA = f"^(?:[\\t\\r\\n]|{_PASSED_OVER}[=+@\uff1d\uff0b\uff0d\uff20-])"
_NUMBER = "^(?:[+-]|[+-]?(?:[0-9][0-9,]*(?:[.][0-9]*)?|[.][0-9]+)(?:[eE][+-]?[0-9]+)?%?)$"
_is_formula = re.compile(_FORMULA).search
_is_number = re.compile(_NUMBER).fullmatch


def harmless(cell: object) -> object:
    """The cell with an apostrophe before it if a spreadsheet would run it; numbers, also as text, stay."""
    if isinstance(cell, str) and _is_formula(cell) and not _is_number(cell):
        return f"'{cell}"
    return cell


def harmless_sql(column: str) -> str:
    """The same as an SQL expression of DuckDB over a column of texts; ``column`` is quoted by the caller."""
    formula, number = (pattern.replace("'", "''") for pattern in (_FORMULA, _NUMBER))
    return (
        f"CASE WHEN regexp_matches({column}, '{formula}') AND NOT regexp_matches({column}, '{number}') "
        f"THEN '''' || {column} ELSE {column} END"
    )


def csv_text(table: pd.DataFrame, line_end: str = "\n") -> str:
    """A table as CSV with a header and without its index; days as 2026-11-26."""
    written = table.rename(columns=harmless)
    for at, kind in enumerate(table.dtypes):
        if not (pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_datetime64_any_dtype(kind)):
            written.isetitem(at, table.iloc[:, at].astype(object).map(harmless))
    return written.to_csv(index=False, date_format="%Y-%m-%d", lineterminator=line_end)


class CsvWriter:
    """Writes rows as CSV, each cell made harmless; ``rows`` are lists, or mappings of the ``columns``."""

    def __init__(self, file: TextIO, columns: Iterable[str]) -> None:
        self.columns = list(columns)
        self._written = csv.writer(file, lineterminator="\n")

    def header(self) -> None:
        self.row(self.columns)

    def row(self, cells: Iterable[object] | Mapping[str, object]) -> None:
        """One row; of a mapping, the columns that the writer has, empty where it lacks one."""
        if isinstance(cells, Mapping):
            cells = [cells.get(column, "") for column in self.columns]
        self._written.writerow([harmless(cell) for cell in cells])
