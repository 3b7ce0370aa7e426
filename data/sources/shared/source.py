"""What a published source is, and what reading one of its files gives: facts, and what was left out, and why.

A source is one module here, named by its publisher's product. It tells what it reads and turns a file, got by
``fetch`` or by hand, into rows of the project's own tables. It never writes: ``data.published.ingest`` does.
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

    ``refused``: what was not used, one row a reason: what (a row, figure or area, in words), reason, rows
    (how many). ``held_back``: what, period, reason, of figures that were read but are not plausible.
    ``totals``: the publisher's own total and the sum found, by what it is a total of, like
    {"April 2025, attendances": (100, 100)}. Where the key is the item and the period label of rows
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

    ``files`` says which files it reads, in words; ``addresses`` where ``fetch`` finds them; ``due_days`` is
    how many days after the end of its newest period a figure of the next one should be out, 0 where no next
    issue is known. ``items``: the indicators, measures or tables that it gives, so that the newest period
    held can be told before a first ingest; ``edition`` tells it of tables whose rows have no dates.
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
        """The day on which a figure after the period that ended on ``newest`` should be out; None where no
        next issue is known.
        """
        return newest + timedelta(days=self.due_days) if self.due_days else None
