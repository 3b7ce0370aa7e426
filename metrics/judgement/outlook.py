"""Where a metric is heading: its forecast range, and the chance that it meets its target by the end of the
plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from metrics.judgement.change import STALE_MONTHS, Change, daily_mean
from metrics.language.metric import Metric, Polarity, Target
from metrics.statistics.forecast import forecast, transform

STATUSES = ("on track", "off track", "cannot say")
ON_TRACK, OFF_TRACK = 0.8, 0.2
MIN_MONTHS, MIN_YEARS = 24, 6
PLAN_END = date(2034, 12, 31)
# From the first lockdown to the end of legal limits on contact in England; periods mostly within are left
# out.
COVID = (pd.Timestamp("2020-03-23"), pd.Timestamp("2021-07-18"))
_NORMAL_95 = 1.959964


@dataclass(frozen=True)
class Outlook:
    """``status`` is one of STATUSES; ``chance`` that the target is met at ``judged_on`` (0 to 1, or NaN).

    path: one row per future year with period_end, middle, lower_50, upper_50, lower_80, upper_80, in the
    unit of the series; empty where there is no forecast. A monthly series has means of calendar years.
    reason: why there is no judgement, without its full stop; else "". history: period_end and value of the
    points on which the forecast is based.
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
        """The row of the path with which the target is compared."""
        if self.path.empty:
            return None
        after = self.path[self.path.period_end >= pd.Timestamp(self.judged_on)]
        return (after if len(after) else self.path.tail(1)).iloc[0]


def outlook(
    change: Change,
    metric: Metric,
    ends: date = PLAN_END,
    today: date | None = None,
) -> Outlook:
    """The outlook of one area's series, from its reported points since the last rebase.

    The target is judged on its own date if that is in the future, otherwise on the last day of the plan.
    A series that is too short gives "cannot say", not an error.
    """
    today, target = today or date.today(), metric.target
    judged_on = target.by if target is not None and target.by is not None and target.by > today else ends
    points = _points(change, metric)
    used = points[~points.in_covid]
    is_synthetic = bool((points.provenance == "synthetic").any())
    reason = _why_no_forecast(change, used, today)
    path = _no_path()
    if not reason:
        path, future = _path(used, metric, max(judged_on, ends))
    no_chance = reason or _why_no_chance(used, metric)
    if no_chance:
        return Outlook("cannot say", np.nan, target, path, no_chance, points, judged_on, is_synthetic)
    row = int(np.argmax(path.period_end >= pd.Timestamp(judged_on)))
    half = 0.5 * 10.0**-metric.decimals  # A figure meets the target if it does so as printed.
    if metric.polarity is Polarity.LOWER_IS_BETTER:
        chance = float(future.chance_below(target.value + half)[row])
    else:
        chance = 1 - float(future.chance_below(target.value - half)[row])
    status = "on track" if chance >= ON_TRACK else "off track" if chance <= OFF_TRACK else "cannot say"
    return Outlook(status, chance, target, path, "", points, judged_on, is_synthetic)


def chance_words(chance: float) -> str:
    """'about 30 in 100', to the nearest 5, as forecasts are not more exact; never rounded across a limit."""
    hundredths = 5 * round(20 * chance)
    if OFF_TRACK < chance < ON_TRACK:
        hundredths = min(max(hundredths, 25), 75)
    if hundredths < 5:
        return "below 5 in 100"
    return "above 95 in 100" if hundredths > 95 else f"about {hundredths} in 100"


def _points(change: Change, metric: Metric) -> pd.DataFrame:
    """The reported points since the last rebase, as charted, with their intervals."""
    series = change.series.assign(value=daily_mean(change.series, metric))
    known = series[series.status == "ok"].sort_values("period_end")
    if change.rebases:
        known = known[known.period_end >= pd.Timestamp(change.rebases[-1].on)]
    middle = known.period_start + (known.period_end - known.period_start) / 2
    overlap = np.minimum(known.period_end, COVID[1]) - np.maximum(known.period_start, COVID[0])
    length = known.period_end - known.period_start
    columns = ["period_start", "period_end", "value", "lower_ci", "upper_ci", "frequency", "provenance"]
    return known[columns].assign(middle=middle, in_covid=overlap > length / 2).reset_index(drop=True)


def _why_no_forecast(change: Change, used: pd.DataFrame, today: date) -> str:
    """Why no forecast can be made from the points outside the COVID period; "" if one can."""
    if used.empty:
        return "We hold no figure outside the COVID period" if len(change.series) else "We hold no figure"
    if used.frequency.iloc[0] == "month":
        age = (pd.Timestamp(today).to_period("M") - used.period_end.iloc[-1].to_period("M")).n
        if age > STALE_MONTHS:
            return f"We hold no figure after {used.period_end.iloc[-1]:%B %Y}"
        if len(used) < MIN_MONTHS or used.period_start.dt.month.nunique() < 12:
            return f"Only {_count(len(used), 'month')} outside the COVID period; {MIN_MONTHS} are needed"
        return ""
    if (used.period_start.iloc[1:].to_numpy() <= used.period_end.iloc[:-1].to_numpy()).any():
        return "Its periods overlap"
    if len(used) < MIN_YEARS:
        return f"Only {_count(len(used), 'yearly figure')} outside the COVID period; {MIN_YEARS} are needed"
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
    """The rows of the path, and the forecast from which they come."""
    scale, ceiling, values = _scale(used.value.to_numpy(dtype=float), metric)
    if used.frequency.iloc[0] == "month":
        ends = pd.date_range(f"{used.period_end.iloc[-1].year + 1}-12-31", f"{until.year}-12-31", freq="YE")
        future = forecast(
            _months(used.middle),
            values,
            _months(pd.Series(ends) - pd.DateOffset(months=6)),
            steps_per_year=12,
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
            steps_per_year=1,
            scale=scale,
            ceiling=ceiling,
            variance=_variance(used, scale, ceiling, values),
        )
    shares = {"middle": 0.5, "lower_50": 0.25, "upper_50": 0.75, "lower_80": 0.1, "upper_80": 0.9}
    quantiles = dict(zip(shares, future.quantile(list(shares.values())), strict=True))
    return pd.DataFrame({"period_end": pd.DatetimeIndex(ends), **quantiles}), future


def _months(days: pd.Series) -> np.ndarray:
    return (days.dt.year * 12 + days.dt.month).to_numpy(dtype=float)


def _scale(values: np.ndarray, metric: Metric) -> tuple[str, float, np.ndarray]:
    """The scale on which a forecast stays within possible values, its ceiling, and the values within it."""
    if metric.statistic.is_share:
        edge = 0.5 * 10.0**-metric.decimals
        return "logit", 100.0, np.clip(values, edge, 100 - edge)
    if metric.statistic.may_be_negative or (values < 0).any() or not (values > 0).any():
        return "plain", np.nan, values
    return "log", np.nan, np.maximum(values, values[values > 0].min() / 2)


def _variance(used: pd.DataFrame, scale: str, ceiling: float, values: np.ndarray) -> np.ndarray | None:
    """Sampling variance on the scale of the fit, from the upper, always finite half of the interval."""
    upper = used.upper_ci.to_numpy(dtype=float)
    if scale == "logit":
        upper = np.clip(upper, None, ceiling - 0.5 * (ceiling - values))
    if np.isnan(upper).any() or (upper <= values).any():
        return None
    return ((transform(upper, scale, ceiling) - transform(values, scale, ceiling)) / _NORMAL_95) ** 2


def _count(how_many: int, noun: str) -> str:
    return f"{how_many} {noun}{'' if how_many == 1 else 's'}"


def _no_path() -> pd.DataFrame:
    names = ("middle", "lower_50", "upper_50", "lower_80", "upper_80")
    return pd.DataFrame({"period_end": pd.DatetimeIndex([]), **{name: np.array([]) for name in names}})
