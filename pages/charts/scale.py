"""Round numbers for axes and classes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np


def round_step(raw: float, smallest: float = 0.0) -> float:
    """The nearest of 1, 2 and 5 times a power of ten, and never below `smallest`."""
    if not raw > 0:
        return smallest or 1.0
    power = 10.0 ** math.floor(math.log10(raw))
    step = min((power * factor for factor in (1, 2, 5, 10)), key=lambda size: abs(math.log(size / raw)))
    return max(step, smallest)


@dataclass(frozen=True)
class Axis:
    """A linear axis with round ends; `place` gives a percentage of its length."""

    start: float
    end: float
    ticks: tuple[float, ...]

    def place(self, figure: float) -> float:
        return round(min(100.0, max(0.0, 100 * (figure - self.start) / (self.end - self.start))), 2)


def axis(figures: list[float], ticks: int = 5, decimals: int = 0) -> Axis:
    """An axis over all finite figures. It starts at 0 unless the figures lie far from it and close
    together."""
    finite = [float(figure) for figure in figures if figure is not None and math.isfinite(figure)]
    low, high = (min(finite), max(finite)) if finite else (0.0, 1.0)
    if low >= 0 and low < 0.45 * high or low == high == 0:
        low = 0.0
    elif high <= 0 and high > 0.45 * low:
        high = 0.0
    if low == high:
        low, high = low - 1, high + 1
    step = round_step((high - low) / ticks)
    # An end that just tops a tick does not earn a whole further step.
    start = math.floor(low / step + 0.02) * step
    end = math.ceil(high / step - 0.02) * step
    start, end = min(start, low), max(end, high)
    first = math.ceil(start / step - 1e-9)
    last = math.floor(end / step + 1e-9)
    return Axis(start, end, tuple(round(place * step, 10) for place in range(first, last + 1)))


def class_limits(figures: list[float], decimals: int = 0, classes: int = 5) -> tuple[float, ...]:
    """Round limits, one step apart, between at most `classes` classes.

    Of all round steps near a fifth of the middle nine tenths, and of all starts, those that spread the
    figures most evenly over the classes (largest entropy), so
    that one far figure does not leave the others in one colour. Fewer limits come back for few or
    equal figures.
    """
    finite = np.array(
        [figure for figure in figures if figure is not None and math.isfinite(figure)], dtype=float
    )
    finite = np.round(finite, decimals)
    if finite.size == 0 or finite.min() == finite.max():
        return ()
    low, high = finite.min(), finite.max()
    spread = float(np.quantile(finite, 0.95) - np.quantile(finite, 0.05)) or high - low
    best, limits = -1.0, ()
    for step in _round_steps(spread / classes, 10.0**-decimals):
        for first in range(math.floor(low / step) + 1, math.floor(high / step) + 1):
            tried = [round((first + place) * step, 10) for place in range(classes - 1)]
            tried = [limit for limit in tried if low < limit <= high]
            shares = (
                np.bincount(np.searchsorted(tried, finite, side="right"), minlength=len(tried) + 1)
                / finite.size
            )
            evenness = float(-(shares[shares > 0] * np.log(shares[shares > 0])).sum())
            if evenness > best + 1e-9:
                best, limits = evenness, tuple(tried)
    return limits


def _round_steps(raw: float, smallest: float) -> list[float]:
    """Round steps from six tenths of `raw` to twice it, whole multiples of `smallest`."""
    power = 10.0 ** math.floor(math.log10(raw))
    steps = (power * factor for factor in (0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5, 10, 20))
    whole = [
        step
        for step in steps
        if step >= smallest * 0.999 and abs(step / smallest - round(step / smallest)) < 1e-6
    ]
    return [step for step in whole if raw * 0.6 <= step <= raw * 2] or [smallest]


def class_of(figure: float, limits: tuple[float, ...], decimals: int = 0) -> int:
    """Which class a figure falls in, from 0, judged on the figure as printed."""
    return sum(round(figure, decimals) >= limit for limit in limits)
