"""A published source, and the result of reading one of its files: facts, and what was left out and why.

A source is one module in ``data/sources``, named after its publisher's product. It describes the files that
it reads and converts a file, fetched or downloaded by hand, into rows of the project's own tables. It never
writes: ``data.published.ingest`` does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from data.reference.table_names import FIGURES, MONTHLY

COLUMNS = {
    FIGURES: (
        "indicator_id",
        "area_code",
        "area_level",
        "sex",
        "age",
        "period_start",
        "period_end",
        "period_label",
        "value",
        "lower_ci",
        "upper_ci",
        "count",
        "denominator",
    ),
    MONTHLY: ("area_code", "measure", "statistic", "month", "value", "days_reported"),
}


@dataclass(frozen=True)
class Ingested:
    """``tables``: rows by table name, in the columns of the bundled reference table of that name.

    ``refused``: what was not used, one row per reason: what (a row, figure or area, in words), reason, rows
    (how many). ``held_back``: what, period, reason, for figures that were read but are not plausible.
    ``totals``: the publisher's own total and the sum of its parts, by name, like
    {"April 2025, attendances": (100, 100)}. Where the name is the item and the period label of rows
    ("ae_attendances, April 2025") and the two differ, those rows are held back.
    """

    tables: dict[str, pd.DataFrame]
    refused: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame({"what": [], "reason": [], "rows": []})
    )
    held_back: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame({"what": [], "period": [], "reason": []})
    )
    totals: dict[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """One published product. ``read`` raises ``data.errors.SourceError`` where a file cannot be used at all.

    ``files`` describes the files that it reads; ``addresses`` are where ``fetch`` downloads them;
    ``due_days`` is the number of days after the end of its newest period until the next one should be
    published, 0 where no next issue is known. ``items``: its indicators, measures or tables, so that the
    newest period is known before a first ingest; ``edition`` is the period of tables whose rows have no
    dates.
    """

    name: str
    title: str
    publisher: str
    licence: str
    files: str
    read: Callable[[Path], Ingested]
    due_days: int
    addresses: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    edition: str = ""

    def next_due(self, newest: date) -> date | None:
        """The day on which the period after the one that ended on ``newest`` should be published; None where
        no next issue is known.
        """
        return newest + timedelta(days=self.due_days) if self.due_days else None
