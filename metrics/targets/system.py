"""One integrated care system with its store: what pages, papers and judgements read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from geo.areas import Geography
from geo.assembly import geography
from metrics.language.metric import Metric
from metrics.store.results import Store, open_store
from metrics.targets.own_targets import metrics_for


@dataclass(frozen=True)
class System:
    """An ICS, its results and its metrics, which have the targets that are current for the whole ICS."""

    geography: Geography
    store: Store
    metrics: dict[str, Metric]

    def metric_in(self, metric_id: str, area: str) -> Metric:
        """One metric with the target that is current for one area."""
        here = self.geography
        return metrics_for(here.nhs_code, area, here.area(area).area_level)[metric_id]

    def values(self, metric: str | None = None, **question) -> pd.DataFrame:
        """Results frame, as Store.values: shared by all readers, so never changed in place."""
        area = question.pop("area", None)
        codes = tuple(area) if isinstance(area, list | tuple) else area
        return _values(self.store, metric, codes, tuple(sorted(question.items())))


def open_system(ics: str) -> System:
    """The system of an NHS code with the store in use. Raises StoreMissing."""
    here = geography(ics)
    return System(here, open_store(ics), metrics_for(ics, here.ics_code, "ics"))


# A new version of the store is a new Store. A copy for each reader would cost as much as the query.
@lru_cache(maxsize=512)
def _values(store: Store, metric: str | None, area, question: tuple) -> pd.DataFrame:
    codes = list(area) if isinstance(area, tuple) else area
    return store.values(metric=metric, area=codes, **dict(question))
