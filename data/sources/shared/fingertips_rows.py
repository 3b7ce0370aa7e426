"""Fingertips: what its forms of file share: text, numbers, period, sex, age and kind of area of a row."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from data.errors import SourceError
from data.sources.shared.figures import NUMBERS, Refused, as_numbers, dated
from data.sources.shared.periods_as_published import Period, is_past

# The kind of year of an indicator, where the file does not state it.
YEAR_KIND = {"93015": "november", "93088": "november", "92026": "academic", "92033": "academic"}
_SEXES = {"Persons": "persons", "Female": "female", "Male": "male", "Not applicable": "persons"}
# The publisher's words for values that are missing or unreliable.
_NO_GOOD_VALUE = re.compile(
    r"suppress|disclos|not published|not available|unavailable|missing|unreliable|not reliable|reliability"
    r"|caution|data quality|quality issue|quality concern|incomplete|cannot be|could not be|not calculated"
    r"|not be valid|not valid|invalid|too small|small number|withheld|removed",
    re.IGNORECASE,
)
_LEVEL_OF_AREA_TYPE = (
    ("england", ("england",)),
    ("regions", ("region",)),
    ("counties", ("district", "upper_tier")),
    ("districts", ("district",)),
    ("icb sub", ("sub_icb",)),
    ("icbs", ("ics",)),
)


def need(path: Path, raw: pd.DataFrame, columns: tuple[str, ...]) -> None:
    missing = [name for name in columns if name not in raw.columns]
    if missing:
        raise SourceError(
            f"{path.name}: the columns {', '.join(missing)} are missing; found "
            f"{', '.join(map(str, raw.columns))[:400]}."
        )


def as_text(rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    read = {}
    for name in columns:
        codes, distinct = pd.factorize(rows[name], use_na_sentinel=True)
        words = np.array([str(word).strip() for word in distinct] + [""], dtype=object)
        read[name] = words[codes]
    return rows.assign(**read)


def with_indicator(rows: pd.DataFrame, refused: Refused) -> pd.DataFrame:
    rows = rows.assign(indicator=rows.indicator.str.removesuffix(".0"))
    return refused.without(
        rows,
        ~rows.indicator.str.fullmatch(r"[0-9]{1,6}"),
        "indicator {}",
        "its number is not a number of Fingertips",
        each="indicator",
    )


def of_usable_note(rows: pd.DataFrame, refused: Refused) -> pd.DataFrame:
    """Rows without a note, and rows whose note only describes how the value was made (aggregated from smaller
    areas, based on one of several years). Rows whose note calls the value unreliable or missing are refused.
    """
    noted, given = rows.note != "", ~rows.value.str.casefold().isin(["", "nan"])
    bad = noted & (rows.note.str.contains(_NO_GOOD_VALUE) | ~given)
    for note, number in rows.note[noted & ~bad].value_counts(sort=False).items():
        refused.add(
            "figures with the publisher's note", f"used, not refused ({number:,} rows): {note.rstrip('.')}", 0
        )
    return refused.without(rows, bad, "figures with the publisher's note", "{}", each="note")


def with_values(rows: pd.DataFrame, refused: Refused) -> pd.DataFrame:
    rows = as_numbers(rows, NUMBERS, refused)
    return refused.without(rows, rows.value.isna(), "figures without a value", "the publisher gives none")


def with_periods(
    rows: pd.DataFrame, by: list[str], read_as: dict[tuple, Period | str], refused: Refused
) -> pd.DataFrame:
    keys = list(zip(*(rows[name] for name in by), strict=True))
    bad = np.array([isinstance(read_as[key], str) for key in keys], dtype=bool)
    for key, number in (
        pd.Series(np.array(keys, dtype=object)[bad].tolist()).map(tuple).value_counts().items()
    ):
        refused.add(f"indicator {key[0]}", read_as[key], number)
    periods = [read_as[key] for key, is_bad in zip(keys, bad, strict=True) if not is_bad]
    return dated(rows[~bad], periods)


def checked_period(
    period: Period | None, text: str, span: str, name: str, shown: str, kind_is_known: bool
) -> Period | str:
    if period is None:
        if not kind_is_known and "/" in text:
            return (
                "the file does not state what kind of year this is (financial, academic ...); put the "
                "interface's metadata into its folder"
            )
        return (
            f"the period {shown!r} has none of the forms that are read (2022, 2022/23, 2020 - 22, 2022/23 Q2)"
        )
    if not is_past(period, date.today()):
        return f"the period {shown!r} is before 1990 or has not begun"
    months = (period[1].year - period[0].year) * 12 + period[1].month - period[0].month
    months += 1 if period[0].day == 1 else 0
    if months >= 12 and (re.search(r"\bquarter(ly)?\b", name, re.IGNORECASE) or re.fullmatch(r"\d*q", span)):
        return "figures of quarters under a whole year: which quarter is not stated"
    if (match := re.fullmatch(r"(\d+)y", span)) and int(match[1]) * 12 != months:
        return f"the period {text} is stated to cover {match[1]} years"
    return period


def with_sexes_and_ages(rows: pd.DataFrame, refused: Refused) -> pd.DataFrame:
    sexes = rows.sex.map(_SEXES)
    rows = refused.without(
        rows.assign(_sex=sexes),
        sexes.isna(),
        "sex {}",
        "is not one of Persons, Female, Male, Not applicable",
        each="sex",
    )
    ages = {age: _age(age) for age in rows.age.unique()}
    rows = refused.without(rows, rows.age == "", "rows without an age", "the age is not stated")
    return rows.assign(sex=rows._sex, age=rows.age.map(ages)).drop(columns="_sex")


def _age(text: str) -> str:
    """An age in the project's form: 17+ yrs becomes 17+ years."""
    if text == "Not applicable":
        return "All ages"
    return re.sub(r"\byrs\b", "years", re.sub(r"\byr\b", "year", " ".join(text.split()))).replace("< ", "<")


def of_stated_area_type(rows: pd.DataFrame, refused: Refused) -> pd.DataFrame:
    if "area_type" not in rows.columns:
        return rows
    allowed = {}
    for area_type in rows.area_type.unique():
        plain = area_type.casefold()
        allowed[area_type] = next(
            (levels for start, levels in _LEVEL_OF_AREA_TYPE if plain.startswith(start)), None
        )
    bad = [
        allowed[area_type] is not None and level not in allowed[area_type]
        for area_type, level in zip(rows.area_type, rows.area_level, strict=True)
    ]
    return refused.without(
        rows, bad, "area type {}", "the area's code is of another kind of area", each="area_type"
    )
