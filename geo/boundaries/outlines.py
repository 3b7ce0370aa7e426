"""Outlines for maps drawn as SVG: small, in one frame for all levels, read in milliseconds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

from geo.areas import Geography
from geo.boundaries.cache import cached
from geo.boundaries.level_boundaries import (
    Progress,
    Reporter,
    boundaries,
    pieces,
    simplified_boundaries,
    sources,
)

_LONG_SIDE = 1600  # units; a map is seldom drawn with more pixels
_MARGIN = 6  # units around the areas, so that a thick outline is not cut
_VERSION = 1


@dataclass(frozen=True)
class Outline:
    """One area: ``path``, the ``d`` of an SVG path; x and y, in units, a point well inside for a label."""

    area_code: str
    path: str
    x: int
    y: int


@dataclass(frozen=True)
class Outlines:
    """Areas in one frame of ``width`` by ``height`` units; y points down.

    left and top are the frame's corner in metres of the British National Grid; a unit is ``metres_per_unit``.
    """

    width: int
    height: int
    left: float
    top: float
    metres_per_unit: float
    areas: tuple[Outline, ...]

    @property
    def view_box(self) -> str:
        """The ``viewBox`` of an SVG element."""
        return f"0 0 {self.width} {self.height}"

    def point(self, easting: float, northing: float) -> tuple[int, int]:
        """The position of a point of the British National Grid in the frame, in units."""
        return round((easting - self.left) / self.metres_per_unit), round(
            (self.top - northing) / self.metres_per_unit
        )


def outlines(
    geography: Geography,
    level: str,
    footprint: str | None = None,
    only: Iterable[str] | None = None,
    frame: Outlines | None = None,
    progress: Progress | None = None,
) -> Outlines:
    """The outlines of a level, framed to the whole ICS, by area code.

    only: draw these area codes and frame to them, in finer detail. Raises ValueError for a code that the
        level does not have, or if there is no code.
    frame: draw in the frame and detail of these outlines instead, so that the lines of two levels can be
        overlaid.
    progress: receives the slow steps of the first call.
    """
    chosen = geography.footprint(level, footprint)
    codes = None if only is None else tuple(sorted(set(only)))
    if codes is not None:
        known = set(geography.table(level, footprint)["area_code"])
        wrong = [code for code in codes if code not in known]
        if wrong or not codes:
            raise ValueError(
                f"No {level} of {geography.name}: {', '.join(wrong) or 'no area code was given'}."
            )
    empty = None if frame is None else replace(frame, areas=())
    return _outlines(geography, level, chosen, codes, empty, sources(), Reporter(progress))


@lru_cache(maxsize=256)
def _outlines(geography, level, footprint, only, frame, source_stamps, report) -> Outlines:
    def make() -> Outlines:
        pieces(geography, report.progress)
        return _drawn(geography, level, footprint, only, frame)

    inputs = (_VERSION, geography.fingerprint, level, footprint, only, frame, source_stamps)
    return cached(f"{geography.nhs_code}-{footprint or level}-outlines", ".json", inputs, make, _write, _read)


def _drawn(geography, level, footprint, only, frame) -> Outlines:
    import shapely

    from geo.boundaries.svg_path import svg_path

    exact = boundaries(geography, level, footprint)
    if frame is None:
        framed = boundaries(geography, "ics") if only is None else exact[exact["area_code"].isin(only)]
        frame = _frame(framed.total_bounds)
    coarse = simplified_boundaries(geography, level, footprint, frame.metres_per_unit)
    drawn = coarse if only is None else coarse[coarse["area_code"].isin(only)]
    shapes = drawn.geometry.to_numpy()
    circles = shapely.maximum_inscribed_circle(_largest_parts(shapes), tolerance=frame.metres_per_unit)
    centres = shapely.get_coordinates(shapely.get_point(circles, 0))
    areas = []
    for code, shape, centre in zip(drawn["area_code"], shapes, centres, strict=True):
        x, y = frame.point(*centre)
        path = svg_path(shape, frame.left, frame.top, frame.metres_per_unit)
        areas.append(Outline(str(code), path, x, y))
    return replace(frame, areas=tuple(areas))


def _frame(bounds) -> Outlines:
    left, bottom, right, top = (float(value) for value in bounds)
    metres_per_unit = max(right - left, top - bottom) / _LONG_SIDE
    margin = _MARGIN * metres_per_unit
    return Outlines(
        width=round((right - left) / metres_per_unit) + 2 * _MARGIN,
        height=round((top - bottom) / metres_per_unit) + 2 * _MARGIN,
        left=left - margin,
        top=top + margin,
        metres_per_unit=metres_per_unit,
        areas=(),
    )


def _write(content: Outlines, path: Path) -> None:
    path.write_text(json.dumps(asdict(content), separators=(",", ":")), encoding="utf-8")


def _read(path: Path) -> Outlines:
    stored = json.loads(path.read_text(encoding="utf-8"))
    return Outlines(**{**stored, "areas": tuple(Outline(**area) for area in stored["areas"])})


def _largest_parts(shapes):
    import numpy as np
    import shapely

    return np.array([max(shapely.get_parts(shape), key=shapely.area) for shape in shapes])
