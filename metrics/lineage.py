"""Where each metric's figures come from: definition, counts, source file, and what computed them when."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from hashlib import sha256

import pandas as pd

from data.paths import REFERENCE_FOLDER
from data.sources.records import Records
from metrics.code_version import code_version
from metrics.definition_card import counted_words, statistic_words
from metrics.engine import counting_sql
from metrics.methods import counts_of
from metrics.metric import Metric
from metrics.state import definition_hash

COLUMNS = (
    "metric_id",
    "fingerprint",
    "computed_in",
    "computed_at",
    "code_version",
    "definition_file",
    "definition_sha256",
    "statistic",
    "counted",
    "counted_sql",
    "source_table",
    "source",
    "source_file",
    "source_sha256",
    "source_rows",
    "source_modified",
    "published_total",
)


def lineage_row(metric: Metric, fingerprint: str, computed: dict, records: Records | None) -> dict:
    """One row of the store's table ``lineage``. ``computed``: computed_in (version), computed_at,
    code_version.
    """
    row = {
        "metric_id": metric.id,
        "fingerprint": fingerprint,
        **computed,
        "definition_file": f"metrics/definitions/{metric.id}.py",
        "definition_sha256": definition_hash(metric),
        "statistic": statistic_words(metric.statistic),
    }
    return row | (_counted(metric, records) if records is not None else _published(metric))


def taken_row(held: dict, records: Records | None) -> dict:
    """The row of a metric that was taken over: nothing but its source's file may be another one."""
    return held | (_file_of(records) if records is not None else _published_file(held["source_table"]))


def computed_now(version: str) -> dict:
    return {
        "computed_in": version,
        "computed_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "code_version": code_version(),
    }


def lineage_frame(rows: list[dict]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({name: "int64" if name == "source_rows" else str for name in COLUMNS})


def _counted(metric: Metric, records: Records) -> dict:
    parts = [metric.numerator, metric.denominator] if metric.statistic.of_a_group else [metric.numerator]
    return {
        "counted": " Of: ".join(counted_words(part) for part in parts),
        "counted_sql": counting_sql(records.table, list(counts_of(metric))),
        "source_table": records.table.name,
        **_file_of(records),
        "published_total": _total_file(metric) if records.provenance == "synthetic" else "",
    }


def _published(metric: Metric) -> dict:
    table = "monthly_activity" if metric.statistic.kind == "published_monthly" else "published_figures"
    words = {"counted": "", "counted_sql": "", "source_table": table, "source": metric.source}
    return words | _published_file(table) | {"published_total": ""}


def _file_of(records: Records) -> dict:
    return {
        "source": records.source,
        "source_file": records.file.name,
        "source_sha256": records.file.sha256,
        "source_rows": records.checked.rows,
        "source_modified": _day(records.file.modified),
    }


def _published_file(table: str) -> dict:
    file, digest, modified, rows = _reference_file(table)
    return {
        "source_file": file,
        "source_sha256": digest,
        "source_rows": rows,
        "source_modified": modified,
    }


def _total_file(metric: Metric) -> str:
    """The file that gives the ICS's own figure where a publisher's total stands there."""
    if metric.published_total is None:
        return ""
    file, digest, modified, _ = _reference_file("monthly_activity")
    return f"{metric.published_total.measure} in {file}, SHA-256 {digest}, of {modified}"


@cache
def _reference_file(table: str) -> tuple[str, str, str, int]:
    from data.reference import reference

    path = REFERENCE_FOLDER / f"{table}.parquet"
    modified = _day(path.stat().st_mtime_ns)
    return (
        f"data/reference/{path.name}",
        sha256(path.read_bytes()).hexdigest(),
        modified,
        len(reference(table)),
    )


def _day(nanoseconds: int) -> str:
    return datetime.fromtimestamp(nanoseconds / 1e9, UTC).isoformat(timespec="seconds")
