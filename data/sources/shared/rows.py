"""Checks that every importer of areas shares: the form of a file, unique keys, codes of England, numbers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from data.errors import SourceError
from data.reference import reference
from data.reference.vintages import lsoa_vintage, why_not_moved

LEVEL_NAMES = {
    "lsoa": "LSOAs of 2021",
    "msoa": "MSOAs of 2021",
    "ward": "wards of May 2024",
    "district": "districts of May 2024",
    "upper_tier": "counties and single-tier authorities of April 2023",
    "sub_icb": "sub-ICB locations of April 2024",
    "ics": "ICBs of April 2024",
    "region": "regions of 2024",
}


def form_of(path: Path, present: Iterable[str], forms: dict[str, tuple[str, ...]]) -> str:
    """The form of a file: the first of ``forms`` whose columns it has. Raises SourceError if there
    is none.
    """
    present = list(map(str, present))
    for form, wanted in forms.items():
        if set(wanted) <= set(present):
            return form
    known = "; ".join(f"{form} (with {_first_few(wanted)})" for form, wanted in forms.items())
    raise SourceError(
        f"{Path(path).name}: the columns match no file that this source reads. Found "
        f"{', '.join(present)[:300]}; read are: {known}."
    )


def _first_few(columns: tuple[str, ...]) -> str:
    # The first columns identify the form; a hundred columns of ages would hide them.
    more = len(columns) - 6
    return ", ".join(columns) if more < 2 else f"{', '.join(columns[:6])} and {more} more"


def need(path: Path, present: Iterable[str], columns: Iterable[str]) -> None:
    """Raise SourceError naming every column that is missing."""
    present = list(map(str, present))
    missing = [name for name in columns if name not in present]
    if missing:
        raise SourceError(
            f"{Path(path).name}: the columns {', '.join(missing)} are missing; found "
            f"{', '.join(present)[:300]}."
        )


def as_text(rows: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """The columns as text without outer spaces, "" where empty."""
    columns = list(columns)
    return rows.assign(**{name: rows[name].astype("string").fillna("").str.strip() for name in columns})


def check_unique(path: Path, rows: pd.DataFrame, key: list[str]) -> None:
    """Raise SourceError where a key is empty or repeated."""
    for column in key:
        if (rows[column].isna() | (rows[column] == "")).any():
            raise SourceError(
                f"{Path(path).name}: {column} is empty in some rows; allowed is a code in each."
            )
    repeated = rows.loc[rows.duplicated(key), key]
    if len(repeated):
        first = ", ".join(map(str, repeated.iloc[0]))
        raise SourceError(
            f"{Path(path).name}: {first} is repeated ({len(repeated):,} rows too many); "
            f"allowed is one row for each {' and '.join(key)}."
        )


def numbers(
    path: Path,
    rows: pd.DataFrame,
    columns: Iterable[str],
    minimum: float,
    maximum: float,
    is_whole: bool = False,
) -> pd.DataFrame:
    """The columns as numbers, or integers; raises SourceError for any other value or one out of range."""
    converted = {}
    for name in columns:
        values = pd.to_numeric(rows[name], errors="coerce").astype("float64")
        wrong = ~values.between(minimum, maximum)
        if is_whole:
            wrong |= values != values.round()
        if wrong.any():
            line = int(wrong.to_numpy().argmax())
            raise SourceError(
                f"{Path(path).name}, row {line + 1}, {name}: found {str(rows[name].iloc[line])[:40]!r}, "
                f"allowed is {'a whole number' if is_whole else 'a number'} from {minimum:,} to {maximum:,} "
                f"({wrong.sum():,} such rows)."
            )
        converted[name] = values.astype("int64") if is_whole else values
    return rows.assign(**converted)


def england(
    path: Path, rows: pd.DataFrame, code: str, level: str
) -> tuple[pd.DataFrame, list[tuple[str, str, int]]]:
    """The rows of areas of England in the vintage of the reference, and the reasons why others are left out.

    Raises SourceError where no row is left: the file is then of another vintage or another kind of area.
    """
    known = reference_codes(level)
    codes = rows[code]
    if level == "lsoa":
        try:
            vintage = lsoa_vintage(codes)
        except SourceError as error:
            raise SourceError(f"{Path(path).name}: {error}") from None
        if vintage == "2011":
            raise SourceError(
                f"{Path(path).name}: {code} contains LSOAs of 2011; allowed are those of 2021 (counts of "
                f"2011 can be moved, see docs/geography.md)."
            )
    good = codes.isin(known)
    refused = []
    outside = ~good & codes.str[:1].isin(["W", "S", "N"])
    if outside.any():
        refused.append(
            (
                f"{outside.sum():,} rows outside England",
                "the project covers only areas of England",
                outside.sum(),
            )
        )
    unknown = codes[~good & ~outside]
    reasons = {value: why_not_moved(value) for value in sorted(set(unknown))}
    for value, reason in reasons.items():
        if reason:
            refused.append((value, reason, int((unknown == value).sum())))
    plain = [value for value, reason in reasons.items() if not reason]
    if plain:
        what = plain[0] if len(plain) == 1 else f"{len(plain):,} codes (the first is {plain[0]})"
        refused.append((what, f"not among the {LEVEL_NAMES[level]}", int(unknown.isin(plain).sum())))
    if not good.any():
        first = next(iter(codes), "")
        why = why_not_moved(first)
        raise SourceError(
            f"{Path(path).name}: none of the codes in {code} is among the {LEVEL_NAMES[level]}; the file is "
            f"of another vintage or of other areas. The first is {first!r}{f': {why}' if why else ''}."
        )
    return rows[good].reset_index(drop=True), refused


def missing_areas(rows: pd.Series, level: str) -> list[tuple[str, str, int]]:
    """The areas of the reference that are not in the file, as one reason; empty where it has them all."""
    missing = sorted(reference_codes(level) - set(rows))
    if not missing:
        return []
    return [
        (
            f"{len(missing):,} {LEVEL_NAMES[level]}",
            f"are not in the file (the first is {missing[0]}); their figures stay as they were",
            len(missing),
        )
    ]


def reference_codes(level: str) -> set[str]:
    if level == "lsoa":
        return set(reference("lsoas")["lsoa_code"])
    areas = reference("areas")
    return set(areas.loc[areas["area_level"] == level, "area_code"])


def refusals(rows: Iterable[tuple[str, str, int]]) -> pd.DataFrame:
    """The ``refused`` of Ingested from (what, reason, rows)."""
    rows = list(rows)
    return pd.DataFrame(
        {
            "what": pd.Series([row[0] for row in rows], dtype="str"),
            "reason": pd.Series([row[1] for row in rows], dtype="str"),
            "rows": pd.Series([int(row[2]) for row in rows], dtype="int64"),
        }
    )
