"""The paper's own font: its file and its characters. A PDF/UA may contain no character without a shape."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "static" / "fonts"
FILE = FOLDER / "Arimo.ttf"
NAME = "Arimo"
UNKNOWN = "□"


def shown(words: str) -> str:
    """Words with a box for each character that the font lacks, and a space for control characters."""
    if words.isascii() and words.isprintable():
        return words
    return "".join(_shown(character) for character in words)


def _shown(character: str) -> str:
    if character == "\n" or ord(character) in code_points() and character.isprintable():
        return character
    return UNKNOWN if character.isprintable() else " "


@cache
def code_points() -> frozenset[int]:
    """The code points of the font: its character map in format 4 (OpenType specification, 'cmap')."""
    data = FILE.read_bytes()
    tables = {
        data[12 + 16 * at : 16 + 16 * at]: struct.unpack_from(">I", data, 20 + 16 * at)[0]
        for at in range(struct.unpack_from(">H", data, 4)[0])
    }
    start = tables[b"cmap"]
    maps = [
        start + struct.unpack_from(">HHI", data, start + 4 + 8 * at)[2] for at in range(_u16(data, start + 2))
    ]
    place = next(at for at in maps if _u16(data, at) == 4)
    segments = _u16(data, place + 6) // 2
    ends = struct.unpack_from(f">{segments}H", data, place + 14)
    starts = struct.unpack_from(f">{segments}H", data, place + 16 + 2 * segments)
    return frozenset(
        code
        for first, last in zip(starts, ends, strict=True)
        for code in range(first, last + 1)
        if code < 0xFFFF
    )


def _u16(data: bytes, at: int) -> int:
    return struct.unpack_from(">H", data, at)[0]
