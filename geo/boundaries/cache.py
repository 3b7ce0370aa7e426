"""Files that are slow to make, cached under a name that changes with their inputs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from data.paths import cache_folder
from data.storage.atomic_file import atomic_file

Content = TypeVar("Made")


def cached(
    name: str,
    suffix: str,
    inputs: tuple,
    make: Callable[[], Content],
    write: Callable[[Content, Path], object],
    read: Callable[[Path], Content],
) -> Content:
    """What was made earlier from the same ``inputs``, read from disk; else it is made, written and returned.

    The file is put in place by one rename, so a reader never sees half of it. A file that cannot be read is
    made again.
    """
    path = cache_folder() / "geo" / f"{name}-{sha256(repr(inputs).encode()).hexdigest()[:16]}{suffix}"
    if path.exists():
        try:
            return read(path)
        except (OSError, ValueError, KeyError, TypeError):
            pass
    content = make()
    # A folder that cannot be written costs time, and no map.
    with suppress(OSError), atomic_file(path) as unfinished:
        write(content, unfinished)
    return content
