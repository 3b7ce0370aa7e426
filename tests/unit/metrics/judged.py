"""Small standings for the tests of what needs attention: a metric, its newest figure and its change."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from metrics import Polarity, published
from metrics.computing.results_frame import results_frame
from metrics.judgement.change import change
from metrics.judgement.standing import Standing
from metrics.language.metric import Metric
from tests.spec.metrics.small_world import attendance_rate

TODAY = pd.Timestamp("2024-12-15")


def published_metric(name: str, counted: str = "children", unit: str = "% of children", **fields) -> Metric:
    """A published share where low is good."""
    made = attendance_rate(
        statistic=published("smoking_prevalence_adults"),
        numerator=None,
        denominator=None,
        title=name,
        counted=counted,
        unit=unit,
        **fields,
    )
    return replace(made, id=name)


def monthly_metric(name: str, **fields) -> Metric:
    """A rate of events from records, by month."""
    return replace(attendance_rate(title=name, **fields), id=name)


def yearly(metric: Metric, *rows, provenance="official", england=np.nan, outcome="not compared") -> Standing:
    """Each row is (year, value, half of the interval, numerator, denominator), the last one newest."""
    series = results_frame(
        metric_id=metric.id,
        frequency="year",
        period_start=pd.to_datetime([f"{row[0]}-01-01" for row in rows]).to_numpy(),
        period_end=pd.to_datetime([f"{row[0]}-12-31" for row in rows]).to_numpy(),
        period_label=np.array([str(row[0]) for row in rows], dtype=object),
        sex="persons",
        value=np.array([row[1] for row in rows], dtype=float),
        lower_ci=np.array([row[1] - row[2] for row in rows], dtype=float),
        upper_ci=np.array([row[1] + row[2] for row in rows], dtype=float),
        numerator=np.array([row[3] for row in rows], dtype=float),
        denominator=np.array([row[4] for row in rows], dtype=float),
        comparator="" if np.isnan(england) else "England",
        comparator_value=np.full(len(rows), england),
        outcome=outcome,
        provenance=provenance,
    )
    return Standing(metric, series.iloc[-1], change(series, metric, TODAY))


def monthly(metric: Metric, counts, population=1000.0, provenance="derived") -> Standing:
    """Counts of the months that end in November 2024, each a rate of events for every 1,000 people."""
    months = pd.period_range(end="2024-11", periods=len(counts), freq="M")
    counts = np.array(counts, dtype=float)
    series = results_frame(
        metric_id=metric.id,
        frequency="month",
        period_start=months.start_time.to_numpy(),
        period_end=months.end_time.normalize().to_numpy(),
        period_label=np.array(months.strftime("%b %Y"), dtype=object),
        sex="persons",
        value=counts / population * 1000,
        numerator=counts,
        denominator=np.full(len(counts), population),
        provenance=provenance,
    )
    return Standing(metric, series.iloc[-1], change(series, metric, TODAY))


__all__ = ["Polarity", "monthly", "monthly_metric", "published_metric", "yearly"]
