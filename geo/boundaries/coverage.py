"""Polygons that fit together: no overlaps, no slivers, borders shared point by point."""

from __future__ import annotations

import numpy as np
import shapely

_POLYGON_TYPES = (3, 6)


def clean(shapes: np.ndarray) -> np.ndarray:
    """The same polygons made valid and fitted together (n geometries in, n out; metres)."""
    return shapely.coverage_clean(np.array([_only_polygons(shape) for shape in shapely.make_valid(shapes)]))


def dissolve(shapes: np.ndarray, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One shape for each code, by code: the codes, and the shapes without the borders inside them."""
    order = np.argsort(codes, kind="stable")
    unique, starts = np.unique(codes[order], return_index=True)
    groups = np.split(shapes[order], starts[1:])
    return unique, np.array([shapely.coverage_union_all(group) for group in groups])


def simplify(shapes: np.ndarray, tolerance: float) -> np.ndarray:
    """Fewer points (tolerance in metres), with shared borders still shared; no shape vanishes."""
    return shapely.coverage_simplify(shapes, tolerance)


def shared_borders(shapes: np.ndarray) -> np.ndarray:
    """Pairs of positions of the shapes of a coverage that share a stretch of border; a pair may be repeated.

    Shapes that touch in a single point share no stretch of border.
    """
    parts, area = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    # A segment of a coverage belongs to two areas with the same two ends, in opposite directions.
    same_ring = ring[1:] == ring[:-1]
    starts, ends = points[:-1][same_ring], points[1:][same_ring]
    owner = area[part[ring[:-1][same_ring]]]
    forward = (starts[:, 0] < ends[:, 0]) | ((starts[:, 0] == ends[:, 0]) & (starts[:, 1] < ends[:, 1]))
    segments = np.where(forward[:, None], np.hstack([starts, ends]), np.hstack([ends, starts]))
    order = np.lexsort(segments.T)
    shared = np.all(segments[order][1:] == segments[order][:-1], axis=1)
    pairs = np.column_stack([owner[order][1:], owner[order][:-1]])[shared]
    return pairs[pairs[:, 0] != pairs[:, 1]]


def _only_polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """The shape without the lines and points that making a polygon valid can leave."""
    if shapely.get_type_id(shape) in _POLYGON_TYPES:
        return shape
    parts = shapely.get_parts(shape)
    return shapely.union_all(parts[np.isin(shapely.get_type_id(parts), _POLYGON_TYPES)])
