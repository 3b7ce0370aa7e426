"""Which areas lie side by side."""

from __future__ import annotations

from functools import lru_cache

from geo.areas import Geography
from geo.boundaries import boundaries, sources


def neighbours(geography: Geography, level: str, footprint: str | None = None) -> dict[str, tuple[str, ...]]:
    """For each area of a level the codes of those that share a stretch of border with it, in order of codes.

    Areas that touch in a single point are no neighbours; an island has none.
    """
    return dict(_neighbours(geography, level, geography.footprint(level, footprint), sources()))


@lru_cache(maxsize=64)
def _neighbours(geography: Geography, level: str, footprint: str | None, _made_from: tuple) -> dict:
    import numpy as np
    import shapely

    shapes = boundaries(geography, level, footprint)
    parts, area = shapely.get_parts(shapes.geometry.to_numpy(), return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    # A segment of a coverage belongs to two areas with the same two ends, in opposite directions.
    same_ring = ring[1:] == ring[:-1]
    starts, ends = points[:-1][same_ring], points[1:][same_ring]
    owner = area[part[ring[:-1][same_ring]]]
    forward = (starts[:, 0] < ends[:, 0]) | ((starts[:, 0] == ends[:, 0]) & (starts[:, 1] < ends[:, 1]))
    segments = np.where(forward[:, None], np.hstack([starts, ends]), np.hstack([ends, starts]))
    order = np.lexsort(segments.T)
    together = np.all(segments[order][1:] == segments[order][:-1], axis=1)
    pairs = np.column_stack([owner[order][1:], owner[order][:-1]])[together]
    codes = shapes["area_code"].to_numpy()
    found: dict[str, set[str]] = {code: set() for code in codes}
    for one, other in pairs[pairs[:, 0] != pairs[:, 1]]:
        found[codes[one]].add(codes[other])
        found[codes[other]].add(codes[one])
    return {code: tuple(sorted(others)) for code, others in found.items()}
