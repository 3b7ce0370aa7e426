"""One area's series over time: a control chart where it is monthly, points with intervals otherwise."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from metrics.change import Change, daily_mean
from metrics.metric import Metric
from pages import findings
from pages.components import cards, frame, trend
from pages.components.words import text, value
from pages.parts import first_comparator

_FLAGS = {"improvement": "improving", "concern": "worsening", "missing": ""}
_KEY = "metric_trend"


def draw_trend_panel(metric: Metric, found: Change, name: str) -> None:
    """Title, chart, marks and verdict of one area's change."""
    known = found.series[found.series.status == "ok"]
    if len(known) == 1:
        words = f"One period only, {text(known.period_label.iloc[0])}: no line over time can be drawn yet."
        st.html(f'<p class="sub">{words}</p>')
    elif found.chart is not None:
        _control_chart(metric, found, known, name)
    elif len(known):
        _few_points(metric, found, known, name)


def _span(known: pd.DataFrame) -> str:
    return f"{known.period_label.iloc[0]} to {known.period_label.iloc[-1]}"


def _few_points(metric: Metric, found: Change, known: pd.DataFrame, name: str) -> None:
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
    )
    points = [
        (row.period_label, value(row.value, metric.decimals, metric.unit)) for row in known.itertuples()
    ]
    said = "; ".join(f"{period}: {figure}" for period, figure in points)
    trend.draw_trend(chart, key=_KEY, alt=f"{metric.title} in {name}. {said}.")


def _control_chart(metric: Metric, found: Change, known: pd.DataFrame, name: str) -> None:
    series, drawn = found.series, found.chart
    flags = [_FLAGS.get(signal, "common") for signal in drawn.signals]
    chart = trend.control_chart(
        [day.date() for day in series.period_start],
        daily_mean(series, metric).tolist(),
        centre=drawn.centre.tolist(),
        lower_limit=drawn.lower_limit.tolist(),
        upper_limit=drawn.upper_limit.tolist(),
        flags=[flag or "common" for flag in flags],
        decimals=metric.decimals,
        gaps=left_out(series),
    )
    unit = findings.monthly_unit(metric, "month")
    equal = " Months of equal length." if metric.statistic.grows_with_time else ""
    frame.panel_head(
        findings.change_title(found, metric),
        f"{name}, {unit}, {_span(known)}.{equal} {trend.axis_note(chart)}",
        known.provenance.iloc[-1],
    )
    last = known.iloc[-1]
    trend.draw_trend(
        chart,
        key=_KEY,
        alt=f"Control chart of {metric.title} in {name}, {_span(known)}. {found.verdict.capitalize()}: "
        f"{found.reason}. {last.period_label}: {value(last.value, metric.decimals, metric.unit)}.",
    )
    st.html(trend.control_legend([flag for flag in flags if flag]))
    cards.draw(cards.verdict_line(found.verdict, found.direction, f"{found.reason}."))


def left_out(series: pd.DataFrame) -> list[trend.Gap]:
    """Runs of months without a figure between the first and the last that have one."""
    known = series.period_start[series.status == "ok"]
    inside = series.period_start.between(known.min(), known.max()) & (series.status != "ok")
    runs: list[tuple[date, date]] = []
    for day in (stamp.date() for stamp in series.period_start[inside]):
        if runs and (day - runs[-1][1]).days < 40:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return [trend.Gap(first, last, f"{_months(first, last)} left out") for first, last in runs]


def _months(first: date, last: date) -> str:
    return f"{first:%b %Y}" if first == last else f"{first:%b} to {last:%b %Y}"
