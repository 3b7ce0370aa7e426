"""A refresh: count, evaluate, compare and write a new results store; the old one serves until the last
moment.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
import pandas as pd

from data.checks import SourceError
from data.engines import DuckDBEngine
from data.paths import (
    DEFINITIONS_FOLDER,
    PROJECT_FOLDER,
    REFERENCE_FOLDER,
    local_records_folder,
    store_folder,
)
from data.reference import reference
from data.sources.records import Records, describe, open_records
from data.store import StoreMissing, write_store
from geo.areas import Geography, geography
from metrics import registry
from metrics.comparison import compare
from metrics.disclosure import protect
from metrics.engine import Atoms, Cube, count_events, find_atoms
from metrics.evaluate import evaluate
from metrics.frames import empty, results_frame
from metrics.methods import Count, counts_of
from metrics.metric import RECORD_LEVELS, Metric
from metrics.published_figures import evaluate_published, evaluate_total, monthly_totals
from metrics.results import ORDERS, mark_latest, open_store
from metrics.rollup import age_mask

Progress = Callable[[float, str], None]


@dataclass
class Gathered:
    """What a refresh has found so far."""

    results: list[pd.DataFrame] = field(default_factory=list)
    reconciliation: list[pd.DataFrame] = field(default_factory=list)
    sources: list[dict] = field(default_factory=list)
    records: list[dict] = field(default_factory=list)
    rejected: list[pd.DataFrame] = field(default_factory=list)
    problems: list[dict] = field(default_factory=list)

    def add_problem(self, where: str, sentence: str) -> None:
        self.problems.append({"found_in": where, "problem": sentence})


def refresh(ics: str = "QE1", progress: Progress | None = None, engine=None) -> str:
    """Build and put to use a new store for one ICS; returns its version. One broken metric or source stops no
    other.
    """
    tell = progress or (lambda fraction, words: None)
    area = geography(ics)
    tell(0.0, "Reading areas")
    atoms = atoms_of(area)
    metrics, problems = registry.load()
    gathered = Gathered()
    for problem in problems:
        gathered.add_problem(
            f"metrics/definitions/{problem.file}", f"Line {problem.line}: {problem.sentence}"
        )
    counted = {key: metric for key, metric in metrics.items() if not metric.is_published}
    for records in open_records(area.nhs_code, lambda fraction, words: tell(0.05 + 0.6 * fraction, words)):
        if isinstance(records, SourceError):
            gathered.add_problem("records", str(records))
            continue
        tell(0.7, f"Counting {records.table.title}")
        _count_source(engine or DuckDBEngine(), records, counted, atoms, area, gathered)
    for metric in metrics.values():
        if metric.is_published:
            _attempt(metric, gathered, lambda metric=metric: evaluate_published(metric, area.areas))
    tell(0.9, "Comparing")
    frame = finish(gathered.results, metrics, area)
    version = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    tell(0.95, "Writing the store")
    write_store(store_folder(area.nhs_code), version, _tables(frame, gathered, area), ORDERS)
    tell(1.0, "Done")
    return version


def _count_source(
    engine, records: Records, metrics: dict[str, Metric], atoms: Atoms, area: Geography, gathered: Gathered
) -> None:
    own = [metric for metric in metrics.values() if metric.numerator.table is records.table]
    checked = records.checked
    gathered.sources.append(
        {
            "table": records.table.name,
            "title": records.table.title,
            "source": records.source,
            "provenance": records.provenance,
            "rows": checked.rows,
            "rejected_rows": checked.rejected_rows,
            "months": len(records.covered_months),
            "first_month": min(records.covered_months),
            "last_month": max(records.covered_months),
        }
    )
    gathered.records.append(describe(records))
    if len(checked.rejected):
        gathered.rejected.append(checked.rejected.assign(table=records.table.name))
    if not own:
        return
    try:
        engine.add_file(records.table.name, checked.path)
    except Exception as error:  # one source must not take the others down
        gathered.add_problem(records.table.title, f"Could not be counted: {error}")
        return

    def counted(metrics: list[Metric]) -> dict[Count, Cube]:
        wanted = list(dict.fromkeys(count for metric in metrics for count in counts_of(metric)))
        cubes = count_events(engine, records.table, wanted, atoms, records.covered_months)
        return dict(zip(wanted, cubes, strict=True))

    try:
        together = counted(own)
    except Exception:  # which of them it is shows when each is counted alone
        together = None
    for metric in own:

        def work(metric=metric) -> pd.DataFrame:
            cubes = together or counted([metric])
            cube, *group = (cubes[count] for count in counts_of(metric))
            totals = _totals_of(metric, records.provenance, area)
            frame = evaluate_counted(
                metric, cube, group[0] if group else None, atoms, area, records.provenance
            )
            gathered.reconciliation.append(reconcile(metric, cube, atoms, totals))
            return frame

        _attempt(metric, gathered, work)


def atoms_of(area: Geography) -> Atoms:
    """The atoms of an ICS, each in one national fifth of deprivation."""
    lsoas = reference("lsoas").set_index("lsoa_code")
    return find_atoms(area.membership, reference("population"), (lsoas.imd_decile - 1) // 2)


def _totals_of(metric: Metric, provenance: str, area: Geography) -> pd.Series | None:
    """The publisher's monthly totals that stand at ICS level; None where a metric has none.

    They are of hospitals whose records the demonstration records stand for; an ICS's own records stand for
    themselves.
    """
    total = metric.published_total if provenance == "synthetic" else None
    return monthly_totals(total.measure, area.ics_code) if total else None


def evaluate_counted(
    metric: Metric, cube: Cube, group: Cube | None, atoms: Atoms, area: Geography, provenance: str
) -> pd.DataFrame:
    """All results of a metric counted from records, with the publisher's total in place at ICS level."""
    totals = _totals_of(metric, provenance, area)
    if totals is None:
        return evaluate(metric, cube, atoms, provenance, group=group)
    first_month = int(totals.index.min())
    frame = evaluate(metric, cube, atoms, provenance, first_month, ("ics",), group)
    at_ics = evaluate_total(metric, area.ics_code, float(atoms.population.sum()))
    return pd.concat([frame[frame.area_level != "ics"], at_ics], ignore_index=True)


def _attempt(metric: Metric, gathered: Gathered, work: Callable[[], pd.DataFrame]) -> None:
    try:
        gathered.results.append(work())
    except Exception as error:  # one metric must not take the others down
        gathered.add_problem(
            f"metrics/definitions/{metric.id}.py", f"Could not be computed: {type(error).__name__}: {error}"
        )


def reconcile(metric: Metric, cube: Cube, atoms: Atoms, totals: pd.Series | None) -> pd.DataFrame:
    """Sums of the whole ICS a month: published, its records, the sum of each level, not placed.

    Exact where the publisher's own total is exact. An exact sum of any other month would give hidden parts
    away, so there the sums are protected after they were added.
    """
    months = np.array(cube.months)
    frame = pd.DataFrame({"metric_id": metric.id, "month_number": months, "covered": cube.covered})
    frame["published"] = totals.reindex(months).to_numpy() if totals is not None else np.nan
    per_atom = cube.counts[..., age_mask(metric.ages)].sum(axis=(2, 3))
    for level in RECORD_LEVELS:
        members = atoms.matrix[(atoms.areas.area_level == level).to_numpy()]
        # Places stand once for each footprint; each footprint covers every LSOA, so each atom counts once.
        share = members.sum(axis=0)
        frame[level] = (per_atom * np.minimum(share, 1)[:, None]).sum(axis=0)
    frame["not_placed"] = cube.unplaced
    sums = [*RECORD_LEVELS, "not_placed"]
    shown = protect(frame[sums].to_numpy()).count
    frame[sums] = np.where(frame[["published"]].notna(), frame[sums], shown)
    return frame


def finish(results: list[pd.DataFrame], metrics: dict[str, Metric], area: Geography) -> pd.DataFrame:
    """Results of all metrics: compared, marked what is newest, and a row where a level is not claimed."""
    parts = []
    for frame in results:
        if len(frame):
            metric = metrics[frame.metric_id.iloc[0]]
            parts.append(compare(frame, metric, area.name))
            parts.append(_not_applicable(metric, frame, area))
    frame = pd.concat([part for part in parts if len(part)], ignore_index=True) if parts else empty()
    return mark_latest(frame, metrics)


def _not_applicable(metric: Metric, frame: pd.DataFrame, area: Geography) -> pd.DataFrame:
    """A row for each area at a level that the metric does not claim: it says so rather than showing
    nothing.
    """
    levels = [level for level in RECORD_LEVELS if level not in metric.levels]
    areas = area.areas[area.areas.area_level.isin(levels)]
    if areas.empty:
        return empty()
    newest = frame.sort_values("period_end").iloc[-1]
    count = len(metric.sexes)
    return results_frame(
        metric_id=metric.id,
        area_code=np.repeat(areas.area_code.to_numpy(), count),
        area_level=np.repeat(areas.area_level.to_numpy(), count),
        frequency=newest.frequency,
        period_start=newest.period_start,
        period_end=newest.period_end,
        period_label=newest.period_label,
        sex=np.tile(np.array(metric.sexes, dtype=object), len(areas)),
        status="not_applicable",
        provenance=newest.provenance,
    )


def _tables(frame: pd.DataFrame, gathered: Gathered, area: Geography) -> dict[str, pd.DataFrame]:
    rejected = (
        pd.concat(gathered.rejected)
        if gathered.rejected
        else pd.DataFrame({"reason": [], "row_count": [], "table": []}).astype({"reason": str, "table": str})
    )
    tables = {
        "results": frame,
        "reconciliation": pd.concat(gathered.reconciliation)
        if gathered.reconciliation
        else pd.DataFrame({"metric_id": pd.Series(dtype=str)}),
        "sources": pd.DataFrame(gathered.sources)
        if gathered.sources
        else pd.DataFrame({"table": pd.Series(dtype=str)}),
        "records": pd.DataFrame(gathered.records)
        if gathered.records
        else pd.DataFrame({"table": pd.Series(dtype=str)}),
        "rejected": rejected,
        "problems": pd.DataFrame(gathered.problems, columns=["found_in", "problem"]).astype(str),
    }
    facts = {
        "ics": area.nhs_code,
        "ics_code": area.ics_code,
        "ics_name": area.name,
        "state": state(area.nhs_code),
        "refreshed_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "tables": list(tables),
    }
    return tables | {"refresh": pd.DataFrame({"facts": [json.dumps(facts)]})}


def state(ics: str) -> str:
    """A fingerprint of everything a store is made from: code, definitions, reference tables and own
    records.
    """
    digest = hashlib.sha256(ics.encode())
    files = [
        *DEFINITIONS_FOLDER.glob("*.py"),
        *REFERENCE_FOLDER.rglob("*.*"),
        *local_records_folder(ics).glob("*.*"),
    ]
    files += [
        path for folder in ("metrics", "geo", "data") for path in (PROJECT_FOLDER / folder).rglob("*.py")
    ]
    for path in sorted(set(files)):
        if path.suffix == ".py":
            digest.update(path.name.encode() + path.read_bytes())
        else:
            digest.update(f"{path.name} {path.stat().st_size} {path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()


def is_current(ics: str) -> bool:
    """Whether the store in use was made from what is here now."""
    try:
        return open_store(geography(ics).nhs_code).facts.get("state") == state(geography(ics).nhs_code)
    except (StoreMissing, OSError, KeyError):
        return False
