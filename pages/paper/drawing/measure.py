"""The room that words need, measured with the paper's own font, whose widths are those of Arial."""

from __future__ import annotations

from functools import cache, lru_cache

from PIL import ImageFont

from pages.paper.drawing.font import FILE

LINE = 1.2  # of the size
_FINE = 100  # measured at this size, so that one font serves all


def line_count(words: str, size: float, width: float, bold: bool = False) -> int:
    """Lines that ``words`` need at ``size`` points in ``width`` points; a word that is too long is broken."""
    room = width * _FINE / size
    lines, used = 1, 0.0
    space = _width(" ", bold)
    for word in words.split():
        needed = _width(word, bold)
        if used and used + space + needed > room:
            lines, used = lines + 1, 0.0
        used += (space if used else 0.0) + needed
        while used > room:
            lines, used = lines + 1, used - room
    return lines


def height_of(words: str, size: float, width: float, bold: bool = False) -> float:
    """Points that the lines of ``words`` take."""
    return line_count(words, size, width, bold) * size * LINE


@lru_cache(maxsize=20_000)
def _width(word: str, bold: bool) -> float:
    return _font(bold).getlength(word)


@cache
def _font(bold: bool):
    font = ImageFont.truetype(str(FILE), _FINE)
    font.set_variation_by_axes([700 if bold else 400])
    return font
