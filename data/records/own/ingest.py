"""One delivery of one table: staged, checked row by row, judged as a whole, then kept or refused."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from data.errors import SourceError
from data.paths import local_records_folder
from data.records.checks import Checked, check_rows
from data.records.judges import OWN_RECORDS
from data.records.own.databases import DatabaseSource
from data.records.own.files import sha256_of
from data.records.own.findings import (
    ACCEPTABLE,
    LARGEST_REJECTED_SHARE,
    Finding,
    contents,
    findings,
    month_text,
)
from data.records.own.keeping import Manifest, keep, read_manifest
from data.records.own.old_lsoas import place_old_lsoas
from data.reference import reference
from data.storage.leftovers import staging
from data.storage.module_fingerprint import module_fingerprint
from data.tables import RECORD_TABLES, Table

MAX_REASONS = 50
Source = Path | DatabaseSource


@dataclass(frozen=True)
class Ingest:
    """The result of a delivery: its checked rows, the findings against it, and the file of its bad rows.
    ``moved`` rows had an LSOA of 2011 and now have the one of 2021 that contains it.
    """

    table: Table
    source: str
    checked: Checked
    months: tuple[int, ...]
    findings: tuple[Finding, ...]
    rejected_path: Path | None = None
    manifest: Manifest | None = None
    moved: int = 0

    @property
    def given_rows(self) -> int:
        return self.checked.rows + self.checked.rejected_rows


def check(table_name: str, source: Source, ics: str, sheet: str | None = None) -> Ingest:
    """Check a delivery without storing it. Raises SourceError where it cannot be used at all."""
    table = _table(table_name)
    with staging(local_records_folder(ics), f"check-{table.name}") as staged:
        return _examine(table, source, ics, staged, sheet)


def ingest(
    table_name: str, source: Source, ics: str, accept: Iterable[str] = (), sheet: str | None = None
) -> Ingest:
    """Check a delivery and activate it. Raises SourceError with every finding against it; then the former
    records stay in use, and the bad rows are in ``refused/`` in the same folder.
    """
    table, accept = _table(table_name), sorted(set(accept))
    unknown = [name for name in accept if name not in ACCEPTABLE]
    if unknown:
        raise SourceError(f"{', '.join(unknown)} cannot be accepted; allowed are {', '.join(ACCEPTABLE)}.")
    folder = local_records_folder(ics)
    # On the same file system as the records, so that activating them is a rename, and behind the same
    # protection.
    with staging(folder, f"ingest-{table.name}") as staged:
        delivery = _examine(table, source, ics, staged, sheet)
        against = [finding for finding in delivery.findings if finding.name not in accept]
        if against:
            where = _keep_refused(folder, delivery)
            raise SourceError(
                "\n".join(
                    [
                        f"{delivery.source}: not used; the former records, if any, stay in use.",
                        *(f"- {finding.sentence} [{finding.name}]" for finding in against),
                        *([f"The bad rows are in {where}."] if where else []),
                        *_how_to_accept(against),
                    ]
                )
            )
        manifest = _manifest(delivery, source, ics, [f.name for f in delivery.findings])
        keep(staged, manifest, table)
    rejected = folder / f"{table.name}.rejected.csv"
    return Ingest(
        table,
        delivery.source,
        delivery.checked,
        delivery.months,
        delivery.findings,
        rejected if delivery.checked.rejected_rows else None,
        manifest,
        delivery.moved,
    )


def source_words(source: Source) -> str:
    """The file's name, or the database and its table without user and password."""
    return source.words if isinstance(source, DatabaseSource) else Path(source).name


def code_version() -> str:
    """A fingerprint of the code that reads and checks, so that a manifest shows which rules were applied."""
    return module_fingerprint(OWN_RECORDS)[:12]


def _examine(table: Table, source: Source, ics: str, staged: Path, sheet: str | None) -> Ingest:
    code = _ics_code(ics)
    if isinstance(source, DatabaseSource):
        path = staged / "from_database" / f"{table.name}.parquet"
        path.parent.mkdir()
        source.write(path, table)
    else:
        path = Path(source)
    checked, moved = place_old_lsoas(check_rows(path, table, staged, sheet, in_place=False), table)
    words = source_words(source)
    if checked.rows == 0 and checked.rejected_rows == 0:
        raise SourceError(f"{words}: the table has a header and no rows.")
    against = []
    total = checked.rows + checked.rejected_rows
    if checked.rejected_rows > LARGEST_REJECTED_SHARE * total:
        against.append(
            Finding(
                "too-many-refused",
                f"{checked.rejected_rows:,} of {total:,} rows were refused; allowed is one in five. The "
                f"most frequent "
                f"reason: {checked.rejected.reason.iloc[0]}.",
            )
        )
    delivered = contents(checked.path, table)
    if delivered.rows:
        former = read_manifest(ics, table)
        against += findings(
            delivered, table, code, former.rows if former else None, former.month_numbers if former else ()
        )
    months = tuple(sorted(delivered.months))
    return Ingest(table, words, checked, months, tuple(against), checked.rejected_path, moved=moved)


def _keep_refused(folder: Path, delivery: Ingest) -> Path | None:
    if delivery.rejected_path is None:
        return None
    kept = folder / "refused" / f"{delivery.table.name}.rejected.csv"
    kept.parent.mkdir(exist_ok=True)
    shutil.move(delivery.rejected_path, kept)
    return Path(folder.name) / "refused" / kept.name


def _how_to_accept(against: list[Finding]) -> list[str]:
    names = [finding.name for finding in against if finding.name in ACCEPTABLE]
    if not names:
        return []
    return [f"If you know the reason: {' '.join(f'--accept {name}' for name in names)}"]


def _manifest(delivery: Ingest, source: Source, ics: str, accepted: list[str]) -> Manifest:
    checked, is_file = delivery.checked, not isinstance(source, DatabaseSource)
    return Manifest(
        table=delivery.table.name,
        ics=ics,
        source=delivery.source,
        rows=checked.rows,
        rejected_rows=checked.rejected_rows,
        rejected=_reasons(checked),
        months=[month_text(number) for number in delivery.months],
        ingested_at=datetime.now(UTC).isoformat(timespec="seconds"),
        code_version=code_version(),
        kept_bytes=checked.path.stat().st_size,
        kept_sha256=sha256_of(checked.path),
        sha256=sha256_of(Path(source)) if is_file else None,
        query=None if is_file else source.query,
        unused_columns=[name[:60] for name in checked.unused],
        accepted=accepted,
        moved_rows=delivery.moved,
    )


def _reasons(checked: Checked) -> list[dict]:
    """The most frequent reasons, and one line for the rest, so that a page can list them."""
    listed = [
        {"reason": row.reason, "row_count": int(row.row_count)}
        for row in checked.rejected.head(MAX_REASONS).itertuples()
    ]
    rest = checked.rejected.iloc[MAX_REASONS:]
    if len(rest):
        listed.append({"reason": f"{len(rest):,} other reasons", "row_count": int(rest.row_count.sum())})
    return listed


def _table(name: str) -> Table:
    if name not in RECORD_TABLES:
        raise SourceError(f"There is no table {name!r}; there are: {', '.join(RECORD_TABLES)}.")
    return RECORD_TABLES[name]


def _ics_code(ics: str) -> str:
    areas = reference("areas")
    own = areas[(areas.nhs_code == ics) & (areas.area_code.str.startswith("E54"))]
    if own.empty:
        raise SourceError(f"There is no ICS {ics!r}; allowed are NHS codes such as QE1.")
    return own.area_code.iloc[0]
