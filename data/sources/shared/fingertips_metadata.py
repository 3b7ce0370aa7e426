"""Fingertips: the indicators that the project knows, and the publisher's metadata on others.

Metadata (JSON of the interface, or CSV) are in the folder of the file of figures, or were ingested before.
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
    """The publisher's metadata on one indicator; "" where a field is missing."""

    name: str
    unit: str
    year_kind: str


def known_numbers() -> list[str]:
    return known_indicators(PUBLISHER).publisher_indicator_id.astype(str).tolist()


def known_slugs() -> list[str]:
    return known_indicators(PUBLISHER).indicator_id.tolist()


def is_new(slug: str) -> bool:
    """Whether an indicator is not in the project's catalogue, so that its name was made from its number."""
    return slug.startswith("fingertips_")


def slugs_of(rows: pd.DataFrame, about: dict[str, About]) -> tuple[dict[str, str], pd.DataFrame]:
    """The project's indicator for each number, and catalogue rows for unknown numbers."""
    slugs, new = dict(zip(known_numbers(), known_slugs(), strict=True)), []
    for indicator, group in rows.groupby("indicator"):
        if indicator not in slugs:
            slugs[indicator] = f"fingertips_{indicator}"
            metadata = about.get(indicator, About("", "", ""))
            name = metadata.name or group["name"].iloc[0]
            unit = metadata.unit or _unit(group)
            new.append((slugs[indicator], name, PUBLISHER, indicator, unit, OPEN_LICENCE))
    return slugs, indicators_table(new)


def _unit(rows: pd.DataFrame) -> str:
    """The unit from the type of value; the scale of a rate from value, count and denominator of its rows."""
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
        # A standardised rate differs from the crude rate, but seldom by half.
        if nearest in (100, 1_000, 10_000, 100_000, 1_000_000) and 0.5 < scale / nearest < 2:
            return "%" if nearest == 100 else f"per {nearest:,}"
    return value_type.lower() or "not stated in the file"


def indicators_of_metadata(about: dict[str, About]) -> pd.DataFrame:
    known = set(known_numbers())
    return indicators_table(
        [
            (f"fingertips_{number}", metadata.name, PUBLISHER, number, metadata.unit, OPEN_LICENCE)
            for number, metadata in about.items()
            if number not in known
        ]
    )


def nearby_metadata(path: Path, refused: Refused) -> dict[str, About]:
    """Metadata in the file's folder, or ingested before (each ingested file has its own folder)."""
    about: dict[str, About] = {}
    kept = path.parent.parent.glob("*/*") if path.parent.parent.name == NAME else ()
    for file in sorted({*path.parent.glob("*"), *kept}):
        if file != path and "metadata" in file.stem.casefold() and file.suffix in (".json", ".csv"):
            try:
                if is_json(file):
                    about.update(metadata_json(file))
                else:
                    about.update(metadata_rows(open_table(file, ("Indicator ID", "Unit"))))
            except (SourceError, csv.Error) as error:
                refused.add(f"metadata {file.name}", str(error), 1)
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
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise SourceError(f"{path.name}: is not complete JSON in UTF-8; download the file again.") from None
    if (
        not isinstance(content, dict)
        or not content
        or not all(
            isinstance(entry, dict) and isinstance(entry.get("Descriptive"), dict)
            for entry in content.values()
        )
    ):
        raise SourceError(
            f"{path.name}: is JSON, but not from indicator_metadata/by_indicator_id; figures are read from "
            f"the CSV of all_data/csv/by_indicator_id."
        )
    return {
        number: About(
            str(entry["Descriptive"].get("NameLong") or entry["Descriptive"].get("Name") or ""),
            _unit_as_shown(_label(entry.get("Unit"), "Label")),
            _year_kind(_label(entry.get("YearType"), "Name")),
        )
        for number, entry in content.items()
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


def _label(entry: object, name: str) -> str:
    return str(entry.get(name) or "") if isinstance(entry, dict) else ""


def _unit_as_shown(text: str) -> str:
    text = text.strip()
    return text.lower() if text.casefold() in ("years", "score", "count", "days") else text


def _year_kind(text: str) -> str:
    """The kind of year in the metadata; "" for rolling, cumulative and other years."""
    plain = text.strip().casefold()
    if "rolling" in plain or "cumulative" in plain:
        return ""
    starts = (("calendar", "calendar"), ("financial", "financial"), ("academic", "academic"))
    starts += (("november", "november"), ("mid-november", "november"))
    return next((kind for start, kind in starts if plain.startswith(start)), "")
