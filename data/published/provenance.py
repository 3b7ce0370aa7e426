"""From a figure to its file: the source of every figure in use, and what was left out of the files.

This module only reads; ``data.published.ingest`` writes.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from data.paths import REFERENCE_FOLDER
from data.reference import ingests, is_bundled, is_known, reference, with_origin
from data.reference.ingests import KEYS, hash_of
from data.reference.table_names import FIGURES, MONTHLY
from data.sources.shared.source import Source

# Tables where each row has a period. Each of the other tables is from a single file.
DATED = (FIGURES, MONTHLY, "trust_monthly_activity")
_FILE_COLUMNS = [
    "table",
    "item",
    "period_start",
    "period_end",
    "source",
    "file",
    "sha256",
    "ingested_at",
    "areas",
]

_FILES: dict[tuple, pd.DataFrame] = {}


def source_files() -> pd.DataFrame:
    """The source of every figure: table, item (indicator, measure, or "" for a whole table), period_start,
    period_end, source, file, sha256, ingested_at, areas; a figure from two files has two rows.
    """
    return _source_files(ingests.pointers())


def files_of(table: str, item: str) -> pd.DataFrame:
    """The rows of ``source_files`` of one indicator or measure of a table."""
    files = source_files()
    if _PLACES.get("files") is not files:  # grouped once for all items, because every metric looks up its own
        _PLACES.update(files=files, at=files.groupby(["table", "item"], sort=False).indices)
    return files.iloc[_PLACES["at"].get((table, item), [])]


_PLACES: dict[str, object] = {}


def source_of(item: str, area_code: str | None = None, period_end=None) -> pd.DataFrame:
    """The source file of one indicator, measure or table: the rows of ``source_files`` for the figures
    of this area and period, the newest period first.
    """
    if item in KEYS or (REFERENCE_FOLDER / f"{item}.parquet").exists():
        files = source_files()
        return files[files.table == item].reset_index(drop=True)
    for table in DATED:
        rows = _dated(table)
        rows = rows[rows["item"] == item]
        if area_code is not None:
            rows = rows[rows.area_code == area_code]
        if period_end is not None:
            rows = rows[rows.period_end == pd.Timestamp(period_end)]
        if len(rows):
            return _by_file(table, rows).sort_values("period_end", ascending=False, ignore_index=True)
    return source_files().head(0)


def refused_and_held_back() -> pd.DataFrame:
    """source, file, kind (refused, held back), what, period, reason, rows of all ingests in use."""
    columns = ["source", "file", "kind", "what", "period", "reason", "rows"]
    rows = [
        {"period": "", **row, "source": ingest.source, "file": ingest.file, "kind": "refused"}
        for ingest in ingests.ingests()
        for row in ingest.refused
    ]
    rows += [
        {"rows": None, **row, "source": ingest.source, "file": ingest.file, "kind": "held back"}
        for ingest in ingests.ingests()
        for row in ingest.held_back
    ]
    return pd.DataFrame(rows, columns=columns)


def newest_period(source: Source) -> pd.Timestamp | None:
    """The end of the newest period of a source's figures, ingested or bundled; None without any."""
    newest = []
    for table in DATED:
        period_ends = pd.Series(dtype="datetime64[ns]")
        rows = _dated(table)
        if len(rows):
            from_source = rows["item"].isin(source.items) | rows.ingest.str.startswith(f"{source.name}/")
            period_ends = rows.period_end[from_source]
        if len(period_ends):
            newest.append(period_ends.max())
    return max(newest) if newest else None


def _dated(table: str) -> pd.DataFrame:
    """item, area_code, period_start, period_end and ingest of every figure of a table of dated facts."""
    if not is_known(table):
        return pd.DataFrame(columns=["item", "area_code", "period_start", "period_end", "ingest"])
    rows = with_origin(table)
    if table == FIGURES:
        return rows.rename(columns={"indicator_id": "item"})[
            ["item", "area_code", "period_start", "period_end", "ingest"]
        ]
    return pd.DataFrame(
        {
            "item": rows.measure,
            "area_code": rows.area_code,
            "period_start": rows.month,
            "period_end": rows.month + pd.offsets.MonthEnd(0),
            "ingest": rows.ingest,
        }
    )


def _by_file(table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows counted by item, period and file."""
    keys = ["item", "period_start", "period_end", "ingest"]
    grouped = rows.groupby(keys, as_index=False, sort=True).agg(areas=("area_code", "nunique"))
    files = pd.DataFrame([_file(table, ingest_id) for ingest_id in grouped.ingest.unique()])
    if files.empty:
        return pd.DataFrame(columns=_FILE_COLUMNS)
    merged = grouped.merge(files, on="ingest")
    if table == FIGURES:
        publishers = reference("published_indicators").set_index("indicator_id").publisher
        own = merged.ingest == ""
        merged.loc[own, "source"] = merged["item"].map(publishers)[own].fillna(merged.source[own])
    return merged.assign(table=table)[_FILE_COLUMNS]


def _file(table: str, ingest_id: str) -> dict:
    if ingest_id:
        ingest = next(ingest for ingest in ingests.ingests() if ingest.id == ingest_id)
        return {
            "ingest": ingest_id,
            "source": ingest.source,
            "file": ingest.file,
            "sha256": ingest.sha256,
            "ingested_at": ingest.ingested_at,
        }
    sources = reference("sources").set_index("table")
    path = next(
        (p for suffix in (".parquet", ".csv") if (p := REFERENCE_FOLDER / f"{table}{suffix}").exists()), None
    )
    return {
        "ingest": "",
        "source": sources.publisher.get(table, "This project"),
        "file": f"data/reference/{path.name}" if path else "",
        "sha256": _bundled_hash(path) if path else "",
        "ingested_at": f"bundled, {sources.vintage.get(table, 'no date')}",
    }


@cache
def _bundled_hash(path: Path) -> str:
    return hash_of(path)


def _source_files(state: tuple) -> pd.DataFrame:
    if state not in _FILES:
        parts = [_by_file(table, _dated(table)) for table in DATED]
        undated = []
        for table in reference("sources").table:
            if table in (FIGURES, MONTHLY) or not is_bundled(table):
                continue
            used = [ingest.id for ingest in ingests.ingests() if table in ingest.tables][-1:] or [""]
            undated.append({"table": table, "item": "", **_file(table, used[0])})
        rows = pd.concat([part for part in parts if len(part)], ignore_index=True)
        wide = pd.DataFrame(undated).reindex(columns=_FILE_COLUMNS)
        _FILES.clear()
        _FILES[state] = pd.concat(
            [
                rows,
                wide.astype({"period_start": rows.period_start.dtype, "period_end": rows.period_end.dtype}),
            ],
            ignore_index=True,
        )
    return _FILES[state]
