"""Ways in which a store or the pointer to it gets damaged on a disk; each changes the file in place."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size * 6 // 10)


def overwritten(path: Path) -> None:
    """Other bytes in the middle: a bad sector, or a program that wrote where it should not."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 3)
        file.write(b"\xff" * max(size // 3, 1))


def another_content(path: Path) -> None:
    path.write_bytes(b"<!DOCTYPE html><p>Not found</p>" * 300)


def removed(path: Path) -> None:
    path.unlink()


def replaced_by_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: dict[str, Callable[[Path], None]] = {
    damage.__name__: damage
    for damage in (emptied, truncated, overwritten, another_content, removed, replaced_by_a_folder)
}
