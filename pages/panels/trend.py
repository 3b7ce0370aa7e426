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
from pages.charts.outlook_line import outlook_line
from pages.charts.tables.facts_table import facts_table
from pages.charts.trend import chart as trend
from pages.charts.trend.draw import draw_trend
from pages.charts.trend.events import event_list
from pages.charts.trend.series import events_of, left_out, target_shown
from pages.shell import frame
from pages.words import findings
from pages.words.findings import first_comparator
from pages.words.numbers import interval, number, text, value
from pages.words.outlook import target_label, target_source

_FLAGS = {"improvement": "improving", "concern": "worsening", "missing": ""}
_MARKS = {"improvement": "unusual, improving", "concern": "unusual, worsening", "missing": "left out"}
_KEY = "metric_trend"


def draw_trend_panel(metric: Metric, found: Change, name: str, ics: str) -> None:
    """Title, chart, marks, verdict and outlook of one area's change, and the same as a table."""
    known = found.series[found.series.status == "ok"]
    if len(known) == 1:
        words = f"One period only, {text(known.period_label.iloc[0])}: no line over time can be drawn yet."
        st.html(f'<p class="sub">{words}</p>')
        return
    if known.empty:
        return
    monthly = found.chart is not None
    (_control_chart if monthly else _few_points)(metric, found, known, name, ics)
    if metric.target is not None:
        st.html(outlook_line(outlook(found, metric, ends=plan(ics).ends), metric))
    rows = months_table(metric, found) if monthly else _periods_table(metric, known)
    caption = f"{metric.title} in {name} by {'month' if monthly else 'period'}"
    table = facts_table(rows, caption=caption, numeric=tuple(rows.columns[1:-1]))
    summary = f"The same {'months' if monthly else 'periods'} as a table"
    st.html(f'<details class="fold"><summary>{summary}</summary>{table}</details>')


def _span(known: pd.DataFrame) -> str:
    return f"{known.period_label.iloc[0]} to {known.period_label.iloc[-1]}"


def _few_points(metric: Metric, found: Change, known: pd.DataFrame, name: str, ics: str) -> None:
    unit = findings.monthly_unit(metric, known.frequency.iloc[0])
    frame.panel_head(
        findings.change_title(found, metric),
        f"{name}, {unit}, {_span(known)}, with 95% interval where there is one.",
        known.provenance.iloc[-1],
    )
    compared = known.comparator_value.notna().any()
    chart = trend.few_points_chart(
        known.period_label.tolist(),
        known.value.tolist(),
        lower_ci=known.lower_ci.tolist(),
        upper_ci=known.upper_ci.tolist(),
        decimals=metric.decimals,
        unit=metric.unit,
        comparator=first_comparator(known) or "comparator",
        comparator_values=known.comparator_value.tolist() if compared else None,
        name=name,
        target=target_shown(metric, known.frequency.iloc[0]),
        target_word=_target_word(metric),
    )
    points = [
        (row.period_label, value(row.value, metric.decimals, metric.unit)) for row in known.itertuples()
    ]
    said = "; ".join(f"{period}: {figure}" for period, figure in points)
    alt = f"{metric.title} in {name}. {said}.{_said_target(metric, known.frequency.iloc[0])}"
    draw_trend(chart, key=_KEY, alt=alt)
    # Periods stand side by side, so that a day has no place among them: events are told in words.
    events = events_of(metric, found, known, ics)
    if events:
        st.html(f'<p class="sub">What happened in these years:</p>{event_list(events)}')


def _control_chart(metric: Metric, found: Change, known: pd.DataFrame, name: str, ics: str) -> None:
    series, drawn = found.series, found.chart
    flags = [_FLAGS.get(signal, "common") for signal in drawn.signals]
    events = events_of(metric, found, known, ics)
    chart = trend.control_chart(
        [day.date() for day in series.period_start],
        daily_mean(series, metric).tolist(),
        centre=drawn.centre.tolist(),
        lower_limit=drawn.lower_limit.tolist(),
        upper_limit=drawn.upper_limit.tolist(),
        flags=[flag or "common" for flag in flags],
        decimals=metric.decimals,
        gaps=left_out(series),
        events=events,
        target=target_shown(metric, "month"),
        target_word=_target_word(metric),
        way=metric.target.trajectory if metric.target else (),
    )
    unit = findings.monthly_unit(metric, "month")
    equal = " Months of equal length." if metric.statistic.grows_with_time else ""
    frame.panel_head(
        findings.change_title(found, metric),
        f"{name}, {unit}, {_span(known)}.{equal} {trend.axis_note(chart)}",
        known.provenance.iloc[-1],
    )
    last = known.iloc[-1]
    draw_trend(
        chart,
        key=_KEY,
        alt=f"Control chart of {metric.title} in {name}, {_span(known)}. {found.verdict.capitalize()}: "
        f"{found.reason}. {last.period_label}: {value(last.value, metric.decimals, metric.unit)}."
        f"{_said_target(metric, 'month')}",
    )
    st.html(trend.control_legend([flag for flag in flags if flag]) + event_list(events))
    cards.draw(cards.verdict_line(found.verdict, found.direction, f"{found.reason}."))


def _target_word(metric: Metric) -> str:
    return "example" if metric.target is not None and metric.target.is_example else "target"


def _said_target(metric: Metric, frequency: str) -> str:
    if target_shown(metric, frequency) is None:
        return ""
    return f" {target_label(metric)}: {target_source(metric)}."


def months_table(metric: Metric, found: Change) -> pd.DataFrame:
    """The table twin of a control chart: what it draws, month by month."""
    series, chart, decimals = found.series, found.chart, metric.decimals
    limits = zip(chart.lower_limit, chart.upper_limit, strict=True)
    drawn = daily_mean(series, metric)
    equal = {"At equal length": [number(figure, decimals) for figure in drawn]}
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
            first_comparator(known) or "Comparator": [
                number(figure, decimals) for figure in known.comparator_value
            ],
            "Figures": known.provenance,
        }
    )
