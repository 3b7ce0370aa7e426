"""A small good file of each source of geography, population and deprivation, in its publisher's form.

Each function writes one file into a folder and returns its path. Codes and figures are of Blackpool and
Barrow, from the tables that ship with the project.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from data.reference import reference
from data.sources.deprivation import INDICATORS
from data.sources.ons_population import BANDS, CENSUS

BLACKPOOL, WESTMORLAND_AND_FURNESS = "E06000009", "E06000064"


def some_lsoas(count: int = 6) -> pd.DataFrame:
    lsoas = reference("lsoas")
    parts = [lsoas[lsoas["district_code"] == code] for code in (BLACKPOOL, WESTMORLAND_AND_FURNESS)]
    return pd.concat([part.head(count // 2) for part in parts], ignore_index=True)


def write_lookup_of_2021(folder: Path, name: str = "lookup_lsoa21.csv") -> Path:
    lsoas = some_lsoas()
    wards = reference("areas").query("area_level == 'ward'").set_index("area_code")["area_name"]
    rows = pd.DataFrame(
        {
            "lsoa21_name": lsoas["lsoa_name"],
            "lsoa21_code": lsoas["lsoa_code"],
            "ward24_name": lsoas["ward_code"].map(wards),
            "ward24_code": lsoas["ward_code"],
            "ltla24_code": lsoas["district_code"],
            "sicbl24_code": lsoas["sub_icb_code"],
            "icb24_code": lsoas["ics_code"],
            "wd25cd": ["E05099999", *lsoas["ward_code"][1:]],
            "wd25nm": lsoas["ward_code"].map(wards),
            "msoa21_code": lsoas["msoa_code"],
            "utla23_code": lsoas["upper_tier_code"],
            "region24_code": lsoas["region_code"],
            "ruc21_urban_rural": lsoas["urban"].map({True: "Urban", False: "Rural"}),
        }
    )
    return _written(rows, folder / name)


def write_lookup_of_2011_and_2021(folder: Path, name: str = "lookup_lsoa11_lsoa21.csv") -> Path:
    pairs = reference("lsoa_2011_to_2021")
    split = pairs[pairs["lsoa_2011_code"].duplicated(keep=False)].head(4).assign(change_code="S")
    same = pairs[pairs["lsoa_2011_code"] == pairs["lsoa_code"]].head(3).assign(change_code="U")
    rows = pd.concat([same, split]).rename(
        columns={"lsoa_2011_code": "lsoa11_code", "lsoa_code": "lsoa21_code"}
    )
    return _written(rows[["lsoa11_code", "change_code", "lsoa21_code"]], folder / name)


def write_areas_of_2011(folder: Path, name: str = "lookup_lsoa11.csv") -> Path:
    old = reference("lsoa_2011_to_2021")["lsoa_2011_code"].drop_duplicates().head(4)
    rows = pd.DataFrame({"lsoa11_code": old, "msoa11_code": "E02000001", "sicbl22_code": "E38000255"})
    return _written(rows.assign(icb22_code="E54000029", ltla22_code="E09000001"), folder / name)


def write_msoa_lookup(folder: Path, name: str = "lookup_msoa11_msoa21.csv") -> Path:
    msoas = some_lsoas()["msoa_code"].drop_duplicates()
    return _written(pd.DataFrame({"msoa11_code": msoas, "msoa21_code": msoas}), folder / name)


def write_ward_boundaries(folder: Path, name: str = "boundaries_ward24.geojson") -> Path:
    lsoas = reference("lsoas").query("district_code == @BLACKPOOL").drop_duplicates("ward_code")
    return write_boundaries(folder / name, "WD24", lsoas["ward_code"].tolist(), "LAD24", BLACKPOOL)


def write_boundaries(path: Path, column: str, codes: list[str], also: str = "", within: str = "") -> Path:
    """A GeoJSON file of squares side by side, north of Blackpool."""
    features = []
    for place, code in enumerate(codes):
        west, south = -3.05 + place * 0.01, 53.8
        ring = [
            [west, south],
            [west + 0.01, south],
            [west + 0.01, south + 0.01],
            [west, south + 0.01],
            [west, south],
        ]
        properties = {f"{column}CD": code, f"{column}NM": f"Area {place}"}
        if also:
            properties[f"{also}CD"] = within
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": properties, "geometry": shape})
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    path.write_text(
        json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}, indent=0),
        encoding="utf-8",
    )
    return path


def write_census_by_age(folder: Path, name: str = "census_age.csv") -> Path:
    lsoas = some_lsoas()
    people = reference("population").drop(columns="sex").groupby("lsoa_code").sum().loc[lsoas["lsoa_code"]]
    bands = {column: people[list(parts)].sum(axis=1) for column, parts in CENSUS.items()}
    rows = pd.DataFrame({"lsoa21_name": lsoas["lsoa_name"].to_numpy(), **bands}, index=people.index)
    rows.insert(1, "Total", rows[list(CENSUS)].sum(axis=1))
    return _written(rows.rename_axis("lsoa21_code").reset_index(), folder / name)


def write_people_by_sex(folder: Path, name: str = "people.csv") -> Path:
    people = reference("population")
    rows = people[people["lsoa_code"].isin(some_lsoas()["lsoa_code"])]
    return _written(rows[["lsoa_code", "sex", *BANDS]], folder / name)


def write_single_years(folder: Path, name: str = "mid_year.csv") -> Path:
    """Blackpool and the parts of Westmorland and Furness: 1, 2, 3 and 4 people of each age."""
    rows = []
    for times, code in enumerate([BLACKPOOL, "E07000027", "E07000030", "E07000031"], start=1):
        ages = {**{str(age): times for age in range(90)}, "90+": times}
        rows.append({"ltla21_code": code, "total_population": times * 91, **ages})
    return _written(pd.DataFrame(rows), folder / name)


def write_imd(folder: Path, name: str = "imd2025.csv") -> Path:
    lsoas = some_lsoas()
    columns = {
        "lsoa_code": "lsoa21_code",
        "imd_decile": "IMD_decile",
        "imd_rank": "IMD_rank",
        "imd_score": "IMD_score",
    }
    return _written(lsoas[list(columns)].rename(columns=columns), folder / name)


def write_imd_indicators(folder: Path, name: str = "imd2025_indicators.csv") -> Path:
    health = reference("small_area_health")
    rows = health[health["lsoa_code"].isin(some_lsoas()["lsoa_code"])]
    rows = rows[["lsoa_code", *INDICATORS]].rename(columns={"lsoa_code": "lsoa21_code", **INDICATORS})
    return _written(rows, folder / name)


def write_imd_districts(folder: Path, name: str = "imd2025_districts.csv") -> Path:
    share = "imd_proportion_of_lso_as_in_most_deprived_10_percent_nationally"
    rows = pd.DataFrame(
        {
            "ltla24_code": [BLACKPOOL, WESTMORLAND_AND_FURNESS],
            "imd_average_score": [45.0, 17.5],
            "imd_rank_of_average_score": [1, 160],
            share: [0.4, 0.05],
            "imd25_extent": [0.55, 0.1],
        }
    )
    return _written(rows, folder / name)


def write_imd_icbs(folder: Path, name: str = "imd2025_icbs.csv") -> Path:
    rows = pd.read_csv(write_imd_districts(folder, "of_districts.csv"))
    rows = rows.rename(columns={"ltla24_code": "icb24_code", "imd25_extent": "imd_2025_extent"})
    return _written(rows.assign(icb24_code=["E54000048", "E54000008"]), folder / name)


def write_disability(folder: Path, name: str = "disability.csv") -> Path:
    health = reference("small_area_health")
    people = health[health["lsoa_code"].isin(some_lsoas()["lsoa_code"])]
    total, disabled = people["disability_base_persons"], people["disabled_persons"]
    of_kind = {
        "Disabled under the Equality Act": disabled,
        "Not disabled under the Equality Act": total - disabled,
    }
    rows = [
        pd.DataFrame(
            {"lsoa21_code": people["lsoa_code"], "disability": kind, "n": n, "total_residents": total}
        )
        for kind, n in of_kind.items()
    ]
    return _written(pd.concat(rows).sort_values(["lsoa21_code", "disability"]), folder / name)


def _written(rows: pd.DataFrame, path: Path) -> Path:
    if path.suffix == ".parquet":
        rows.to_parquet(path, index=False)
    else:
        rows.to_csv(path, index=False)
    return path


# One good file a source, by the source's name.
EXAMPLES: dict[str, Callable[[Path], Path]] = {
    "ons_lookups": write_lookup_of_2021,
    "ons_boundaries": write_ward_boundaries,
    "ons_population": write_census_by_age,
    "deprivation": write_imd,
    "census_disability": write_disability,
}
