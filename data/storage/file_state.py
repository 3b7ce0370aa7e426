"""What a file holds, by its SHA-256: read once, and again only when the file was written or replaced since.

Size and time of change are not enough: a copy can keep both (cp -p). The time at which the system itself last
noted a change (ctime) and the file's place on the disk (inode) cannot be set by a program. On Windows that
time is when the file was made: a file that took another's place is still known by its place on the disk; one
that was written over at the same size, and its time of change then set back, is not.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from pathlib import Path

from data.storage.atomic_file import write_atomically

_MEMORY = "file_states.json"
# A file that changed this lately may change again within one tick of the clock: its hash is not remembered.
_SETTLED_AFTER = 2.0


@dataclass(frozen=True)
class FileState:
    """Name, size in bytes, time of change (nanoseconds since 1970) and SHA-256 of a file."""

    name: str
    size: int
    modified: int
    sha256: str


def file_state(path: Path, folder: Path) -> FileState:
    """The state of a file; ``folder`` keeps the hashes of files that have not changed since."""
    found = path.stat()
    memory = read_memory(folder / _MEMORY)
    key = str(path.resolve())
    stamp = [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]
    if memory.get(key, [])[:-1] == stamp:
        return FileState(path.name, found.st_size, found.st_mtime_ns, memory[key][-1])
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    if time.time() - max(found.st_mtime, found.st_ctime) > _SETTLED_AFTER:
        write_memory(
            folder / _MEMORY,
            {one: held for one, held in memory.items() if Path(one).exists()} | {key: [*stamp, sha256]},
        )
    return FileState(path.name, found.st_size, found.st_mtime_ns, sha256)


def read_memory(path: Path) -> dict:
    """What was remembered; nothing where the file is not there or was cut short."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def write_memory(path: Path, held: dict) -> None:
    """Replace what is remembered in one step."""
    write_atomically(path, json.dumps(held))
