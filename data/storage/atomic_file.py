"""Files that change in one step: a reader gets the complete old file or the complete new one.

On Linux and macOS an open file can be replaced and removed; a program that has it open goes on reading the
old one. Windows refuses while any program has it open: a page that reads a pointer or a virus scanner for a
moment, a dashboard that serves an old store for days.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.storage.folder_trouble import raise_folder_trouble
from data.storage.leftovers import unfinished_path

_ON_WINDOWS = sys.platform == "win32"
# Seconds between attempts. On other systems a refusal is final.
_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if _ON_WINDOWS else ()


@contextmanager
def atomic_file(path: Path) -> Iterator[Path]:
    """A temporary path next to ``path`` to write to: at the end of the ``with`` that file replaces ``path``.
    After an error ``path`` is unchanged, and the temporary file is removed. Raises FolderUnusable where the
    disk is full or the folder may not be written.
    """
    make_folder(path.parent)
    unfinished = unfinished_path(path)
    try:
        yield unfinished
        put_in_place(unfinished, path)
    except Exception as error:
        raise_folder_trouble(error, path.parent)
        raise
    finally:
        remove_unless_open(unfinished)


def make_folder(folder: Path) -> None:
    """Make a folder that outlives a loss of power, with those above it."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _keep_on_disk(folder.parent)


def write_atomically(path: Path, text: str) -> None:
    """Replace the text of a file in one step."""
    with atomic_file(path) as unfinished:
        unfinished.write_text(text, encoding="utf-8", newline="\n")


def put_in_place(new: Path, path: Path) -> None:
    """Move a finished file of the same disk to its final path; it then survives a loss of power."""
    _keep_on_disk(new)
    _rename(new, path)
    _keep_on_disk(path.parent)


def remove_unless_open(path: Path) -> bool:
    """Remove a file that is no longer needed; False where it stays because a program still has it open."""
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        return False
    return True


def _rename(new: Path, path: Path) -> None:
    for pause in _PAUSES:
        try:
            os.replace(new, path)
            return
        except PermissionError:
            time.sleep(pause)
    os.replace(new, path)


def _keep_on_disk(path: Path) -> None:
    if _ON_WINDOWS and path.is_dir():  # Windows cannot open a folder
        return
    descriptor = os.open(path, os.O_RDWR if _ON_WINDOWS else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
