"""Where an ICS's own records are kept: those in use, those before, the refused rows, a manifest of each.

``<records folder>/<ICS>/deaths.parquet``, ``deaths.rejected.csv`` and ``deaths.manifest.json``; in
``former/`` the same of up to three deliveries before. The records change by one rename, so that a
refresh reads old or new.
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
    """What one delivery was. ``source`` names a file, or a database without its user; ``sha256`` is of the
    file, ``query`` the text that was run. ``rejected`` counts rows by reason. ``kept_bytes`` and
    ``kept_sha256`` are of the records that it describes: another hash means that somebody put another file
    there by hand ("" in a manifest of before hashes were kept).
    ``moved_rows`` had an LSOA of 2011 that lies whole in one of 2021.
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
    """The manifest of the records in use; None where there is none, or where it speaks of another file."""
    folder = local_records_folder(ics)
    found, records = _read(folder / f"{table.name}.manifest.json"), folder / f"{table.name}.parquet"
    if found is None or not records.exists() or records.stat().st_size != found.kept_bytes:
        return None
    if found.kept_sha256 and file_state(records, store_folder(ics) / "records").sha256 != found.kept_sha256:
        return None
    return found


def manifests(ics: str) -> list[Manifest]:
    """Those of all the records in use of an ICS, by table."""
    found = (read_manifest(ics, table) for table in RECORD_TABLES.values())
    return [manifest for manifest in found if manifest is not None]


def keep(staged: Path, manifest: Manifest, table: Table) -> None:
    """Put the parts in ``staged`` to use; what was in use goes to ``former``."""
    folder = local_records_folder(manifest.ics)
    _write(staged / f"{table.name}.manifest.json", manifest)
    _copy_to_former(folder, table)
    _put(staged, folder, table.name)
    _former(folder, table).forget_all_but(KEPT)


def restore(ics: str, table: Table) -> Manifest:
    """Put the delivery before the one in use back; the one that was in use is then the one before."""
    folder = local_records_folder(ics)
    former = _former(folder, table)
    # A delivery that was killed may have noted the records in use as former ones.
    current = folder / f"{table.name}.parquet"
    stamps = [one for one in former.names() if not _is_same(former.path(one), current)]
    if not stamps:
        raise SourceError(f"{table.name}: there are no records of {ics} from before; nothing was changed.")
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
    """A second name for the files in use, so that they are there at every moment."""
    if not (folder / f"{table.name}.parquet").exists():
        return
    held = _read(folder / f"{table.name}.manifest.json")
    former = _former(folder, table)
    make_private(former.folder)
    # One more than the newest, so that the order of names is that of deliveries, whatever the clock says.
    number = max((int(one[:6]) for one in former.names() if one[:6].isdecimal()), default=0) + 1
    stamp = f"{number:06d}-{(held.ingested_at if held else 'by-hand')[:10]}"
    for part in _PARTS:
        current = folder / f"{table.name}{part}"
        if current.exists():
            _link(current, former.path(stamp, part))


def _is_same(former: Path, current: Path) -> bool:
    return current.exists() and os.path.samefile(former, current)


def _link(current: Path, second: Path) -> None:
    try:
        os.link(current, second)
    except OSError:  # a file system without second names
        with atomic_file(second) as unfinished:
            shutil.copyfile(current, unfinished)


def _put(staged: Path, folder: Path, name: str) -> None:
    # The records first: a manifest of other records is told by their size.
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
