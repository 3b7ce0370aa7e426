"""One refresh of an ICS at a time. The kernel holds the lock and gives it back when its holder ends, however
it ends, on Windows, macOS and Linux: no file has to be tidied away.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

_LOCK = "refresh.lock"
# Windows lets nobody read a file that is locked, so who holds the lock stands in a file of its own.
_HOLDER = "refresh.holder"


class RefreshRuns(RuntimeError):
    """Another refresh of the same ICS is at work; the message says which process, and since when."""


@contextmanager
def refresh_lock(folder: Path, wait: bool = False) -> Iterator[None]:
    """Hold the lock of one ICS's store folder. Where another process has it, raises RefreshRuns, or with
    ``wait`` waits for it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    holder = folder / _HOLDER
    # A soft lock is a file that a killed process leaves behind: better no refresh than that.
    lock = FileLock(folder / _LOCK, fallback_to_soft=False)
    try:
        lock.acquire(blocking=wait)
    except Timeout:
        raise RefreshRuns(
            f"Another refresh of {folder.name} is at work ({_words(holder)}); "
            f"try again when it is done, or add --wait."
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
