"""The encoding of a text file: UTF-8 or Windows-1252 throughout, never guessed line by line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from data.errors import SourceError

_BLOCK = 1 << 24


def encoding_of(path: Path) -> str:
    """utf-8-sig or cp1252, for the whole file. Raises SourceError with the line for anything else."""
    line, utf8, other = 1, 0, 0
    for block in blocks(path):
        if b"\x00" in block:
            raise SourceError(
                f"{path.name}: contains bytes that are not text; allowed is CSV in UTF-8 (not UTF-16)."
            )
        if not block.isascii():
            try:
                block.decode("utf-8")
                utf8 = utf8 or line + _first_line(block, lambda row: not row.isascii())
            except UnicodeDecodeError:
                other = other or line + _first_line(block, lambda row: not _is_utf8(row))
                beyond = _first_line(block, lambda row: not row.isascii() and _is_utf8(row))
                utf8 = utf8 or (line + beyond if beyond >= 0 else 0)
                neither = _first_line(block, lambda row: not _is_utf8(row) and not _is_cp1252(row))
                if neither >= 0:
                    raise SourceError(
                        f"{path.name}, line {line + neither:,}: neither UTF-8 nor Windows-1252; allowed is "
                        f"UTF-8."
                    ) from None
        # A byte order mark at the beginning is itself UTF-8.
        if line == 1 and block.startswith(b"\xef\xbb\xbf"):
            utf8 = utf8 or 1
        if utf8 and other:
            raise SourceError(
                f"{path.name}, line {other:,}: two encodings in one file (line {utf8:,} is UTF-8, this "
                f"line is not); "
                f"allowed is UTF-8, or Windows-1252 throughout."
            )
        line += block.count(b"\n")
    return "cp1252" if other else "utf-8-sig"


def blocks(path: Path) -> Iterator[bytes]:
    """The file in pieces that end with a line, so that no character is cut."""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            # Only a line longer than a block is cut.
            yield block + file.readline(_BLOCK)


def _first_line(block: bytes, meets) -> int:
    return next((number for number, row in enumerate(block.split(b"\n")) if meets(row)), -1)


def _is_utf8(row: bytes) -> bool:
    try:
        row.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_cp1252(row: bytes) -> bool:
    try:
        row.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True
