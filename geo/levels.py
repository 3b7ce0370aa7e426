"""The levels of geography, from large to small, and the words people use for them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    """One level: ``name`` is used in the data, ``singular`` and ``plural`` on pages."""

    name: str
    singular: str
    plural: str


_ALL = (
    Level("england", "England", "England"),
    Level("region", "region", "regions"),
    Level("ics", "integrated care system", "integrated care systems"),
    Level("place", "place", "places"),
    Level("district", "district", "districts"),
    Level("neighbourhood", "neighbourhood", "neighbourhoods"),
    Level("ward", "ward", "wards"),
)
LEVELS = tuple(level.name for level in _ALL)
# Levels that an ICS is divided into by its own LSOAs; England and the region are there only to compare with.
INSIDE_LEVELS = LEVELS[2:]
# Levels that a footprint defines rather than the Office for National Statistics.
FOOTPRINT_LEVELS = ("place", "neighbourhood")
_BY_NAME = {level.name: level for level in _ALL}


def level_words(name: str) -> Level:
    """The words of one level. Raises ValueError for an unknown level."""
    if name not in _BY_NAME:
        raise ValueError(f"There is no level {name!r}; there are: {', '.join(LEVELS)}.")
    return _BY_NAME[name]


def is_larger(level: str, than: str) -> bool:
    """Whether ``level`` comes before ``than`` in the order from large to small."""
    level_words(level), level_words(than)
    return LEVELS.index(level) < LEVELS.index(than)
