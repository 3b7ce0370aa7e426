"""The origin of each metric's figures: definition, counts, source file, and when they were computed."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from hashlib import sha256

import pandas as pd

from data.paths import REFERENCE_FOLDER
from data.published.provenance import files_of
from data.records.open import Records
from data.records.row_counts import shown_rows
from metrics.counting.engine import counting_sql
from metrics.language.definition_card import counted_words, statistic_words
from metrics.language.metric import Metric
from metrics.language.statistic import counts_of
from metrics.store.code_version import code_version
from metrics.store.fingerprint import definition_hash

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


def taken_row(metric: Metric, former: dict, records: Records | None) -> dict:
    """The row of a metric whose results were taken over; only the file of its source may be a new one."""
    file = (
        _file_of(records) if records is not None else _published_file(former["source_table"], _item(metric))
    )
    if file["source_sha256"] == former["source_sha256"]:  # a copy of the same file may have a later date
        file["source_modified"] = former["source_modified"]
    return former | file


def computed_now(version: str) -> dict:
    return {
        "computed_in": version,
        "computed_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "code_version": code_version(),
    }


def lineage_frame(rows: list[dict]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({name: "Int64" if name == "source_rows" else str for name in COLUMNS})


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
    table = "monthly_activity" if metric.statistic.measures else "published_figures"
    row = {"counted": "", "counted_sql": "", "source_table": table, "source": metric.source}
    return row | _published_file(table, _item(metric)) | {"published_total": ""}


def _item(metric: Metric) -> str:
    return metric.statistic.indicator or metric.statistic.measures[0]


def _file_of(records: Records) -> dict:
    return {
        "source": records.source,
        "source_file": records.file.name,
        "source_sha256": records.file.sha256,
        "source_rows": shown_rows(records.checked.rows),
        "source_modified": _day(records.file.modified),
    }


def _published_file(table: str, item: str) -> dict:
    """The file from which the newest period of an indicator or measure comes: one that was brought in, or the
    bundled table.
    """
    own = files_of(table, item)
    newest = own[own.period_end == own.period_end.max()]
    brought_in = newest[~newest.file.str.startswith("data/reference/")]
    if len(brought_in):
        used = brought_in.iloc[-1]
        file, digest, modified, rows = used.file, used.sha256, used.ingested_at, int(used.areas)
    else:
        file, digest, modified, rows = _reference_file(table)
    return {
        "source_file": file,
        "source_sha256": digest,
        "source_rows": rows,
        "source_modified": modified,
    }


def _total_file(metric: Metric) -> str:
    """The file with the publisher's total that is shown at ICS level; "" for none."""
    if metric.published_total is None:
        return ""
    measure = metric.published_total.measure
    used = _published_file("monthly_activity", measure)
    return (
        f"{measure} in {used['source_file']}, SHA-256 {used['source_sha256']}, of {used['source_modified']}"
    )


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
