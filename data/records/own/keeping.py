"""Keeps an ICS's own records: those in use, former ones, the refused rows, and a manifest of each delivery.

``<records folder>/<ICS>/deaths.parquet``, ``deaths.rejected.csv`` and ``deaths.manifest.json``; in
``former/`` the same for up to three earlier deliveries. The records change by one rename, so that a
refresh reads either the old or the new file.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path

from data.errors import SourceError
from data.paths import local_records_folder, store_folder
from data.storage.atomic_file import atomic_file, put_in_place
from data.storage.file_state import file_state
from data.storage.leftovers import make_private, staging
from data.storage.versions import Versions
from data.tables import RECORD_TABLES, Table

KEPT = 3
FORMER = "former"
_PARTS = (".parquet", ".rejected.csv", ".manifest.json")


@dataclass(frozen=True)
class Manifest:
    """The description of one delivery. ``source`` names a file, or a database without its user; ``sha256`` is
    that of the file, ``query`` the query that was run. ``rejected`` counts rows by reason. ``kept_bytes`` and
    ``kept_sha256`` are those of its records: another hash means that a file was put there by hand ("" in a
    manifest from before hashes were kept). ``moved_rows`` had an LSOA of 2011 that is entirely in one of
    2021.
    """

    table: str
    ics: str
    source: str
    rows: int
    rejected_rows: int
    rejected: list[dict]
    months: list[str]
    ingested_at: str
    code_version: str
    kept_bytes: int
    kept_sha256: str = ""
    sha256: str | None = None
    query: str | None = None
    unused_columns: list[str] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    moved_rows: int = 0

    @property
    def month_numbers(self) -> tuple[int, ...]:
        return tuple(int(text[:4]) * 12 + int(text[5:7]) - 1 for text in self.months)


def read_manifest(ics: str, table: Table) -> Manifest | None:
    """The manifest of the records in use; None where there is none, or where it describes another file."""
    folder = local_records_folder(ics)
    manifest, records = _read(folder / f"{table.name}.manifest.json"), folder / f"{table.name}.parquet"
    if manifest is None or not records.exists() or records.stat().st_size != manifest.kept_bytes:
        return None
    if (
        manifest.kept_sha256
        and file_state(records, store_folder(ics) / "records").sha256 != manifest.kept_sha256
    ):
        return None
    return manifest


def manifests(ics: str) -> list[Manifest]:
    """The manifests of all records in use of an ICS, in the order of tables."""
    in_use = (read_manifest(ics, table) for table in RECORD_TABLES.values())
    return [manifest for manifest in in_use if manifest is not None]


def keep(staged: Path, manifest: Manifest, table: Table) -> None:
    """Activate the files in ``staged``; the files in use before are kept in ``former``."""
    folder = local_records_folder(manifest.ics)
    _write(staged / f"{table.name}.manifest.json", manifest)
    _copy_to_former(folder, table)
    _put(staged, folder, table.name)
    _former(folder, table).forget_all_but(KEPT)


def restore(ics: str, table: Table) -> Manifest:
    """Return to the former delivery; the delivery that was in use becomes the former one."""
    folder = local_records_folder(ics)
    former = _former(folder, table)
    # A delivery that was killed may have noted the records in use as former ones.
    current = folder / f"{table.name}.parquet"
    stamps = [name for name in former.names() if not _is_same(former.path(name), current)]
    if not stamps:
        raise SourceError(f"{table.name}: there are no former records of {ics}; nothing was changed.")
    with staging(folder, f"restore-{table.name}") as staged:
        # Second names, so that a restore that is killed loses no delivery.
        for part in _PARTS:
            if former.path(stamps[-1], part).exists():
                _link(former.path(stamps[-1], part), staged / f"{table.name}{part}")
        _copy_to_former(folder, table)
        _put(staged, folder, table.name)
        for part in _PARTS:
            former.path(stamps[-1], part).unlink(missing_ok=True)
    return _read(folder / f"{table.name}.manifest.json")


def _copy_to_former(folder: Path, table: Table) -> None:
    """Link the files in use into ``former``, so that they exist at every moment."""
    if not (folder / f"{table.name}.parquet").exists():
        return
    manifest = _read(folder / f"{table.name}.manifest.json")
    former = _former(folder, table)
    make_private(former.folder)
    # One more than the newest, so that the order of names is that of deliveries, whatever the clock says.
    number = max((int(name[:6]) for name in former.names() if name[:6].isdecimal()), default=0) + 1
    stamp = f"{number:06d}-{(manifest.ingested_at if manifest else 'by-hand')[:10]}"
    for part in _PARTS:
        current = folder / f"{table.name}{part}"
        if current.exists():
            _link(current, former.path(stamp, part))


def _is_same(former: Path, current: Path) -> bool:
    return current.exists() and os.path.samefile(former, current)


def _link(current: Path, second: Path) -> None:
    try:
        os.link(current, second)
    except OSError:  # a file system without hard links
        with atomic_file(second) as unfinished:
            shutil.copyfile(current, unfinished)


def _put(staged: Path, folder: Path, name: str) -> None:
    # The records first: a manifest that does not match them is recognised by their size.
    put_in_place(staged / f"{name}.parquet", folder / f"{name}.parquet")
    for part in _PARTS[1:]:
        new, current = staged / f"{name}{part}", folder / f"{name}{part}"
        if new.exists():
            put_in_place(new, current)
        else:
            current.unlink(missing_ok=True)


def _former(folder: Path, table: Table) -> Versions:
    return Versions(folder / FORMER, _PARTS, start=f"{table.name}.")


def _write(path: Path, manifest: Manifest) -> None:
    path.write_text(json.dumps(asdict(manifest), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _read(path: Path) -> Manifest | None:
    try:
        return Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
