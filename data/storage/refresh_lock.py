"""One refresh of an ICS at a time. The kernel holds the lock and gives it back when its holder ends, however
it ends: no file has to be tidied away.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

_FILE = "refresh.lock"


class RefreshRuns(RuntimeError):
    """Another refresh of the same ICS is at work; the message says which process, and since when."""


@contextmanager
def refresh_lock(folder: Path, wait: bool = False) -> Iterator[None]:
    """Hold the lock of one ICS's store folder. Where another process has it, raises RefreshRuns, or with
    ``wait`` waits for it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _FILE).open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            file.seek(0)
            raise RefreshRuns(
                f"Another refresh of {folder.name} is at work ({file.read(200).strip() or 'just begun'}); "
                f"try again when it is done, or add --wait."
            ) from None
        file.truncate(0)
        file.write(f"process {os.getpid()}, since {datetime.now():%H:%M:%S on %-d %B %Y}")
        file.flush()
        yield
