"""Which rows of the store a question means: a level inside an area, of one footprint."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from geo.assembly import geography
from geo.find import codes_inside, find_area
from geo.levels import LEVELS
from metrics.language.metric import Metric
from metrics.store.results import open_store


def select_values(
    metric: Metric,
    ics: str,
    level: str | None,
    inside: str | None,
    period: str,
    footprint: str | None,
    say: Callable[[str], None] = lambda sentence: None,
) -> pd.DataFrame:
    """Results of a metric at one level or all, inside an area, in the order of the store.

    ``say`` is given a sentence where other areas have the name ``inside`` too.
    """
    here = geography(ics)
    # An area has areas of a level inside it only where it is as large itself.
    as_large = LEVELS[: LEVELS.index(level) + 1] if level else LEVELS
    code = find_area(here, inside, as_large, footprint, say) if inside else here.ics_code
    levels = [level] if level else list(here.levels)
    store = open_store(here.nhs_code)
    if store.recovery:
        say(store.recovery)
    parts = []
    for one in levels:
        codes = None if one in ("england", "region") else codes_inside(here, code, one, footprint)
        parts.append(store.values(metric=metric.id, level=one, area=codes, period=period))
    return pd.concat(parts, ignore_index=True)
