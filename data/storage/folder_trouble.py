"""Why a folder cannot be used: a full disk, a read-only one, a missing permission; in a sentence that names
the folder and what it needs, whichever library met it.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sqlite3
from pathlib import Path

import duckdb

_FULL, _READ_ONLY, _REFUSED = "full", "read-only", "refused"
_NUMBERS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _REFUSED,
    errno.EPERM: _REFUSED,
}
_WORDS = {
    "No space left on device": _FULL,
    "Disk quota exceeded": _FULL,
    "database or disk is full": _FULL,
    "Read-only file system": _READ_ONLY,
    "attempt to write a readonly database": _REFUSED,
    "Permission denied": _REFUSED,
}
_QUOTED_PATH = re.compile(r'\\?["\'](/[^"\'\\]+|[A-Za-z]:[^"\']+?)\\?["\']')
_STAYS = "What was in use stays in use."


class FolderUnusable(OSError):
    """A folder cannot be written or a file not be opened, through no fault of what it contains."""


def folder_trouble(error: BaseException, folder: Path | None = None) -> FolderUnusable | None:
    """The sentence for an error that a disk or a permission caused, directly or further down; None for any
    other error. ``folder`` is where was written, if the error itself does not name it.
    """
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        if isinstance(error, FolderUnusable):
            return error
        if kind := _kind(error):
            return _sentence(kind, _path(error) or folder)
        seen.append(error)
        error = error.__cause__ or error.__context__
    return None


def raise_folder_trouble(error: BaseException, folder: Path | None = None) -> None:
    """Raises FolderUnusable where a disk or a permission caused the error, so that no file is blamed."""
    trouble = folder_trouble(error, folder)
    if trouble is not None:
        raise trouble from error


def _kind(error: BaseException) -> str:
    if isinstance(error, OSError) and error.errno in _NUMBERS:
        return _NUMBERS[error.errno]
    if isinstance(error, OSError | duckdb.Error | sqlite3.Error):
        return next((kind for words, kind in _WORDS.items() if words in str(error)), "")
    return ""


def _path(error: BaseException) -> Path | None:
    named = getattr(error, "filename2", None) or getattr(error, "filename", None)
    if isinstance(named, str | os.PathLike):
        return Path(named)
    quoted = _QUOTED_PATH.search(str(error))
    return Path(quoted[1]) if quoted else None


def _sentence(kind: str, path: Path | None) -> FolderUnusable:
    if path is None:
        path = Path.cwd()
    if kind == _REFUSED and path.exists() and not path.is_dir() and not os.access(path, os.R_OK):
        return FolderUnusable(f"This account may not read {path}. Give it the right to read the file.")
    folder = path.absolute()
    while not folder.is_dir():
        folder = folder.parent
    if kind == _FULL:
        return FolderUnusable(f"The disk of {folder} is full{_room(folder)}. Make room on it. {_STAYS}")
    if kind == _READ_ONLY:
        return FolderUnusable(
            f"{folder} is on a disk that is read-only. It must be writable; or name another folder in "
            f"ICS_DATA_FOLDER. {_STAYS}"
        )
    return FolderUnusable(
        f"This account may not write to {folder}. Give it the right to write there, or name another folder "
        f"in ICS_DATA_FOLDER. {_STAYS}"
    )


def _room(folder: Path) -> str:
    try:
        return f" ({shutil.disk_usage(folder).free / 1e6:,.1f} MB are free)"
    except OSError:
        return ""
