"""Underlying causes of death by age, sex and deprivation: plausible shares, own round figures, not
calibrated."""

from __future__ import annotations

import numpy as np

from data.sample.drawing import CategoryTable

# code, shares at ages below 1, 1-14, 15-34, 35-54, 55-74, 75-84, 85 and over, male to female ratio, gradient:
# log ratio of the most deprived fifth to the least
_CAUSES = (
    ("A41", 1, 1, 1, 1, 1.2, 1.2, 1.2, 1.0, 0.2),
    ("C15", 0, 0, 0, 1.5, 3, 1.5, .6, 2.2, 0.2),
    ("C16", 0, 0, .2, .8, 1.2, .9, .5, 1.8, 0.2),
    ("C18", 0, 0, .5, 2.5, 4, 3, 2, 1.1, 0.0),
    ("C22", 0, 0, .2, 1.2, 2, 1, .4, 1.6, 0.4),
    ("C25", 0, 0, .1, 1.8, 3.2, 2, .8, 1.1, 0.0),
    ("C34", 0, 0, .2, 3.5, 11, 7, 2.2, 1.1, 0.9),
    ("C50", 0, 0, .6, 5, 4.5, 2.5, 2, .02, -0.1),
    ("C61", 0, 0, 0, .4, 3, 4, 3.5, 9e3, -0.1),
    ("C80", 0, 1, .5, 2, 4, 3, 2, 1.0, 0.1),
    ("C91", 0, 3, 1.5, .8, 1, .9, .5, 1.4, 0.0),
    ("C71", 0, 6, 3, 2.5, 1.8, .6, .2, 1.4, -0.1),
    ("E11", 0, 0, .4, .9, 1.2, 1.2, 1, 1.1, 0.6),
    ("F03", 0, 0, 0, 0, .8, 4, 9, .7, 0.0),
    ("F10", 0, 0, .8, 2, 1, .1, 0, 2.0, 1.2),
    ("F01", 0, 0, 0, .1, .6, 2.5, 4.5, .9, 0.0),
    ("G20", 0, 0, 0, .1, 1, 2, 1, 1.7, -0.1),
    ("G30", 0, 0, 0, .1, 1.2, 5, 8, .6, -0.1),
    ("G40", 1, 3, 3, 1.5, .4, .2, .1, 1.2, 0.5),
    ("I21", 0, 0, .8, 4, 5, 4, 3.5, 1.9, 0.5),
    ("I25", 0, 0, .6, 6, 8, 6, 5.5, 2.1, 0.5),
    ("I48", 0, 0, 0, .1, .5, 1, 2, .8, 0.0),
    ("I50", 0, 0, .2, .6, .8, 1, 2, 1.0, 0.3),
    ("I61", 0, .5, .8, 1.6, 1.2, 1, .8, 1.0, 0.3),
    ("I64", 0, 0, .4, 1.2, 1.8, 3, 4.5, .85, 0.2),
    ("I71", 0, 0, .3, .6, 1.2, 1.2, .6, 2.0, 0.2),
    ("J18", 2, 2, 1, 1.5, 2.2, 3, 5, 1.0, 0.4),
    ("J44", 0, 0, .1, 1.5, 6.5, 6, 3.5, 1.1, 1.3),
    ("J84", 0, 0, .1, .4, 1.5, 1.8, 1, 1.6, 0.1),
    ("K55", 0, 0, .1, .4, .7, .7, .6, .8, 0.1),
    ("K70", 0, 0, 1.5, 8, 3.5, .3, 0, 1.9, 1.2),
    ("K74", 0, 0, .3, 1, .9, .4, .1, 1.3, 0.6),
    ("N18", 0, 0, .1, .3, .5, .8, 1, 1.1, 0.3),
    ("N39", 0, 0, 0, .2, .4, .8, 1.8, .7, 0.1),
    ("P07", 30, 0, 0, 0, 0, 0, 0, 1.2, 0.4),
    ("P21", 12, 0, 0, 0, 0, 0, 0, 1.2, 0.2),
    ("Q24", 22, 7, 1.5, .5, .2, 0, 0, 1.1, 0.2),
    ("R54", 0, 0, 0, 0, 0, .8, 4.5, .7, 0.0),
    ("R95", 8, 0, 0, 0, 0, 0, 0, 1.4, 0.8),
    ("R99", 3, 5, 4, 3, 1.2, .6, .6, 1.3, 0.4),
    ("U07", .2, .5, .8, 2, 3, 4, 4.5, 1.3, 0.4),
    ("V89", 1, 7, 7, 2, .5, .3, .1, 2.8, 0.3),
    ("W19", .5, 2, 1.5, 1.2, 1, 1.5, 2.2, 1.3, 0.1),
    ("X44", 0, 1, 15, 9, 1.2, .1, 0, 2.2, 1.5),
    ("X70", 0, 4, 24, 9, 1.2, .2, 0, 3.2, 0.5),
)
CODES = tuple(cause[0] for cause in _CAUSES)
_SHARE = np.array([cause[1:8] for cause in _CAUSES])
_MALE = np.array([cause[8] for cause in _CAUSES])
_GRADIENT = np.array([cause[9] for cause in _CAUSES])
_GROUP = np.array([0, 1, 1, 1, *[2] * 4, *[3] * 4, *[4] * 4, 5, 5, 6, 6])
_DEPRIVATION = np.linspace(0.5, -0.5, 5)

_by_sex = np.stack([_SHARE * (2 / (1 + _MALE))[:, None], _SHARE * (2 * _MALE / (1 + _MALE))[:, None]])
_by_group = np.moveaxis(_by_sex[..., None] * np.exp(_GRADIENT[:, None, None] * _DEPRIVATION), 1, -1)
_TABLE = CategoryTable(np.moveaxis(_by_group, 1, 0).reshape(-1, len(CODES)))  # rows: age group, sex, quintile


def draw(rng: np.random.Generator, band: np.ndarray, sex: np.ndarray, quintile: np.ndarray) -> np.ndarray:
    """The number of a cause in ``CODES`` for each death."""
    return _TABLE.draw(rng, (_GROUP[band] * 2 + sex) * 5 + quintile)
