"""Kept versions, and a pointer to the current one: a version is complete before anything points at it.

A version is one file or several with different endings: ``20260401T0930.duckdb``, or
``deaths.000002-2026-04-01.parquet`` with its manifest. Names sort in the order of time.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from data.storage.atomic_file import remove_unless_open, write_atomically

_STAMP = "%Y%m%dT%H%M%S%f"


def next_version(existing: Collection[str], now: datetime | None = None) -> str:
    """A name that sorts after all ``existing`` ones: the time in UTC, or where a clock was set back, a
    microsecond after the newest.
    """
    name = (now or datetime.now(UTC)).strftime(_STAMP)
    newest = max(existing, default="")
    if name > newest:
        return name
    try:
        return (datetime.strptime(newest, _STAMP) + timedelta(microseconds=1)).strftime(_STAMP)
    except (ValueError, OverflowError):  # not a time
        return f"{newest}0"


@dataclass(frozen=True)
class Versions:
    """The kept versions of one thing in a folder: files named ``start``, version and one of ``endings``; each
    version has a file with the first ending.
    """

    folder: Path
    endings: tuple[str, ...]
    start: str = ""

    def names(self) -> list[str]:
        """The versions, oldest first."""
        ending = self.endings[0]
        files = (path.name for path in self.folder.glob(f"{self.start}*{ending}"))
        return sorted(name.removeprefix(self.start).removesuffix(ending) for name in files)

    def path(self, version: str, ending: str = "") -> Path:
        """The path of a version's file with an ending (by default the first); it need not exist."""
        return self.folder / f"{self.start}{version}{ending or self.endings[0]}"

    def before(self, version: str) -> str | None:
        """The newest version that is older than this one; None where there is none."""
        return max((name for name in self.names() if name < version), default=None)

    def forget_all_but(self, newest: int, spared: Collection[str | None] = ()) -> None:
        """Remove all but the ``newest`` (a number) and the ``spared``; an open file is left for the
        next time.
        """
        for version in self.names()[: -max(newest, 1)]:
            if version not in spared:
                for ending in self.endings:
                    remove_unless_open(self.path(version, ending))


@dataclass(frozen=True)
class Pointer:
    """A small file that names what is in use: a reader gets the former target or the new one."""

    path: Path

    def target(self) -> str | None:
        """The name that it points at; None where there is no pointer yet, or it cannot be read."""
        try:
            return self.path.read_text(encoding="utf-8").strip() or None
        except (OSError, ValueError):
            return None

    def move(self, target: str) -> None:
        """Point at a file that is already complete."""
        write_atomically(self.path, target)
