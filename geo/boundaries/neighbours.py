"""Which areas are adjacent."""

from __future__ import annotations

from functools import lru_cache

from geo.areas import Geography
from geo.boundaries.coverage import shared_borders
from geo.boundaries.level_boundaries import boundaries, sources


def neighbours(geography: Geography, level: str, footprint: str | None = None) -> dict[str, tuple[str, ...]]:
    """For each area of a level the codes of those that share a stretch of border with it, in order of codes.

    Areas that touch in a single point are not neighbours; an island has none.
    """
    return dict(_neighbours(geography, level, geography.footprint(level, footprint), sources()))


@lru_cache(maxsize=64)
def _neighbours(geography: Geography, level: str, footprint: str | None, _source_stamps: tuple) -> dict:
    shapes = boundaries(geography, level, footprint)
    pairs = shared_borders(shapes.geometry.to_numpy())
    codes = shapes["area_code"].to_numpy()
    neighbour_codes: dict[str, set[str]] = {code: set() for code in codes}
    for first, second in pairs:
        neighbour_codes[codes[first]].add(codes[second])
        neighbour_codes[codes[second]].add(codes[first])
    return {code: tuple(sorted(neighbouring)) for code, neighbouring in neighbour_codes.items()}
