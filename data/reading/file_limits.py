"""What no file that is brought in may be, whoever gave it: a web page, or packed to burst the memory."""

from __future__ import annotations

from pathlib import Path

from data.errors import SourceError

MOST_COLUMNS = 400
_MOST_UNPACKED, _MOST_TIMES = 1_500_000_000, 200
_WEB_PAGE = (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")


def is_web_page(start: bytes) -> bool:
    """Whether a file that starts like this is a web page, as servers send in place of a file that is gone."""
    return start.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_WEB_PAGE)


def check_unpacked(path: Path, unpacked: int, wanted: str) -> None:
    """Raise SourceError where a packed file would grow to ``unpacked`` bytes, far more than ``wanted``."""
    if unpacked > _MOST_UNPACKED or unpacked > _MOST_TIMES * max(path.stat().st_size, 50_000):
        raise SourceError(
            f"{path.name}: would unpack to {unpacked:,} bytes, far more than {wanted}; it is not opened."
        )
