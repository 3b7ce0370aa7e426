"""The results store: written once by a refresh, read by every page."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Lock

import pandas as pd

from data.paths import store_folder
from data.storage.open_store import OpenStore, QueryRefused, StoreUnreadable, check_store, stamp
from data.storage.versioned_file import open_in_use, stores
from metrics.computing.results_frame import COLUMNS

# Two copies in two orders, since pages ask by metric or by area.
ORDERS = {
    "results_by_metric": ("results", "metric_id, area_level, frequency, period_end, area_code, sex"),
    "results_by_area": ("results", "area_code, metric_id, frequency, period_end, sex"),
}
_COLUMNS = ", ".join(COLUMNS)


class Store:
    """The results of one ICS and one refresh, and the facts about them.

    ``lost`` says why a newer store cannot be used; it is "" if this is the one in use. Raises StoreUnreadable
    if the file is damaged or is not a store of results.
    """

    def __init__(self, path: Path, lost: str = ""):
        self.path, self.lost = path, lost
        self._open = OpenStore(path)
        self.version = path.stem
        try:
            self.facts = json.loads(self._open.query("SELECT facts FROM refresh").facts.iloc[0])
            self.refreshed_at = pd.Timestamp(self.facts["refreshed_at"])
            self.row_count = int(self._open.query("SELECT COUNT(*) AS n FROM results").n.iloc[0])
        except (LookupError, ValueError, TypeError, QueryRefused) as error:
            self._open.close()
            raise StoreUnreadable(
                f"{path.name} is not a store of results ({type(error).__name__})."
            ) from error

    @property
    def recovery(self) -> str:
        """A sentence if a newer store cannot be read and this one is shown instead; "" otherwise."""
        at = self.refreshed_at
        when = f"{at.day} {at:%B %Y, %H:%M} UTC"
        return f"The newest store cannot be read; you see the figures of {when}." if self.lost else ""

    def values(
        self,
        metric: str | None = None,
        area: str | list[str] | None = None,
        level: str | None = None,
        period: str = "latest",
        sex: str | None = None,
        frequency: str | None = None,
    ) -> pd.DataFrame:
        """Results frame of the rows that meet all conditions. ``period`` is "latest" (the newest of the
        level's main series), "all" or the label of a period.
        """
        table = "results_by_metric" if metric else "results_by_area"
        areas = [area] if isinstance(area, str) else area
        conditions, values = [], []
        for column, value in (
            ("metric_id", metric),
            ("area_level", level),
            ("sex", sex),
            ("frequency", frequency),
        ):
            if value is not None:
                conditions.append(f"{column} = ?")
                values.append(value)
        if areas is not None:
            conditions.append(f"area_code IN ({', '.join('?' * len(areas))})" if areas else "FALSE")
            values += areas
        if period == "latest":
            conditions.append("is_latest" if frequency is None else "is_newest")
        elif period != "all":
            conditions.append("period_label = ?")
            values.append(period)
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        # The copies are sorted when they are written and read by one thread, so they need no ORDER BY.
        return self._open.query(f"SELECT {_COLUMNS} FROM {table}{where}", tuple(values))

    def table(self, name: str) -> pd.DataFrame:
        """A table other than the results: reconciliation, sources, rejected, problems, lineage, changes."""
        if name not in self.facts["tables"]:
            raise ValueError(f"The store has no table {name!r}; it has {', '.join(self.facts['tables'])}.")
        return self._open.query(f'SELECT * FROM "{name}"')

    def rows_of(self, metric: str) -> pd.DataFrame:
        """All rows of a metric with all that the store keeps of them, ``published_in`` too."""
        return self._open.query("SELECT * FROM results_by_metric WHERE metric_id = ?", (metric,))

    def published_in(self, row: pd.Series) -> str:
        """The version in which a row of results was first published as it is; "" where that is not known."""
        if not self.facts.get("has_ledger"):
            return ""
        names = ("metric_id", "area_code", "frequency", "period_start", "period_end", "sex")
        same = " AND ".join(f"{name} = ?" for name in names)
        rows = self._open.query(
            f"SELECT published_in FROM results_by_metric WHERE {same}",
            tuple(row[name] for name in names),
        )
        return rows.published_in.iloc[0] if len(rows) else ""

    def reconciliation_of(self, metric: str) -> pd.DataFrame:
        """The months of a metric in the reconciliation."""
        return self._open.query("SELECT * FROM reconciliation WHERE metric_id = ?", (metric,))

    def synthetic_metrics(self) -> list[str]:
        """Ids of the metrics with any value made from demonstration records."""
        return self._open.query(
            "SELECT DISTINCT metric_id FROM results WHERE provenance = 'synthetic' ORDER BY 1"
        ).metric_id.tolist()

    def close(self) -> None:
        self._open.close()


# The open stores by path, stamp and the reason why a newer one is lost; the most recently opened is last.
_stores: dict[tuple, Store] = {}
_MAX_OPEN = 8
_guard = Lock()


def _open_at(path: Path, lost: str = "") -> Store:
    file = stamp(path)
    with _guard:
        for key in [key for key in _stores if key[0] == path and key[1] != file]:
            # While it is open anywhere, the database driver would go on answering from the former file.
            _stores.pop(key).close()
        if (path, file, lost) not in _stores:
            _stores[path, file, lost] = Store(path, lost)
            for key in list(_stores)[:-_MAX_OPEN]:
                del _stores[key]
        return _stores[path, file, lost]


def open_store(ics: str) -> Store:
    """The store in use for an ICS (its NHS code) or, if it cannot be read, the newest that can be, which has
    a sentence about it (``Store.recovery``). Raises StoreMissing with the command that makes one.
    """
    path, lost = open_in_use(store_folder(ics), lambda path: _open_at(path).path)
    return _open_at(path, lost)


def store_at(ics: str, version: str) -> Store:
    """A kept store, whether it is in use or not. Raises StoreUnreadable."""
    path = stores(store_folder(ics)).path(version)
    check_store(path)
    return _open_at(path)
