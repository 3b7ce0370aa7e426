"""Which rows of the store a question means: a level inside an area, of one footprint."""

from __future__ import annotations

import pandas as pd

from geo.assembly import geography
from geo.find import codes_inside, find_area
from metrics.language.metric import Metric
from metrics.store.results import open_store


def select_values(
    metric: Metric, ics: str, level: str | None, inside: str | None, period: str, footprint: str | None
) -> pd.DataFrame:
    """Results of a metric at one level or all, inside an area, in the order of the store."""
    here = geography(ics)
    code = find_area(here, inside) if inside else here.ics_code
    levels = [level] if level else list(here.levels)
    store = open_store(here.nhs_code)
    parts = []
    for one in levels:
        codes = None if one in ("england", "region") else codes_inside(here, code, one, footprint)
        parts.append(store.values(metric=metric.id, level=one, area=codes, period=period))
    return pd.concat(parts, ignore_index=True)
