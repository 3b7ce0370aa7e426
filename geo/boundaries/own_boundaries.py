"""Boundaries that an ICS supplies, as GeoJSON files of the ONS: they are used instead of the package's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from data.paths import cache_folder, local_boundaries_folder
from data.storage.file_state import file_state
from geo.boundaries.polygons import BRITISH_NATIONAL_GRID

if TYPE_CHECKING:
    import geopandas


def own_boundary_files() -> tuple[tuple[Path, str], ...]:
    """The files with their SHA-256, by name: if all of these are the same, nothing has changed."""
    folder = local_boundaries_folder()
    files = sorted(folder.glob("*.geojson")) if folder.is_dir() else []
    return tuple((path, file_state(path, cache_folder() / "geo").sha256) for path in files)


def own_boundaries(codes: set[str]) -> geopandas.GeoDataFrame | None:
    """Shapes (metres, British National Grid) of areas: code, geometry; from the first file that has them all.

    The codes may be in any column (WD24CD, LAD24CD, LSOA21CD ...). A file without one of them is not used,
    so that no map has a hole. None if no file has them all. Raises ValueError for a file that cannot be read.
    """
    for path, _ in own_boundary_files():
        shapes = _read(path)
        for column in shapes.columns.drop("geometry"):
            values = shapes[column].astype(str)
            if codes <= set(values):
                rows = shapes[values.isin(codes) & shapes.geometry.notna()]
                rows = rows.assign(code=values)[["code", "geometry"]].to_crs(BRITISH_NATIONAL_GRID)
                return rows.dissolve("code").reset_index() if rows["code"].duplicated().any() else rows
    return None


def _read(path: Path) -> geopandas.GeoDataFrame:
    import geopandas

    try:
        shapes = geopandas.read_file(path)
    except (RuntimeError, ValueError) as error:
        raise ValueError(f"{path.name} cannot be read as GeoJSON: {error}") from None
    if "geometry" not in shapes.columns or shapes.crs is None:
        raise ValueError(f"{path.name} has no shapes; allowed: a GeoJSON file of polygons with area codes.")
    return shapes
