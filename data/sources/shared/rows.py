"""What every importer of areas asks of its rows: which form of file, keys once, codes of England, numbers."""

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


def form_of(path: Path, found: Iterable[str], forms: dict[str, tuple[str, ...]]) -> str:
    """Which of the forms a file has, by the columns that only this form has (in the order of ``forms``)."""
    found = list(map(str, found))
    for form, columns in forms.items():
        if set(columns) <= set(found):
            return form
    known = "; ".join(f"{form} (with {_first_few(columns)})" for form, columns in forms.items())
    raise SourceError(
        f"{Path(path).name}: the columns fit no file that this source reads. Found "
        f"{', '.join(found)[:300]}; read are: {known}."
    )


def _first_few(columns: tuple[str, ...]) -> str:
    # A hundred ages would bury what tells the forms apart, which stands first.
    more = len(columns) - 6
    return ", ".join(columns) if more < 2 else f"{', '.join(columns[:6])} and {more} more"


def need(path: Path, found: Iterable[str], columns: Iterable[str]) -> None:
    """Raise SourceError naming every column that is missing."""
    found = list(map(str, found))
    missing = [name for name in columns if name not in found]
    if missing:
        raise SourceError(
            f"{Path(path).name}: the columns {', '.join(missing)} are missing; found "
            f"{', '.join(found)[:300]}."
        )


def as_text(rows: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """The columns as text without blanks around it, "" where empty."""
    columns = list(columns)
    return rows.assign(**{name: rows[name].astype("string").fillna("").str.strip() for name in columns})


def check_once(path: Path, rows: pd.DataFrame, key: list[str]) -> None:
    """Raise SourceError where a key is empty or stands more than once."""
    for column in key:
        if (rows[column].isna() | (rows[column] == "")).any():
            raise SourceError(
                f"{Path(path).name}: {column} is empty in some rows; allowed is a code in each."
            )
    repeated = rows.loc[rows.duplicated(key), key]
    if len(repeated):
        first = ", ".join(map(str, repeated.iloc[0]))
        raise SourceError(
            f"{Path(path).name}: {first} stands more than once ({len(repeated):,} rows too many); "
            f"allowed is one row for each {' and '.join(key)}."
        )


def numbers(
    path: Path, rows: pd.DataFrame, columns: Iterable[str], least: float, most: float, whole: bool = False
) -> pd.DataFrame:
    """The columns as numbers, whole ones as such; raises SourceError for what is none or out of range."""
    made = {}
    for name in columns:
        values = pd.to_numeric(rows[name], errors="coerce").astype("float64")
        wrong = ~values.between(least, most)
        if whole:
            wrong |= values != values.round()
        if wrong.any():
            line = int(wrong.to_numpy().argmax())
            raise SourceError(
                f"{Path(path).name}, row {line + 1}, {name}: found {str(rows[name].iloc[line])[:40]!r}, "
                f"allowed is {'a whole number' if whole else 'a number'} from {least:,} to {most:,} "
                f"({wrong.sum():,} such rows)."
            )
        made[name] = values.astype("int64") if whole else values
    return rows.assign(**made)


def england(
    path: Path, rows: pd.DataFrame, code: str, level: str
) -> tuple[pd.DataFrame, list[tuple[str, str, int]]]:
    """The rows of areas of England in the vintage of the reference, and why others are left out.

    Raises SourceError where no row is left: then it is a file of another vintage or another kind of area.
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
                f"{Path(path).name}: {code} holds LSOAs of 2011; allowed are those of 2021 (counts of 2011 "
                f"can be moved, see docs/geography.md)."
            )
    good = codes.isin(known)
    refused = []
    outside = ~good & codes.str[:1].isin(["W", "S", "N"])
    if outside.any():
        refused.append(
            (
                f"{outside.sum():,} rows outside England",
                "the project holds areas of England only",
                outside.sum(),
            )
        )
    unknown = codes[~good & ~outside]
    told = {value: why_not_moved(value) for value in sorted(set(unknown))}
    for value, reason in told.items():
        if reason:
            refused.append((value, reason, int((unknown == value).sum())))
    plain = [value for value, reason in told.items() if not reason]
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


def lacking(rows: pd.Series, level: str) -> list[tuple[str, str, int]]:
    """What the reference has and the file has not, as one reason; nothing where it has them all."""
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
