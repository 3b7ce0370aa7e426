"""One date for a zip file and the workbooks inside it, so that the same paper gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime


def dated(slides: bytes, moment: datetime) -> bytes:
    """The same slides, their parts and those of their workbooks dated to the minute of ``moment``."""
    day = (*moment.timetuple()[:5], 0)
    stamp = b"%04d-%02d-%02dT%02d:%02d:00Z" % day[:5]

    def of_workbook(name: str, content: bytes) -> bytes:
        if name == "docProps/core.xml":
            return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, content)
        return content

    def of_slides(name: str, content: bytes) -> bytes:
        return _repacked(content, day, of_workbook) if name.endswith(".xlsx") else content

    return _repacked(slides, day, of_slides)


def _repacked(made: bytes, day: tuple, change: Callable[[str, bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made)) as packed,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again,
    ):
        for name in packed.namelist():
            content = change(name, packed.read(name))
            again.writestr(zipfile.ZipInfo(name, day), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
