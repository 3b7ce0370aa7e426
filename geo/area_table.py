"""The table of an ICS's areas: names, labels, people, deprivation, and what is official about each."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from data.reference import reference
from geo.labels import unique_labels
from geo.levels import LEVELS
from geo.lsoas import lsoas

COLUMNS = (
    "area_code",
    "area_level",
    "area_name",
    "label",
    "footprint",
    "valid_from",
    "valid_to",
    "population",
    "lsoa_count",
    "imd_score",
    "priority",
    "official_code",
    "outside_lsoas",
)


def area_table(
    ics_code: str, membership: pd.DataFrame, footprints: pd.DataFrame, current: set[str]
) -> pd.DataFrame:
    """One row per area, with COLUMNS: England, the region and the areas in ``membership``, large levels
    first.

    ``footprints`` describes the areas that a footprint defines (area_code, area_name, footprint, valid_from,
    valid_to); ``current`` names the footprints whose areas keep their plain names.
    """
    members = pd.concat([_comparators(ics_code), membership]).merge(lsoas(), on="lsoa_code")
    members["deprivation"] = members["imd_score"] * members["people"]
    table = members.groupby(["area_level", "area_code"], as_index=False).agg(
        population=("people", "sum"), lsoa_count=("lsoa_code", "size"), deprivation=("deprivation", "sum")
    )
    table["imd_score"] = table["deprivation"] / table["population"]
    table = table.merge(_described(footprints), on="area_code", how="left")
    priority = reference("priority_areas")
    table["priority"] = table["area_code"].isin(priority.loc[priority["ics_code"] == ics_code, "area_code"])
    table["official_code"] = table["area_code"].map(_official_codes(members)).astype(object)
    table["official_code"] = table["official_code"].where(table["official_code"].notna(), None)
    table["outside_lsoas"] = _outside(table, ics_code)
    table["label"] = _labels(table, members, current)
    order = table["area_level"].map(LEVELS.index)
    later = ~table["footprint"].isin(current) & table["footprint"].notna()
    table = table.assign(order=order, later=later).sort_values(
        ["order", "later", "footprint", "label", "area_code"]
    )
    return table[list(COLUMNS)].reset_index(drop=True)


def _comparators(ics_code: str) -> pd.DataFrame:
    """All LSOAs of England, and of the region where most of the ICS's people live, as rows of membership."""
    everywhere = lsoas()
    own = everywhere[everywhere["ics_code"] == ics_code]
    region = own.groupby("region_code")["people"].sum().idxmax()
    england = reference("areas").loc[lambda rows: rows["area_level"] == "england", "area_code"].iloc[0]
    parts = [
        (england, "england", everywhere),
        (region, "region", everywhere[everywhere["region_code"] == region]),
    ]
    return pd.concat(
        [
            pd.DataFrame({"lsoa_code": rows["lsoa_code"], "area_level": level, "area_code": code})
            for code, level, rows in parts
        ]
    )


def _described(footprints: pd.DataFrame) -> pd.DataFrame:
    """Name, footprint and dates of every official area and of the areas that footprints define."""
    official = reference("areas").drop_duplicates("area_code")[["area_code", "area_name"]]
    columns = ["area_code", "area_name", "footprint", "valid_from", "valid_to"]
    return pd.concat([official, footprints[columns].drop_duplicates("area_code")], ignore_index=True)


def _official_codes(members: pd.DataFrame) -> dict[str, str | None]:
    """Area code to the code of the district, upper-tier authority or ICS that is made of exactly its LSOAs.

    England, a region and an ICS keep their own code, also where a county is made of the same LSOAs.
    """
    official = _official_sets()
    codes = {}
    for (level, code), group in members.groupby(["area_level", "area_code"])["lsoa_code"]:
        codes[code] = (
            code if level in ("england", "region", "ics") else official.get(frozenset(group.tolist()))
        )
    return codes


@lru_cache(maxsize=1)
def _official_sets() -> dict[frozenset[str], str]:
    """Sets of LSOAs to the official code; where two areas have the same LSOAs, the smaller level is used."""
    official: dict[frozenset[str], str] = {}
    for column in ("district_code", "upper_tier_code", "ics_code"):
        for code, group in lsoas().groupby(column)["lsoa_code"]:
            official.setdefault(frozenset(group.tolist()), code)
    return official


def _outside(table: pd.DataFrame, ics_code: str) -> pd.Series:
    """LSOAs of the whole official ward or district that belong to another ICS; 0 for other areas."""
    elsewhere = lsoas()[lambda rows: rows["ics_code"] != ics_code]
    counts = pd.concat([elsewhere["ward_code"].value_counts(), elsewhere["district_code"].value_counts()])
    inside = table["area_level"].isin(["ward", "district"])
    return table["area_code"].map(counts).where(inside).fillna(0).astype("int64")


def _labels(table: pd.DataFrame, members: pd.DataFrame, current: set[str]) -> pd.Series:
    names = (
        table["area_code"]
        .map(_main_district(members))
        .map(reference("areas").drop_duplicates("area_code").set_index("area_code")["area_name"])
    )
    footprint = table["footprint"].where(~table["footprint"].isin(current)).str.replace("_", " ")
    labels = pd.Series(index=table.index, dtype="str")
    for level, rows in table.groupby("area_level"):
        distinctions = [footprint[rows.index], rows["area_code"]]
        if level in ("ward", "neighbourhood"):
            distinctions.insert(1, names[rows.index])
        labels[rows.index] = unique_labels(rows["area_name"], *distinctions)
    return labels


def _main_district(members: pd.DataFrame) -> pd.Series:
    """For each area the district where most of its people live."""
    people = members.groupby(["area_code", "district_code"], as_index=False)["people"].sum()
    people = people.sort_values(["people", "district_code"], ascending=[False, True])
    return people.drop_duplicates("area_code").set_index("area_code")["district_code"]
