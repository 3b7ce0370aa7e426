"""A refresh: count, evaluate, compare and write a new results store; the old one serves until the last
moment. What did not change since the store in use is neither counted nor computed again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
import pandas as pd

from data.errors import SourceError
from data.paths import store_folder
from data.records.open import Records, describe, open_records
from data.reference import reference
from data.storage.engines import DuckDBEngine
from data.storage.folder_trouble import raise_folder_trouble
from data.storage.issues_log import log_issues
from data.storage.open_store import StoreMissing
from data.storage.refresh_lock import refresh_lock
from data.storage.versioned_file import KEPT, TakenOver, stores, write_store
from data.storage.versions import next_version
from geo.areas import Geography
from geo.assembly import geography
from metrics.computing.comparison import compare
from metrics.computing.evaluate import evaluate
from metrics.computing.main_series import mark_latest
from metrics.computing.published_figures import evaluate_published, evaluate_total, monthly_totals
from metrics.computing.reconciliation import reconcile
from metrics.computing.results_frame import empty, results_frame
from metrics.counting.cubes import KeptCube, KeptCubes
from metrics.counting.engine import Atoms, Cube, find_atoms
from metrics.language import registry
from metrics.language.metric import RECORD_LEVELS, Metric
from metrics.language.statistic import Count, counts_of
from metrics.store.changes import TABLES, Changes, LossesTooLarge, find_changes, no_changes
from metrics.store.code_version import code_version
from metrics.store.fingerprint import Fingerprints, is_current, state
from metrics.store.lineage import computed_now, lineage_frame, lineage_row, taken_row
from metrics.store.results import ORDERS, Store, open_store
from metrics.store.versions import release_hold

__all__ = ["atoms_of", "is_current", "refresh", "state"]

Progress = Callable[[float, str], None]
# Their rows of a metric go over to the next store when nothing that they were made from changed.
_BY_METRIC = ("results", "reconciliation")


@dataclass
class Gathered:
    """What a refresh has found so far; ``taken`` are the metrics whose rows the former store gives."""

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

    def add_problem(self, where: str, sentence: str) -> None:
        self.problems.append({"found_in": where, "problem": sentence})

    def takes_over(self, metric: Metric, fingerprint: str, records: Records | None) -> bool:
        """Whether the former store has this very result; if so it is noted and need not be computed."""
        held = self.former.get(metric.id, {})
        if held.get("fingerprint") != fingerprint:
            return False
        self.taken.append(metric.id)
        self.lineage.append(taken_row(metric, held, records))
        return True

    def add(
        self, metric: Metric, fingerprint: str, frame: pd.DataFrame, records: Records | None = None
    ) -> None:
        self.results.append(frame)
        self.lineage.append(lineage_row(metric, fingerprint, computed_now(self.version), records))


def refresh(
    ics: str = "QE1",
    progress: Progress | None = None,
    engine=None,
    *,
    full: bool = False,
    use: bool = True,
    accept_losses: bool = False,
    keep: int = KEPT,
    wait: bool = False,
) -> str:
    """Build and put to use a new store for one ICS; returns its version. One broken metric or source stops no
    other.

    ``full`` counts and computes everything anew. Without ``use`` the store is built and the former one stays
    in use. One refresh of an ICS runs at a time: another one raises RefreshRuns, or with ``wait`` begins when
    the first has ended. Raises LossesTooLarge, the former store still in use, where much would vanish and
    ``accept_losses`` does not allow it.
    """
    with refresh_lock(store_folder(geography(ics).nhs_code), wait):
        return _refresh(ics, progress, engine, full=full, use=use, accept_losses=accept_losses, keep=keep)


def _refresh(
    ics: str,
    progress: Progress | None,
    engine,
    *,
    full: bool,
    use: bool,
    accept_losses: bool,
    keep: int,
) -> str:
    tell = progress or (lambda fraction, words: None)
    area = geography(ics)
    tell(0.0, "Reading areas")
    made_from = state(area.nhs_code)
    atoms = atoms_of(area)
    metrics, problems = registry.load()
    former = _store_in_use(area.nhs_code)
    folder = store_folder(area.nhs_code)
    version = next_version(stores(folder).names())
    gathered = Gathered(version, {} if full else _computed_before(former))
    for problem in problems:
        gathered.add_problem(
            f"metrics/definitions/{problem.file}", f"Line {problem.line}: {problem.sentence}"
        )
    counting = _Counting(engine or DuckDBEngine(), metrics, atoms, area, KeptCubes(folder / "cubes", full))
    for records in open_records(area.nhs_code, lambda fraction, words: tell(0.05 + 0.6 * fraction, words)):
        if isinstance(records, SourceError):
            gathered.add_problem("records", str(records))
            continue
        tell(0.7, f"Counting {records.table.title}")
        counting.count_source(records, gathered)
    for metric in metrics.values():
        if metric.is_published:
            _attempt(metric, gathered, lambda metric=metric: counting.evaluate_published(metric, gathered))
    tell(0.9, "Comparing")
    frame = finish(gathered.results, metrics)
    tell(0.95, "Writing the store")

    def changes(query) -> dict[str, pd.DataFrame]:
        found = find_changes(query, gathered.taken) if former else no_changes()
        if found.losses and use and not accept_losses:
            raise LossesTooLarge(_stopped(found, area))
        return found.tables()

    try:
        write_store(
            folder,
            version,
            _tables(frame, gathered, area, made_from, former),
            ORDERS,
            former=former.path if former else None,
            taken=TakenOver(_BY_METRIC, "metric_id", tuple(gathered.taken)) if gathered.taken else None,
            more=changes,
            use=use,
            keep=keep,
        )
    except LossesTooLarge as stop:
        log_issues(folder, version, [*gathered.problems, {"found_in": "refresh", "problem": str(stop)}])
        raise
    if use:
        release_hold(area.nhs_code)
    counting.cubes.clear_up()
    log_issues(folder, version, gathered.problems)
    tell(1.0, "Done")
    return version


def _store_in_use(ics: str) -> Store | None:
    """The newest store that can be read and compared with, if there is one."""
    try:
        store = open_store(ics)
    except StoreMissing:
        return None
    return store if {"results", "sources", "lineage"} <= set(store.facts["tables"]) else None


def _computed_before(former: Store | None) -> dict[str, dict]:
    """Fingerprint, and what computed it when, of each metric in the store in use."""
    if former is None:
        return {}
    return {row["metric_id"]: row for row in former.table("lineage").to_dict("records")}


def _stopped(changes: Changes, area: Geography) -> str:
    return (
        f"The refresh of {area.name} stopped, and the store in use stays: {' '.join(changes.losses)} "
        f"If that is meant: python -m metrics refresh --ics {area.nhs_code} --accept-losses"
    )


@dataclass(frozen=True)
class _Counting:
    """What counting and computing any metric of one ICS needs."""

    engine: object
    metrics: dict[str, Metric]
    atoms: Atoms
    area: Geography
    cubes: KeptCubes

    def __post_init__(self) -> None:
        object.__setattr__(self, "fingerprints", Fingerprints(self.area, self.atoms))

    def count_source(self, records: Records, gathered: Gathered) -> None:
        """Count one source once for all of its metrics, and compute those whose counts or makings changed."""
        own = [
            metric
            for metric in self.metrics.values()
            if not metric.is_published and metric.numerator.table is records.table
        ]
        gathered.sources.append(_source_row(records))
        gathered.records.append(describe(records))
        if len(records.checked.rejected):
            gathered.rejected.append(records.checked.rejected.assign(table=records.table.name))
        if not own:
            return
        try:
            self.engine.add_file(records.table.name, records.checked.path)
        except Exception as error:  # one source must not take the others down
            raise_folder_trouble(error)
            gathered.add_problem(records.table.title, f"Could not be counted: {error}")
            return
        try:
            together = self._counted(own, records)
        except Exception as error:  # which of them it is shows when each is counted alone
            raise_folder_trouble(error)
            together = None
        for metric in own:

            def work(metric=metric) -> None:
                cubes = together or self._counted([metric], records)
                self._evaluate_counted(
                    metric, tuple(cubes[count] for count in counts_of(metric)), records, gathered
                )

            _attempt(metric, gathered, work)

    def _counted(self, metrics: list[Metric], records: Records) -> dict[Count, KeptCube]:
        wanted = list(dict.fromkeys(count for metric in metrics for count in counts_of(metric)))
        return self.cubes.count(
            self.engine, records.table, wanted, self.atoms, records.covered_months, records.month_states
        )

    def _evaluate_counted(
        self, metric: Metric, cubes: tuple[KeptCube, ...], records: Records, gathered: Gathered
    ) -> None:
        fingerprint = self.fingerprints.counted(metric, cubes, records.provenance)
        if gathered.takes_over(metric, fingerprint, records):
            return
        cube, *group = (one.cube for one in cubes)
        totals = _totals_of(metric, records.provenance, self.area)
        frame = evaluate_counted(
            metric, cube, group[0] if group else None, self.atoms, self.area, records.provenance
        )
        sums = reconcile(metric, cube, self.atoms, totals)
        gathered.add(metric, fingerprint, complete(frame, metric, self.area), records)
        gathered.reconciliation.append(sums)

    def evaluate_published(self, metric: Metric, gathered: Gathered) -> None:
        fingerprint = self.fingerprints.published(metric)
        if not gathered.takes_over(metric, fingerprint, None):
            frame = evaluate_published(metric, self.area.areas)
            gathered.add(metric, fingerprint, complete(frame, metric, self.area))


def _source_row(records: Records) -> dict:
    return {
        "table": records.table.name,
        "title": records.table.title,
        "source": records.source,
        "provenance": records.provenance,
        "rows": records.checked.rows,
        "rejected_rows": records.checked.rejected_rows,
        "months": len(records.covered_months),
        "first_month": min(records.covered_months),
        "last_month": max(records.covered_months),
        "file": records.file.name,
        "sha256": records.file.sha256,
        "modified": datetime.fromtimestamp(records.file.modified / 1e9, UTC).isoformat(timespec="seconds"),
    }


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


def _attempt(metric: Metric, gathered: Gathered, work: Callable[[], None]) -> None:
    try:
        work()
    except Exception as error:  # one metric must not take the others down
        raise_folder_trouble(error)
        gathered.add_problem(
            f"metrics/definitions/{metric.id}.py", f"Could not be computed: {type(error).__name__}: {error}"
        )


def complete(frame: pd.DataFrame, metric: Metric, area: Geography) -> pd.DataFrame:
    """One metric's results with their outcomes, and a row for each area that they leave out on purpose."""
    if frame.empty:
        return frame
    parts = [compare(frame, metric, area.name), _not_applicable(metric, frame, area)]
    return pd.concat([part for part in parts if len(part)], ignore_index=True)


def finish(results: list[pd.DataFrame], metrics: dict[str, Metric]) -> pd.DataFrame:
    """Completed results of all metrics, marked what is newest."""
    parts = [frame for frame in results if len(frame)]
    if not parts:
        return empty().assign(is_newest=False, is_latest=False)
    return mark_latest(pd.concat(parts, ignore_index=True), metrics)


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


def _tables(
    frame: pd.DataFrame, gathered: Gathered, area: Geography, made_from: str, former: Store | None
) -> dict[str, pd.DataFrame]:
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
        "lineage": lineage_frame(gathered.lineage),
    }
    facts = {
        "ics": area.nhs_code,
        "ics_code": area.ics_code,
        "ics_name": area.name,
        "state": made_from,
        "refreshed_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "code_version": code_version(),
        "compared_with": former.version if former else "",
        "metrics_taken_over": len(gathered.taken),
        "metrics_computed": len(gathered.lineage) - len(gathered.taken),
        "tables": [*tables, *TABLES],
    }
    return tables | {"refresh": pd.DataFrame({"facts": [json.dumps(facts)]})}
