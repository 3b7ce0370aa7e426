"""How old each source is, against when its next period was due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from data.sources.shared import registry
from metrics.counting.periods import first_day, month_label
from metrics.language.metric import Metric

# An ICS's own records are due this many days after their next month ends; when a publisher's next figure is
# due, its source declares (``data.sources``).
RECORDS_LAG_DAYS = 45


@dataclass(frozen=True)
class SourceAge:
    """``due`` is the day on which the next period should be there; None where none will come, or none is
    known to come: ``undated`` says which.
    """

    source: str
    newest: str
    frequency: str
    due: date | None
    undated: str = "no next issue is known"

    def days_late(self, today: date) -> int:
        """Days since the next period was due; 0 or less while it is not."""
        return (today - self.due).days if self.due else 0

    def words(self, today: date) -> str:
        """'due 30 Sep 2026, 55 days late'."""
        if self.due is None:
            return f"no due date: {self.undated}"
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
    due = None if row.provenance == "synthetic" else next_due(end, gap, RECORDS_LAG_DAYS)
    frequency = "month" if gap == 1 else f"{gap} months"
    newest = month_label(int(row.last_month))
    return SourceAge(f"{row.title} ({row.source})", newest, frequency, due, "demonstration records")


def _published_ages(latest: pd.DataFrame, metrics: dict[str, Metric]) -> list[SourceAge]:
    published = {key: metric for key, metric in metrics.items() if metric.is_published}
    rows = latest[latest.metric_id.isin(list(published)) & (latest.status == "ok")]
    rows = rows.assign(source=[published[one].source or published[one].title for one in rows.metric_id])
    ages = []
    for (source, frequency), found in rows.groupby(["source", "frequency"]):
        newest = found.loc[found.period_end.idxmax()]
        words = "years together" if frequency == "years" else frequency
        due = published_due([published[one] for one in found.metric_id.unique()], newest.period_end.date())
        ages.append(SourceAge(source, newest.period_label, words, due))
    return ages


def published_due(metrics: list[Metric], newest: date) -> date | None:
    """The day on which the publisher's next figure should be out, as its source declares it; of several
    sources that give it, the first.
    """
    items = {one.statistic.indicator or one.statistic.measures[0] for one in metrics}
    due = [source.next_due(newest) for item in items for source in registry.giving(item)]
    return min((day for day in due if day is not None), default=None)
