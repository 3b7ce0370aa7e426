"""Areas of one level in order of their figure, and the same areas on a map."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from geo.levels import level_words
from metrics.language.metric import Metric
from metrics.targets.system import System
from pages.charts.areas import ranking
from pages.charts.map import area_map as map
from pages.shell.system import map_outlines
from pages.words import findings
from pages.words.findings import first_comparator


def draw_ranking(
    metric: Metric,
    results: pd.DataFrame,
    rows: pd.DataFrame,
    level: str,
    *,
    key: str,
    selected: str | None = None,
    on_choose: Callable[[str], None] | None = None,
    first: int = 25,
) -> None:
    """The ranking with its intervals, and the comparator as a line through all rows."""
    word = level_words(level).singular
    values = results.comparator_value.dropna().unique()
    ranking.draw_ranking(
        rows,
        metric,
        key=key,
        title=f"{metric.title} by {word}",
        measure=f"{metric.unit[:1].upper() + metric.unit[1:]}, with 95% interval",
        comparator=first_comparator(results, metric) or "comparator",
        comparator_value=float(values[0]) if len(values) == 1 else None,
        area_word=word,
        selected=selected,
        limits=findings.limits(metric),
        on_choose=on_choose,
        first=first,
    )


def draw_map(
    system: System,
    metric: Metric,
    results: pd.DataFrame,
    rows: pd.DataFrame,
    level: str,
    footprint: str,
    *,
    key: str,
    selected: str | None = None,
    on_choose: Callable[[str], None] | None = None,
) -> None:
    """The same areas on a map; where they are only part of the ICS, in finer detail and with their ranks."""
    here = system.geography
    part = len(rows) < len(here.table(level, footprint))
    only = tuple(sorted(rows.area_code)) if part else None
    word = level_words(level).singular
    map.draw_map(
        map_outlines(here.nhs_code, level, footprint, only),
        rows,
        metric,
        key=key,
        title=f"Map of {metric.title} by {word}, {metric.unit}",
        comparator=first_comparator(results, metric) or "comparator",
        selected=selected,
        area_word=word,
        numbered=part,
        limits=findings.limits(metric),
        on_choose=on_choose,
    )
