"""Is a metric improving? One verdict for a series, by a rule that depends on how often it is reported.

Monthly: the control chart's rules for the newest point. Yearly: the last two periods that do not share a year
have intervals that do not overlap; otherwise the last five years have a trend. "Cannot say" where there are
too few points or the newest one is too old.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from metrics.computing.main_series import main_frequency
from metrics.language.metric import Metric, Polarity
from metrics.statistics import ControlChart, recent_trend, xmr
from metrics.targets.rebases import Rebase, rebases_of

MIN_MONTHS = 12
STALE_MONTHS = 18
VERDICTS = ("improving", "worsening", "no clear change", "cannot say")
_IMPROVEMENT = {
    Polarity.HIGHER_IS_BETTER: "increase",
    Polarity.LOWER_IS_BETTER: "decrease",
    Polarity.NEUTRAL: "neutral",
}


@dataclass(frozen=True)
class Change:
    """``verdict`` is one of VERDICTS, ``direction`` up, down or none, ``reason`` a sentence without its full
    stop.

    ``chart`` is the control chart of a monthly series (None otherwise); its points follow ``series``.
    ``rebases`` are the dates within the series from which its limits are new, with their reasons.
    """

    verdict: str
    direction: str
    reason: str
    series: pd.DataFrame
    chart: ControlChart | None = None
    rebases: tuple[Rebase, ...] = ()


def change(series: pd.DataFrame, metric: Metric, today: pd.Timestamp | None = None) -> Change:
    """Judge the results of one metric, area and sex, all of one frequency, in any order."""
    series = series.sort_values("period_end").reset_index(drop=True)
    known = series[series.status == "ok"]
    if known.empty:
        return Change("cannot say", "none", "We hold no figure", series)
    if series.frequency.iloc[0] == "month":
        judged = _monthly(series, known, metric, today or pd.Timestamp.now())
    else:
        judged = _yearly(series, known, metric)
    if judged.verdict == "no clear change" and judged.direction != "none":
        return replace(judged, reason=f"{judged.reason}, but neither direction is better")
    return judged


def finest_change(results: pd.DataFrame, metric: Metric, level: str) -> Change:
    """The change of one metric, area and sex: over its months if it has any, otherwise over its years."""
    judgeable = results[results.status.isin(["ok", "missing"])]
    offered = set(judgeable.frequency[judgeable.status == "ok"])
    frequency = "month" if "month" in offered else main_frequency(metric, level, offered) if offered else ""
    return change(judgeable[judgeable.frequency == frequency], metric)


def daily_mean(series: pd.DataFrame, metric: Metric) -> np.ndarray:
    """The values of a control chart: counts as daily rates, so that a short February gives no signal."""
    values = series.value.where(series.status == "ok").to_numpy(dtype=float)
    if not metric.statistic.grows_with_time:
        return values
    days = (series.period_end - series.period_start).dt.days.to_numpy() + 1
    return values / days * (365.25 / 12)


def control_chart(series: pd.DataFrame, metric: Metric) -> ControlChart:
    """The XmR chart of a monthly series in order of time, over reported months.

    A month that was not reported is left out, as in the reference implementation: runs continue after it. It
    keeps its place in the arrays, with the flag "missing".
    """
    values = daily_mean(series, metric)
    reported = ~np.isnan(values)
    target = metric.target.value if metric.target else None
    places = np.flatnonzero(reported)
    starts = [_place(series, rebase) for rebase in rebases_in(series, metric)]
    chart = xmr(
        values[reported],
        improvement=_IMPROVEMENT[metric.polarity],
        target=target,
        rebase=[int(np.searchsorted(places, start)) for start in starts],
    )
    nearest = np.searchsorted(places, np.arange(len(values)), side="right").clip(1, len(places)) - 1

    def spread(array):
        return np.asarray(array)[nearest]

    def mark(array):
        return np.where(reported, spread(array).astype(object), "missing")

    return replace(
        chart,
        centre=spread(chart.centre),
        lower_limit=spread(chart.lower_limit),
        upper_limit=spread(chart.upper_limit),
        flags=mark(chart.flags),
        signals=mark(chart.signals),
    )


def rebases_in(series: pd.DataFrame, metric: Metric) -> tuple[Rebase, ...]:
    """The recorded rebases that fall within the reported months of a series, in order of time."""
    recorded = rebases_of(metric, str(series.area_code.iloc[0]), str(series.area_level.iloc[0]))
    reported = np.flatnonzero(series.status == "ok") if recorded else ()
    if not len(reported):
        return ()
    return tuple(rebase for rebase in recorded if reported[0] < _place(series, rebase) <= reported[-1])


def _place(series: pd.DataFrame, rebase: Rebase) -> int:
    """The first month of the series that ends on or after the day."""
    return int(np.searchsorted(series.period_end.to_numpy(), np.datetime64(rebase.on)))


def _monthly(series: pd.DataFrame, known: pd.DataFrame, metric: Metric, today: pd.Timestamp) -> Change:
    judged = _monthly_change(series, known, metric, today)
    rebases = rebases_in(series, metric)
    since = known[known.period_end >= pd.Timestamp(rebases[-1].on)] if rebases else known
    if len(since) < MIN_MONTHS <= len(known):
        months = "month" if len(since) == 1 else "months"
        reason = f"Only {len(since)} {months} since the limits changed in {rebases[-1].on:%B %Y}"
        judged = replace(judged, verdict="cannot say", direction="none", reason=reason)
    return replace(judged, rebases=rebases)


def _monthly_change(series: pd.DataFrame, known: pd.DataFrame, metric: Metric, today: pd.Timestamp) -> Change:
    chart = control_chart(series, metric)
    last = known.iloc[-1]
    if len(known) < MIN_MONTHS:
        few = "Only one month" if len(known) == 1 else f"Only {len(known)} months"
        return Change("cannot say", "none", few, series, None)
    if (today.to_period("M") - last.period_end.to_period("M")).n > STALE_MONTHS:
        return Change("cannot say", "none", f"We hold no figure after {last.period_label}", series, chart)
    at = int(known.index[-1])
    signal, flag = str(chart.signals[at]), str(chart.flags[at])
    is_high = float(daily_mean(series, metric)[at]) > float(chart.centre[at])
    direction = {"high": "up", "low": "down"}.get(str(chart.direction), "none")
    if signal == "common cause":
        return Change("no clear change", "none", "Within its usual range", series, chart)
    reason = _monthly_reason(series, chart, metric, at, is_high, flag)
    verdict = {"improvement": "improving", "concern": "worsening"}.get(signal, "no clear change")
    return Change(verdict, direction, reason, series, chart)


def _monthly_reason(series, chart, metric, at: int, is_high: bool, flag: str) -> str:
    rebases = rebases_in(series, metric)
    begin = _place(series, rebases[-1]) if rebases else 0
    values = daily_mean(series, metric)
    if values[at] > chart.upper_limit[at]:
        return "Above its usual range"
    if values[at] < chart.lower_limit[at]:
        return "Below its usual range"
    side = np.sign(values - chart.centre)
    side[:begin] = np.inf  # No run continues across the day when new limits begin.
    run = 0
    for here in side[: at + 1][::-1]:
        if np.isnan(here):
            continue
        if here != side[at]:
            break
        run += 1
    if run >= 7:
        return f"{'Above' if is_high else 'Below'} average for {run} reported months in a row"
    if "trend" in flag:
        return f"{'Rising' if flag == 'trend up' else 'Falling'} for seven reported months in a row"
    return f"Close to its {'upper' if is_high else 'lower'} limit in two of the last three months"


def _yearly(series: pd.DataFrame, known: pd.DataFrame, metric: Metric) -> Change:
    last = known.iloc[-1]
    before = known[known.period_end < last.period_start]
    if before.empty:
        reason = "Only one period" if len(known) == 1 else "Its periods overlap"
        return Change("cannot say", "none", reason, series)
    previous = before.iloc[-1]
    if np.isnan(last.lower_ci) or np.isnan(previous.lower_ci):
        return Change("cannot say", "none", "Published without an interval", series)
    comparison = f"from {_number(previous.value, metric)} in {previous.period_label}"
    if last.lower_ci > previous.upper_ci:
        return Change(_verdict("up", metric), "up", f"Up {comparison}", series)
    if last.upper_ci < previous.lower_ci:
        return Change(_verdict("down", metric), "down", f"Down {comparison}", series)
    recent = known[known.period_end > last.period_end - pd.DateOffset(years=5)]
    if len(recent) >= 5 and last.frequency == "year":
        trend = recent_trend(recent.value, recent.lower_ci, recent.upper_ci, recent.period_end.dt.year).trend
        direction = {"increasing": "up", "decreasing": "down"}.get(str(trend))
        if direction is None:
            return Change("no clear change", "none", "No trend in five years", series)
        rising = "Rising" if direction == "up" else "Falling"
        return Change(_verdict(direction, metric), direction, f"{rising} over five years", series)
    return Change("no clear change", "none", f"Cannot be told apart from {previous.period_label}", series)


def _verdict(direction: str, metric: Metric) -> str:
    if metric.polarity is Polarity.NEUTRAL:
        return "no clear change"
    good = "up" if metric.polarity is Polarity.HIGHER_IS_BETTER else "down"
    return "improving" if direction == good else "worsening"


def _number(value: float, metric: Metric) -> str:
    return f"{value:,.{metric.decimals}f}{'%' if metric.statistic.is_share else ''}"
