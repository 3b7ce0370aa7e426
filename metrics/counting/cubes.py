"""Cubes kept from one refresh to the next, so that a month whose records are unchanged is not counted again.

There is one file per count. Its name is a hash of what was counted and where (the query, the atoms); it also
contains the state of each month's records (``data.records.month_states``). A file is written whole or not at
all, and counted again if it cannot be read.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from functools import cache
from pathlib import Path

import numpy as np

from data.storage.atomic_file import atomic_file
from data.tables import AGE_BANDS, SEXES, Table
from metrics.counting import engine as counting
from metrics.counting.atoms import Atoms
from metrics.counting.engine import Cube, count_events
from metrics.language.statistic import Count

_NO_ROWS = "0"
_UNREADABLE = (OSError, ValueError, KeyError, IndexError, EOFError, zipfile.BadZipFile)


class KeptCube:
    """One count, whose fingerprint is known at once and whose cube is read when it is needed."""

    def __init__(self, fingerprint: str, path: Path, atoms: int, cube: Cube | None = None):
        self.fingerprint, self.path, self._atoms, self._cube = fingerprint, path, atoms, cube

    @property
    def cube(self) -> Cube:
        if self._cube is not None:
            return self._cube
        cube = read_cube(self.path, self._atoms)
        if cube is None:
            raise OSError(f"The kept counts {self.path.name} can no longer be read; refresh again.")
        return cube


class KeptCubes:
    """The cubes of one ICS in a folder; ``count_all`` counts all of them again whatever is kept."""

    def __init__(self, folder: Path, count_all: bool = False):
        self.folder, self.count_all = folder, count_all
        self.months_counted: dict[str, int] = {}
        self._used: set[str] = set()

    def count(
        self,
        engine,
        table: Table,
        counts: list[Count],
        atoms: Atoms,
        covered_months: tuple[int, ...],
        month_states: dict[int, str],
    ) -> dict[Count, KeptCube]:
        """The cube of each count, as ``count_events`` gives it. Only months whose state changed are read."""
        size = len(atoms.population)
        states = {month: month_states.get(month, _NO_ROWS) for month in {*covered_months, *month_states}}
        paths = {count: self._path(table, count, atoms) for count in counts}
        kept = {count: {} if self.count_all else _read_head(path) for count, path in paths.items()}
        stale: dict[tuple[int, ...], list[Count]] = {}
        for count in counts:
            known = kept[count].get("states", {})
            months = tuple(sorted(month for month, state in states.items() if known.get(month) != state))
            stale.setdefault(months, []).append(count)
        cubes = {}
        for months, group in stale.items():
            only = months if len(months) < len(states) else None
            counted = count_events(engine, table, group, atoms, covered_months, only) if months else None
            for number, count in enumerate(group):
                if (
                    not months
                    and kept[count]["states"] == states
                    and kept[count]["covered"] == covered_months
                ):
                    cubes[count] = KeptCube(kept[count]["fingerprint"], paths[count], size)
                    continue
                old = read_cube(paths[count], size) if kept[count] else None
                if kept[count] and old is None:  # only the beginning of the file can be read
                    (new,) = count_events(engine, table, [count], atoms, covered_months)
                else:
                    new = counted[number] if counted else _empty_cube(size, covered_months)
                    new = _merge(old, new, set(months))
                fingerprint = cube_fingerprint(new)
                _write(paths[count], new, states, fingerprint)
                cubes[count] = KeptCube(fingerprint, paths[count], size, new)
        self.months_counted[table.name] = max((len(months) for months in stale), default=0)
        self._used |= {path.name for path in paths.values()}
        return {count: cubes[count] for count in counts}

    def clear_up(self) -> None:
        """Remove the cubes that this refresh did not use, and the files that a killed refresh has left."""
        for path in self.folder.glob("*"):
            if path.is_file() and path.name not in self._used:
                path.unlink(missing_ok=True)

    def _path(self, table: Table, count: Count, atoms: Atoms) -> Path:
        counted = [table.name, table.date, table.quantity, count.where.sql(), _code(), atoms.placing]
        key = hashlib.sha256(json.dumps(counted).encode()).hexdigest()[:20]
        return self.folder / f"{table.name}-{key}.npz"


@cache
def _code() -> str:
    """The text of the module that writes the query and reads its answer."""
    return Path(counting.__file__).read_text("utf-8")


def cube_fingerprint(cube: Cube) -> str:
    """A text that changes when any count, month or coverage of a cube does."""
    digest = hashlib.blake2b(repr((cube.counts.shape, cube.months)).encode(), digest_size=16)
    for part in (cube.counts, cube.covered, cube.unplaced):
        digest.update(np.ascontiguousarray(part).data)
    return digest.hexdigest()


def _empty_cube(atoms: int, covered_months: tuple[int, ...]) -> Cube:
    months = tuple(range(min(covered_months), max(covered_months) + 1))
    shape = (atoms, len(months), len(SEXES), len(AGE_BANDS))
    return Cube(
        np.zeros(shape, np.int32), months, np.isin(months, covered_months), np.zeros(len(months), np.int64)
    )


def _merge(old: Cube | None, new: Cube, stale: set[int]) -> Cube:
    """The new counts in the stale months, the kept counts in the others."""
    if old is not None:
        covered = [month for month, is_covered in zip(new.months, new.covered, strict=True) if is_covered]
        kept = np.array([month for month in covered if month not in stale], dtype=int)
        new.counts[:, kept - new.months[0]] = old.counts[:, kept - old.months[0]]
        new.unplaced[kept - new.months[0]] = old.unplaced[kept - old.months[0]]
    return new


def _read_head(path: Path) -> dict:
    """States by month, covered months and fingerprint of a kept cube; empty if it cannot be read."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            head = json.loads(str(arrays["head"]))
        states = {int(month): text for month, text in head["states"].items()}
        return {
            "states": states,
            "covered": tuple(head["covered"]),
            "fingerprint": head["fingerprint"],
        }
    except _UNREADABLE:
        return {}


def read_cube(path: Path, atoms: int) -> Cube | None:
    """A kept cube of ``atoms`` atoms; None where its file is gone or cannot be read."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            months = tuple(int(month) for month in arrays["months"])
            counts = np.zeros((atoms, len(months), len(SEXES), len(AGE_BANDS)), np.int32)
            counts.reshape(-1)[arrays["at"]] = arrays["counts"]
            return Cube(counts, months, arrays["covered"], arrays["unplaced"])
    except _UNREADABLE:
        return None


def _write(path: Path, cube: Cube, states: dict[int, str], fingerprint: str) -> None:
    flat = cube.counts.reshape(-1)
    positions = np.flatnonzero(flat)
    covered = [month for month, is_covered in zip(cube.months, cube.covered, strict=True) if is_covered]
    head = {"states": states, "covered": covered, "fingerprint": fingerprint}
    with atomic_file(path) as unfinished, unfinished.open("wb") as file:
        np.savez(
            file,
            head=np.array(json.dumps(head)),
            at=positions.astype(np.int32),
            counts=flat[positions],
            months=np.array(cube.months),
            covered=cube.covered,
            unplaced=cube.unplaced,
        )
