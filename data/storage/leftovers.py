"""Files that a process has not finished: whose they are, and how those of a dead process are removed.

Every unfinished file or folder has the mark of its process in its name. A living process keeps a lock of that
name, which the kernel releases however the process ends: an unfinished file without a lock is a leftover,
whatever its age and whichever process has the same number by now.
"""

from __future__ import annotations

import atexit
import os
import re
import secrets
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from data.paths import all_local_records_folder, generated_folder

_LOCKS = "writing"
_NAME = re.compile(r"\.(?P<mark>\d+-[0-9a-f]{8})(-[0-9a-f]{8})?\.part(\.[a-z]+)?$")
_marks: dict[tuple[int, Path], tuple[str, FileLock | None]] = {}
_guard = threading.Lock()


def unfinished_path(path: Path) -> Path:
    """A name next to ``path`` to write under, which no reader uses and which the next command removes where
    this process dies.
    """
    return path.with_name(f"{path.name}.{_mark()}-{secrets.token_hex(4)}.part")


@contextmanager
def staging(folder: Path, name: str) -> Iterator[Path]:
    """A folder inside ``folder`` that only this account can open (mode 0700), removed at the end; where the
    process dies first, the next command removes it. ``folder`` is removed too, where it was made for this and
    nothing was put there.
    """
    is_new = not folder.is_dir()
    make_private(folder)
    staged = unfinished_path(folder / f".{name}")
    staged.mkdir(mode=0o700)
    try:
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        if is_new:
            with suppress(OSError):
                folder.rmdir()


def make_private(folder: Path) -> Path:
    """The folder, made for this account alone where it does not exist; an existing one keeps its rights."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def remove_leftovers() -> list[Path]:
    """Remove what dead processes left unfinished among the generated files and the systems' own records; the
    paths that were removed. What cannot be removed stays: a read-only folder can still be read.
    """
    removed = []
    for folder in (generated_folder(), all_local_records_folder()):
        for above, names, files in os.walk(folder):
            for name in [entry for entry in (*names, *files) if _is_leftover(entry)]:
                path = Path(above) / name
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                    names.remove(name)
                else:
                    with suppress(OSError):
                        path.unlink()
                if not path.exists():
                    removed.append(path)
    for lock in _locks().glob("*.lock"):
        if not _is_alive(lock.stem):
            with suppress(OSError):
                lock.unlink()
    return removed


def _is_leftover(name: str) -> bool:
    parts = _NAME.search(name)
    return parts is not None and not _is_alive(parts["mark"])


def _is_alive(mark: str) -> bool:
    path = _locks() / f"{mark}.lock"
    if not path.exists():
        return False
    try:
        with FileLock(path, blocking=False, fallback_to_soft=False):
            return False
    except Timeout:
        return True
    except OSError:  # not known: better a leftover than a loss of work
        return True


def _mark() -> str:
    """The mark of this process, whose lock it keeps from now on until it ends."""
    with _guard:
        key = (os.getpid(), _locks())
        if key not in _marks:
            _marks[key] = _new_mark(key[1])
        return _marks[key][0]


def _new_mark(folder: Path) -> tuple[str, FileLock | None]:
    while True:
        mark = f"{os.getpid()}-{secrets.token_hex(4)}"
        path = folder / f"{mark}.lock"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(path, blocking=False, fallback_to_soft=False, thread_local=False)
            lock.acquire()
        except Timeout:
            continue
        except OSError:  # a folder that cannot be written: whatever is written elsewhere needs no lock
            return mark, None
        # Between its making and its locking another process may have taken it for a dead one's.
        if path.exists():
            return mark, lock


@atexit.register
def _release() -> None:
    for (process, folder), (mark, lock) in _marks.items():
        if process == os.getpid() and lock is not None:
            lock.release()
            with suppress(OSError):
                (folder / f"{mark}.lock").unlink()


def _locks() -> Path:
    return generated_folder() / _LOCKS
