"""The results store: written once by a refresh, read by every page."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import pandas as pd

from data.paths import store_folder
from data.storage.versioned_file import OpenStore, current_path
from metrics.computing.results_frame import COLUMNS

# Two copies in two orders: a page asks by metric or by area.
ORDERS = {
    "results_by_metric": ("results", "metric_id, area_level, frequency, period_end, area_code, sex"),
    "results_by_area": ("results", "area_code, metric_id, frequency, period_end, sex"),
}
_COLUMNS = ", ".join(COLUMNS)


class Store:
    """Results and what is known about them, of one ICS and one refresh."""

    def __init__(self, path: Path):
        self.path = path
        self._open = OpenStore(path)
        self.version = path.stem
        self.facts = json.loads(self._open.query("SELECT facts FROM refresh").facts.iloc[0])

    @property
    def refreshed_at(self) -> pd.Timestamp:
        return pd.Timestamp(self.facts["refreshed_at"])

    def values(
        self,
        metric: str | None = None,
        area: str | list[str] | None = None,
        level: str | None = None,
        period: str = "latest",
        sex: str | None = None,
        frequency: str | None = None,
    ) -> pd.DataFrame:
        """Results frame. ``period`` is "latest" (newest of the level's main series), "all" or a period's
        label.
        """
        table = "results_by_metric" if metric else "results_by_area"
        areas = [area] if isinstance(area, str) else area
        conditions, given = [], []
        for column, value in (
            ("metric_id", metric),
            ("area_level", level),
            ("sex", sex),
            ("frequency", frequency),
        ):
            if value is not None:
                conditions.append(f"{column} = ?")
                given.append(value)
        if areas is not None:
            conditions.append(f"area_code IN ({', '.join('?' * len(areas))})" if areas else "FALSE")
            given += areas
        if period == "latest":
            conditions.append("is_latest" if frequency is None else "is_newest")
        elif period != "all":
            conditions.append("period_label = ?")
            given.append(period)
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        # The copies are written in order, and one thread reads them so: no ORDER BY is needed.
        return self._open.query(f"SELECT {_COLUMNS} FROM {table}{where}", tuple(given))

    def table(self, name: str) -> pd.DataFrame:
        """One of the store's own tables: reconciliation, sources, rejected, problems, lineage, changes."""
        if name not in self.facts["tables"]:
            raise ValueError(f"The store has no table {name!r}; it has {', '.join(self.facts['tables'])}.")
        return self._open.query(f'SELECT * FROM "{name}"')

    def synthetic_metrics(self) -> list[str]:
        """Ids of the metrics with any value made from demonstration records."""
        return self._open.query(
            "SELECT DISTINCT metric_id FROM results WHERE provenance = 'synthetic' ORDER BY 1"
        ).metric_id.tolist()

    def close(self) -> None:
        self._open.close()


@lru_cache(maxsize=8)
def _open_at(path: Path) -> Store:
    return Store(path)


def open_store(ics: str) -> Store:
    """The store in use for an ICS (its NHS code). Raises StoreMissing with the command that makes one."""
    return _open_at(current_path(store_folder(ics)))


def store_at(ics: str, version: str) -> Store:
    """One kept store, in use or not."""
    return _open_at(store_folder(ics) / f"{version}.duckdb")
