"""Fingertips: the indicators that the project knows, and what the publisher's metadata tell of others.

Metadata (JSON of the interface, or CSV) stand beside the file of figures, or were brought in before.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from data.errors import SourceError
from data.sources.shared.figures import OPEN_LICENCE, Refused, indicators_table, known_indicators
from data.sources.shared.opening import open_table

NAME = "fingertips"
PUBLISHER = "OHID Fingertips"
_LARGEST_METADATA = 50_000_000


@dataclass(frozen=True)
class About:
    """What the publisher's metadata tell of one indicator; "" where they do not."""

    name: str
    unit: str
    year_kind: str


def known_numbers() -> list[str]:
    return known_indicators(PUBLISHER).publisher_indicator_id.astype(str).tolist()


def known_slugs() -> list[str]:
    return known_indicators(PUBLISHER).indicator_id.tolist()


def is_new(slug: str) -> bool:
    """Whether an indicator got its name from its number, when a file brought it in."""
    return slug.startswith("fingertips_")


def slugs_of(rows: pd.DataFrame, about: dict[str, About]) -> tuple[dict[str, str], pd.DataFrame]:
    """The project's indicator of each number; rows of the catalogue for the numbers that it does not know."""
    slugs, new = dict(zip(known_numbers(), known_slugs(), strict=True)), []
    for indicator, group in rows.groupby("indicator"):
        if indicator not in slugs:
            slugs[indicator] = f"fingertips_{indicator}"
            told = about.get(indicator, About("", "", ""))
            name = told.name or group["name"].iloc[0]
            unit = told.unit or _unit(group)
            new.append((slugs[indicator], name, PUBLISHER, indicator, unit, OPEN_LICENCE))
    return slugs, indicators_table(new)


def _unit(rows: pd.DataFrame) -> str:
    """The unit by the kind of value; the scale of a rate by value, count and denominator of its rows."""
    value_type = rows.value_type.iloc[0]
    simple = {
        "Proportion": "%",
        "Indirectly standardised proportion": "%",
        "Count": "count",
        "Score": "score",
    }
    if value_type in simple:
        return simple[value_type]
    if value_type == "Indirectly standardised ratio":
        return "ratio (England = 100)"
    usable = rows[(rows["count"] > 0) & (rows.denominator > 0)]
    if len(usable) >= 3:
        scale = float((usable.value * usable.denominator / usable["count"]).median())
        nearest = 10 ** round(np.log10(scale)) if scale > 0 else 0
        # A standardised rate strays from the crude one, but seldom by half.
        if nearest in (100, 1_000, 10_000, 100_000, 1_000_000) and 0.5 < scale / nearest < 2:
            return "%" if nearest == 100 else f"per {nearest:,}"
    return value_type.lower() or "not told by the file"


def indicators_of_metadata(about: dict[str, About]) -> pd.DataFrame:
    known = set(known_numbers())
    return indicators_table(
        [
            (f"fingertips_{number}", told.name, PUBLISHER, number, told.unit, OPEN_LICENCE)
            for number, told in about.items()
            if number not in known
        ]
    )


def metadata_beside(path: Path, refused: Refused) -> dict[str, About]:
    """Metadata beside the file, or brought in before (kept files of a source have a folder each)."""
    about: dict[str, About] = {}
    kept = path.parent.parent.glob("*/*") if path.parent.parent.name == NAME else ()
    for beside in sorted({*path.parent.glob("*"), *kept}):
        if beside != path and "metadata" in beside.stem.casefold() and beside.suffix in (".json", ".csv"):
            try:
                if is_json(beside):
                    about.update(metadata_json(beside))
                else:
                    about.update(metadata_rows(open_table(beside, ("Indicator ID", "Unit"))))
            except (SourceError, csv.Error) as error:
                refused.add(f"metadata {beside.name}", str(error), 1)
    return about


def is_json(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"[")


def metadata_json(path: Path) -> dict[str, About]:
    if path.stat().st_size > _LARGEST_METADATA:
        raise SourceError(
            f"{path.name}: {path.stat().st_size:,} bytes of JSON; allowed are {_LARGEST_METADATA:,}."
        )
    try:
        told = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise SourceError(f"{path.name}: is not whole JSON in UTF-8; get the file again.") from None
    if (
        not isinstance(told, dict)
        or not told
        or not all(
            isinstance(one, dict) and isinstance(one.get("Descriptive"), dict) for one in told.values()
        )
    ):
        raise SourceError(
            f"{path.name}: is JSON, and not of indicator_metadata/by_indicator_id; figures are read from the "
            f"CSV of all_data/csv/by_indicator_id."
        )
    return {
        number: About(
            str(one["Descriptive"].get("NameLong") or one["Descriptive"].get("Name") or ""),
            _unit_as_shown(_label(one.get("Unit"), "Label")),
            _year_kind(_label(one.get("YearType"), "Name")),
        )
        for number, one in told.items()
        if number.isdigit()
    }


def metadata_rows(raw: pd.DataFrame) -> dict[str, About]:
    name = "Indicator full name" if "Indicator full name" in raw.columns else "Indicator"
    empty = pd.Series("", index=raw.index)
    return {
        str(number).strip(): About(str(text), _unit_as_shown(str(unit)), _year_kind(str(kind)))
        for number, text, unit, kind in zip(
            raw["Indicator ID"],
            raw.get(name, empty),
            raw["Unit"],
            raw.get("Year type", empty),
            strict=True,
        )
        if str(number).strip().isdigit()
    }


def _label(told: object, name: str) -> str:
    return str(told.get(name) or "") if isinstance(told, dict) else ""


def _unit_as_shown(text: str) -> str:
    text = text.strip()
    return text.lower() if text.casefold() in ("years", "score", "count", "days") else text


def _year_kind(text: str) -> str:
    """The kind of year that metadata name; "" for rolling, cumulative and other ones."""
    plain = text.strip().casefold()
    if "rolling" in plain or "cumulative" in plain:
        return ""
    starts = (("calendar", "calendar"), ("financial", "financial"), ("academic", "academic"))
    starts += (("november", "november"), ("mid-november", "november"))
    return next((kind for start, kind in starts if plain.startswith(start)), "")
