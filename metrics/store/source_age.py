"""The age of each source, and when its next period was due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from data.sources.shared import registry
from metrics.counting.periods import first_day, month_label
from metrics.language.metric import Metric

# An ICS's own records are due this many days after the end of their next month. For a publisher's figures,
# the source declares when the next one is due (``data.sources``).
RECORDS_LAG_DAYS = 45


@dataclass(frozen=True)
class SourceAge:
    """``due`` is the day on which the next period should be available; None if none is expected, for the
    reason in ``undated``.
    """

    source: str
    newest: str
    frequency: str
    due: date | None
    undated: str = "no next issue is known"

    def days_late(self, today: date) -> int:
        """Days since the next period was due; 0 or less if it is not overdue."""
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
    """Records by table and published figures by source, most overdue first. ``latest``: newest results."""
    ages = [_records_age(row) for row in sources.itertuples()]
    ages += _published_ages(latest, metrics)
    return sorted(
        ages, key=lambda age: (-age.days_late(today), age.due is None, age.due or today, age.source)
    )


def next_due(end: date, months: int, lag: int) -> date:
    """The day ``lag`` days after the end of the period that follows the one ending on ``end``."""
    month = end.year * 12 + end.month - 1
    return first_day(month + months + 1) - timedelta(days=1) + timedelta(days=lag)


def _records_age(row) -> SourceAge:
    # The next of several snapshots is expected after as many months as there are between them.
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
    rows = rows.assign(
        source=[published[metric_id].source or published[metric_id].title for metric_id in rows.metric_id]
    )
    ages = []
    for (source, frequency), group in rows.groupby(["source", "frequency"]):
        newest = group.loc[group.period_end.idxmax()]
        frequency_words = "years together" if frequency == "years" else frequency
        due = published_due(
            [published[metric_id] for metric_id in group.metric_id.unique()], newest.period_end.date()
        )
        ages.append(SourceAge(source, newest.period_label, frequency_words, due))
    return ages


def published_due(metrics: list[Metric], newest: date) -> date | None:
    """The day on which the publisher's next figure should be available, as its source declares it; the first
    of them if several sources provide it.
    """
    items = {metric.statistic.indicator or metric.statistic.measures[0] for metric in metrics}
    due = [source.next_due(newest) for item in items for source in registry.giving(item)]
    return min((day for day in due if day is not None), default=None)
