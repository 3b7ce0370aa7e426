"""Slope and relative index of inequality: the gap between the two ends of a gradient, over all groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.statistics.confidence import tail
from metrics.statistics.estimate import Estimate
from metrics.statistics.scales import from_scale, to_scale

MIN_GROUPS, MAX_GROUPS = 5, 100
DRAWS = 100_000


@dataclass(frozen=True, eq=False)
class SlopeIndex(Estimate):
    """The slope index of inequality, in the unit of the value times ``per``.

    relative: the relative index, the fitted value at the least deprived end divided by that at the most
    deprived end; NaN where either is not positive. intercept: the fitted value at the most deprived end.
    """

    relative: Estimate
    intercept: np.ndarray


def slope_index_of_inequality(
    value,
    standard_error,
    population,
    scale: str = "identity",
    per: float = 1,
    confidence: float = 0.95,
    draws: int = DRAWS,
    seed: int = 0,
) -> SlopeIndex:
    """Fitted value at the least deprived end minus that at the most deprived, over groups of a population.

    value: of the groups (5 to 100) in order from the most to the least deprived, on the last axis; the
        leading axes broadcast. population: people of the groups.
    standard_error: of the value, on ``scale``: "identity", "log" (for rates) or "logit" (for proportions,
        whose value is between 0 and 1). ``standard_error_from_limits`` calculates it from an interval.
    per: the factor by which the index is multiplied. A negative factor reverses the direction of both
    indices.

    Each group is placed at the middle of its share of the people (ridit), and a straight line is fitted with
    the shares as weights. The interval comes from ``draws`` simulated sets of values, normal on ``scale``,
    and is the same each time for a ``seed``; every area has the same draws.

    A missing value, or people that are missing or not positive, give NaN; a missing or negative standard
    error leaves the value without an interval. Positive means higher among the less deprived. Raises
    ValueError for fewer than 5 or more than 100 groups, or an unknown scale.

    Sources: Low and Low, Journal of Public Health 2004;26:388-395; Mackenbach and Kunst, Social Science and
    Medicine 1997;44:757-771.
    """
    arrays = np.broadcast_arrays(
        *(np.asarray(given, dtype=float) for given in (value, standard_error, population))
    )
    groups = arrays[0].shape[-1] if arrays[0].ndim else 0
    if not MIN_GROUPS <= groups <= MAX_GROUPS:
        raise ValueError(
            f"A slope index needs {MIN_GROUPS} to {MAX_GROUPS} groups on the last axis; {groups} were given."
        )
    shape = arrays[0].shape[:-1]
    value, error, people = (array.reshape(-1, groups) for array in arrays)
    sound = ((people > 0) & (people < np.inf) & np.isfinite(value)).all(axis=-1)
    at_bottom, slope = _weights(np.where(sound[:, None], people, 1.0))
    intercept, gradient = _fit(value, at_bottom, slope)
    ratio = _relative(intercept, gradient, per)

    centre = to_scale(value, scale)
    limits = np.full((len(value), 2, 2), np.nan)
    ends = [tail(confidence), 1 - tail(confidence)]
    noise = np.random.default_rng(seed).standard_normal((draws, groups))
    for row in np.flatnonzero(sound & (error >= 0).all(axis=-1) & ~np.isnan(centre).any(axis=-1)):
        drawn = from_scale(centre[row] + error[row] * noise, scale)
        drawn_intercept, drawn_gradient = drawn @ at_bottom[row], drawn @ slope[row]
        limits[row, 0] = np.quantile(drawn_gradient * per, ends)
        with np.errstate(invalid="ignore"):
            relative = np.quantile(_drawn_relative(drawn_intercept, drawn_gradient, per), ends)
        limits[row, 1] = np.where(np.isfinite(relative), relative, np.nan)
    limits[:, 1][np.isnan(ratio)] = np.nan

    def shaped(array):
        return np.where(sound, array, np.nan).reshape(shape)

    return SlopeIndex(
        *(shaped(part) for part in (gradient * per, limits[:, 0, 0], limits[:, 0, 1])),
        Estimate(*(shaped(part) for part in (ratio, limits[:, 1, 0], limits[:, 1, 1]))),
        shaped(intercept * abs(per)),
    )


def _weights(people: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The weight of each group's value in the intercept and in the slope: least squares in closed form.

    The weighted mean of the ridits is one half, whatever the shares are.
    """
    share = people / people.sum(axis=-1, keepdims=True)
    from_middle = share.cumsum(axis=-1) - share / 2 - 0.5
    spread = (share * from_middle**2).sum(axis=-1, keepdims=True)
    slope = share * from_middle / spread
    return share - slope / 2, slope


def _fit(value, at_bottom, slope) -> tuple[np.ndarray, np.ndarray]:
    # Subtracting the first value makes the slope of equal values exactly 0.
    base = value[:, :1]
    return base[:, 0] + ((value - base) * at_bottom).sum(-1), ((value - base) * slope).sum(-1)


def _relative(intercept, gradient, per: float) -> np.ndarray:
    both = (intercept > 0) & (intercept + gradient > 0)
    ratio = np.where(both, intercept + gradient, np.nan) / np.where(both, intercept, np.nan)
    return 1 / ratio if per < 0 else ratio


def _drawn_relative(intercept, gradient, per: float) -> np.ndarray:
    """Simulated ratios. A line that starts at or below 0 has an infinite ratio, and one that ends there a
    ratio of 0."""
    start, end = np.maximum(intercept, 0.0), np.maximum(intercept + gradient, 0.0)
    above, below = (start, end) if per < 0 else (end, start)
    return np.where(below > 0, above / np.where(below > 0, below, 1.0), np.inf)
