"""ONS lookups: the areas of each LSOA, and the LSOAs and MSOAs of 2021 that replaced those of 2011."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.errors import SourceError
from data.reference import reference
from data.sources.shared.opening import open_table
from data.sources.shared.rows import (
    as_text,
    check_unique,
    england,
    form_of,
    missing_areas,
    need,
    reference_codes,
    refusals,
)
from data.sources.shared.source import Ingested, Source

# Column of the lsoas table: column of the file.
_AREAS = {
    "lsoa_code": "lsoa21_code",
    "lsoa_name": "lsoa21_name",
    "msoa_code": "msoa21_code",
    "ward_code": "ward24_code",
    "district_code": "ltla24_code",
    "upper_tier_code": "utla23_code",
    "sub_icb_code": "sicbl24_code",
    "ics_code": "icb24_code",
    "region_code": "region24_code",
}
_LEVELS = {
    "msoa_code": "msoa",
    "ward_code": "ward",
    "district_code": "district",
    "sub_icb_code": "sub_icb",
    "ics_code": "ics",
    "region_code": "region",
}
_URBAN = "ruc21_urban_rural"
_LSOA_CHANGES = "LSOAs of 2011 and 2021"
_MSOA_CHANGES = "MSOAs of 2011 and 2021"
_AREAS_2021 = "areas of the LSOAs of 2021"
_AREAS_2011 = "areas of the LSOAs of 2011"
# Recognised by columns; a form precedes any other form whose columns it also has.
FORMS = {
    _LSOA_CHANGES: ("lsoa11_code", "change_code", "lsoa21_code"),
    _MSOA_CHANGES: ("msoa11_code", "msoa21_code"),
    _AREAS_2011: ("lsoa11_code", "msoa11_code", "icb22_code"),
    _AREAS_2021: ("lsoa21_code", "icb24_code"),
}


def read(path: Path) -> Ingested:
    """The rows of one lookup; raises SourceError where it has none of the four forms."""
    rows = open_table(path, ())
    if "wd25cd" in rows.columns and "ward24_code" not in rows.columns:
        raise SourceError(
            f"{Path(path).name}: contains wards of 2025 (wd25cd) and none of May 2024 (ward24_code). Wards "
            f"here are those of May 2024; a best fit to another year would put many LSOAs in another ward."
        )
    form = form_of(path, rows.columns, FORMS)
    readers = {
        _LSOA_CHANGES: _lsoa_changes,
        _MSOA_CHANGES: _msoa_changes,
        _AREAS_2011: _areas_of_2011,
        _AREAS_2021: _areas_of_2021,
    }
    return readers[form](path, rows)


def _areas_of_2021(path: Path, rows: pd.DataFrame) -> Ingested:
    need(path, rows.columns, [*_AREAS.values(), _URBAN])
    rows = as_text(rows, [*_AREAS.values(), _URBAN])
    check_unique(path, rows, ["lsoa21_code"])
    rows, refused = england(path, rows, "lsoa21_code", "lsoa")
    table = pd.DataFrame({name: rows[column].astype("str") for name, column in _AREAS.items()})
    for name, level in _LEVELS.items():
        known = reference_codes(level)
        unknown = ~table[name].isin(known)
        if unknown.any():
            raise SourceError(
                f"{Path(path).name}: {table[name][unknown].iloc[0]!r} in {_AREAS[name]} is not an area of "
                f"the reference ({unknown.sum():,} rows); the file is damaged or of another vintage."
            )
    answers = rows[_URBAN]
    if not answers.isin(["Urban", "Rural"]).all():
        unknown_answer = answers[~answers.isin(["Urban", "Rural"])].iloc[0]
        raise SourceError(
            f"{Path(path).name}: {_URBAN}: found {unknown_answer!r}, allowed are Urban and Rural."
        )
    table["urban"] = (answers == "Urban").to_numpy()
    refused += missing_areas(table["lsoa_code"], "lsoa")
    if "wd25cd" in rows.columns:
        elsewhere = int((rows["wd25cd"].astype("string") != rows["ward24_code"]).sum())
        refused.append(
            (
                "columns wd25cd and wd25nm",
                "wards of 2025 have another best fit and do not match the wards of May 2024 used "
                "here; the rows counted are in another ward there",
                elsewhere,
            )
        )
    return Ingested({"lsoas": table}, refusals(refused))


def _lsoa_changes(path: Path, rows: pd.DataFrame) -> Ingested:
    rows = as_text(rows, FORMS[_LSOA_CHANGES])
    check_unique(path, rows, ["lsoa11_code", "lsoa21_code"])
    unknown = ~rows["change_code"].isin(["U", "S", "M", "X"])
    if unknown.any():
        raise SourceError(
            f"{Path(path).name}: change_code: found {rows['change_code'][unknown].iloc[0]!r}, allowed are U "
            f"(unchanged), S (split), M (merged) and X (irregular)."
        )
    rows, refused = england(path, rows, "lsoa21_code", "lsoa")
    unchanged = rows["change_code"] == "U"
    if (rows["lsoa11_code"] != rows["lsoa21_code"])[unchanged].any():
        raise SourceError(
            f"{Path(path).name}: LSOAs marked U (unchanged) have two codes; the file is damaged."
        )
    table = (
        rows[["lsoa11_code", "lsoa21_code"]].set_axis(["lsoa_2011_code", "lsoa_code"], axis=1).astype("str")
    )
    table["people"] = table["lsoa_code"].map(_people()).astype("int32")
    table = table.sort_values(["lsoa_2011_code", "lsoa_code"], ignore_index=True)
    table["weight"] = table["people"] / table.groupby("lsoa_2011_code")["people"].transform("sum")
    refused += missing_areas(table["lsoa_code"], "lsoa")
    return Ingested({"lsoa_2011_to_2021": table}, refusals(refused))


def _msoa_changes(path: Path, rows: pd.DataFrame) -> Ingested:
    rows = as_text(rows, FORMS[_MSOA_CHANGES])
    check_unique(path, rows, ["msoa11_code", "msoa21_code"])
    rows, refused = england(path, rows, "msoa21_code", "msoa")
    table = rows[list(FORMS[_MSOA_CHANGES])].set_axis(["msoa_2011_code", "msoa_code"], axis=1).astype("str")
    table = table.sort_values(["msoa_2011_code", "msoa_code"], ignore_index=True)
    missing = sorted(reference_codes("msoa") - set(table["msoa_code"]))
    if missing:
        refused.append(
            (
                f"{len(missing):,} MSOAs of 2021",
                f"have no MSOA of 2011 in the file (the first is {missing[0]}): a best fit gives one MSOA of "
                f"2021 for each of 2011, so counts cannot be divided by it; use LSOAs instead",
                len(missing),
            )
        )
    return Ingested({"msoa_2011_to_2021": table}, refusals(refused))


def _areas_of_2011(path: Path, rows: pd.DataFrame) -> Ingested:
    columns = {
        "lsoa_2011_code": "lsoa11_code",
        "msoa_2011_code": "msoa11_code",
        "sub_icb_2022_code": "sicbl22_code",
        "ics_2022_code": "icb22_code",
        "district_2022_code": "ltla22_code",
    }
    need(path, rows.columns, columns.values())
    rows = as_text(rows, columns.values())
    check_unique(path, rows, ["lsoa11_code"])
    known = set(reference("lsoa_2011_to_2021")["lsoa_2011_code"])
    good = rows["lsoa11_code"].isin(known)
    if not good.any():
        raise SourceError(
            f"{Path(path).name}: none of the codes in lsoa11_code is an LSOA of 2011 in England."
        )
    refused = [
        (code, "is not an LSOA of 2011 in England", 1) for code in sorted(rows.loc[~good, "lsoa11_code"])[:50]
    ]
    table = pd.DataFrame({name: rows.loc[good, column].astype("str") for name, column in columns.items()})
    table = table.sort_values("lsoa_2011_code", ignore_index=True)
    missing = sorted(known - set(table["lsoa_2011_code"]))
    if missing:
        refused.append(
            (
                f"{len(missing):,} LSOAs of 2011",
                f"are not in the file (the first is {missing[0]})",
                len(missing),
            )
        )
    return Ingested({"lsoas_2011": table}, refusals(refused))


def _people() -> pd.Series:
    lookup = reference("lsoa_2011_to_2021").drop_duplicates("lsoa_code")
    return lookup.set_index("lsoa_code")["people"]


SOURCE = Source(
    name="ons_lookups",
    title="Lookups of LSOAs to wards, districts, ICBs and between 2011 and 2021",
    publisher="Office for National Statistics",
    licence="Open Government Licence v3.0",
    files="A lookup of LSOAs of 2021 to areas of 2024, of LSOAs of 2011 to areas of 2022, or of LSOAs or "
    "MSOAs of 2011 to those of 2021 (CSV or Parquet)",
    read=read,
    due_days=0,
    items=("lsoas", "lsoa_2011_to_2021"),
    edition="April and May 2024",
)
