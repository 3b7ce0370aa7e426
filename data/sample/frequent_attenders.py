"""How often the same person came to A&E in twelve months: mostly once or twice, with a long tail.

Own round figures, set so that about 7 % of attendances are the person's third or more; the share is higher
for older people who come by ambulance and in deprived areas. The number is drawn independently for each
attendance, so no person can be followed.
"""

from __future__ import annotations

import numpy as np

from data.sample.drawing import CategoryTable

MAX_ATTENDANCES = 60
AMBULANCE = 0
_THIRD_OR_MORE = np.array(
    [
        0.05,
        0.05,
        0.025,
        0.03,
        0.045,
        0.055,
        0.055,
        0.055,
        0.055,
        0.055,
        0.055,
        0.055,
        0.055,
        0.055,
        0.06,
        0.065,
        0.075,
        0.085,
        0.09,
        0.085,
    ]
)
_BY_QUINTILE = np.array([1.35, 1.1, 0.95, 0.85, 0.75])
_OLDER = 14
_BY_AMBULANCE, _BY_AMBULANCE_OLDER = 1.3, 1.7
_TAIL = np.arange(3, MAX_ATTENDANCES + 1) ** -2.6  # the shares of 3, 4, 5 and so on


def draw(rng: np.random.Generator, band: np.ndarray, quintile: np.ndarray, arrival: np.ndarray) -> np.ndarray:
    """Attendances in the year up to each one, itself included (int16); ``arrival`` is 0 for ambulances."""
    return _TABLE.draw(rng, ((band.astype(np.int32) * 5 + quintile) * 2 + (arrival == AMBULANCE))) + 1


def _table() -> CategoryTable:
    by_arrival = np.ones((20, 1, 2))
    by_arrival[:, 0, 1] = np.where(np.arange(20) < _OLDER, _BY_AMBULANCE, _BY_AMBULANCE_OLDER)
    third = (_THIRD_OR_MORE[:, None, None] * _BY_QUINTILE[:, None] * by_arrival).reshape(-1, 1)
    second = 0.12 + third
    return CategoryTable(np.hstack([1 - second - third, second, third * _TAIL / _TAIL.sum()]))


_TABLE = _table()
