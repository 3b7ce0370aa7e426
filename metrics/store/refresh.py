"""A refresh: count, compute and write a new results store, then switch to it. Until that moment the store in
use serves the pages. What did not change since that store is neither counted nor computed again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from data.errors import SourceError
from data.paths import store_folder
from data.records.open import Records, open_records
from data.storage.engines import DuckDBEngine
from data.storage.folder_trouble import raise_folder_trouble
from data.storage.issues_log import log_issues
from data.storage.open_store import StoreMissing
from data.storage.refresh_lock import refresh_lock
from data.storage.versioned_file import KEPT, TakenOver, stores, write_store
from data.storage.versions import next_version
from geo.areas import Geography
from geo.assembly import geography
from metrics.computing.as_published import with_publication
from metrics.computing.compute import CountedCubes, compute
from metrics.computing.main_series import join_results
from metrics.computing.published_figures import total_at_ics
from metrics.computing.reconciliation import reconcile
from metrics.counting.atoms import Atoms, atoms_of
from metrics.counting.cubes import KeptCube, KeptCubes
from metrics.language import registry
from metrics.language.metric import Metric
from metrics.language.statistic import Count, counts_of
from metrics.store.changes import Changes, LossesTooLarge, find_changes, no_changes
from metrics.store.fingerprint import Fingerprints, is_current, state
from metrics.store.new_store import NewStore
from metrics.store.publication import Publication
from metrics.store.results import ORDERS, Store, open_store
from metrics.store.versions import unpin

__all__ = ["is_current", "refresh", "state"]

Progress = Callable[[float, str], None]
# A metric's rows of these tables are taken over from the store in use when nothing behind them changed.
_BY_METRIC = ("results", "reconciliation")


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
    """Build a new store for one ICS and switch to it; returns its version. A metric or source that fails is
    reported and stops no other.

    With ``full``, everything is counted and computed again. Without ``use`` the store is built and the former
    one stays in use. One refresh of an ICS runs at a time: a second one raises RefreshRuns, or with ``wait``
    begins when the first has ended. Raises LossesTooLarge, with the former store still in use, where a large
    part of the results would be lost and ``accept_losses`` does not allow it.
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
    report_progress = progress or (lambda fraction, words: None)
    area = geography(ics)
    report_progress(0.0, "Reading areas")
    made_from = state(area.nhs_code)
    atoms = atoms_of(area)
    metrics, problems = registry.load()
    former = _store_in_use(area.nhs_code)
    folder = store_folder(area.nhs_code)
    version = next_version(stores(folder).names())
    new = NewStore(version, {} if full else _computed_before(former))
    for problem in problems:
        new.add_problem(f"metrics/definitions/{problem.file}", f"Line {problem.line}: {problem.sentence}")
    cubes = KeptCubes(folder / "cubes", full)
    publication = Publication(cubes.folder, former, atoms, lambda words: new.add_problem("records", words))
    counting = _Counting(engine or DuckDBEngine(), metrics, atoms, area, cubes, publication)
    for records in open_records(
        area.nhs_code, lambda fraction, words: report_progress(0.05 + 0.6 * fraction, words)
    ):
        if isinstance(records, SourceError):
            new.add_problem("records", str(records))
            continue
        report_progress(0.7, f"Counting {records.table.title}")
        counting.count_source(records, new)
    for metric in metrics.values():
        if metric.is_published:
            _attempt(metric, new, lambda metric=metric: counting.compute_published(metric, new))
    report_progress(0.9, "Joining the results")
    results = with_publication(join_results(new.results, metrics), version)
    report_progress(0.95, "Writing the store")

    def changes(query) -> dict[str, pd.DataFrame]:
        changes = find_changes(query, new.taken, new.exact_rows) if former else no_changes()
        if changes.losses and use and not accept_losses:
            raise LossesTooLarge(_stopped(changes, area))
        return changes.tables()

    # First, so that no store is ever in use without the exact counts behind it.
    publication.write(version)
    try:
        write_store(
            folder,
            version,
            new.tables(results, area, made_from, former),
            ORDERS,
            former=former.path if former else None,
            taken=TakenOver(_BY_METRIC, "metric_id", tuple(new.taken)) if new.taken else None,
            more=changes,
            use=use,
            keep=keep,
        )
    except LossesTooLarge as stop:
        log_issues(folder, version, [*new.problems, {"found_in": "refresh", "problem": str(stop)}])
        raise
    if use:
        unpin(area.nhs_code)
    cubes.clear_up()
    publication.clear_up(stores(folder).names())
    log_issues(folder, version, new.problems)
    report_progress(1.0, "Done")
    return version


def _store_in_use(ics: str) -> Store | None:
    """The newest store that can be read and compared with, if there is one."""
    try:
        store = open_store(ics)
    except StoreMissing:
        return None
    return store if {"results", "sources", "lineage"} <= set(store.facts["tables"]) else None


def _computed_before(former: Store | None) -> dict[str, dict]:
    """The lineage of each metric in the store in use: its fingerprint, and what computed it when."""
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
    publication: Publication

    def __post_init__(self) -> None:
        object.__setattr__(self, "fingerprints", Fingerprints(self.area, self.atoms))

    def count_source(self, records: Records, new: NewStore) -> None:
        """Count one source once for all of its metrics, and compute those of which anything changed."""
        own = [
            metric
            for metric in self.metrics.values()
            if not metric.is_published and metric.numerator.table is records.table
        ]
        new.add_source(records, self.area.nhs_code)
        if not own:
            return
        try:
            self.engine.add_file(records.table.name, records.checked.path)
        except Exception as error:  # a source that fails must not stop the others
            raise_folder_trouble(error)
            new.add_problem(records.table.title, f"Could not be counted: {error}")
            return
        try:
            together = self._count(own, records)
        except Exception as error:  # counting each metric alone then shows which of them fails
            raise_folder_trouble(error)
            together = None
        for metric in own:

            def work(metric=metric) -> None:
                kept = together or self._count([metric], records)
                cubes = tuple(kept[count] for count in counts_of(metric))
                self._compute_counted(metric, cubes, records, new)

            _attempt(metric, new, work)

    def _count(self, metrics: list[Metric], records: Records) -> dict[Count, KeptCube]:
        wanted = list(dict.fromkeys(count for metric in metrics for count in counts_of(metric)))
        return self.cubes.count(
            self.engine, records.table, wanted, self.atoms, records.covered_months, records.month_states
        )

    def _compute_counted(
        self, metric: Metric, cubes: tuple[KeptCube, ...], records: Records, new: NewStore
    ) -> None:
        made_of, publication = self.fingerprints.counted(metric, records.provenance), self.publication
        if new.was_made_of(metric, made_of) and publication.is_unchanged(metric, made_of, cubes):
            publication.take_over(metric, cubes)
            new.take_over(metric, records)
            return
        before = publication.before(metric, made_of, cubes)
        numerator, *group = (kept.cube for kept in cubes)
        group = group[0] if group else None
        frame = compute(
            metric, self.area, CountedCubes(numerator, group, self.atoms, records.provenance, before)
        )
        totals = total_at_ics(metric, records.provenance, self.area.ics_code)
        sums = publication.keep_sums(reconcile(metric, numerator, self.atoms, totals), before)
        publication.publish(metric, made_of, cubes, before, frame)
        if new.was_made_of(metric, made_of) and publication.is_same(metric, frame, sums):
            # That it was computed must not reveal which metrics count a late record.
            new.take_over(metric, records)
            return
        # Both are there before either is added: a metric that fails leaves no half of its rows.
        new.add_results(metric, made_of, frame, records)
        new.reconciliation.append(sums)

    def compute_published(self, metric: Metric, new: NewStore) -> None:
        fingerprint = self.fingerprints.published(metric)
        if new.was_made_of(metric, fingerprint):
            new.take_over(metric)
        else:
            new.add_results(metric, fingerprint, compute(metric, self.area))


def _attempt(metric: Metric, new: NewStore, work: Callable[[], None]) -> None:
    try:
        work()
    except Exception as error:  # a metric that fails must not stop the others
        raise_folder_trouble(error)
        new.add_problem(
            f"metrics/definitions/{metric.id}.py", f"Could not be computed: {type(error).__name__}: {error}"
        )
