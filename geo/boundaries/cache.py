"""Files that are slow to make: kept under a name that changes with what they were made from."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from data.paths import cache_folder
from data.storage.replacing import replace_file

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
    folder = cache_folder() / "geo"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{sha256(repr(inputs).encode()).hexdigest()[:16]}{suffix}"
    if path.exists():
        try:
            return read(path)
        except (OSError, ValueError, KeyError, TypeError):
            pass
    made = make()
    temporary = folder / f".{path.stem}-{uuid4().hex}{suffix}"
    try:
        write(made, temporary)
        replace_file(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    return made
