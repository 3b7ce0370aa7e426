"""How old each source is, against when its next period was due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from metrics.metric import Metric
from metrics.periods import first_day, month_label

# A publisher that names no day: its next period is due this many days after it ends.
LAG_DAYS = {"month": 45, "year": 300, "years": 300}
_MONTHS = {"month": 1, "year": 12, "years": 12}


@dataclass(frozen=True)
class SourceAge:
    """``due`` is the day on which the next period should be there; None where none will come."""

    source: str
    newest: str
    frequency: str
    due: date | None

    def days_late(self, today: date) -> int:
        """Days since the next period was due; 0 or less while it is not."""
        return (today - self.due).days if self.due else 0

    def words(self, today: date) -> str:
        """'due 30 Sep 2026, 55 days late'."""
        if self.due is None:
            return "no due date: demonstration records"
        day, late = f"due {self.due.day} {self.due:%b %Y}", self.days_late(today)
        return f"{day}, {late:,} {'day' if late == 1 else 'days'} late" if late > 0 else day


def source_ages(
    sources: pd.DataFrame, latest: pd.DataFrame, metrics: dict[str, Metric], today: date
) -> list[SourceAge]:
    """Records by table and published figures by source, the latest first. ``latest``: newest results."""
    ages = [_records_age(row) for row in sources.itertuples()]
    ages += _published_ages(latest, metrics)
    return sorted(
        ages, key=lambda one: (-one.days_late(today), one.due is None, one.due or today, one.source)
    )


def next_due(end: date, months: int, lag: int) -> date:
    """The day ``lag`` days after the end of the period that follows the one ending on ``end``."""
    month = end.year * 12 + end.month - 1
    return first_day(month + months + 1) - timedelta(days=1) + timedelta(days=lag)


def _records_age(row) -> SourceAge:
    # Of snapshots some months apart, the next one comes as many months later.
    gap = max(1, round((row.last_month - row.first_month) / max(1, row.months - 1)))
    gap = 1 if gap < 3 else gap
    end = first_day(int(row.last_month) + 1) - timedelta(days=1)
    due = None if row.provenance == "synthetic" else next_due(end, gap, LAG_DAYS["month"])
    frequency = "month" if gap == 1 else f"{gap} months"
    return SourceAge(f"{row.title} ({row.source})", month_label(int(row.last_month)), frequency, due)


def _published_ages(latest: pd.DataFrame, metrics: dict[str, Metric]) -> list[SourceAge]:
    published = {key: metric for key, metric in metrics.items() if metric.is_published}
    rows = latest[latest.metric_id.isin(list(published)) & (latest.status == "ok")]
    rows = rows.assign(source=[published[one].source or published[one].title for one in rows.metric_id])
    ages = []
    for (source, frequency), found in rows.groupby(["source", "frequency"]):
        newest = found.loc[found.period_end.idxmax()]
        due = next_due(newest.period_end.date(), _MONTHS[frequency], LAG_DAYS[frequency])
        words = "years together" if frequency == "years" else frequency
        ages.append(SourceAge(source, newest.period_label, words, due))
    return ages
