"""Ingests a publisher's file: it is kept as supplied, read, checked, and activated in one step or not at all.

``ingest`` writes under new names and moves a small pointer last, so that an ingest that fails or is killed
does not change the data in use. ``roll_back`` moves the pointer back.
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
from filelock import FileLock

import data.sources
from data.errors import SourceError
from data.published.acceptance import accept
from data.reference import ingests
from data.reference.ingests import Ingest, hash_of, published_folder
from data.sources.shared.source import Ingested, Source
from data.storage.atomic_file import put_in_place, write_atomically
from data.storage.folder_trouble import raise_folder_trouble
from data.storage.leftovers import staging
from data.storage.module_fingerprint import module_fingerprint

# Named one by one, so that none is lost when it moves; a test compares them with the imports.
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
    """Read a publisher's file and activate its facts; returns the ingested rows and those left out.

    Raises SourceError with a sentence, without any change, where the file cannot be used.
    """
    report_progress = progress or (lambda fraction, words: None)
    path = Path(path)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", source.name):
        raise SourceError(
            f"{source.name}: a source's name consists of lower-case letters, digits and underscores."
        )
    if not path.is_file():
        raise SourceError(f"{path.name}: there is no such file.")
    report_progress(0.0, "Copying the file")
    digest = hash_of(path)
    folder = published_folder() / source.name / digest[:12]
    folder.parent.mkdir(parents=True, exist_ok=True)
    with staging(folder.parent, "ingest") as staged:
        kept = staged / path.name
        shutil.copy2(path, kept)
        companions = _keep_companions(path, staged)
        report_progress(0.1, "Reading")
        ingested = _read(source, kept)
        report_progress(0.6, "Checking")
        ingested, withheld = accept(kept.name, ingested)
        report_progress(0.8, "Writing")
        with FileLock(folder.parent / "ingest.lock", fallback_to_soft=False):
            manifest = _write_manifest(source, kept, companions, digest, ingested, withheld)
            _activate(source.name, staged, folder, manifest)
    report_progress(1.0, "Done")
    return ingested


def roll_back(source: str) -> tuple[Ingest, ...]:
    """Undo the newest ingest of a source; returns the ingests that are in use then."""
    pointer = ingests.pointer_of(source)
    versions = ingests.read_pointer(pointer)
    if not versions["before"]:
        raise SourceError(f"{source}: no file has been ingested, so there is nothing to undo.")
    *before, last = versions["before"]
    pointer.move(json.dumps({"in_use": last, "before": before}))
    return ingests.ingests(source)


def _read(source: Source, path: Path) -> Ingested:
    try:
        return source.read(path)
    except SourceError:
        raise
    except Exception as error:
        raise_folder_trouble(error, path.parent)
        # An unexpected error in a source must still name the file, and must not end the command with a
        # traceback.
        raise SourceError(
            f"{path.name}: cannot be read as {source.files} ({type(error).__name__}: {str(error)[:200]})."
        ) from error


def _write_manifest(
    source: Source,
    kept: Path,
    companions: dict[str, str],
    digest: str,
    ingested: Ingested,
    withheld: dict[str, pd.DataFrame],
) -> str:
    """Write the rows and their manifest next to the file ``kept``; returns the manifest's name."""
    at = ingests.next_moment()
    stamp = at.strftime("%Y%m%dT%H%M%S%f")
    tables = {table: f"{table}-{stamp}.parquet" for table in ingested.tables}
    withheld_files = {table: f"{table}-held-{stamp}.parquet" for table in withheld}
    for table, name in tables.items():
        _write_rows(ingested.tables[table], kept.parent / name)
    for table, name in withheld_files.items():
        _write_rows(withheld[table], kept.parent / name)
    status = kept.stat()
    manifest = {
        "source": source.name,
        "file": kept.name,
        "sha256": digest,
        "companions": companions,
        "bytes": status.st_size,
        "got_at": datetime.fromtimestamp(status.st_mtime, UTC).isoformat(timespec="seconds"),
        "ingested_at": at.isoformat(timespec="microseconds"),
        "code_version": code_version(),
        "rows": {table: len(rows) for table, rows in ingested.tables.items()},
        "tables": tables,
        "withheld": withheld_files,
        "refused": _records(ingested.refused),
        "held_back": _records(ingested.held_back),
        "totals": {
            name: [float(stated), float(summed)] for name, (stated, summed) in ingested.totals.items()
        },
    }
    name = f"manifest-{stamp}.json"
    write_atomically(kept.parent / name, json.dumps(manifest, indent=1, ensure_ascii=False))
    return name


def _activate(source: str, staged: Path, folder: Path, manifest: str) -> None:
    """Put the staged files in place, point at them, and remove those that no version names any more."""
    folder.mkdir(exist_ok=True)
    for path in sorted(staged.iterdir()):
        put_in_place(path, folder / path.name)
    pointer = ingests.pointer_of(source)
    former = ingests.read_pointer(pointer)
    # The same file read again replaces itself; any other file is added.
    other_files = [entry for entry in former["in_use"] if entry[0] != folder.name]
    before = [*former["before"], former["in_use"]][-_HISTORY:]
    versions = {"in_use": [*other_files, [folder.name, manifest]], "before": before}
    pointer.move(json.dumps(versions))
    _remove_unused(folder.parent, versions)


def _remove_unused(folder: Path, versions: dict) -> None:
    """Remove what a killed ingest put in place before anything pointed at it, and what is older than all
    versions; where a manifest cannot be read, its folder is left alone.
    """
    named: dict[str, set[str]] = {}
    for name, manifest in {
        tuple(entry) for listed in (versions["in_use"], *versions["before"]) for entry in listed
    }:
        try:
            stored = json.loads((folder / name / manifest).read_text(encoding="utf-8"))
            files = {manifest, stored["file"], *stored["companions"]}
            files |= {*stored["tables"].values(), *stored["withheld"].values()}
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            files = {path.name for path in (folder / name).glob("*")}
        named.setdefault(name, set()).update(files)
    for inner in folder.iterdir():
        if inner.is_dir() and not inner.name.startswith("."):
            for path in inner.iterdir():
                if path.name not in named.get(inner.name, ()):
                    path.unlink(missing_ok=True)
            if inner.name not in named:
                inner.rmdir()


def code_version() -> str:
    """The start of a hash of the code that reads sources: figures read by other code have another version."""
    return module_fingerprint([*_readers(), *JUDGES])[:12]


def _readers() -> list[str]:
    return [module.name for module in walk_packages(data.sources.__path__, "data.sources.")]


def _records(frame: pd.DataFrame) -> list[dict]:
    return json.loads(frame.to_json(orient="records", date_format="iso"))


def _keep_companions(path: Path, folder: Path) -> dict[str, str]:
    """Copy the metadata files next to a file: a source may read names and units from them."""
    hashes = {}
    for companion in sorted(path.parent.iterdir()):
        if (
            companion != path
            and "metadata" in companion.stem.casefold()
            and companion.suffix in (".csv", ".json")
        ):
            shutil.copy2(companion, folder / companion.name)
            hashes[companion.name] = hash_of(companion)
    return hashes


def _write_rows(rows: pd.DataFrame, path: Path) -> None:
    rows.to_parquet(path, compression="zstd", index=False)
