"""The checks of a footprint file: all problems at once, each with row, field, value and what is allowed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from data.errors import Problem
from data.reference import reference

COLUMNS = ("footprint", "area_code", "area_name", "lsoa_code", "valid_from", "valid_to")
_LEVEL_BY_START = {"places": "place", "neighbourhoods": "neighbourhood"}
_FOOTPRINT = re.compile(r"(places|neighbourhoods)(_[a-z0-9_]+)?")
_AREA_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,39}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LISTED = 5

Row = tuple[int, dict[str, str]]


def footprint_level(footprint: str) -> str:
    """The level that a footprint defines, by the first word of its name."""
    return _LEVEL_BY_START[footprint.split("_")[0]]


def footprint_problems(file: str, numbered: list[tuple[int, list[str]]], ics_code: str) -> list[Problem]:
    """Every problem of a footprint file (numbered rows of cells, the header first), in order of rows."""
    if len(numbered) < 2:
        return [
            Problem(
                file,
                "",
                "file",
                "only a header" if numbered else "nothing",
                "a header and one row for each LSOA",
            )
        ]
    header = numbered[0][1]
    if sorted(header) != sorted(COLUMNS):
        return [Problem(file, f"row {numbered[0][0]}", "header", _shortly(header), ", ".join(COLUMNS))]
    problems = [
        Problem(file, f"row {number}", "row", f"{len(cells)} cells", f"{len(COLUMNS)} cells")
        for number, cells in numbered[1:]
        if len(cells) != len(COLUMNS)
    ]
    rows = [
        (number, dict(zip(header, cells, strict=True)))
        for number, cells in numbered[1:]
        if len(cells) == len(COLUMNS)
    ]
    for check in (_text_problems, _date_problems, _area_problems, _span_problems):
        problems += (_problem(file, *fault) for fault in check(rows))
    problems += (_problem(file, *fault) for fault in _lsoa_problems(rows, ics_code))
    return sorted(problems, key=lambda problem: problem.line or 10**9)


def _problem(file: str, row: int | None, field: str, value: str, allowed: str) -> Problem:
    return Problem(file, f"row {row}" if row else "", field, value, allowed)


def _shortly(header: list[str]) -> str:
    shown = ", ".join(header[:10])[:200]
    return shown if len(header) <= 10 else f"{shown} ... ({len(header):,} columns)"


def _text_problems(rows: list[Row]) -> Iterator[tuple]:
    official = set(reference("areas")["area_code"])
    for number, row in rows:
        if not _FOOTPRINT.fullmatch(row["footprint"]):
            yield (
                number,
                "footprint",
                repr(row["footprint"]),
                "places or neighbourhoods, optionally followed by _ and a word",
            )
        if not _AREA_CODE.fullmatch(row["area_code"]):
            yield number, "area_code", repr(row["area_code"]), "2 to 40 capital letters, digits and hyphens"
        elif row["area_code"] in official:
            yield (
                number,
                "area_code",
                f"{row['area_code']}, which is the code of an official area",
                f"a code of its own, for example X-{row['area_code']}",
            )
        if not row["area_name"]:
            yield number, "area_name", "nothing", "the everyday name of the area"


def _date_problems(rows: list[Row]) -> Iterator[tuple]:
    for number, row in rows:
        start, end = _read_date(row["valid_from"]), _read_date(row["valid_to"])
        if start is None:
            yield number, "valid_from", repr(row["valid_from"]), "a day like 2022-07-01"
        if row["valid_to"] and end is None:
            yield (
                number,
                "valid_to",
                repr(row["valid_to"]),
                "a day like 2022-06-30, or empty while it is current",
            )
        if start and end and end < start:
            yield number, "valid_to", f"{end}, before valid_from {start}", "a day on or after valid_from"


def _read_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def _area_problems(rows: list[Row]) -> Iterator[tuple]:
    first: dict[str, tuple[str, str]] = {}
    reported: set[tuple[str, str, str]] = set()
    for number, row in rows:
        code, name, footprint = row["area_code"], row["area_name"], row["footprint"]
        first_name, first_footprint = first.setdefault(code, (name, footprint))
        if (code, name, footprint) in reported:
            continue
        reported.add((code, name, footprint))
        if name and name != first_name:
            yield (
                number,
                "area_name",
                f"{name!r} for {code}",
                f"one name for each code (above: {first_name!r})",
            )
        if footprint != first_footprint:
            yield (
                number,
                "area_code",
                f"{code} in {footprint}",
                f"a code in one footprint (above: {first_footprint})",
            )


def _span_problems(rows: list[Row]) -> Iterator[tuple]:
    spans: dict[str, tuple[str, str]] = {}
    for number, row in rows:
        span = (row["valid_from"], row["valid_to"])
        expected = spans.setdefault(row["footprint"], span)
        for field, value, allowed in zip(("valid_from", "valid_to"), span, expected, strict=True):
            if value != allowed:
                yield (
                    number,
                    field,
                    repr(value),
                    f"the same in all rows of a footprint (above: {allowed!r}); "
                    "make a new footprint for new borders",
                )


def _lsoa_problems(rows: list[Row], ics_code: str) -> Iterator[tuple]:
    lsoas = reference("lsoas")
    # As lists: reading a column one text at a time takes fifty times as long.
    ics_of = dict(zip(lsoas["lsoa_code"].tolist(), lsoas["ics_code"].tolist(), strict=True))
    own = {code for code, ics in ics_of.items() if ics == ics_code}
    areas_by_footprint: dict[str, dict[str, str]] = defaultdict(dict)
    for number, row in rows:
        code, areas = row["lsoa_code"], areas_by_footprint[row["footprint"]]
        if code not in ics_of:
            yield (
                number,
                "lsoa_code",
                f"{code!r}{_of_2011(code)}",
                "the code of an LSOA 2021 of this ICS (E01 and six digits)",
            )
        elif code not in own:
            yield number, "lsoa_code", f"{code}, which is in {ics_of[code]}", f"an LSOA of {ics_code}"
        elif areas.get(code) == row["area_code"]:
            yield number, "lsoa_code", f"{code} again", "each LSOA once in a footprint"
        elif code in areas:
            yield (
                number,
                "lsoa_code",
                f"{code} in two areas, {areas[code]} and {row['area_code']}",
                "each LSOA in one area of a footprint",
            )
        areas.setdefault(code, row["area_code"])
    for footprint, areas in areas_by_footprint.items():
        missing = sorted(own - set(areas))
        if missing:
            some = ", ".join(missing[:_LISTED]) + (" ..." if len(missing) > _LISTED else "")
            yield (
                None,
                f"lsoa_code of {footprint}",
                f"{len(missing):,} LSOAs of the ICS in no area ({some})",
                f"each of the {len(own):,} LSOAs of the ICS once",
            )


def _of_2011(code: str) -> str:
    """For a code of 2011 that is no longer in use, a clause with its codes of 2021; else ""."""
    now = _codes_of_2011().get(code)
    return f", an LSOA of 2011 that is now {' and '.join(now[:_LISTED])}" if now else ""


@lru_cache(maxsize=1)
def _codes_of_2011() -> dict[str, list[str]]:
    rows = reference("lsoas")[["lsoa_code", "lsoa_2011_codes"]]
    rows = rows.assign(old=rows["lsoa_2011_codes"].str.split(";")).explode("old")
    return rows.groupby("old")["lsoa_code"].agg(sorted).to_dict()
