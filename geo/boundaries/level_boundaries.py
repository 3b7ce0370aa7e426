"""Boundaries of areas at every level, made once and kept on disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from data.paths import cache_folder
from data.storage.file_state import file_state
from geo.areas import Geography
from geo.boundaries.cache import cached
from geo.boundaries.own_boundaries import own_boundaries, own_boundary_files
from geo.boundaries.polygons import BRITISH_NATIONAL_GRID, package_file, package_polygons

if TYPE_CHECKING:
    import geopandas

Progress = Callable[[str], None]
_OWN_DETAIL = 10.0  # metres; the full-resolution files of the ONS have far more points than a page can show
_VERSION = 1  # increase it when the method changes, so that older cached files are not used


@dataclass(frozen=True)
class Reporter:
    """Reports progress; always equal, so that cached results do not depend on who is listening."""

    progress: Progress | None = field(default=None, compare=False)

    def __call__(self, text: str) -> None:
        if self.progress is not None:
            self.progress(text)


def boundaries(
    geography: Geography,
    level: str,
    footprint: str | None = None,
    progress: Progress | None = None,
) -> geopandas.GeoDataFrame:
    """The boundaries of a level (metres, British National Grid): area_code, geometry; in order of codes.

    Together they are a valid coverage: no overlaps, and neighbours share their border point by point. Areas
    partly in another ICS are drawn only inside this ICS. The first call is slow and reports its steps to
    ``progress``. Raises ValueError for a level without areas, or if an area cannot be drawn.
    """
    chosen = geography.footprint(level, footprint)
    if level not in geography.levels:
        raise ValueError(
            f"{geography.name} has no boundaries of the level {level!r}; "
            f"it has: {', '.join(geography.levels)}."
        )
    return _boundaries(geography, level, chosen, sources(), Reporter(progress))


def simplified_boundaries(
    geography: Geography,
    level: str,
    footprint: str | None,
    tolerance: float,
) -> geopandas.GeoDataFrame:
    """The boundaries of a level with fewer points (tolerance in metres): area_code, geometry.

    Pieces are simplified before they are assembled, so that lines of different levels still coincide.
    """
    from geo.boundaries import coverage

    chosen = geography.footprint(level, footprint)
    if _from_own_file(geography, level, chosen, sources()):
        exact = boundaries(geography, level, footprint)
        return exact.set_geometry(coverage.simplify(exact.geometry.to_numpy(), tolerance), crs=exact.crs)
    parts = pieces(geography)
    coarse = parts.set_geometry(coverage.simplify(parts.geometry.to_numpy(), tolerance), crs=parts.crs)
    return _assemble(geography, level, chosen, coarse)


@lru_cache(maxsize=64)
def _boundaries(geography, level, footprint, source_stamps, report) -> geopandas.GeoDataFrame:
    def make() -> geopandas.GeoDataFrame:
        own = _own_level(geography, level, footprint, report)
        return (
            own
            if own is not None
            else _assemble(geography, level, footprint, pieces(geography, report.progress))
        )

    name = f"{geography.nhs_code}-{footprint or level}"
    return _cached_shapes(name, (geography.fingerprint, level, footprint, source_stamps), make)


@lru_cache(maxsize=64)
def _from_own_file(geography, level, footprint, source_stamps) -> bool:
    return own_boundaries(set(geography.table(level, footprint)["area_code"])) is not None


def pieces(geography: Geography, progress: Progress | None = None) -> geopandas.GeoDataFrame:
    """The largest polygons that are inside a single area of every level: lsoa_code (one of its LSOAs),
    geometry.

    Every level is made of whole pieces, so lines of different levels coincide, also when simplified.
    """
    return _pieces(geography, sources(), Reporter(progress))


def sources() -> tuple:
    """A stamp of the source files: it changes when a file of the package or of the ICS changes."""
    own = own_boundary_files()
    package = file_state(package_file(), cache_folder() / "geo")
    return (_VERSION, package.sha256, *((path.name, sha256) for path, sha256 in own))


@lru_cache(maxsize=8)
def _pieces(geography, source_stamps, report) -> geopandas.GeoDataFrame:
    def make() -> geopandas.GeoDataFrame:
        import geopandas

        from geo.boundaries import coverage

        codes = set(geography.membership["lsoa_code"])
        own = own_boundaries(codes)
        if own is not None:
            report(f"Fitting the LSOAs of {geography.name} together, from its own file")
            polygons, detail = own.rename(columns={"code": "lsoa_code"}), _OWN_DETAIL
        else:
            report(f"Reading the polygons of {geography.name} (the first time only)")
            polygons, detail = package_polygons(geography), 0.0
        shapes = coverage.clean(polygons.geometry.to_numpy())
        groups = polygons["lsoa_code"].map(_signatures(geography)).to_numpy(dtype=str)
        signatures, shapes = coverage.dissolve(shapes, groups)
        if detail:
            shapes = coverage.simplify(shapes, detail)
        example_lsoa = polygons.assign(group=groups).drop_duplicates("group").set_index("group")["lsoa_code"]
        return geopandas.GeoDataFrame(
            {"lsoa_code": example_lsoa[signatures].to_numpy()}, geometry=shapes, crs=BRITISH_NATIONAL_GRID
        )

    return _cached_shapes(f"{geography.nhs_code}-pieces", (geography.fingerprint, source_stamps), make)


def _signatures(geography: Geography) -> dict[str, str]:
    """For each LSOA the areas of all levels and footprints that it belongs to, as one text."""
    return geography.membership.groupby("lsoa_code")["area_code"].agg(" ".join).to_dict()


def _assemble(geography, level, footprint, parts) -> geopandas.GeoDataFrame:
    import geopandas

    from geo.boundaries import coverage

    area_by_lsoa = geography.area_by_lsoa(level, footprint)
    codes, shapes = coverage.dissolve(
        parts.geometry.to_numpy(), area_by_lsoa[parts["lsoa_code"]].to_numpy(dtype=str)
    )
    missing = sorted(set(area_by_lsoa) - set(codes))
    if missing:
        raise ValueError(
            f"No polygon is left for {', '.join(missing)}: they are smaller than the available polygons. "
            "Put a GeoJSON file of LSOAs 2021 in data/boundaries (see docs/geography.md)."
        )
    return geopandas.GeoDataFrame({"area_code": codes}, geometry=shapes, crs=BRITISH_NATIONAL_GRID)


def _own_level(geography, level, footprint, report) -> geopandas.GeoDataFrame | None:
    """The level's areas from one of the ICS's own files, if a file has them all; fitted together."""
    import geopandas
    import shapely

    from geo.boundaries import coverage

    table = geography.table(level, footprint)
    own = own_boundaries(set(table["area_code"]))
    if own is None:
        return None
    report(f"Fitting {len(own)} areas of {geography.name} together, from its own file")
    shapes = own.geometry.to_numpy()
    beyond = own["code"].isin(table.loc[table["outside_lsoas"] > 0, "area_code"]).to_numpy()
    if beyond.any():
        ics_shape = shapely.coverage_union_all(pieces(geography, report.progress).geometry.to_numpy())
        inside = shapely.intersection(shapely.make_valid(shapes), ics_shape)
        shapes = np.where(beyond & ~shapely.is_empty(inside), inside, shapes)
    shapes = coverage.simplify(coverage.clean(shapes), _OWN_DETAIL)
    frame = geopandas.GeoDataFrame(
        {"area_code": own["code"].to_numpy()}, geometry=shapes, crs=BRITISH_NATIONAL_GRID
    )
    return frame.sort_values("area_code", ignore_index=True)


def _cached_shapes(
    name: str, inputs: tuple, make: Callable[[], geopandas.GeoDataFrame]
) -> geopandas.GeoDataFrame:
    import geopandas

    return cached(
        name, ".parquet", inputs, make, lambda frame, path: frame.to_parquet(path), geopandas.read_parquet
    )
