"""Folders that the workers of a test run fill once and only read afterwards."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock


class Shared:
    """A folder that all workers of a run see, with what has been made there."""

    def __init__(self, own: Path) -> None:
        """``own`` is the base of one worker's temporary folders."""
        self.folder = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def made_once(self, folder: Path, make: Callable[[], object]) -> Path:
        """``folder``, which ``make`` fills for whoever asks first while the others wait."""
        mark = self.folder / f"{folder.name}.made"
        with FileLock(mark.with_suffix(".lock")):
            if not mark.exists():
                make()
                mark.write_text(str(folder))
        return folder

    def changed(self) -> dict[str, int]:
        """When anything was last put into a folder made here, or taken away, by folder.

        The project writes each file under another name and renames it, so that the folder's time tells.
        """
        made = [mark.read_text() for mark in self.folder.glob("*.made")]
        return {path: os.stat(path).st_mtime_ns for one in made for path, *_ in os.walk(one)}
