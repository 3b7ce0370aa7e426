"""What a refresh has put together so far for the new store."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pandas as pd

from data.records.open import Records, describe
from data.records.row_counts import shown_reasons, shown_rows
from geo.areas import Geography
from metrics.language.metric import Metric
from metrics.store.changes import TABLES
from metrics.store.code_version import code_version
from metrics.store.lineage import computed_now, lineage_frame, lineage_row, taken_row
from metrics.store.results import Store


@dataclass
class NewStore:
    """The parts of the store ``version``. ``former`` is the lineage of each metric in the store in use, by
    its id; ``taken`` are the metrics whose rows that store gives.
    """

    version: str
    former: dict[str, dict]
    taken: list[str] = field(default_factory=list)
    results: list[pd.DataFrame] = field(default_factory=list)
    reconciliation: list[pd.DataFrame] = field(default_factory=list)
    lineage: list[dict] = field(default_factory=list)
    sources: list[dict] = field(default_factory=list)
    records: list[dict] = field(default_factory=list)
    rejected: list[pd.DataFrame] = field(default_factory=list)
    problems: list[dict] = field(default_factory=list)
    # To be compared with those of the store in use; they are in no table.
    exact_rows: dict[str, int] = field(default_factory=dict)

    def add_problem(self, where: str, sentence: str) -> None:
        self.problems.append({"found_in": where, "problem": sentence})

    def add_source(self, records: Records, ics: str) -> None:
        """Describe one source, and its rejected rows if there are any."""
        self.sources.append(_source_row(records))
        self.exact_rows[records.table.name] = records.checked.rows
        self.records.append(describe(records, ics))
        if len(records.checked.rejected):
            self.rejected.append(shown_reasons(records.checked.rejected).assign(table=records.table.name))

    def was_made_of(self, metric: Metric, fingerprint: str) -> bool:
        """Whether the result in use has the same definition, code, areas and reference tables."""
        return self.former.get(metric.id, {}).get("fingerprint") == fingerprint

    def take_over(self, metric: Metric, records: Records | None = None) -> None:
        """Note that the rows in use go over to the new store as they are."""
        self.taken.append(metric.id)
        self.lineage.append(taken_row(metric, self.former[metric.id], records))

    def add_results(
        self, metric: Metric, fingerprint: str, frame: pd.DataFrame, records: Records | None = None
    ) -> None:
        self.results.append(frame)
        self.lineage.append(lineage_row(metric, fingerprint, computed_now(self.version), records))

    def tables(
        self, results: pd.DataFrame, area: Geography, made_from: str, former: Store | None
    ) -> dict[str, pd.DataFrame]:
        """All tables of the new store but those that compare it with the ``former`` one, by name.

        ``results`` is the joined results frame; ``made_from`` the fingerprint of all that went into it.
        """
        tables = {
            "results": results,
            "reconciliation": _joined(self.reconciliation, _no_rows("metric_id")),
            "sources": _with_rows(self.sources),
            "records": _with_rows(self.records),
            "rejected": _joined(self.rejected, _none_rejected()),
            "problems": pd.DataFrame(self.problems, columns=["found_in", "problem"]).astype(str),
            "lineage": lineage_frame(self.lineage),
        }
        facts = {
            "ics": area.nhs_code,
            "ics_code": area.ics_code,
            "ics_name": area.name,
            "state": made_from,
            "refreshed_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "code_version": code_version(),
            "compared_with": former.version if former else "",
            "metrics_taken_over": len(self.taken),
            "metrics_computed": len(self.lineage) - len(self.taken),
            "has_ledger": True,
            "tables": [*tables, *TABLES],
        }
        return tables | {"refresh": pd.DataFrame({"facts": [json.dumps(facts)]})}


def _joined(frames: list[pd.DataFrame], otherwise: pd.DataFrame) -> pd.DataFrame:
    return pd.concat(frames) if frames else otherwise


def _no_rows(column: str) -> pd.DataFrame:
    """A table without rows still needs a column, so that it can be written and asked."""
    return pd.DataFrame({column: pd.Series(dtype=str)})


def _with_rows(described: list[dict]) -> pd.DataFrame:
    """Descriptions of sources, whose numbers of rows may be empty: 1 to 7 are not shown."""
    if not described:
        return _no_rows("table")
    frame = pd.DataFrame(described)
    return frame.astype({name: "Int64" for name in ("rows", "rejected_rows") if name in frame})


def _none_rejected() -> pd.DataFrame:
    columns = {"reason": [], "row_count": [], "table": []}
    return pd.DataFrame(columns).astype({"reason": str, "table": str})


def _source_row(records: Records) -> dict:
    return {
        "table": records.table.name,
        "title": records.table.title,
        "source": records.source,
        "provenance": records.provenance,
        "rows": shown_rows(records.checked.rows),
        "rejected_rows": shown_rows(records.checked.rejected_rows),
        "months": len(records.covered_months),
        "first_month": min(records.covered_months),
        "last_month": max(records.covered_months),
        "file": records.file.name,
        "sha256": records.file.sha256,
        "modified": datetime.fromtimestamp(records.file.modified / 1e9, UTC).isoformat(timespec="seconds"),
    }
