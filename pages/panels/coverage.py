"""Coverage by metric and level; how old each source is; what went wrong in refreshes."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from data.paths import store_folder
from data.storage.issues_log import logged_issues
from geo.levels import level_words
from metrics.language.metric import RECORD_LEVELS, Metric, Shift
from metrics.store.source_age import RECORDS_LAG_DAYS, source_ages
from metrics.targets.system import System
from pages.charts.markup import fold, joined, paragraph
from pages.charts.tables.facts_table import facts_table
from pages.shell import frame
from pages.words.numbers import DASH, count_of, full_date, listed

_FIRST = 12


def draw_coverage(system: System, latest: pd.DataFrame) -> None:
    """A fold per shift: the latest period of each metric and level, and its share of areas with a figure."""
    frame.panel_head(
        "Coverage at each level",
        "Latest period, and the share of areas that have a figure in it. A dash means that the metric is not "
        "defined at that level.",
    )
    levels = [level for level in RECORD_LEVELS if level in system.geography.levels]
    folds = []
    for shift in Shift:
        own = [metric for metric in system.metrics.values() if shift in metric.shifts]
        if not own:
            continue
        rows = pd.DataFrame([_row(metric, latest[latest.metric_id == metric.id], levels) for metric in own])
        table = facts_table(rows, caption=f"Coverage by metric and level: {shift.title}")
        folds.append(fold(f"{shift.title} ({count_of(len(own), 'metric')})", table, is_open=not folds))
    st.html(joined(folds))


def _row(metric: Metric, own: pd.DataFrame, levels: list[str]) -> dict[str, str]:
    cells = {
        "ICS" if level == "ics" else level_words(level).plural.capitalize(): _cell(
            own[(own.area_level == level) & (own.sex == metric.sexes[0]) & (own.status != "not_applicable")]
        )
        for level in levels
    }
    return {"Metric": metric.title, **cells, "Kind": listed(sorted(set(own.provenance))) or DASH}


def _cell(rows: pd.DataFrame) -> str:
    if rows.empty:
        return DASH
    with_figure = int((rows.status == "ok").sum())
    share = round(100 * with_figure / len(rows))
    # A rounded share must not read as all or none.
    share = min(share, 99) if with_figure < len(rows) else share
    share = max(share, 1) if with_figure else share
    return f"{rows.period_label.iloc[0]}: {share}% of {len(rows)}"


def draw_ages(system: System, latest: pd.DataFrame, today: date | None = None) -> None:
    """Each source's newest period, and when the next one was or is due."""
    today = today or date.today()
    ages = source_ages(system.store.table("sources"), latest, system.metrics, today)
    late = sum(age.days_late(today) > 0 for age in ages)
    frame.panel_head(
        f"{late} of {len(ages)} sources {'is' if late == 1 else 'are'} overdue"
        if late
        else "No source is overdue",
        "A published figure is due when its publisher releases it. An ICS's own records are due "
        f"{RECORDS_LAG_DAYS} days after the end of their next month.",
    )
    rows = pd.DataFrame(
        {
            "Source": [age.source for age in ages],
            "Latest period": [age.newest for age in ages],
            "Frequency": [age.frequency for age in ages],
            "Next period": [age.words(today) for age in ages],
        }
    )
    if rows.empty:
        st.html(paragraph("No source was read."))
        return
    tables = [facts_table(rows.head(_FIRST), caption="Age of the sources")]
    if len(rows) > _FIRST:
        rest = facts_table(rows.iloc[_FIRST:], caption="Age of the other sources")
        tables.append(fold(f"The other {len(rows) - _FIRST} sources", rest))
    st.html(joined(tables))


def draw_issues(system: System) -> None:
    """The log of what went wrong, newest first."""
    issues = logged_issues(store_folder(system.geography.nhs_code))
    frame.panel_head(
        "Issues log", "Problems found in refreshes, newest first (the last 50)." if len(issues) else ""
    )
    if issues.empty:
        st.html(paragraph("No refresh has found a problem."))
        return
    rows = pd.DataFrame(
        {
            "Where": issues.found_in,
            "What": issues.problem,
            "When": [full_date(date.fromisoformat(at[:10])) for at in issues["at"]],
            "Refresh": issues.version,
        }
    )
    st.html(facts_table(rows, caption="Issues log"))
