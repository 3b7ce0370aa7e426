"""A source is checked once: what came of it is remembered for as long as the file and the rules stay.

Where a Parquet file was good in every row and another takes its place, only the months that differ are looked
at row by row: what the rows of each month hold is compared, all columns of them
(``data.records.month_states``).
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq

from data.records import month_states
from data.records.checks import Checked, check_rows
from data.records.judges import CHECKS
from data.storage.file_state import FileState, file_state, read_memory, write_memory
from data.storage.module_fingerprint import module_fingerprint
from data.tables import Table


def checked_once(path: Path, state: FileState, table: Table, folder: Path) -> Checked:
    """``check_rows``, unless this very file has passed it before. Raises SourceError like it."""
    memory = folder / f"{table.name}.checked.json"
    rules = _rules(table)
    # By what it contains, wherever it is: a copied or restored folder is the same folder.
    key = _hash([path.suffix, state.sha256, rules])
    held = read_memory(memory)
    if held.get("key") == key and _still_holds(held, folder):
        return Checked(
            folder / held["copy"] if held["copy"] else path,
            held["rows"],
            held["rejected_rows"],
            pd.DataFrame(held["rejected"], columns=["reason", "row_count"]).astype(
                {"reason": str, "row_count": "int64"}
            ),
            folder / held["rejected_file"] if held["rejected_file"] else None,
            tuple(held["unused"]),
        )
    form = _form(path, rules)
    months = None
    if _is_like(held, form):
        months = _changed_months(path, state, table, folder, held["good_months"])
    checked = check_rows(path, table, folder, months=months)
    is_copy = checked.path != path
    write_memory(
        memory,
        {
            "key": key,
            "checked_on": date.today().isoformat(),
            "copy": checked.path.name if is_copy else "",
            "copy_sha256": file_state(checked.path, folder).sha256 if is_copy else "",
            "rows": checked.rows,
            "rejected_rows": checked.rejected_rows,
            "rejected": [
                [reason, int(rows)] for reason, rows in checked.rejected.itertuples(index=False, name=None)
            ],
            "rejected_file": checked.rejected_path.name if checked.rejected_path else "",
            "unused": list(checked.unused),
            # Only a file that stays where it is was good in every row, word for word.
            "form": form,
            "good_months": _whole_texts(path, state, table, folder) if not is_copy else {},
        },
    )
    return checked


def _still_holds(held: dict, folder: Path) -> bool:
    """Whether the copy of the good rows, where there is one, is the one that was written."""
    copy = folder / held["copy"]
    if held["copy"] and not (copy.exists() and file_state(copy, folder).sha256 == held["copy_sha256"]):
        return False
    # A row refused for a day in the future may be right tomorrow; a good row stays good.
    return not held["rejected_rows"] or held["checked_on"] == date.today().isoformat()


def _rules(table: Table) -> str:
    return _hash([repr(table), module_fingerprint([*CHECKS, __name__]), duckdb.__version__])


def _form(path: Path, rules: str) -> str:
    """The columns of a Parquet file and the rules for them; nothing where the file is none, or not whole."""
    if path.suffix != ".parquet":
        return ""
    try:
        return _hash([rules, str(pq.read_schema(path).remove_metadata())])
    except (OSError, ValueError):
        return ""


def _is_like(held: dict, form: str) -> bool:
    """Whether the former file was of this form, by these rules, and good in every row."""
    return bool(form) and held.get("form") == form and bool(held.get("good_months"))


def _changed_months(
    path: Path, state: FileState, table: Table, folder: Path, good: dict[str, str]
) -> tuple[int, ...] | None:
    """The months whose rows are not those of the former file, which were good; None to look at all rows."""
    try:
        texts = _whole_texts(path, state, table, folder)
    except duckdb.Error:  # the check says what is wrong with the file
        return None
    if "None" in texts:  # a row without a date
        return None
    return tuple(sorted(int(month) for month, text in texts.items() if good.get(month) != text))


def _whole_texts(path: Path, state: FileState, table: Table, folder: Path) -> dict[str, str]:
    found = month_states.month_states(path, state, table, folder)
    return {str(month): one.whole for month, one in found.items()}


def _hash(told: list[str]) -> str:
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
