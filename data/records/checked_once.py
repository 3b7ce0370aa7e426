"""Each source file is checked once: the result is stored until the file or the rules change.

Where a Parquet file with only good rows is replaced by another, only the months that differ are checked row
by row. Months are compared by a hash of all columns of their rows (``data.records.month_states``).
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
    """The result of ``check_rows``, from its memory where this file was checked before. Raises
    SourceError.
    """
    memory = folder / f"{table.name}.checked.json"
    rules = _rules(table)
    # By what it contains, wherever it is: a copied or restored folder is the same folder.
    key = _hash([path.suffix, state.sha256, rules])
    stored = read_memory(memory)
    if stored.get("key") == key and _is_valid(stored, folder):
        return Checked(
            folder / stored["copy"] if stored["copy"] else path,
            stored["rows"],
            stored["rejected_rows"],
            pd.DataFrame(stored["rejected"], columns=["reason", "row_count"]).astype(
                {"reason": str, "row_count": "int64"}
            ),
            folder / stored["rejected_file"] if stored["rejected_file"] else None,
            tuple(stored["unused"]),
        )
    form = _form(path, rules)
    months = None
    if _is_like(stored, form):
        months = _changed_months(path, state, table, folder, stored["good_months"])
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
            # A file that is used in place had only good rows, without a value to rewrite.
            "form": form,
            "good_months": _month_hashes(path, state, table, folder) if not is_copy else {},
        },
    )
    return checked


def _is_valid(stored: dict, folder: Path) -> bool:
    """Whether the copy of the good rows, where there is one, is the one that was written."""
    copy = folder / stored["copy"]
    if stored["copy"] and not (copy.exists() and file_state(copy, folder).sha256 == stored["copy_sha256"]):
        return False
    # A row that was refused for a date in the future may be right tomorrow; a good row stays good.
    return not stored["rejected_rows"] or stored["checked_on"] == date.today().isoformat()


def _rules(table: Table) -> str:
    return _hash([repr(table), module_fingerprint([*CHECKS, __name__]), duckdb.__version__])


def _form(path: Path, rules: str) -> str:
    """A hash of a Parquet file's columns and the rules for them; "" for other or damaged files."""
    if path.suffix != ".parquet":
        return ""
    try:
        return _hash([rules, str(pq.read_schema(path).remove_metadata())])
    except (OSError, ValueError):
        return ""


def _is_like(stored: dict, form: str) -> bool:
    """Whether the former file had this form, by these rules, and only good rows."""
    return bool(form) and stored.get("form") == form and bool(stored.get("good_months"))


def _changed_months(
    path: Path, state: FileState, table: Table, folder: Path, good: dict[str, str]
) -> tuple[int, ...] | None:
    """The months with other rows than in the former file, whose rows were good; None to check all rows."""
    try:
        texts = _month_hashes(path, state, table, folder)
    except duckdb.Error:  # the full check reports what is wrong with the file
        return None
    if "None" in texts:  # a row without a date
        return None
    return tuple(sorted(int(month) for month, text in texts.items() if good.get(month) != text))


def _month_hashes(path: Path, state: FileState, table: Table, folder: Path) -> dict[str, str]:
    states = month_states.month_states(path, state, table, folder)
    return {str(month): state.all_columns for month, state in states.items()}


def _hash(parts: list[str]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
