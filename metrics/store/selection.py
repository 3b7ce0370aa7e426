"""Selects rows of the store: the areas of a level inside an area, for one footprint."""

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
    """Results of a metric at one level or at all levels, inside an area, in the order of the store.

    ``say`` is called with a sentence if other areas have the name ``inside`` too.
    """
    system = geography(ics)
    # Only an area of the same level or a larger one has areas of the level inside it.
    levels_above = LEVELS[: LEVELS.index(level) + 1] if level else LEVELS
    code = find_area(system, inside, levels_above, footprint, say) if inside else system.ics_code
    levels = [level] if level else list(system.levels)
    store = open_store(system.nhs_code)
    if store.recovery:
        say(store.recovery)
    parts = []
    for name in levels:
        codes = None if name in ("england", "region") else codes_inside(system, code, name, footprint)
        parts.append(store.values(metric=metric.id, level=name, area=codes, period=period))
    return pd.concat(parts, ignore_index=True)
