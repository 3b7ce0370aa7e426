"""The classes of a map: their shades and their words."""

from __future__ import annotations

from pages.charts import tokens
from pages.words.numbers import number

_SHADES = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}


def shades(classes: int) -> tuple[str, ...]:
    """Blues for a number of classes, light to dark, as far apart as they can be."""
    return tuple(tokens.BLUES[place] for place in _SHADES[classes])


def legend_words(limits: tuple[float, ...], decimals: int) -> list[str]:
    """Each class in words, low to high: 'under 75', '75 to 124', '250 and over'."""
    if not limits:
        return ["all areas alike"]
    smallest = 10.0**-decimals
    between = [
        f"{number(low, decimals)} to {number(high - smallest, decimals)}"
        if high - low > 1.5 * smallest
        else number(low, decimals)
        for low, high in zip(limits, limits[1:], strict=False)
    ]
    return [f"under {number(limits[0], decimals)}", *between, f"{number(limits[-1], decimals)} and over"]
