"""What is killed: each kind of work on a small world, and what must be true of the world after any kill.

The functions run in a child process; a kill can fall on any of their steps.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data import commentary
from data.commentary.database import default_file
from data.commentary.reading import every_version
from data.paths import local_records_folder
from data.published import ingest as published
from data.records.own import ingest as own
from data.records.own.keeping import read_manifest
from data.reference import ingests
from data.sources.nhs_england_ae import SOURCE
from data.tables import RECORD_TABLES, TABLES
from metrics.store.refresh import refresh
from metrics.store.results import open_store
from metrics.store.versions import versions
from tests.lib.commentary_writer import AREA, ICS, METRIC, text_of
from tests.lib.source_examples import write_ae
from tests.unit.data.own_rows import own_rows
from tests.unit.metrics.own_records import own_rows as small_rows

_SIZES = (4_000, 6_000)
_OWN = "ae_attendances"


@dataclass(frozen=True)
class Kind:
    """One kind of work: ``run`` is given the folder of files to bring in and the number of the kill,
    ``check`` that folder; it raises AssertionError where something is bad.
    """

    name: str
    run: Callable[[Path, int], object]
    check: Callable[[Path], None]


def make_world(folder: Path) -> None:
    """Own records of every table, so that nothing is generated, and the files that are brought in."""
    records = local_records_folder("QE1")
    records.mkdir(parents=True)
    for table in TABLES:
        small_rows(table, 300).to_parquet(records / f"{table}.parquet", index=False)
    folder.mkdir()
    for size in _SIZES:
        own_rows(_OWN, size).to_csv(folder / f"{_OWN}-{size}.csv", index=False)
    for month in range(1, 7):
        write_ae(folder, pd.period_range(f"2025-{month:02}", periods=1, freq="M"), f"ae-{month}.csv")


def _refresh(folder: Path, number: int) -> None:
    refresh("QE1", full=bool(number % 2), accept_losses=True)


def _check_refresh(folder: Path) -> None:
    store = open_store("QE1")
    assert store.lost == "", store.lost
    assert store.row_count > 0 and len(store.values(period="all")) == store.row_count
    for name in store.facts["tables"]:
        store.table(name)
    assert not [version.fault for version in versions("QE1") if version.fault]


def _ingest_own(folder: Path, number: int) -> None:
    own.ingest(_OWN, folder / f"{_OWN}-{_SIZES[number % 2]}.csv", "QE1", accept=own.ACCEPTABLE)


def _check_own(folder: Path) -> None:
    kept = pd.read_parquet(local_records_folder("QE1") / f"{_OWN}.parquet")
    assert len(kept) in (300, *_SIZES), len(kept)
    manifest = read_manifest("QE1", RECORD_TABLES[_OWN])
    assert manifest is None or manifest.rows == len(kept)
    for former in (local_records_folder("QE1") / "former").glob("*.parquet"):
        assert len(pd.read_parquet(former)) in (300, *_SIZES)


def _ingest_published(folder: Path, number: int) -> None:
    published.ingest(SOURCE, folder / f"ae-{number % 6 + 1}.csv")


def _check_published(folder: Path) -> None:
    assert ingests.problems() == ()
    for ingest in ingests.ingests():
        assert (folder / ingest.file).read_bytes() == ingest.path.read_bytes()
        assert all(len(ingest.table(name)) == rows for name, rows in ingest.rows.items())


def _write_comments(folder: Path, number: int) -> None:
    seen = len(every_version())
    with (folder / "acknowledged.txt").open("a", encoding="utf-8") as acknowledged:
        for _ in range(20):
            kept = commentary.write(
                METRIC, AREA, text_of("Ann", seen), "The same is being done as before.",
                ics=ICS, author="Ann", account="ann@example.nhs.uk", seen=seen,
            )  # fmt: skip
            seen = kept.version
            acknowledged.write(f"{seen}\n")
            acknowledged.flush()


def _check_comments(folder: Path) -> None:
    kept = [comment.version for comment in every_version()]
    path = folder / "acknowledged.txt"
    acknowledged = [int(line) for line in path.read_text(encoding="utf-8").split()] if path.exists() else []
    assert kept == list(range(1, len(kept) + 1))
    assert max(acknowledged, default=0) <= len(kept)
    if default_file().exists():
        with sqlite3.connect(default_file()) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


KINDS = (
    Kind("refresh", _refresh, _check_refresh),
    Kind("ingest of own records", _ingest_own, _check_own),
    Kind("ingest of a published file", _ingest_published, _check_published),
    Kind("commentary", _write_comments, _check_comments),
)
