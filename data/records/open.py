"""Records of events: for each table the ICS's own if it has supplied them, else demonstration records; never
both.

Own records are files named after their table (``ae_attendances.csv`` or ``.parquet``) in
``data/records/<ICS>/``, put there by ``data.records.own`` from a file or a database, or by hand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from data import sample
from data.errors import SourceError
from data.paths import all_local_records_folder, generated_folder, local_records_folder, store_folder
from data.records.checked_once import checked_once
from data.records.checks import Checked
from data.records.month_states import month_states
from data.records.own.findings import LARGEST_REJECTED_SHARE
from data.records.own.keeping import read_manifest
from data.records.row_counts import rows_in_words, shown_reasons, shown_rows
from data.reference.ingests import published_state
from data.storage.atomic_file import write_atomically
from data.storage.file_state import FileState, file_state
from data.storage.open_store import StoreMissing
from data.storage.refresh_lock import refresh_lock
from data.tables import TABLES, Table

_OWN = "own:"


@dataclass(frozen=True)
class Records:
    """One table's checked records, with their file, the months that they cover, and their provenance.

    ``file`` is the state of the source's own file when it was read; ``month_states`` has a text for each
    month with rows, which changes only if the counts of that month may change.
    """

    table: Table
    checked: Checked
    covered_months: tuple[int, ...]
    provenance: str
    source: str
    file: FileState
    month_states: dict[int, str]
    problems: tuple[str, ...] = field(default=())


def open_records(
    ics: str, progress: Callable[[float, str], None] | None = None
) -> Iterator[Records | SourceError]:
    """Each table's records, checked row by row; for a source that cannot be used, its error instead, so that
    the other tables are still read.
    """
    own, demonstration = local_records_folder(ics), demonstration_folder(ics)
    if any(_own_file(own, table) is None for table in TABLES.values()):
        make_demonstration_records(ics, progress)
    for table in TABLES.values():
        path = _own_file(own, table)
        try:
            if path is not None:
                yield _open_own(path, table, store_folder(ics) / "records", ics)
            else:
                yield _open_demonstration(demonstration, table, store_folder(ics) / "records")
        except SourceError as error:
            yield error


@dataclass(frozen=True)
class CountedRecords:
    """One table's records as counted by the refresh of a store: checked then, unchanged since.

    ``shown_rows`` is their number as a store has it: to the nearest 5, nothing for 1 to 7.
    """

    table: Table
    path: Path
    covered_months: tuple[int, ...]
    provenance: str
    source: str
    shown_rows: float | None


def describe(records: Records, ics: str) -> dict[str, object]:
    """A store's description of the records that it was counted from, so that they can be counted again.

    The path is relative to the folder of generated files or of own records, which may be moved or copied. The
    hash shows whether the file is still the one that was checked.
    """
    path = records.checked.path
    return {
        "table": records.table.name,
        "path": _stored_path(path),
        "covered_months": json.dumps(records.covered_months),
        "provenance": records.provenance,
        "source": records.source,
        "rows": shown_rows(records.checked.rows),
        "sha256": file_state(path, store_folder(ics) / "records").sha256,
    }


def counted_records(described: pd.DataFrame, table: Table, ics: str) -> CountedRecords:
    """The records of ``table`` that a store was counted from, without checking them again.

    Raises StoreMissing where there are none, or where they are missing or have changed.
    """
    again = f"Make a new store with: python -m metrics refresh --ics {ics}"
    rows = described[described["table"] == table.name]
    if rows.empty:
        raise StoreMissing(f"The last refresh of {ics} read no records of {table.title}. {again}")
    row = rows.iloc[0]
    path = _path_now(row.path)
    try:
        state = file_state(path, store_folder(ics) / "records")
    except FileNotFoundError:
        raise StoreMissing(
            f"The records of {table.title} that the last refresh of {ics} counted are missing. {again}"
        ) from None
    if state.sha256 != row.get("sha256"):
        raise StoreMissing(
            f"The records of {table.title} have changed since the last refresh of {ics}. {again}"
        )
    months = tuple(json.loads(row.covered_months))
    return CountedRecords(table, path, months, row.provenance, row.source, row.rows)


def _stored_path(path: Path) -> str:
    """A path relative to the folder that it is in: of generated files, or "own:" of the ICSs' own records."""
    for start, folder in (("", generated_folder()), (_OWN, all_local_records_folder())):
        if path.resolve().is_relative_to(folder.resolve()):
            return start + path.resolve().relative_to(folder.resolve()).as_posix()
    return str(path.resolve())


def _path_now(stored: str) -> Path:
    if stored.startswith(_OWN):
        return all_local_records_folder() / stored.removeprefix(_OWN)
    return generated_folder() / stored  # an absolute path stays as it is


def has_own_records(ics: str) -> bool:
    """Whether an ICS has put records of its own in place, of any table."""
    folder = local_records_folder(ics)
    return any(_own_file(folder, table) is not None for table in TABLES.values())


def demonstration_records(ics: str, table: Table) -> CountedRecords:
    """The demonstration records of ``table``, made where they are not there yet; never an ICS's own.

    Raises SourceError where they cannot be used.
    """
    with refresh_lock(store_folder(ics), wait=True):  # a refresh may be making them at this moment
        make_demonstration_records(ics)
    # A folder of their own: what was checked of the ICS's own records is remembered next to the store.
    checks = demonstration_folder(ics) / "checked"
    records = _open_demonstration(demonstration_folder(ics), table, checks)
    return CountedRecords(
        table,
        records.checked.path,
        records.covered_months,
        records.provenance,
        records.source,
        shown_rows(records.checked.rows),
    )


def demonstration_folder(ics: str) -> Path:
    return store_folder(ics) / "demonstration"


def make_demonstration_records(ics: str, progress: Callable[[float, str], None] | None = None) -> None:
    """Generate the demonstration records of an ICS, unless this version of the code has already done so."""
    folder = demonstration_folder(ics)
    stamp, wanted = folder / "made_by", _generator_state()
    if (
        sample.read_manifest(folder) is not None
        and stamp.exists()
        and stamp.read_text(encoding="utf-8") == wanted
    ):
        return
    from data.sample.generator import generate

    generate(ics, folder, progress=progress)
    write_atomically(stamp, wanted)


def _generator_state() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(sample.__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    # The records are drawn to match the published totals, so newer totals need newer records.
    digest.update(published_state().encode())
    return digest.hexdigest()


def _demonstration_months(folder: Path, table: Table) -> tuple[int, ...]:
    return tuple(_month(text) for text in sample.read_manifest(folder).months[table.name])


def _own_file(folder: Path, table: Table) -> Path | None:
    return next(
        (path for suffix in (".parquet", ".csv") if (path := folder / f"{table.name}{suffix}").exists()), None
    )


def _open_demonstration(demonstration: Path, table: Table, folder: Path) -> Records:
    path = demonstration / f"{table.name}.parquet"
    if not path.exists():
        raise SourceError(
            f"{path.name}: the demonstration records are missing; delete their folder to make them again."
        )
    state = file_state(path, folder)
    checked = checked_once(path, state, table, folder)
    months = _demonstration_months(demonstration, table)
    states = _month_hashes(checked, state, table, folder)
    return Records(table, checked, months, "synthetic", "Demonstration records", state, states)


def _open_own(path: Path, table: Table, folder: Path, ics: str) -> Records:
    state = file_state(path, folder)
    checked = checked_once(path, state, table, folder)
    rejected = checked.rejected_rows
    if checked.rows == 0 or rejected > LARGEST_REJECTED_SHARE * (checked.rows + rejected):
        raise SourceError(
            f"{path.name}: {rows_in_words(shown_rows(rejected))} of "
            f"{rows_in_words(shown_rows(checked.rows + rejected))} rows were refused; allowed is "
            f"one in five. "
            f"The most frequent reason: "
            f"{shown_reasons(checked.rejected).reason.iloc[0] if rejected else 'the file has no rows'}."
        )
    manifest = read_manifest(ics, table) if path.suffix == ".parquet" else None
    if manifest and not rejected:
        # The bad rows were removed by the ingest; they are reported all the same.
        counted = pd.DataFrame(manifest.rejected, columns=["reason", "row_count"])
        checked = replace(checked, rejected_rows=manifest.rejected_rows, rejected=counted)
    states = _month_hashes(checked, state, table, folder)
    return Records(table, checked, tuple(sorted(states)), "local", path.name, state, states)


def _month_hashes(checked: Checked, state: FileState, table: Table, folder: Path) -> dict[int, str]:
    return {month: state.counted for month, state in month_states(checked.path, state, table, folder).items()}


def _month(text: str) -> int:
    return int(text[:4]) * 12 + int(text[5:7]) - 1
