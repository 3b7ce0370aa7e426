"""A source is checked once: what came of it is remembered for as long as the file and the rules stay."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pandas as pd

from data import checks, personal_data, record_files, text_encoding, value_forms
from data.checks import Checked, check_rows
from data.file_state import FileState, read_memory, write_memory
from data.tables import Table

_RULES = (checks, personal_data, record_files, text_encoding, value_forms)


def checked_once(path: Path, state: FileState, table: Table, folder: Path) -> Checked:
    """``check_rows``, unless this very file has passed it before. Raises SourceError like it."""
    memory = folder / f"{table.name}.checked.json"
    rules = [Path(module.__file__).read_text("utf-8") for module in _RULES]
    key = hashlib.sha256(json.dumps([str(path), state.sha256, repr(table), *rules]).encode()).hexdigest()
    held = read_memory(memory)
    if held.get("key") == key and _still_holds(held):
        return Checked(
            Path(held["path"]),
            held["rows"],
            held["rejected_rows"],
            pd.DataFrame(held["rejected"], columns=["reason", "row_count"]).astype(
                {"reason": str, "row_count": "int64"}
            ),
            Path(held["rejected_path"]) if held["rejected_path"] else None,
            tuple(held["unused"]),
        )
    checked = check_rows(path, table, folder)
    good = checked.path.stat()
    write_memory(
        memory,
        {
            "key": key,
            "checked_on": date.today().isoformat(),
            "path": str(checked.path),
            "size": good.st_size,
            "modified": good.st_mtime_ns,
            "rows": checked.rows,
            "rejected_rows": checked.rejected_rows,
            "rejected": [
                [reason, int(rows)] for reason, rows in checked.rejected.itertuples(index=False, name=None)
            ],
            "rejected_path": str(checked.rejected_path) if checked.rejected_path else "",
            "unused": list(checked.unused),
        },
    )
    return checked


def _still_holds(held: dict) -> bool:
    path = Path(held["path"])
    if not path.exists() or (path.stat().st_size, path.stat().st_mtime_ns) != (
        held["size"],
        held["modified"],
    ):
        return False
    # A row refused for a day in the future may be right tomorrow; a good row stays good.
    return not held["rejected_rows"] or held["checked_on"] == date.today().isoformat()
