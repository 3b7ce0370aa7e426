"""The rows of a shift as a table to download."""

from __future__ import annotations

import pandas as pd

from metrics.judgement.target_status import target_status
from pages.words.shift_order import Group


def rows_shown(groups: list[Group]) -> pd.DataFrame:
    """The rows of the page in its order: results frame with change, target and source."""
    standings = [standing for group in groups for standing in group.standings]
    rows = pd.DataFrame([standing.newest for standing in standings]).reset_index(drop=True)
    return rows.assign(
        title=[standing.metric.title for standing in standings],
        change=[standing.change.verdict if standing.has_figure else "" for standing in standings],
        change_reason=[standing.change.reason if standing.has_figure else "" for standing in standings],
        target=[standing.metric.target.value if standing.metric.target else None for standing in standings],
        target_status=[target_status(standing.newest, standing.metric) for standing in standings],
        target_is_example=[
            bool(standing.metric.target and standing.metric.target.is_example) for standing in standings
        ],
        target_source=[
            standing.metric.target.source if standing.metric.target else "" for standing in standings
        ],
        source=[standing.metric.source for standing in standings],
    )
