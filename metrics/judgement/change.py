"""Is a metric improving? One verdict for a series, by a rule that depends on how often it is reported.

Monthly: the control chart's rules on the newest point. Yearly: the last two intervals that do not share a
year do not overlap; else the last five years have a trend. Too few points, or nothing new for long: cannot
say.
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
    ``rebases`` are the dates inside the series from which its limits are new, with their reasons.
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
        return Change("cannot say", "none", "No figure is held", series)
    if series.frequency.iloc[0] == "month":
        found = _monthly(series, known, metric, today or pd.Timestamp.now())
    else:
        found = _yearly(series, known, metric)
    if found.verdict == "no clear change" and found.direction != "none":
        return replace(found, reason=f"{found.reason}, but neither way is better")
    return found


def finest_change(results: pd.DataFrame, metric: Metric, level: str) -> Change:
    """The change of one metric, area and sex over its finest series: months where it has them, else years."""
    held = results[results.status.isin(["ok", "missing"])]
    offered = set(held.frequency[held.status == "ok"])
    frequency = "month" if "month" in offered else main_frequency(metric, level, offered) if offered else ""
    return change(held[held.frequency == frequency], metric)


def daily_mean(series: pd.DataFrame, metric: Metric) -> np.ndarray:
    """Values a control chart is drawn from: counts as a day's rate, so that a short February is no signal."""
    values = series.value.where(series.status == "ok").to_numpy(dtype=float)
    if not metric.statistic.grows_with_time:
        return values
    days = (series.period_end - series.period_start).dt.days.to_numpy() + 1
    return values / days * (365.25 / 12)


def control_chart(series: pd.DataFrame, metric: Metric) -> ControlChart:
    """The XmR chart of a monthly series in order of time, over reported months.

    A month that was not reported is left out, as the reference implementation leaves out what is not in its
    data: runs go on behind it. It keeps its place in the arrays, with the flag "missing".
    """
    values = daily_mean(series, metric)
    there = ~np.isnan(values)
    target = metric.target.value if metric.target else None
    places = np.flatnonzero(there)
    starts = [_place(series, rebase) for rebase in rebases_in(series, metric)]
    chart = xmr(
        values[there],
        improvement=_IMPROVEMENT[metric.polarity],
        target=target,
        rebase=[int(np.searchsorted(places, start)) for start in starts],
    )
    nearest = np.searchsorted(places, np.arange(len(values)), side="right").clip(1, len(places)) - 1

    def spread(array):
        return np.asarray(array)[nearest]

    def mark(array):
        return np.where(there, spread(array).astype(object), "missing")

    return replace(
        chart,
        centre=spread(chart.centre),
        lower_limit=spread(chart.lower_limit),
        upper_limit=spread(chart.upper_limit),
        flags=mark(chart.flags),
        signals=mark(chart.signals),
    )


def rebases_in(series: pd.DataFrame, metric: Metric) -> tuple[Rebase, ...]:
    """The rebases on record that part the reported months of a series in order of time."""
    on_record = rebases_of(metric, str(series.area_code.iloc[0]), str(series.area_level.iloc[0]))
    there = np.flatnonzero(series.status == "ok") if on_record else ()
    if not len(there):
        return ()
    return tuple(one for one in on_record if there[0] < _place(series, one) <= there[-1])


def _place(series: pd.DataFrame, rebase: Rebase) -> int:
    """The first month of the series that ends on or after the day."""
    return int(np.searchsorted(series.period_end.to_numpy(), np.datetime64(rebase.on)))


def _monthly(series: pd.DataFrame, known: pd.DataFrame, metric: Metric, today: pd.Timestamp) -> Change:
    found = _monthly_change(series, known, metric, today)
    rebases = rebases_in(series, metric)
    since = known[known.period_end >= pd.Timestamp(rebases[-1].on)] if rebases else known
    if len(since) < MIN_MONTHS <= len(known):
        words = f"{len(since)} months only since the new limits of {rebases[-1].on:%B %Y}"
        found = replace(found, verdict="cannot say", direction="none", reason=words)
    return replace(found, rebases=rebases)


def _monthly_change(series: pd.DataFrame, known: pd.DataFrame, metric: Metric, today: pd.Timestamp) -> Change:
    chart = control_chart(series, metric)
    last = known.iloc[-1]
    if len(known) < MIN_MONTHS:
        few = "One month only" if len(known) == 1 else f"{len(known)} months only"
        return Change("cannot say", "none", few, series, None)
    if (today.to_period("M") - last.period_end.to_period("M")).n > STALE_MONTHS:
        return Change("cannot say", "none", f"Nothing new since {last.period_label}", series, chart)
    at = int(known.index[-1])
    signal, flag = str(chart.signals[at]), str(chart.flags[at])
    high = float(daily_mean(series, metric)[at]) > float(chart.centre[at])
    direction = {"high": "up", "low": "down"}.get(str(chart.direction), "none")
    if signal == "common cause":
        return Change("no clear change", "none", "Within its usual range", series, chart)
    reason = _monthly_reason(series, chart, metric, at, high, flag)
    verdict = {"improvement": "improving", "concern": "worsening"}.get(signal, "no clear change")
    return Change(verdict, direction, reason, series, chart)


def _monthly_reason(series, chart, metric, at: int, high: bool, flag: str) -> str:
    rebases = rebases_in(series, metric)
    begin = _place(series, rebases[-1]) if rebases else 0
    values = daily_mean(series, metric)
    if values[at] > chart.upper_limit[at]:
        return "Above its usual range"
    if values[at] < chart.lower_limit[at]:
        return "Below its usual range"
    side = np.sign(values - chart.centre)
    side[:begin] = np.inf  # new limits: no run crosses the day that they begin
    run = 0
    for here in side[: at + 1][::-1]:
        if np.isnan(here):
            continue
        if here != side[at]:
            break
        run += 1
    if run >= 7:
        return f"{'Above' if high else 'Below'} average for {run} reported months running"
    if "trend" in flag:
        return f"{'Rising' if flag == 'trend up' else 'Falling'} for seven reported months running"
    return f"Close to its {'upper' if high else 'lower'} limit in two of three months"


def _yearly(series: pd.DataFrame, known: pd.DataFrame, metric: Metric) -> Change:
    last = known.iloc[-1]
    before = known[known.period_end < last.period_start]
    if before.empty:
        count = "One period only" if len(known) == 1 else "Its periods overlap"
        return Change("cannot say", "none", count, series)
    previous = before.iloc[-1]
    if np.isnan(last.lower_ci) or np.isnan(previous.lower_ci):
        return Change("cannot say", "none", "Published without an interval", series)
    said = f"from {_number(previous.value, metric)} in {previous.period_label}"
    if last.lower_ci > previous.upper_ci:
        return Change(_verdict("up", metric), "up", f"Up {said}", series)
    if last.upper_ci < previous.lower_ci:
        return Change(_verdict("down", metric), "down", f"Down {said}", series)
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
