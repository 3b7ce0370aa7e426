"""Records with LSOA codes of 2011: moved where one LSOA of 2021 contains it, refused where there are several.

Most codes of 2011 are still in use. Of the others, some are entirely in one LSOA of 2021 (merged), so a
record can be moved with certainty; others were split, and only the address shows in which part a person
lives. No record is ever assigned to a part by chance.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pandas as pd

from data.records.checks import Checked
from data.records.own.files import literal
from data.reference.vintages import ended_in_2011
from data.spreadsheet import CsvWriter
from data.storage.atomic_file import atomic_file
from data.storage.engines import in_memory
from data.tables import Table

SPLIT = "lsoa_code: is an LSOA of 2011 that was split, allowed is the LSOA of 2021 of the person's address"


def place_old_lsoas(checked: Checked, table: Table) -> tuple[Checked, int]:
    """The checked rows with LSOAs of 2021, and how many rows were moved. Rows of split LSOAs are added to the
    refused rows; if any row has a former code, the good rows are written again.
    """
    if all(column.name != "lsoa_code" for column in table.columns):
        return checked, 0
    moved_codes, split = ended_in_2011()
    moves, is_split = (
        f"lsoa_code IN {_listed(moved_codes)}",
        f"COALESCE(lsoa_code IN {_listed(split)}, FALSE)",
    )
    with in_memory() as connection:
        connection.from_parquet(str(checked.path)).create_view("good")
        counts = f"COUNT(*) FILTER ({moves}), COUNT(*) FILTER ({is_split})"
        moved, refused = connection.execute(f"SELECT {counts} FROM good").fetchall()[0]
        if not moved + refused:
            return checked, 0
        rejected_path = checked.rejected_path
        if refused:
            rejected_path = rejected_path or checked.path.with_name(f"{table.name}.rejected.csv")
            rows = connection.execute(f"SELECT * FROM good WHERE {is_split}")
            _append(rejected_path, [name for name, *_ in rows.description], rows.fetchall())
    places = (
        f"MAP([{', '.join(map(literal, moved_codes))}], [{', '.join(map(literal, moved_codes.values()))}])"
    )
    # The connection ends first, because Windows cannot replace an open file.
    with atomic_file(checked.path) as written, in_memory() as connection:
        connection.from_parquet(str(checked.path)).create_view("good")
        connection.execute(
            f"COPY (SELECT * REPLACE (COALESCE({places}[lsoa_code], lsoa_code) AS lsoa_code) FROM good "
            f"WHERE NOT {is_split}) TO {literal(str(written))} (FORMAT parquet, COMPRESSION zstd)"
        )
    placed = replace(
        checked,
        rows=checked.rows - refused,
        rejected_rows=checked.rejected_rows + refused,
        rejected=_with_split(checked.rejected, refused),
        rejected_path=rejected_path,
    )
    return placed, moved


def _append(path: Path, names: list[str], rows: list[tuple]) -> None:
    """Append rows to the file of refused rows, in the columns of that file."""
    is_new = not path.exists()
    if is_new:
        columns = [*names, "reasons"]
    else:
        with path.open(encoding="utf-8", newline="") as file:
            columns = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = CsvWriter(file, columns)
        if is_new:
            writer.header()
        for row in rows:
            writer.row({**dict(zip(names, row, strict=True)), "reasons": SPLIT})


def _with_split(rejected: pd.DataFrame, refused: int) -> pd.DataFrame:
    if not refused:
        return rejected
    more = pd.DataFrame({"reason": [SPLIT], "row_count": [refused]}).astype(rejected.dtypes.to_dict())
    both = pd.concat([rejected, more], ignore_index=True)
    return both.sort_values(["row_count", "reason"], ascending=[False, True], ignore_index=True)


def _listed(codes) -> str:
    return f"({', '.join(map(literal, sorted(codes)))})"
