"""Which areas lie side by side."""

from __future__ import annotations

from functools import lru_cache

from geo.areas import Geography
from geo.boundaries.coverage import shared_borders
from geo.boundaries.level_boundaries import boundaries, sources


def neighbours(geography: Geography, level: str, footprint: str | None = None) -> dict[str, tuple[str, ...]]:
    """For each area of a level the codes of those that share a stretch of border with it, in order of codes.

    Areas that touch in a single point are no neighbours; an island has none.
    """
    return dict(_neighbours(geography, level, geography.footprint(level, footprint), sources()))


@lru_cache(maxsize=64)
def _neighbours(geography: Geography, level: str, footprint: str | None, _made_from: tuple) -> dict:
    shapes = boundaries(geography, level, footprint)
    pairs = shared_borders(shapes.geometry.to_numpy())
    codes = shapes["area_code"].to_numpy()
    found: dict[str, set[str]] = {code: set() for code in codes}
    for one, other in pairs:
        found[codes[one]].add(codes[other])
        found[codes[other]].add(codes[one])
    return {code: tuple(sorted(others)) for code, others in found.items()}
