"""Records of events: an ICS's own where it has put them, the demonstration records otherwise; never both in
one table.

Own records are files named after their table (``ae_attendances.csv`` or ``.parquet``) in
``data/records/<ICS>/``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from data import sample
from data.checks import Checked, SourceError, check_rows
from data.paths import local_records_folder, store_folder
from data.tables import TABLES, Table

LARGEST_REJECTED_SHARE = 0.2


@dataclass(frozen=True)
class Records:
    """One table's checked records: where they are, which months they cover, whose they are."""

    table: Table
    checked: Checked
    covered_months: tuple[int, ...]
    provenance: str
    source: str
    problems: tuple[str, ...] = field(default=())


def open_records(
    ics: str, progress: Callable[[float, str], None] | None = None
) -> Iterator[Records | SourceError]:
    """Each table's records, checked row by row; a source that cannot be used comes as its error and stops
    nothing else.
    """
    own, made = local_records_folder(ics), demonstration_folder(ics)
    if any(_own_file(own, table) is None for table in TABLES.values()):
        make_demonstration_records(ics, progress)
    for table in TABLES.values():
        path = _own_file(own, table)
        try:
            if path is not None:
                yield _open_own(path, table, store_folder(ics) / "records")
            else:
                months = _demonstration_months(made, table)
                checked = check_rows(made / f"{table.name}.parquet", table, store_folder(ics) / "records")
                yield Records(table, checked, months, "synthetic", "Demonstration records")
        except SourceError as error:
            yield error


def demonstration_folder(ics: str) -> Path:
    return store_folder(ics) / "demonstration"


def make_demonstration_records(ics: str, progress: Callable[[float, str], None] | None = None) -> None:
    """Generate the demonstration records of an ICS, unless those that this code makes are there."""
    folder = demonstration_folder(ics)
    stamp, wanted = folder / "made_by", _generator_state()
    if sample.read_manifest(folder) is not None and stamp.exists() and stamp.read_text() == wanted:
        return
    sample.generate(ics, folder, progress=progress)
    stamp.write_text(wanted)


def _generator_state() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(sample.__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _demonstration_months(folder: Path, table: Table) -> tuple[int, ...]:
    manifest = sample.read_manifest(folder)
    if table.name == "deaths":
        return tuple(year * 12 + month for year in manifest.death_years for month in range(12))
    return tuple(_month(text) for text in manifest.covered_months)


def _own_file(folder: Path, table: Table) -> Path | None:
    return next(
        (path for suffix in (".parquet", ".csv") if (path := folder / f"{table.name}{suffix}").exists()), None
    )


def _open_own(path: Path, table: Table, folder: Path) -> Records:
    checked = check_rows(path, table, folder)
    rejected = checked.rejected_rows
    if checked.rows == 0 or rejected > LARGEST_REJECTED_SHARE * (checked.rows + rejected):
        raise SourceError(
            f"{path.name}: {rejected:,} of {checked.rows + rejected:,} rows were refused; allowed is "
            f"one in five. "
            f"The most frequent reason: "
            f"{checked.rejected.reason.iloc[0] if len(checked.rejected) else 'the file has no rows'}."
        )
    days = duckdb.sql(
        f"SELECT DISTINCT EXTRACT(YEAR FROM {table.date}) * 12 + EXTRACT(MONTH FROM {table.date}) - "
        f"1 AS m FROM read_parquet('{checked.path}')"
    )
    months = tuple(sorted(int(row[0]) for row in days.fetchall()))
    return Records(table, checked, months, "local", path.name)


def _month(text: str) -> int:
    return int(text[:4]) * 12 + int(text[5:7]) - 1
