"""Polygons as the shortest text that draws them in SVG."""

from __future__ import annotations

import numpy as np
import shapely

_MIN_AREA = 0.5  # square units; rings that rounding has turned into a line or a dot are left out


def svg_path(shape: shapely.Geometry, left: float, top: float, metres_per_unit: float) -> str:
    """The ``d`` of a path: whole units, y down from ``top``, relative steps; the largest ring is always kept.

    Each point is rounded on its own, so neighbours that share a point still share it.
    """
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    units = [_whole_units(ring, left, top, metres_per_unit) for ring in rings]
    areas = [_area(ring) for ring in units]
    largest = int(np.argmax([abs(shapely.area(shapely.polygons(ring))) for ring in rings]))
    kept = [ring for place, ring in enumerate(units) if areas[place] >= _MIN_AREA or place == largest]
    return "".join(_ring_text(ring) for ring in kept)


def _whole_units(ring: shapely.Geometry, left: float, top: float, metres_per_unit: float) -> np.ndarray:
    points = shapely.get_coordinates(ring)[:-1]
    units = np.rint(np.column_stack([points[:, 0] - left, top - points[:, 1]]) / metres_per_unit).astype(int)
    moved = np.any(units != np.roll(units, 1, axis=0), axis=1)
    return units[moved] if moved.any() else units[:1]


def _area(ring: np.ndarray) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2


def _ring_text(ring: np.ndarray) -> str:
    if len(ring) < 3:  # too small to have an area: a dot of one unit, so that the area is still drawn
        x, y = ring[0]
        return f"M{x} {y}h1v1h-1z"
    steps = np.diff(ring, axis=0).ravel()
    text = "".join(f"{'' if step < 0 or place == 0 else ' '}{step}" for place, step in enumerate(steps))
    return f"M{ring[0, 0]} {ring[0, 1]}l{text}z"
