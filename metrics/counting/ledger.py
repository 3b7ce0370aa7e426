"""The exact counts behind the published figures, next to the cubes and never in a store.

A store may be handed out, so it has protected figures alone. What its cells were counted from is kept here,
in one file per store and one cube per count: a cell of a closed period is published again only where these
counts have moved (``metrics.disclosure.closed_periods``). A store that is activated later, or again, has its
own.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from data.storage.atomic_file import atomic_file, remove_unless_open, write_atomically
from metrics.counting.cubes import KeptCube, read_cube
from metrics.counting.differences import Difference, difference_of_rows
from metrics.counting.engine import Cube

# level, area, first and last month number, sex
Cell = tuple[str, str, int, int, str]


class LedgerLost(ValueError):
    """The counts behind a store cannot be read any more; the message says so in a sentence."""


@dataclass(frozen=True, eq=False)
class LastPublished:
    """What one metric's cells were last published from.

    ``made_of`` is the fingerprint of all that is not records; ``counts`` those of its cubes, the events
    first. A cell of ``cells`` is older: it was published when the counts were less by ``pasts[n]``, a
    difference for each of its cubes. All other cells have the counts of the cubes.
    """

    made_of: str
    counts: tuple[str, ...]
    pasts: tuple[tuple[Difference, ...], ...] = ()
    cells: dict[Cell, int] = field(default_factory=dict)

    def as_json(self) -> dict:
        return {
            "made_of": self.made_of,
            "counts": list(self.counts),
            "pasts": [[difference.rows() for difference in past] for past in self.pasts],
            "cells": [[*cell, past] for cell, past in self.cells.items()],
        }


def last_published(entry: dict) -> LastPublished:
    """What ``LastPublished.as_json`` gave."""
    return LastPublished(
        str(entry["made_of"]),
        tuple(entry["counts"]),
        tuple(tuple(difference_of_rows(rows) for rows in past) for past in entry["pasts"]),
        {(level, area, first, last, sex): past for level, area, first, last, sex, past in entry["cells"]},
    )


class Ledgers:
    """The ledgers of one ICS, in a folder next to its cubes."""

    def __init__(self, folder: Path):
        self.folder = folder

    def read(self, version: str) -> dict[str, LastPublished]:
        """What each metric of a store was published from; raises LedgerLost."""
        path = self._path(version)
        try:
            entries = json.loads(path.read_text(encoding="utf-8"))
            return {metric: last_published(entry) for metric, entry in entries.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise LedgerLost(
                f"{path.name}: the exact counts behind the published figures cannot be read "
                f"({type(error).__name__}), so that late records of closed periods cannot be told apart. "
                f"Every figure is published as computed, and the counts of this refresh are kept from now on."
            ) from None

    def cube(self, fingerprint: str, atoms: int) -> Cube:
        """The cube that figures were published from; raises LedgerLost."""
        cube = read_cube(self._cube_path(fingerprint), atoms)
        if cube is None:
            raise LedgerLost(
                f"{self._cube_path(fingerprint).name}: the exact counts behind the published figures cannot "
                f"be read. The figures that rest on them are published as computed."
            )
        return cube

    def write(self, version: str, entries: Mapping[str, LastPublished], cubes: Collection[KeptCube]) -> None:
        """Keep what a store is published from: its cubes first, then the file that names them."""
        for cube in cubes:
            self._keep(cube)
        text = json.dumps({metric: entry.as_json() for metric, entry in entries.items()})
        write_atomically(self._path(version), text + "\n")

    def clear_up(self, versions: Collection[str]) -> None:
        """Remove the ledgers of all other stores, and the cubes that no ledger names any more."""
        named = set()
        for path in self.folder.glob("*.json"):
            if path.stem not in versions:
                remove_unless_open(path)
                continue
            try:
                named |= {name for entry in self.read(path.stem).values() for name in entry.counts}
            except LedgerLost:
                continue
        for path in self.folder.glob("*"):
            if path.suffix != ".json" and path.stem not in named:
                remove_unless_open(path)

    def _keep(self, cube: KeptCube) -> None:
        """A second name for the kept cube, whose file is replaced and never changed; a copy where the disk
        knows no second names.
        """
        path = self._cube_path(cube.fingerprint)
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(cube.path, path)
        except OSError:
            with atomic_file(path) as unfinished:
                shutil.copyfile(cube.path, unfinished)

    def _path(self, version: str) -> Path:
        return self.folder / f"{version}.json"

    def _cube_path(self, fingerprint: str) -> Path:
        return self.folder / f"{fingerprint}.npz"
