"""Where a metric is heading: the chance that it meets its target by the end of the plan, and how far it may
go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from metrics.judgement.change import STALE_MONTHS, Change, daily_mean
from metrics.language.metric import Metric, Polarity, Target
from metrics.statistics.forecast import bend, forecast

STATUSES = ("on track", "off track", "cannot say")
ON_TRACK, OFF_TRACK = 0.8, 0.2
MIN_MONTHS, MIN_YEARS = 24, 6
PLAN_END = date(2034, 12, 31)
# First lockdown to the end of legal limits on contact in England: periods mostly inside are left out.
COVID = (pd.Timestamp("2020-03-23"), pd.Timestamp("2021-07-18"))
_NORMAL_95 = 1.959964


@dataclass(frozen=True)
class Outlook:
    """``status`` is one of STATUSES; ``chance`` that the target is met at ``judged_on`` (0 to 1, or NaN).

    path: a row for each year to come with period_end, middle, lower_50, upper_50, lower_80, upper_80, in the
    unit of the series; empty where nothing can be forecast. A month's path holds means of calendar years.
    reason: why nothing can be said, without its full stop; else "". history: period_end and value of the
    points that the forecast rests on.
    """

    status: str
    chance: float
    target: Target | None
    path: pd.DataFrame
    reason: str
    history: pd.DataFrame
    judged_on: date
    is_synthetic: bool = False

    @property
    def at_the_end(self) -> pd.Series | None:
        """The row of the path that the target is held against."""
        if self.path.empty:
            return None
        after = self.path[self.path.period_end >= pd.Timestamp(self.judged_on)]
        return (after if len(after) else self.path.tail(1)).iloc[0]


def outlook(
    found: Change,
    metric: Metric,
    area_code: str = "",
    ends: date = PLAN_END,
    today: date | None = None,
) -> Outlook:
    """The outlook of one area's series, from its reported points since the last rebase.

    The target is judged at its own day where that is still to come, else on the last day of the plan.
    ``area_code`` is only told in errors. Never raises for a series that is too short: it cannot be said.
    """
    today, target = today or date.today(), metric.target
    judged_on = target.by if target is not None and target.by is not None and target.by > today else ends
    points = _points(found, metric)
    used = points[~points.in_covid]
    made = bool((points.provenance == "synthetic").any())
    reason = _why_not(found, used, today)
    path = _no_path()
    if not reason:
        path, future = _path(used, metric, max(judged_on, ends))
    whether = reason or _why_no_chance(used, metric)
    if whether:
        return Outlook("cannot say", np.nan, target, path, whether, points, judged_on, made)
    row = int(np.argmax(path.period_end >= pd.Timestamp(judged_on)))
    half = 0.5 * 10.0**-metric.decimals  # a figure meets the target as it is printed
    if metric.polarity is Polarity.LOWER_IS_BETTER:
        chance = float(future.chance_below(target.value + half)[row])
    else:
        chance = 1 - float(future.chance_below(target.value - half)[row])
    status = "on track" if chance >= ON_TRACK else "off track" if chance <= OFF_TRACK else "cannot say"
    return Outlook(status, chance, target, path, "", points, judged_on, made)


def chance_words(chance: float) -> str:
    """'about 30 in 100', to the nearest 5: a forecast is no more exact. It stays on its side of a limit."""
    hundredths = 5 * round(20 * chance)
    if OFF_TRACK < chance < ON_TRACK:
        hundredths = min(max(hundredths, 25), 75)
    if hundredths < 5:
        return "below 5 in 100"
    return "above 95 in 100" if hundredths > 95 else f"about {hundredths} in 100"


def _points(found: Change, metric: Metric) -> pd.DataFrame:
    """The reported points since the last rebase: what the chart draws, with its interval."""
    series = found.series.assign(value=daily_mean(found.series, metric))
    known = series[series.status == "ok"].sort_values("period_end")
    if found.rebases:
        known = known[known.period_end >= pd.Timestamp(found.rebases[-1].on)]
    middle = known.period_start + (known.period_end - known.period_start) / 2
    inside = np.minimum(known.period_end, COVID[1]) - np.maximum(known.period_start, COVID[0])
    length = known.period_end - known.period_start
    columns = ["period_start", "period_end", "value", "lower_ci", "upper_ci", "frequency", "provenance"]
    return known[columns].assign(middle=middle, in_covid=inside > length / 2).reset_index(drop=True)


def _why_not(found: Change, used: pd.DataFrame, today: date) -> str:
    """Why no forecast can be made of the points outside the COVID period; "" if one can."""
    if used.empty:
        return "No figure is held outside the COVID period" if len(found.series) else "No figure is held"
    if used.frequency.iloc[0] == "month":
        age = (pd.Timestamp(today).to_period("M") - used.period_end.iloc[-1].to_period("M")).n
        if age > STALE_MONTHS:
            return f"Nothing new since {used.period_end.iloc[-1]:%B %Y}"
        if len(used) < MIN_MONTHS or used.period_start.dt.month.nunique() < 12:
            return f"{_count(len(used), 'month')} outside the COVID period, {MIN_MONTHS} are needed"
        return ""
    if (used.period_start.iloc[1:].to_numpy() <= used.period_end.iloc[:-1].to_numpy()).any():
        return "Its periods share years"
    if len(used) < MIN_YEARS:
        return f"{_count(len(used), 'yearly figure')} outside the COVID period, {MIN_YEARS} are needed"
    return ""


def _why_no_chance(used: pd.DataFrame, metric: Metric) -> str:
    if metric.target is None:
        return "No target is set"
    if metric.polarity is Polarity.NEUTRAL:
        return "Neither higher nor lower is better"
    by_month = used.frequency.iloc[0] == "month"
    if metric.statistic.grows_with_time and by_month != (metric.target.per == "month"):
        return f"The target is set for a whole {metric.target.per}"
    return ""


def _path(used: pd.DataFrame, metric: Metric, until: date):
    """The path's rows, and the forecast behind them."""
    scale, ceiling, values = _scale(used.value.to_numpy(dtype=float), metric)
    if used.frequency.iloc[0] == "month":
        ends = pd.date_range(f"{used.period_end.iloc[-1].year + 1}-12-31", f"{until.year}-12-31", freq="YE")
        future = forecast(
            _months(used.middle),
            values,
            _months(pd.Series(ends) - pd.DateOffset(months=6)),
            steps_a_year=12,
            scale=scale,
            ceiling=ceiling,
            season=used.period_start.dt.month.to_numpy(),
            averaged=12,
        )
    else:
        last, middle = used.period_end.iloc[-1], used.middle.iloc[-1]
        ends = [last + pd.DateOffset(years=1)]
        while ends[-1] < pd.Timestamp(until):
            ends.append(last + pd.DateOffset(years=len(ends) + 1))
        years = np.arange(1, len(ends) + 1)
        start = used.middle.iloc[0]
        future = forecast(
            (used.middle - start).dt.days.to_numpy() / 365.25,
            values,
            (middle - start).days / 365.25 + years,
            steps_a_year=1,
            scale=scale,
            ceiling=ceiling,
            variance=_variance(used, scale, ceiling, values),
        )
    shares = {"middle": 0.5, "lower_50": 0.25, "upper_50": 0.75, "lower_80": 0.1, "upper_80": 0.9}
    drawn = dict(zip(shares, future.quantile(list(shares.values())), strict=True))
    return pd.DataFrame({"period_end": pd.DatetimeIndex(ends), **drawn}), future


def _months(days: pd.Series) -> np.ndarray:
    return (days.dt.year * 12 + days.dt.month).to_numpy(dtype=float)


def _scale(values: np.ndarray, metric: Metric) -> tuple[str, float, np.ndarray]:
    """The scale on which no future leaves what is possible, its ceiling, and the values kept inside it."""
    if metric.statistic.is_share:
        edge = 0.5 * 10.0**-metric.decimals
        return "logit", 100.0, np.clip(values, edge, 100 - edge)
    if metric.statistic.may_be_negative or (values < 0).any() or not (values > 0).any():
        return "plain", np.nan, values
    return "log", np.nan, np.maximum(values, values[values > 0].min() / 2)


def _variance(used: pd.DataFrame, scale: str, ceiling: float, values: np.ndarray) -> np.ndarray | None:
    """Sampling variance on the scale of the fit, from the upper half of the interval, which is always
    finite there.
    """
    upper = used.upper_ci.to_numpy(dtype=float)
    if scale == "logit":
        upper = np.clip(upper, None, ceiling - 0.5 * (ceiling - values))
    if np.isnan(upper).any() or (upper <= values).any():
        return None
    return ((bend(upper, scale, ceiling) - bend(values, scale, ceiling)) / _NORMAL_95) ** 2


def _count(how_many: int, noun: str) -> str:
    return f"{how_many} {noun}{'' if how_many == 1 else 's'}"


def _no_path() -> pd.DataFrame:
    names = ("middle", "lower_50", "upper_50", "lower_80", "upper_80")
    return pd.DataFrame({"period_end": pd.DatetimeIndex([]), **{name: np.array([]) for name in names}})
