"""Files that are slow to make: kept under a name that changes with what they were made from."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from data.paths import cache_folder
from data.storage.atomic_file import atomic_file

Made = TypeVar("Made")


def cached(
    name: str,
    suffix: str,
    inputs: tuple,
    make: Callable[[], Made],
    write: Callable[[Made, Path], object],
    read: Callable[[Path], Made],
) -> Made:
    """What was made from the same ``inputs`` before, read from disk; else made, written and returned.

    The file appears by one rename, so a reader never sees half of it. A file that cannot be read is made
    anew.
    """
    path = cache_folder() / "geo" / f"{name}-{sha256(repr(inputs).encode()).hexdigest()[:16]}{suffix}"
    if path.exists():
        try:
            return read(path)
        except (OSError, ValueError, KeyError, TypeError):
            pass
    made = make()
    with atomic_file(path) as unfinished:
        write(made, unfinished)
    return made
