"""One refresh of an ICS at a time. The operating system releases the lock when its process ends, however it
ends, on Windows, macOS and Linux, so no file has to be cleaned up.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

_LOCK = "refresh.lock"
# On Windows no other process can read a locked file, so the owner of the lock is in a separate file.
_HOLDER = "refresh.holder"


class RefreshRuns(RuntimeError):
    """Another refresh of the same ICS is running; the message names the process and its start."""


@contextmanager
def refresh_lock(folder: Path, wait: bool = False) -> Iterator[None]:
    """Lock one ICS's store folder for the ``with``. Where another process has the lock, raises RefreshRuns,
    or with ``wait`` waits for it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    holder = folder / _HOLDER
    # A killed process leaves the file of a soft lock behind, which would block every later refresh.
    lock = FileLock(folder / _LOCK, fallback_to_soft=False)
    try:
        lock.acquire(blocking=wait)
    except Timeout:
        raise RefreshRuns(
            f"Another refresh of {folder.name} is running ({_words(holder)}); "
            f"try again when it has finished, or add --wait."
        ) from None
    try:
        now = datetime.now()
        words = f"process {os.getpid()}, since {now:%H:%M:%S} on {now.day} {now:%B %Y}"
        holder.write_text(words, encoding="utf-8")
        yield
    finally:
        lock.release()


def _words(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8") or "just begun"
    except OSError:
        return "just begun"
