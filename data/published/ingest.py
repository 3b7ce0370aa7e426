"""Brings a publisher's file in: kept as it came, read, checked, and put to use in one step or not at all.

``ingest`` writes under new names and moves a small pointer last, so that an ingest that fails or is killed
leaves what was in use in use. ``roll_back`` moves the pointer back.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from pkgutil import walk_packages

import pandas as pd

import data.sources
from data.errors import SourceError
from data.published.acceptance import accepted
from data.reference import ingests
from data.reference.ingests import Ingest, hash_of, published_folder
from data.sources.shared.source import Ingested, Source
from data.storage.atomic_file import atomic_file, write_atomically
from data.storage.folder_trouble import raise_folder_trouble
from data.storage.module_fingerprint import module_fingerprint

# Named one by one, so that none drops out when it moves; a test compares them with the imports.
JUDGES = (
    "data.errors",
    "data.paths",
    "data.published.acceptance",
    "data.published.ingest",
    "data.published.plausibility",
    "data.reading.file_limits",
    "data.reading.text_encoding",
    "data.reference",
    "data.reference.ingests",
    "data.reference.table_names",
    "data.reference.vintages",
    "data.storage.atomic_file",
    "data.storage.folder_trouble",
    "data.storage.leftovers",
    "data.storage.versions",
)
_HISTORY = 50

Progress = Callable[[float, str], None]


def ingest(source: Source, path: Path, progress: Progress | None = None) -> Ingested:
    """Read a publisher's file and put its facts to use; returns what came in and what was left out.

    Raises SourceError with a sentence, and changes nothing, where the file cannot be used.
    """
    tell = progress or (lambda fraction, words: None)
    path = Path(path)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", source.name):
        raise SourceError(f"{source.name}: a source's name is of small letters, digits and underscores.")
    if not path.is_file():
        raise SourceError(f"{path.name}: there is no such file.")
    tell(0.0, "Keeping the file")
    digest, size = hash_of(path), path.stat().st_size
    folder = published_folder() / source.name / digest[:12]
    fresh = not folder.exists()
    kept = folder / path.name
    folder.mkdir(parents=True, exist_ok=True)
    if not kept.exists() or hash_of(kept) != digest:
        _copy(path, kept)
    companions = _keep_companions(path, folder)
    try:
        tell(0.1, "Reading")
        found = _read(source, kept)
        tell(0.6, "Checking")
        found, withheld = accepted(kept.name, found)
        tell(0.8, "Writing")
        _put_to_use(source, kept, companions, digest, size, path.stat().st_mtime, found, withheld)
    except BaseException:
        if fresh:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    tell(1.0, "Done")
    return found


def roll_back(source: str) -> tuple[Ingest, ...]:
    """Go back to what was in use before the newest ingest of a source; returns what is in use then."""
    pointer = ingests.pointer_of(source)
    held = ingests.read_pointer(pointer)
    if not held["before"]:
        raise SourceError(f"{source}: nothing was brought in, so there is nothing to go back from.")
    *before, last = held["before"]
    pointer.move(json.dumps({"in_use": last, "before": before}))
    return ingests.ingests(source)


def _read(source: Source, path: Path) -> Ingested:
    try:
        return source.read(path)
    except SourceError:
        raise
    except Exception as error:
        raise_folder_trouble(error, path.parent)
        # A source that stumbles over a file must still name it, and must not take the command down.
        raise SourceError(
            f"{path.name}: cannot be read as {source.files} ({type(error).__name__}: {str(error)[:200]})."
        ) from error


def _put_to_use(
    source: Source,
    kept: Path,
    companions: dict[str, str],
    digest: str,
    size: int,
    got: float,
    found: Ingested,
    withheld: dict[str, pd.DataFrame],
) -> None:
    now = datetime.now(UTC)
    stamp = now.strftime("%Y%m%dT%H%M%S%f")
    tables = {table: f"{table}-{stamp}.parquet" for table in found.tables}
    held = {table: f"{table}-held-{stamp}.parquet" for table in withheld}
    for table, name in tables.items():
        _write_rows(found.tables[table], kept.parent / name)
    for table, name in held.items():
        _write_rows(withheld[table], kept.parent / name)
    manifest = {
        "source": source.name,
        "file": kept.name,
        "sha256": digest,
        "companions": companions,
        "bytes": size,
        "got_at": datetime.fromtimestamp(got, UTC).isoformat(timespec="seconds"),
        "ingested_at": now.isoformat(timespec="microseconds"),
        "code_version": code_version(),
        "rows": {table: len(rows) for table, rows in found.tables.items()},
        "tables": tables,
        "withheld": held,
        "refused": _records(found.refused),
        "held_back": _records(found.held_back),
        "totals": {name: [float(told), float(summed)] for name, (told, summed) in found.totals.items()},
    }
    name = f"manifest-{stamp}.json"
    write_atomically(kept.parent / name, json.dumps(manifest, indent=1, ensure_ascii=False))
    pointer = ingests.pointer_of(source.name)
    former = ingests.read_pointer(pointer)
    # The same file read again takes its own place; any other file adds to what is there.
    others = [one for one in former["in_use"] if one[0] != kept.parent.name]
    before = [*former["before"], former["in_use"]][-_HISTORY:]
    pointer.move(json.dumps({"in_use": [*others, [kept.parent.name, name]], "before": before}))


def code_version() -> str:
    """The start of a hash of the code that reads sources, to tell figures apart that other code has read."""
    return module_fingerprint([*_readers(), *JUDGES])[:12]


def _readers() -> list[str]:
    return [module.name for module in walk_packages(data.sources.__path__, "data.sources.")]


def _records(frame: pd.DataFrame) -> list[dict]:
    return json.loads(frame.to_json(orient="records", date_format="iso"))


def _keep_companions(path: Path, folder: Path) -> dict[str, str]:
    """Keep the files of metadata that stand beside a file: a source may read names and units from them."""
    found = {}
    for beside in sorted(path.parent.iterdir()):
        if beside != path and "metadata" in beside.stem.casefold() and beside.suffix in (".csv", ".json"):
            _copy(beside, folder / beside.name)
            found[beside.name] = hash_of(beside)
    return found


def _write_rows(rows: pd.DataFrame, path: Path) -> None:
    with atomic_file(path) as unfinished:
        rows.to_parquet(unfinished, compression="zstd", index=False)


def _copy(path: Path, kept: Path) -> None:
    with atomic_file(kept) as unfinished:
        shutil.copy2(path, unfinished)
