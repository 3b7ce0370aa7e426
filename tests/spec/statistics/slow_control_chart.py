"""A control chart by the letter of the rules, point by point and slowly: a judge for the fast one."""

from __future__ import annotations

import math
from fractions import Fraction


def slow_flags(values: list[float], groups: list[int], screen: bool = True) -> tuple[list[str], list, list]:
    """Flag, lower and upper limit of each point; exact arithmetic, so that ties are ties."""
    flags, lows, highs = [], [], []
    for group in sorted(set(groups)):
        own = [
            None if math.isnan(v) else Fraction(v) for v, g in zip(values, groups, strict=True) if g == group
        ]
        one, low, high = _group(own, screen)
        flags += one
        lows += [low] * len(own)
        highs += [high] * len(own)
    return flags, lows, highs


def _group(y: list[Fraction | None], screen: bool):
    known = [value for value in y if value is not None]
    if not known:
        return ["missing"] * len(y), None, None
    mean = sum(known) / len(known)
    ranges = [abs(b - a) for a, b in zip(y, y[1:], strict=False) if a is not None and b is not None]
    typical = sum(ranges) / len(ranges) if ranges else None
    if typical is not None and screen:
        kept = [one for one in ranges if one <= Fraction(3267, 1000) * typical]
        typical = sum(kept) / len(kept)
    low = high = near_low = near_high = None
    if typical is not None:
        reach = Fraction(266, 100) * typical
        low, high = mean - reach, mean + reach
        near_low, near_high = mean - reach * 2 / 3, mean + reach * 2 / 3
    side = [None if v is None else (v > mean) - (v < mean) for v in y]
    outside = [v is not None and low is not None and (v > high or v < low) for v in y]
    near = [
        v is not None and low is not None and not out and (v > near_high or v < near_low)
        for v, out in zip(y, outside, strict=True)
    ]
    flags = []
    for i, value in enumerate(y):
        if value is None:
            flags.append("missing")
            continue
        name = "high" if side[i] == 1 else "low"
        if outside[i]:
            flags.append(f"outside {name}")
        elif _in_trend(y, i):
            flags.append(f"trend {_direction(y, i)}")
        elif near[i] and any(
            sum(near[s : s + 3]) >= 2 and side[s : s + 3] == [side[i]] * 3
            for s in range(max(0, i - 2), i + 1)
            if s + 3 <= len(y)
        ):
            flags.append(f"two in three {name}")
        elif side[i] != 0 and any(
            side[s : s + 7] == [side[i]] * 7 for s in range(max(0, i - 6), i + 1) if s + 7 <= len(y)
        ):
            flags.append(f"shift {name}")
        else:
            flags.append("common cause")
    return flags, low, high


def _runs(y, i, rising: bool) -> bool:
    for start in range(max(0, i - 6), i + 1):
        window = y[start : start + 7]
        if len(window) == 7 and None not in window:
            steps = [b > a if rising else b < a for a, b in zip(window, window[1:], strict=False)]
            if all(steps):
                return True
    return False


def _in_trend(y, i) -> bool:
    return _runs(y, i, True) or _runs(y, i, False)


def _direction(y, i) -> str:
    up, down = _runs(y, i, True), _runs(y, i, False)
    if up and down:
        return "up" if y[i + 1] > y[i] else "down"
    return "up" if up else "down"
