"""Which parts of an ICS are connected by land: the graph that neighbourhoods are designed and checked on.

It is made only from the polygons of the package, never from an ICS's own boundary files, so that a better
map does not change the neighbourhoods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.lsoas import lsoas

if TYPE_CHECKING:
    from geo.areas import Geography

_KM_A_DEGREE = 111.2


def unit_graph(geography: Geography, unit_by_lsoa: pd.Series) -> tuple[pd.DataFrame, dict[str, set[str]]]:
    """Units of an ICS (texts by lsoa_code; each inside one place) and which of them are adjacent.

    Returns one row per unit, in order: unit (index), place_code, people, x and y (km east and north: where
    its people live on average); and for each unit its neighbours. Neighbours share a stretch of border. Where
    the land borders leave a place in several parts (islands, or land cut off by another place), each part is
    joined to the nearest unit of the rest of its place, by the distance between their people.
    """
    units = _units(geography, unit_by_lsoa)
    neighbours: dict[str, set[str]] = {unit: set() for unit in units.index}
    for first, second in _land_borders(geography, unit_by_lsoa):
        neighbours[first].add(second)
        neighbours[second].add(first)
    for _, own in units.groupby("place_code"):
        _join(own, neighbours)
    return units, neighbours


def parts_of(units: set[str], neighbours: dict[str, set[str]]) -> list[set[str]]:
    """The connected parts of a set of units, the part with the first unit first."""
    remaining, parts = set(units), []
    while remaining:
        part = reached = {min(remaining)}
        while reached:
            reached = {other for unit in reached for other in neighbours[unit]} & remaining - part
            part = part | reached
        remaining -= part
        parts.append(part)
    return parts


def _units(geography: Geography, unit_by_lsoa: pd.Series) -> pd.DataFrame:
    rows = lsoas().set_index("lsoa_code").loc[unit_by_lsoa.index]
    people = rows["people"].to_numpy(dtype=float)
    weight = np.maximum(people, 1e-9)  # an LSOA without people still has a point
    latitude = rows["latitude"].to_numpy()
    squeeze = np.cos(np.radians(latitude.mean()))
    sums = pd.DataFrame(
        {
            "place_code": geography.area_by_lsoa("place")[unit_by_lsoa.index].to_numpy(),
            "people": people,
            "weight": weight,
            "x": rows["longitude"].to_numpy() * squeeze * _KM_A_DEGREE * weight,
            "y": latitude * _KM_A_DEGREE * weight,
        }
    ).groupby(unit_by_lsoa.to_numpy())
    units = sums[["people", "weight", "x", "y"]].sum()
    # Whole metres: sums may differ in their last digit from one machine to another.
    units["x"], units["y"] = (units["x"] / units["weight"]).round(3), (units["y"] / units["weight"]).round(3)
    return units.drop(columns="weight").assign(place_code=sums["place_code"].first()).sort_index()


def _land_borders(geography: Geography, unit_by_lsoa: pd.Series) -> list[tuple[str, str]]:
    from geo.boundaries import coverage
    from geo.boundaries.polygons import package_polygons

    polygons = package_polygons(geography)
    shapes = coverage.clean(polygons.geometry.to_numpy())
    codes = unit_by_lsoa[polygons["lsoa_code"]].to_numpy(dtype=str)
    codes, shapes = coverage.dissolve(shapes, codes)
    return [(str(codes[first]), str(codes[second])) for first, second in coverage.shared_borders(shapes)]


def _join(own: pd.DataFrame, neighbours: dict[str, set[str]]) -> None:
    parts = parts_of(set(own.index), neighbours)
    while len(parts) > 1:
        part = min(parts, key=lambda units: (len(units), min(units)))
        rest = own.drop(list(part))
        steps = [
            (((rest["x"] - row.x) ** 2 + (rest["y"] - row.y) ** 2).to_numpy(), row.Index)
            for row in own.loc[sorted(part)].itertuples()
        ]
        _, unit, nearest = min((away.min(), unit, rest.index[away.argmin()]) for away, unit in steps)
        neighbours[unit].add(nearest)
        neighbours[nearest].add(unit)
        parts = parts_of(set(own.index), neighbours)
