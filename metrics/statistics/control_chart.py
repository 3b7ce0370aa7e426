"""Control charts for single values (XmR), by the rules of NHS England's Making Data Count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metrics.statistics.control_chart_rules import COMMON_CAUSE, HIGH_RULES, LOW_RULES, MISSING, mark_points

IMPROVEMENTS = ("increase", "decrease", "neutral")
LIMIT = 2.66
NEAR_LIMIT = 2 / 3 * LIMIT
SCREEN = 3.267


@dataclass(frozen=True, eq=False)
class ControlChart:
    """A control chart for each series; the month is the last axis of the first five arrays.

    centre, lower_limit, upper_limit: in the unit of the values, one per point.
    flags: the rule that the point meets: "common cause", "outside high", "outside low", "trend up", "trend
        down", "two in three high", "two in three low", "shift high", "shift low", or "missing".
    signals: the meaning of the flag: "improvement", "concern", "neutral" (a special cause without a better
        direction), "common cause" or "missing".
    variation: the signal of the last point that is not missing ("missing" if all are), in the leading
        shape.
    direction: "high", "low" or "" for that point.
    assurance: "consistently passing", "consistently failing", "hit or miss", or "not applicable" (no target,
        or neutral).
    """

    centre: np.ndarray
    lower_limit: np.ndarray
    upper_limit: np.ndarray
    flags: np.ndarray
    signals: np.ndarray
    variation: np.ndarray
    direction: np.ndarray
    assurance: np.ndarray


def xmr(
    values,
    improvement: str = "neutral",
    target=None,
    rebase: Sequence[int] = (),
    screen_outliers: bool = True,
    fix_after: int | None = None,
) -> ControlChart:
    """Control charts of ``values`` (the last axis is time, and each combination of leading axes one chart).

    improvement: the better direction, "increase", "decrease" or "neutral".
    target: a number, or one per chart, with which the limits are compared.
    rebase: positions at which new limits begin (only for a dated reason that is on record). The stretches are
        independent: no moving range and no run continues from one to the next.
    screen_outliers: leave out moving ranges above 3.267 times their mean, once, when limits are calculated.
        The Excel tool does not.
    fix_after: calculate each stretch's limits from this number of its first points, including missing ones,
        and compare the rest with them.

    A missing value (NaN) has limits but no flag, and interrupts the series: no moving range spans the gap,
    and points on either side of it are not "in a row". A series without two neighbouring values has a centre
    and no limits; one without values has neither. Limits may be below 0. Limits from few points are
    unreliable: pages require 12.

    Raises ValueError for an unknown direction or a position outside the series.

    Source: NHS England, Making Data Count; Wheeler, Understanding Variation, 1993.
    """
    values = np.asarray(values, dtype=float)
    if improvement not in IMPROVEMENTS:
        raise ValueError(
            f"The improvement is {improvement!r}; allowed are {', '.join(map(repr, IMPROVEMENTS))}."
        )
    length = values.shape[-1]
    breaks = sorted(set(rebase))
    if any(not 0 < position < length for position in breaks):
        raise ValueError(f"The rebase positions are {breaks}; allowed are positions from 1 to {length - 1}.")
    if fix_after is not None and fix_after < 2:
        raise ValueError(f"fix_after is {fix_after!r}; allowed is a number of values from 2.")

    values = np.where(np.isfinite(values), values, np.nan)
    edges = [0, *breaks, length]
    stretches = [
        _stretch(values[..., start:end], screen_outliers, fix_after)
        for start, end in zip(edges[:-1], edges[1:], strict=True)
    ]
    centre, lower, upper, flags = (np.concatenate(parts, axis=-1) for parts in zip(*stretches, strict=True))
    signals = _signals(flags, improvement)
    variation, direction = _last_point(flags, signals)
    return ControlChart(
        centre,
        lower,
        upper,
        flags,
        signals,
        variation,
        direction,
        _assurance(lower, upper, target, improvement),
    )


def _stretch(values: np.ndarray, screen_outliers: bool, fix_after: int | None) -> tuple[np.ndarray, ...]:
    basis = values
    if fix_after is not None:
        basis = np.where(np.arange(values.shape[-1]) < fix_after, values, np.nan)
    centre = _mean(basis)
    # Rounding must not make the centre of a constant series differ from its values.
    lowest, highest = (
        np.fmin.reduce(basis, axis=-1, keepdims=True),
        np.fmax.reduce(basis, axis=-1, keepdims=True),
    )
    centre = np.clip(centre, lowest, highest)
    ranges = np.abs(np.diff(basis, axis=-1))
    typical_range = _mean(ranges)
    if screen_outliers:
        typical_range = _mean(np.where(ranges <= SCREEN * typical_range, ranges, np.nan))
    near, far = NEAR_LIMIT * typical_range, LIMIT * typical_range
    flags = mark_points(values, centre, near, far)
    return tuple(np.broadcast_to(part, values.shape) for part in (centre, centre - far, centre + far)) + (
        flags,
    )


def _mean(values: np.ndarray) -> np.ndarray:
    """Mean of the known values over the last axis, which is kept; NaN if none is known."""
    known = ~np.isnan(values)
    number = known.sum(axis=-1, keepdims=True)
    total = np.where(known, values, 0.0).sum(axis=-1, keepdims=True)
    return np.where(number > 0, total / np.maximum(number, 1), np.nan)


def _signals(flags: np.ndarray, improvement: str) -> np.ndarray:
    high, low = np.isin(flags, HIGH_RULES), np.isin(flags, LOW_RULES)
    by_side = {
        "increase": ("improvement", "concern"),
        "decrease": ("concern", "improvement"),
        "neutral": ("neutral", "neutral"),
    }[improvement]
    return np.select([high, low, flags == MISSING], [*by_side, MISSING], COMMON_CAUSE)


def _last_point(flags: np.ndarray, signals: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    known = flags != MISSING
    last = flags.shape[-1] - 1 - np.argmax(known[..., ::-1], axis=-1)[..., None]
    flag, signal = (np.take_along_axis(array, last, axis=-1)[..., 0] for array in (flags, signals))
    return signal, np.select([np.isin(flag, HIGH_RULES), np.isin(flag, LOW_RULES)], ["high", "low"], "")


def _assurance(lower: np.ndarray, upper: np.ndarray, target, improvement: str) -> np.ndarray:
    """Whether the limits of the last stretch are on the better or the worse side of the target."""
    lower, upper = lower[..., -1], upper[..., -1]
    target = np.broadcast_to(np.asarray(np.nan if target is None else target, dtype=float), lower.shape)
    above, below = lower > target, upper < target
    passing, failing = (above, below) if improvement == "increase" else (below, above)
    unknown = np.isnan(target) | np.isnan(lower) | (improvement == "neutral")
    return np.select(
        [unknown, passing, failing],
        ["not applicable", "consistently passing", "consistently failing"],
        "hit or miss",
    )
