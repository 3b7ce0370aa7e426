"""Limits for every file from outside: it is no web page, and does not unpack to more than memory can take."""

from __future__ import annotations

from pathlib import Path

from data.errors import SourceError

MAX_COLUMNS = 400
_MAX_UNPACKED_BYTES, _MAX_UNPACKED_RATIO = 1_500_000_000, 200
_WEB_PAGE = (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")


def is_web_page(start: bytes) -> bool:
    """Whether a file that starts like this is a web page, which servers send in place of a missing file."""
    return start.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_WEB_PAGE)


def check_unpacked(path: Path, unpacked: int, wanted: str) -> None:
    """Raise SourceError where ``unpacked`` bytes are too many for the file; ``wanted`` is the usual size."""
    if unpacked > _MAX_UNPACKED_BYTES or unpacked > _MAX_UNPACKED_RATIO * max(path.stat().st_size, 50_000):
        raise SourceError(
            f"{path.name}: would unpack to {unpacked:,} bytes, far more than {wanted}; it is not opened."
        )
