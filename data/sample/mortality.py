"""Death rates by age: one schedule for each sex, raised or lowered to any life expectancy.

The schedule has the shape of recent English life tables (own round figures: high in infancy, least at 5 to
14, from 35 on doubling about every seven years). A level is set by one number, the log of the ratio to the
schedule. It acts fully up to 65 and less and less above, because small areas differ far more in deaths at 50
than in deaths at 90.
"""

from __future__ import annotations

import numpy as np

SCHEDULE = np.array(
    [
        # <1     1-4     5-9     10-14   15-19   20-24   25-29   30-34   35-39   40-44
        [
            0.00370,
            0.00013,
            0.00007,
            0.00009,
            0.00017,
            0.00022,
            0.00029,
            0.00046,
            0.00073,
            0.00112,
            # female, from 45-49
            0.00172,
            0.00265,
            0.00405,
            0.00640,
            0.01000,
            0.01660,
            0.02950,
            0.05500,
            0.10600,
            0.21500,
        ],
        [
            0.00440,
            0.00015,
            0.00008,
            0.00010,
            0.00031,
            0.00051,
            0.00061,
            0.00086,
            0.00127,
            0.00190,
            0.00278,
            0.00410,
            0.00620,
            0.00970,
            0.01510,
            0.02450,
            0.04150,
            0.07400,
            0.13500,
            0.24500,
        ],  # male
    ]
)  # deaths a person-year, (2 sexes, 20 bands)
STRENGTH = np.array([*[1.0] * 14, 0.95, 0.88, 0.78, 0.66, 0.54, 0.42])
WIDTH = np.array([1.0, 4.0, *[5.0] * 17])
LIVED = np.array([0.1, *[0.5] * 18])
LOWEST, HIGHEST = -3.0, 3.0
_GRID = np.linspace(LOWEST, HIGHEST, 1201)


def rates(sex: int, level: np.ndarray | float) -> np.ndarray:
    """Death rates (..., 20) of a sex (0 female, 1 male) at a level, the log of the ratio to the schedule up
    to 65."""
    return SCHEDULE[sex] * np.exp(np.asarray(level)[..., None] * STRENGTH)


def expectation(rate: np.ndarray) -> np.ndarray:
    """Life expectancy at birth, years, of death rates (..., 20): abridged life table after Chiang (1968).

    For calibration alone, hence without variance; what the dashboard shows comes from metrics.statistics.
    """
    closed = rate[..., :-1]
    dying = np.minimum(closed * WIDTH / (1 + closed * WIDTH * (1 - LIVED)), 1.0)
    alive = np.cumprod(np.concatenate([np.ones_like(dying[..., :1]), 1 - dying], axis=-1), axis=-1)
    lived = WIDTH * (alive[..., 1:] + LIVED * (alive[..., :-1] - alive[..., 1:]))
    return lived.sum(axis=-1) + alive[..., -1] / rate[..., -1]


def level_for(sex: int, life_expectancy: np.ndarray | float) -> np.ndarray:
    """The level at which the schedule gives a life expectancy; the inverse of ``expectation(rates(sex,
    level))``."""
    falling = expectation(rates(sex, _GRID))
    return np.interp(life_expectancy, falling[::-1], _GRID[::-1])


def solve(falling, target: float, low: float = LOWEST, high: float = HIGHEST) -> float:
    """Where a falling function meets the target, by bisection; the nearer end when it does not meet it at
    all."""
    for _ in range(48):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > target else (low, middle)
    return (low + high) / 2
