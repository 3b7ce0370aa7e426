"""Recent trend: whether the last five years rise or fall by more than chance, and not by one point alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.statistics.confidence import normal_quantile

POINTS = 5
TREND_CONFIDENCE = 0.998
TRENDS = ("increasing", "decreasing", "no significant change", "cannot be calculated")
_WITHOUT_ONE = np.array(
    [[point for point in range(POINTS) if point != left_out] for left_out in range(POINTS)]
)


@dataclass(frozen=True, eq=False)
class RecentTrend:
    """The trend of each series, arrays in the leading shape.

    trend: one of TRENDS. reason: "significant trend", "no significant trend", "one point decides" (without it
    the slope has the opposite sign), "missing values" or "fewer than five points". statistic: chi-square with
    one degree of freedom. slope: per period, in the unit of the value; for proportions, of the log odds.
    """

    trend: np.ndarray
    reason: np.ndarray
    statistic: np.ndarray
    slope: np.ndarray


def recent_trend(
    value,
    lower_ci,
    upper_ci,
    periods=None,
    confidence: float = 0.95,
    trend_confidence: float = TREND_CONFIDENCE,
) -> RecentTrend:
    """Trend of the last five points of ``value`` (time on the last axis), weighted by their inverse variance.

    lower_ci, upper_ci: of the interval, at ``confidence``, from which each point's variance is taken.
    periods: years of the points, increasing, if they are not one year apart. trend_confidence: of the
    two-sided test, by default 99.8 % (chi-square above 9.5495).

    For rates, ratios, means, life expectancies and gaps, of years that do not overlap; proportions have
    ``recent_trend_of_proportion``. There is no trend if any of the five points has no value or no interval,
    or an interval without width.

    Raises ValueError if the periods do not increase or there is not one per point.

    Source: Office for Health Improvement and Disparities, Fingertips technical guidance, trend markers.
    """
    value, lower, upper = _aligned(value, lower_ci, upper_ci)
    time = _last_times(periods, value.shape[-1])
    if value.shape[-1] < POINTS:
        return _too_few(value.shape[:-1])
    value, lower, upper = (array[..., -POINTS:] for array in (value, lower, upper))
    error = (upper - lower) / (2 * normal_quantile(confidence))
    usable = (error > 0) & np.isfinite(error) & np.isfinite(value)
    value, weight = np.where(usable, value, np.nan), 1 / np.where(usable, error, np.nan) ** 2
    slope, spread = _line(time, value, weight)
    return _judge(slope, slope**2 * spread, _without_each(time, value, weight), trend_confidence)


def recent_trend_of_proportion(
    count, denominator, periods=None, trend_confidence: float = TREND_CONFIDENCE
) -> RecentTrend:
    """Trend of the last five points of a proportion (time on the last axis), by chi-square for trend.

    The direction is that of a straight line through the log odds, with equal weights. If the share of one of
    the five is 0 or 1, half an event is added to both sides of every point. Five points that all have a share
    of 0, or of 1, have no trend. There is also no trend if a count is missing, negative or above its
    denominator, or a denominator is not positive.

    Sources: as for ``recent_trend``; Armitage, Biometrics 1955;11:375-386.
    """
    count, people = _aligned(count, denominator)
    time = _last_times(periods, count.shape[-1])
    if count.shape[-1] < POINTS:
        return _too_few(count.shape[:-1])
    count, people = count[..., -POINTS:], people[..., -POINTS:]
    usable = (people > 0) & (people < np.inf) & (count >= 0) & (count <= people)
    count, people = np.where(usable, count, np.nan), np.where(usable, people, np.nan)

    total = people.sum(-1, keepdims=True)
    share = count.sum(-1, keepdims=True) / total
    centred = time - (people * time).sum(-1, keepdims=True) / total
    spread = (share * (1 - share))[..., 0] * (people * centred**2).sum(-1)
    moved = (centred * (count - share * people)).sum(-1) ** 2
    # If the share is 0 in every year, or 1 in every year, nothing changes.
    chi_square = np.where(spread == 0, 0.0, moved / np.where(spread == 0, 1.0, spread))

    added = np.where(((count == 0) | (count == people)).any(-1, keepdims=True), 0.5, 0.0)
    log_odds = np.log((count + added) / (people - count + added))
    slope = np.where(spread == 0, 0.0, _line(time, log_odds)[0])
    return _judge(slope, chi_square, _without_each(time, log_odds), trend_confidence)


def _aligned(*arrays) -> list[np.ndarray]:
    return np.broadcast_arrays(*(np.atleast_1d(np.asarray(array, dtype=float)) for array in arrays))


def _last_times(periods, points: int) -> np.ndarray:
    time = np.arange(points, dtype=float) if periods is None else np.asarray(periods, dtype=float)
    if time.shape != (points,) or not (np.diff(time) > 0).all():
        raise ValueError(
            f"The periods need one number for each of the {points} points, each larger than the one before."
        )
    # Counted from the last year, so that the squares of years are small.
    return time[-POINTS:] - time[-1:]


def _line(time: np.ndarray, value: np.ndarray, weight=1.0) -> tuple[np.ndarray, np.ndarray]:
    """Slope of the weighted straight line over the last axis, and the reciprocal of its variance."""
    weight = weight + np.zeros(value.shape)
    centred = time - (weight * time).sum(-1, keepdims=True) / weight.sum(-1, keepdims=True)
    spread = (weight * centred**2).sum(-1)
    # Subtracting the first value makes the slope of a constant series exactly 0.
    return (weight * centred * (value - value[..., :1])).sum(-1) / spread, spread


def _without_each(time: np.ndarray, value: np.ndarray, weight=1.0) -> np.ndarray:
    """The five slopes with one point left out each, on an additional last axis."""
    weight = weight + np.zeros(value.shape)
    return _line(time[_WITHOUT_ONE], value[..., _WITHOUT_ONE], weight[..., _WITHOUT_ONE])[0]


def _judge(slope, statistic, without, trend_confidence: float) -> RecentTrend:
    known = ~np.isnan(statistic)
    significant = statistic > normal_quantile(trend_confidence) ** 2
    one_point_decides = significant & (np.sign(without) != np.sign(slope)[..., None]).any(-1)
    clear = significant & ~one_point_decides
    increasing, decreasing, no_change, cannot = TRENDS
    return RecentTrend(
        np.select([~known, clear & (slope > 0), clear], [cannot, increasing, decreasing], no_change),
        np.select(
            [~known, one_point_decides, significant],
            ["missing values", "one point decides", "significant trend"],
            "no significant trend",
        ),
        statistic,
        np.where(known, slope, np.nan),
    )


def _too_few(shape: tuple) -> RecentTrend:
    unknown = np.full(shape, np.nan)
    return RecentTrend(np.full(shape, TRENDS[-1]), np.full(shape, "fewer than five points"), unknown, unknown)
