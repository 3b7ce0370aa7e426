"""The maps of one ICS, drawn in advance."""

from __future__ import annotations

from geo.assembly import geography
from geo.boundaries.outlines import outlines


def draw_maps(ics: str) -> None:
    """Make the outlines of every level and footprint of an ICS, so that no reader waits for them."""
    here = geography(ics)
    for level in here.levels:
        for footprint in here.footprints if level == "place" else (None,):
            outlines(here, level, footprint)
