"""The rows of a shift as a table to download."""

from __future__ import annotations

import pandas as pd

from metrics.judgement.target_status import target_status
from pages.words.shift_order import Group


def rows_shown(groups: list[Group]) -> pd.DataFrame:
    """The rows of the page in its order: results frame with change, target and source."""
    ones = [one for group in groups for one in group.ones]
    rows = pd.DataFrame([one.newest for one in ones]).reset_index(drop=True)
    return rows.assign(
        title=[one.metric.title for one in ones],
        change=[one.change.verdict if one.has_figure else "" for one in ones],
        change_reason=[one.change.reason if one.has_figure else "" for one in ones],
        target=[one.metric.target.value if one.metric.target else None for one in ones],
        target_status=[target_status(one.newest, one.metric) for one in ones],
        target_is_example=[bool(one.metric.target and one.metric.target.is_example) for one in ones],
        target_source=[one.metric.target.source if one.metric.target else "" for one in ones],
        source=[one.metric.source for one in ones],
    )
