"""The ledgers of the store in use and of the next one: which metrics and rows stay as they are published.

``metrics.disclosure.closed_periods`` has the rule; here its answer is applied to rows, and the exact counts
that it needs next time are kept in the ledger of the new store.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import pandas as pd

from metrics.computing.as_published import COUNTED, KEY, cell_sets, is_counted
from metrics.computing.results_frame import COLUMNS
from metrics.counting.atoms import Atoms
from metrics.counting.cubes import KeptCube
from metrics.counting.ledger import LastPublished, LedgerLost, Ledgers
from metrics.counting.periods import Period
from metrics.disclosure.closed_periods import RECONCILIATION, PublishedBefore
from metrics.language.metric import Metric
from metrics.store.results import Store

PERSONS = ("persons",)


class Publication:
    """The ledger of the store in use and that of the next one.

    ``report`` is given a sentence where the exact counts behind the store in use are lost.
    """

    def __init__(self, cubes_folder: Path, former: Store | None, atoms: Atoms, report: Callable[[str], None]):
        self.former, self._atoms, self._report = former, atoms, report
        self._ledgers = Ledgers(cubes_folder / "published")
        self._last: dict[str, LastPublished] = {}
        self._next: dict[str, LastPublished] = {}
        self._cubes: dict[str, KeptCube] = {}
        # A store of an earlier version of the project has no ledger.
        if former is not None and former.facts.get("has_ledger"):
            try:
                self._last = self._ledgers.read(former.version)
            except LedgerLost as lost:
                report(str(lost))

    def is_unchanged(self, metric: Metric, made_of: str, cubes: tuple[KeptCube, ...]) -> bool:
        """Whether the metric was published from these very counts and all else that it is made of."""
        last = self._last.get(metric.id)
        return last is not None and (last.made_of, last.counts) == (made_of, _fingerprints(cubes))

    def take_over(self, metric: Metric, cubes: tuple[KeptCube, ...]) -> None:
        """All of the metric's rows stay as they are published."""
        self._enter(metric, self._last[metric.id], cubes)

    def before(self, metric: Metric, made_of: str, cubes: tuple[KeptCube, ...]) -> PublishedBefore | None:
        """How the metric was published before; None where nothing of that may stay: there was nothing, or its
        definition, the code, the areas or the reference tables have changed.
        """
        last = self._last.get(metric.id)
        if self.former is None or last is None or last.made_of != made_of:
            return None
        try:
            before = tuple(self._ledgers.cube(count, len(self._atoms.population)) for count in last.counts)
        except LedgerLost as lost:
            self._report(str(lost))
            return None
        rows = self.former.rows_of(metric.id)
        rows = rows[rows.provenance.isin(COUNTED) & rows.area_level.isin(metric.levels)]
        now = tuple(cube.cube for cube in cubes)
        return PublishedBefore(metric, self._atoms, now, before, last, rows.reset_index(drop=True))

    def publish(
        self,
        metric: Metric,
        made_of: str,
        cubes: tuple[KeptCube, ...],
        before: PublishedBefore | None,
        frame: pd.DataFrame,
    ) -> None:
        """Note what the metric's rows in ``frame`` were counted from."""
        counts = _fingerprints(cubes)
        if before is None:
            self._enter(metric, LastPublished(made_of, counts), cubes)
            return
        asked = [*cell_sets(frame[is_counted(frame, metric)]), (RECONCILIATION, _months(before), PERSONS)]
        self._enter(metric, before.next_entry(made_of, counts, asked), cubes)

    def write(self, version: str) -> None:
        """Keep the ledger of the new store, before the store itself is there."""
        self._ledgers.write(version, self._next, list(self._cubes.values()))

    def clear_up(self, versions: Collection[str]) -> None:
        """Remove the ledgers of stores that are not kept any more."""
        self._ledgers.clear_up(versions)

    def is_same(self, metric: Metric, frame: pd.DataFrame, sums: pd.DataFrame) -> bool:
        """Whether a reader would find the metric's rows just as the store in use has them."""
        if self.former is None:
            return False
        former_sums = self.former.reconciliation_of(metric.id)
        return _equal(frame, self.former.rows_of(metric.id), ["area_level", *KEY], list(COLUMNS)) and _equal(
            sums, former_sums, ["month_number"], list(sums)
        )

    def keep_sums(self, sums: pd.DataFrame, before: PublishedBefore | None) -> pd.DataFrame:
        """The reconciliation of a metric with the months taken over that stay as they are published."""
        if before is None or self.former is None:
            return sums
        published = self.former.reconciliation_of(before.metric.id).set_index("month_number")
        kept = before.kept(RECONCILIATION, _months(before), PERSONS)[0, :, 0]
        kept = kept & sums.month_number.isin(published.index).to_numpy()
        sums = sums.copy()
        for name in sums.columns.difference(["metric_id", "month_number"]):
            sums.loc[kept, name] = published.loc[sums.month_number[kept], name].to_numpy()
        return sums

    def _enter(self, metric: Metric, entry: LastPublished, cubes: tuple[KeptCube, ...]) -> None:
        self._next[metric.id] = entry
        self._cubes |= {cube.fingerprint: cube for cube in cubes}


def _fingerprints(cubes: tuple[KeptCube, ...]) -> tuple[str, ...]:
    return tuple(cube.fingerprint for cube in cubes)


def _months(before: PublishedBefore) -> tuple[Period, ...]:
    return tuple(Period("", (month,), "month") for month in before.now[0].months)


def _equal(first: pd.DataFrame, second: pd.DataFrame, key: list[str], columns: list[str]) -> bool:
    if len(first) != len(second) or not set(columns) <= set(second):
        return False
    both = [frame.sort_values(key)[columns].reset_index(drop=True) for frame in (first, second)]
    try:
        pd.testing.assert_frame_equal(*both, check_dtype=False, check_exact=True)
    except AssertionError:
        return False
    return True
