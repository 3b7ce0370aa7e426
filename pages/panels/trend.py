"""One area's series over time: a control chart where it is monthly, points with intervals otherwise."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from data.strategy.plan import plan
from metrics.judgement.change import Change, daily_mean
from metrics.judgement.outlook import outlook
from metrics.language.metric import Metric
from pages.charts import cards
from pages.charts.change_chart import control_chart, interval_chart
from pages.charts.markup import fold, joined, paragraph
from pages.charts.model import ControlChart, IntervalChart
from pages.charts.outlook_line import outlook_line
from pages.charts.tables.facts_table import facts_table
from pages.charts.trend import chart as trend
from pages.charts.trend.draw import draw_trend
from pages.charts.trend.events import event_list
from pages.shell import frame
from pages.words.findings import first_comparator
from pages.words.numbers import interval, number

_MARKS = {"improvement": "unusual, improving", "concern": "unusual, worsening", "missing": "left out"}
_KEY = "metric_trend"


def draw_trend_panel(metric: Metric, change: Change, name: str, ics: str) -> None:
    """Title, chart, marks, verdict and outlook of one area's change, and the same as a table."""
    known = change.series[change.series.status == "ok"]
    if len(known) == 1:
        words = f"There is only one period, {known.period_label.iloc[0]}, so no trend can be shown yet."
        st.html(paragraph(words, kind="sub"))
        return
    if known.empty:
        return
    monthly = change.chart is not None
    if monthly:
        _months(control_chart(metric, change, name, ics), change, known.provenance.iloc[-1])
    else:
        _periods(interval_chart(metric, change, name, ics), known.provenance.iloc[-1])
    if metric.target is not None:
        st.html(outlook_line(outlook(change, metric, ends=plan(ics).ends), metric))
    rows = months_table(metric, change) if monthly else _periods_table(metric, known)
    caption = f"{metric.title} in {name} by {'month' if monthly else 'period'}"
    table = facts_table(rows, caption=caption, numeric=tuple(rows.columns[1:-1]))
    summary = f"The same {'months' if monthly else 'periods'} as a table"
    st.html(fold(summary, table))


def _periods(chart: IntervalChart, provenance: str) -> None:
    frame.panel_head(chart.title, f"{chart.where}, with its 95% interval where available.", provenance)
    draw_trend(trend.interval_figure(chart), key=_KEY, alt=chart.alt)
    # Periods are drawn side by side, so that a day has no place among them: events are listed in words.
    if chart.events:
        heading = paragraph("What happened in these years:", kind="sub")
        st.html(joined([heading, event_list(chart.events)]))


def _months(chart: ControlChart, change: Change, provenance: str) -> None:
    frame.panel_head(chart.title, chart.sub, provenance)
    draw_trend(trend.control_figure(chart), key=_KEY, alt=chart.alt)
    st.html(joined([trend.control_legend(chart.flags), event_list(chart.events)]))
    cards.draw(cards.verdict_line(change.verdict, change.direction, f"{change.reason}."))


def months_table(metric: Metric, change: Change) -> pd.DataFrame:
    """A control chart as a table: what it draws, month by month."""
    series, chart, decimals = change.series, change.chart, metric.decimals
    limits = zip(chart.lower_limit, chart.upper_limit, strict=True)
    drawn = daily_mean(series, metric)
    equal = {"Adjusted for month length": [number(figure, decimals) for figure in drawn]}
    return pd.DataFrame(
        {
            "Month": series.period_label,
            "Figure": [number(figure, decimals) for figure in series.value],
            **({} if np.allclose(drawn, series.value, equal_nan=True) else equal),
            "Average": [number(mean, decimals) for mean in chart.centre],
            "Usual range": [f"{number(low, decimals)} to {number(high, decimals)}" for low, high in limits],
            "Mark": [_MARKS.get(str(signal), "usual") for signal in chart.signals],
        }
    )


def _periods_table(metric: Metric, known: pd.DataFrame) -> pd.DataFrame:
    decimals = metric.decimals
    return pd.DataFrame(
        {
            "Period": known.period_label,
            "Figure": [number(figure, decimals) for figure in known.value],
            "95% interval": [
                interval(low, high, decimals) or "none"
                for low, high in zip(known.lower_ci, known.upper_ci, strict=True)
            ],
            first_comparator(known, metric) or "Comparator": [
                number(figure, decimals) for figure in known.comparator_value
            ],
            "Figures": known.provenance,
        }
    )
