"""The four rules that distinguish a special cause from common cause variation on a control chart."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

RUN = 7
COMMON_CAUSE = "common cause"
MISSING = "missing"
# Strongest first: a point that meets several rules is flagged with the first of them.
HIGH_RULES = ("outside high", "trend up", "two in three high", "shift high")
LOW_RULES = ("outside low", "trend down", "two in three low", "shift low")


def mark_points(values: np.ndarray, centre: np.ndarray, near: np.ndarray, far: np.ndarray) -> np.ndarray:
    """The flag of every point of ``values`` (time last); ``near`` and ``far`` are distances from ``centre``.

    Outside the limits; 7 points that strictly rise or fall; two of three points near the same limit, with all
    three on that side of the centre (only the near ones are marked); 7 points on one side of the centre.
    """
    distance = values - centre
    # Rounding must not put points on the other side of a centre or limit on which they are.
    slack = 1e-12 * np.maximum(np.abs(values), np.abs(centre))
    side = np.where(np.abs(distance) <= slack, 0.0, np.sign(distance))
    outside = np.abs(distance) > far + slack
    is_near = (np.abs(distance) > near + slack) & ~outside
    rising, falling = _trends(values)

    conditions = []
    for sign, trend in ((1, rising), (-1, falling)):
        on_side = side == sign
        pairs = _windows_marked(on_side, 3, 3) & _windows_marked(on_side & is_near, 3, 2)
        two_in_three = _points_of(pairs, values.shape, 3) & on_side & is_near
        shift = _points_of(_windows_marked(on_side, RUN, RUN), values.shape, RUN)
        conditions.append((outside & on_side, trend, two_in_three, shift))
    by_strength = [condition for pair in zip(*conditions, strict=True) for condition in pair]
    names = [name for pair in zip(HIGH_RULES, LOW_RULES, strict=True) for name in pair]
    missing = np.isnan(values)
    return np.select([missing, *by_strength], [MISSING, *names], COMMON_CAUSE)


def _trends(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    steps = np.diff(values, axis=-1)
    rising, falling = (
        _points_of(_windows_marked(stepped, RUN - 1, RUN - 1), values.shape, RUN)
        for stepped in (steps > 0, steps < 0)
    )
    # The turning point between two trends belongs to the later one, which shows the current direction.
    turning = rising & falling
    onward = np.concatenate([steps > 0, np.zeros((*steps.shape[:-1], 1), dtype=bool)], axis=-1)
    return rising & ~(turning & ~onward), falling & ~(turning & onward)


def _windows_marked(marked: np.ndarray, width: int, minimum: int) -> np.ndarray:
    """Whether each window of ``width`` points has at least ``minimum`` marked points; by the window's first
    point."""
    if marked.shape[-1] < width:
        return np.zeros((*marked.shape[:-1], 0), dtype=bool)
    return sliding_window_view(marked, width, axis=-1).sum(axis=-1) >= minimum


def _points_of(windows: np.ndarray, shape: tuple, width: int) -> np.ndarray:
    """The points that are in any of the windows."""
    points = np.zeros(shape, dtype=bool)
    number = windows.shape[-1]
    for offset in range(width if number else 0):
        points[..., offset : offset + number] |= windows
    return points
