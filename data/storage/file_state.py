"""The SHA-256 of a file: computed once, and again only when the file has been written or replaced since.

Size and time of change are not enough: a copy can keep both (cp -p). The time at which the system itself
recorded a change (ctime) and the file's place on the disk (inode) cannot be set by a program. On Windows that
time is when the file was created: a replaced file is still recognised by its place on the disk, but a file
that was overwritten at the same size and whose time of change was then set back is not.
"""

from __future__ import annotations

import hashlib
import json
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from data.storage.atomic_file import write_atomically

_MEMORY = "file_states.json"
# The same in this process, which asks for some files again and again: path -> stamp and hash.
_recent: dict[str, tuple[list[int], str]] = {}
# A file that changed this recently may change again within one tick of the clock, so its hash is not stored.
_SETTLED_AFTER = 2.0


@dataclass(frozen=True)
class FileState:
    """Name, size in bytes, time of change (nanoseconds since 1970) and SHA-256 of a file."""

    name: str
    size: int
    modified: int
    sha256: str


def file_state(path: Path, folder: Path) -> FileState:
    """The state of a file; ``folder`` stores the hashes of files that have not changed since."""
    status = path.stat()
    key = str(path.resolve())
    stamp = [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]

    def state(sha256: str) -> FileState:
        return FileState(path.name, status.st_size, status.st_mtime_ns, sha256)

    if key in _recent and _recent[key][0] == stamp:
        return state(_recent[key][1])
    memory = read_memory(folder / _MEMORY)
    entry = memory.get(key)
    is_stored = isinstance(entry, list) and entry[:-1] == stamp and isinstance(entry[-1], str)
    if is_stored:
        sha256 = entry[-1]
    else:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    if time.time() - max(status.st_mtime, status.st_ctime) > _SETTLED_AFTER:
        _recent[key] = (stamp, sha256)
        if not is_stored:
            others = {file: entry for file, entry in memory.items() if Path(file).exists()}
            write_memory(folder / _MEMORY, others | {key: [*stamp, sha256]})
    return state(sha256)


def read_memory(path: Path) -> dict:
    """The stored memory; empty where the file is missing or incomplete."""
    try:
        memory = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return memory if isinstance(memory, dict) else {}


def write_memory(path: Path, memory: dict) -> None:
    """Replace the stored memory in one step; where it cannot be written, nothing is remembered."""
    with suppress(OSError):
        write_atomically(path, json.dumps(memory))
