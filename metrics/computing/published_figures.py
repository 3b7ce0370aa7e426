"""Published figures as results: the publisher's value for each area that has one, and a row with the status
``missing`` for each area that has none.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.reference import reference
from metrics.computing.published_months import evaluate_months
from metrics.computing.published_numbers import PublishedNumbers, counts_only
from metrics.computing.published_rates import ENGLAND, people_by_area, person_time
from metrics.computing.results_frame import empty, results_frame, rows_without_figure
from metrics.computing.values import NUMBERS
from metrics.counting.periods import (
    Period,
    frequency_of_days,
    label_with_coverage,
    month_number,
    month_periods,
    year_periods,
)
from metrics.language.metric import Metric


def figures(statistic, sexes: tuple[str, ...]) -> pd.DataFrame:
    """The publisher's rows behind a ``published(...)`` statistic, all areas of England."""
    rows = reference("published_figures")
    rows = rows[(rows.indicator_id == statistic.indicator) & rows.sex.isin(sexes)]
    return rows[rows.age == statistic.age] if statistic.age else rows


def england_value(statistic, sex: str) -> float:
    """England's newest published value; NaN if none is available."""
    rows = figures(statistic, (sex,))
    rows = rows[rows.area_code == ENGLAND].sort_values("period_end")
    return float(rows.value.iloc[-1]) if len(rows) else np.nan


def evaluate_published(metric: Metric, areas: pd.DataFrame) -> pd.DataFrame:
    """Results of a published metric for ``areas`` (area_code, area_level, official_code) and for England.

    An area has the figure of the official area with the same LSOAs; a rate is the published count over that
    area's population, for England too. Where the publisher has no figure for an area at one of the metric's
    levels, there is a row of the newest period with the status ``missing``.
    """
    statistic = metric.statistic
    if statistic.measures:
        return evaluate_months(metric, areas)
    rows = figures(statistic, metric.sexes)
    shown = areas[areas.area_level.isin((*metric.levels, "england", "region"))]
    official = shown.official_code.where(~shown.area_level.isin(("england", "region")), shown.area_code)
    shown = shown.assign(official_code=official).dropna(subset="official_code")
    matched = shown[["area_code", "area_level", "official_code"]].merge(
        rows.drop(columns="area_level").rename(columns={"area_code": "official_code"}), on="official_code"
    )
    if matched.empty:
        return empty()
    if statistic.is_of_lsoas:
        matched = matched.assign(denominator=person_time(matched, people_by_area(statistic.ages)))
    figure = statistic.estimate(
        PublishedNumbers(
            *(
                matched[name].to_numpy(dtype=float)
                for name in ("count", "denominator", "value", "lower_ci", "upper_ci")
            )
        )
    )
    matched = matched.assign(**{name: getattr(figure, name) for name in NUMBERS})[~figure.absent]
    frame = results_frame(
        metric_id=metric.id,
        frequency=frequency_of_days((matched.period_end - matched.period_start).dt.days + 1),
        provenance=statistic.provenance,
        **{
            name: matched[name].to_numpy()
            for name in (
                "area_code",
                "area_level",
                "sex",
                "period_start",
                "period_end",
                "period_label",
                *NUMBERS,
            )
        },
    )
    without_figure = areas[areas.area_level.isin(metric.levels) & ~areas.area_code.isin(frame.area_code)]
    gaps = rows_without_figure(metric, without_figure, frame, "missing", statistic.provenance)
    return pd.concat([frame, gaps], ignore_index=True)


def monthly_totals(measure: str, ics_code: str) -> pd.Series:
    """The publisher's monthly totals for one ICS, by month number."""
    rows = reference("monthly_activity")
    rows = rows[(rows.measure == measure) & (rows.area_code == ics_code)]
    return pd.Series(
        rows.value.to_numpy(), index=[month_number(m.year, m.month) for m in rows.month]
    ).sort_index()


def total_at_ics(metric: Metric, provenance: str, ics_code: str) -> pd.Series | None:
    """The publisher's monthly totals that replace a metric's own count at ICS level; None where none do.

    A published total is that of the hospitals whose records the demonstration records imitate. An ICS's own
    records need no replacement.
    """
    total = metric.published_total if provenance == "synthetic" else None
    return monthly_totals(total.measure, ics_code) if total else None


def evaluate_total(metric: Metric, ics_code: str, people: float) -> pd.DataFrame:
    """The rows of the ICS for a rate with a published total: the exact count over the Census population, with
    the provenance ``derived``.
    """
    totals = monthly_totals(metric.published_total.measure, ics_code)
    months = list(totals.index)
    period_sets: list[list[Period]] = [month_periods(months)]
    period_sets += [year_periods(months, metric.year, years) for years in sorted({1, *metric.pool.values()})]
    frames = []
    for periods in (periods for periods in period_sets if periods):
        counts = totals.reindex(range(min(months), max(months) + 1))
        events = np.array([counts.reindex(p.months).sum(min_count=1) for p in periods])
        covered = np.array([counts.reindex(p.months).notna().sum() for p in periods])
        exposure = people * covered / (1 if periods[0].frequency == "month" else 12)
        figure = metric.statistic.estimate(counts_only(events, exposure))
        frames.append(
            results_frame(
                metric_id=metric.id,
                area_code=ics_code,
                area_level="ics",
                frequency=periods[0].frequency,
                period_start=[p.start for p in periods],
                period_end=[p.end for p in periods],
                period_label=[label_with_coverage(p, int(c)) for p, c in zip(periods, covered, strict=True)],
                sex="persons",
                numerator=events,
                denominator=np.where(covered > 0, exposure, np.nan),
                value=figure.value,
                lower_ci=figure.lower_ci,
                upper_ci=figure.upper_ci,
                status=np.where(covered > 0, "ok", "missing"),
                provenance="derived",
            )
        )
    return pd.concat(frames, ignore_index=True)
