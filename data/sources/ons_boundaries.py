"""Boundaries of the ONS Open Geography Portal: the level and year of a GeoJSON file, and whether it is
usable.

``keep`` copies a checked file to the folder that maps are made from (see docs/geography.md).
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pandas as pd

from data.errors import SourceError
from data.paths import local_boundaries_folder
from data.reading.file_limits import MAX_COLUMNS, is_web_page
from data.reference import reference
from data.sources.shared.opening import start_of
from data.sources.shared.rows import LEVEL_NAMES, check_unique, england, reference_codes, refusals
from data.sources.shared.source import Ingested, Source
from data.storage.atomic_file import atomic_file

# From small to large: a file of wards also names the district of each, so the smallest level counts.
_LEVELS = {
    "LSOA": "lsoa",
    "MSOA": "msoa",
    "WD": "ward",
    "LAD": "district",
    "CTYUA": "upper_tier",
    "SICBL": "sub_icb",
    "ICB": "ics",
    "RGN": "region",
}
_CODE = re.compile(r"^([A-Z]+)(\d\d)CD$", re.IGNORECASE)
_OF_LEVEL = {
    "msoa": "msoa_code",
    "ward": "ward_code",
    "district": "district_code",
    "upper_tier": "upper_tier_code",
    "sub_icb": "sub_icb_code",
    "ics": "ics_code",
    "region": "region_code",
    "lsoa": "lsoa_code",
}
# Around England, in degrees and in metres of the British National Grid.
_DEGREES, _METRES = (-7.0, 49.5, 2.5, 56.0), (50_000, 0, 700_000, 700_000)


def read(path: Path) -> Ingested:
    """One row per area of the file: area_code, area_level, area_name, vintage.

    Raises SourceError where the file is not GeoJSON of polygons, has no known level, or has other areas.
    """
    path = Path(path)
    features, crs = _features(path)
    properties = [feature.get("properties") or {} for feature in features]
    column, level, year = _level(path, properties)
    name = f"{column[:-2]}NM"
    rows = pd.DataFrame(
        {
            "area_code": pd.Series([str(row.get(column) or "").strip() for row in properties], dtype="str"),
            "area_level": level,
            "area_name": pd.Series([str(row.get(name) or "").strip() for row in properties], dtype="str"),
            "vintage": year,
            "shaped": [_has_shape(path, feature, crs) for feature in features],
        }
    )
    # Some of the portal's own files contain shapes without a code (slivers along a border).
    bare = rows["area_code"] == ""
    rows = rows[~bare].reset_index(drop=True)
    check_unique(path, rows, ["area_code"])
    rows, refused = england(path, rows, "area_code", level)
    if bare.any():
        refused.append((f"{bare.sum():,} shapes", f"have no code in {column}", bare.sum()))
    for code in rows.loc[~rows["shaped"], "area_code"]:
        refused.append((code, "has no shape in the file", 1))
    rows = rows[rows["shaped"]].drop(columns="shaped").reset_index(drop=True)
    return Ingested({"boundaries": rows}, refusals(refused + _ics_without(set(rows["area_code"]), level)))


def keep(path: Path) -> Path:
    """Check a file and copy it to the folder that maps are made from; raises SourceError if a check fails."""
    path = Path(path)
    read(path)
    target = local_boundaries_folder() / f"{path.stem}.geojson"
    if target.exists() and target.samefile(path):
        return target
    with atomic_file(target) as unfinished:
        shutil.copyfile(path, unfinished)
    return target


def _features(path: Path) -> tuple[list[dict], str]:
    """The features of a GeoJSON file and whether its coordinates are degrees or metres."""
    start = start_of(path)
    if is_web_page(start):
        raise SourceError(
            f"{path.name}: this is a web page, not GeoJSON; download the publisher's file again."
        )
    if start.startswith((b"PK", b"PAR1", b"SQLite")):
        raise SourceError(
            f"{path.name}: this is a packed file and not GeoJSON; unpack it and use the GeoJSON inside."
        )
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SourceError(f"{path.name}, line {line}: not in UTF-8; allowed is GeoJSON in UTF-8.") from None
    try:
        content = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise SourceError(
            f"{path.name}: is not complete GeoJSON ({str(error)[:120]}); download the file again."
        ) from None
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise SourceError(f"{path.name}: contains no features; allowed is a GeoJSON FeatureCollection.")
    if not features:
        raise SourceError(f"{path.name}: the collection has no areas.")
    crs = json.dumps(content.get("crs") or "")
    if content.get("crs") and not re.search(r"CRS84|4326|27700", crs):
        raise SourceError(
            f"{path.name}: coordinates in {crs[:80]}; allowed are WGS84 and British National Grid."
        )
    return features, "metres" if "27700" in crs else "degrees"


def _level(path: Path, properties: list[dict]) -> tuple[str, str, int]:
    """The column of codes, the level and the year; from the names of the columns."""
    widest = max((len(row) for row in properties), default=0)
    if widest > MAX_COLUMNS:
        raise SourceError(f"{path.name}: {widest:,} columns; allowed are {MAX_COLUMNS}.")
    columns = list(dict.fromkeys(name for row in properties[:5] for name in row))
    code_columns = {name: match for name in columns if (match := _CODE.match(str(name)))}
    for prefix, level in _LEVELS.items():
        of_level = [name for name, match in code_columns.items() if match[1].upper() == prefix]
        if len(of_level) > 1:
            raise SourceError(f"{path.name}: two years of one level ({', '.join(of_level)}); allowed is one.")
        if of_level:
            year = 2000 + int(code_columns[of_level[0]][2])
            if level in ("lsoa", "msoa") and year != 2021:
                raise SourceError(
                    f"{path.name}: {of_level[0]} is of {year}; allowed are the {LEVEL_NAMES[level]} "
                    f"(a column {prefix}21CD)."
                )
            return of_level[0], level, year
    raise SourceError(
        f"{path.name}: no column shows the level. Found {', '.join(map(str, columns))[:300]}; allowed is one "
        f"of {', '.join(f'{prefix}..CD' for prefix in _LEVELS)}, the dots being the year."
    )


def _has_shape(path: Path, feature: dict, crs: str) -> bool:
    geometry = feature.get("geometry")
    if not geometry:
        return False
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        kind = geometry.get("type") if isinstance(geometry, dict) else geometry
        raise SourceError(f"{path.name}: found a shape of kind {str(kind)[:40]}; allowed are polygons.")
    point = geometry.get("coordinates")
    while isinstance(point, list) and point and isinstance(point[0], list):
        point = point[0]
    if not isinstance(point, list) or not point:
        return False
    west, south, east, north = _METRES if crs == "metres" else _DEGREES
    numbers = all(isinstance(number, (int, float)) for number in point[:2]) and len(point) >= 2
    if not numbers or not (west <= point[0] <= east and south <= point[1] <= north):
        raise SourceError(
            f"{path.name}: a shape begins at {str(point[:2])[:60]}, which is not in England (in {crs}, "
            f"as the file states); allowed are WGS84 in degrees, or British National Grid in metres and "
            f"named as such."
        )
    return True


def _ics_without(codes: set[str], level: str) -> list[tuple[str, str, int]]:
    """The ICSs that the file cannot draw: for a map, a file without an area of the level is not used."""
    lsoas, areas = reference("lsoas"), reference("areas")
    missing = lsoas[~lsoas[_OF_LEVEL[level]].isin(codes)]
    if missing.empty:
        return []
    names = areas[areas["area_level"] == "ics"].set_index("area_code")["area_name"]
    without = sorted(names[code] for code in set(missing["ics_code"]))
    absent = reference_codes(level) - codes
    if len(without) == len(names):
        which = "no ICS can use it"
    elif len(without) > len(names) // 2:
        served = sorted(set(names) - set(without))
        which = f"{len(served)} of {len(names)} ICSs can use it ({'; '.join(served)})"
    else:
        which = f"all ICSs can use it except {'; '.join(without)}"
    return [(f"{len(absent):,} {LEVEL_NAMES[level]}", f"are not in the file; {which}", len(absent))]


SOURCE = Source(
    name="ons_boundaries",
    title="Boundaries of wards, districts, ICBs, LSOAs and MSOAs",
    publisher="Office for National Statistics (Open Geography Portal); contains Ordnance Survey data",
    licence="Open Government Licence v3.0",
    files="GeoJSON files of one level, with its codes in a column like WD24CD, LAD24CD, ICB23CD or LSOA21CD",
    read=read,
    due_days=0,
    items=("boundaries",),
)
