"""Hospital Frailty Risk Score of admitted people: plausible by age and deprivation, not calibrated.

Set so that about a third of emergency spells at 75 and over have a score below 5, four in ten 5 to 15 and a
quarter above 15. The score is drawn independently for each spell: it is not derived from the diagnoses.
"""

from __future__ import annotations

import numpy as np

HIGHEST = 60
# by age band: who has any score at all, and the mean score of those
_SHARE = np.array(
    [*[0] * 4, *[0.03] * 4, 0.04, 0.06, 0.10, 0.20, 0.26, 0.34, 0.60, 0.72, *[0.93, 0.96, 0.97, 0.98]]
)
_MEAN = np.array([*[2] * 4, *[2.5] * 4, 3, 3, 3.5, 4.5, 5, 5.5, 6.5, 7.5, 9.5, 11, 13, 14])
_SHARE_BY_QUINTILE = np.array([1.6, 1.25, 1.0, 0.85, 0.75])  # of those below 65
_MEAN_BY_QUINTILE = np.array([1.15, 1.06, 1.0, 0.95, 0.9])
PLANNED = 0.45  # mean of planned spells against emergencies
OLDER = 14


def draw(
    rng: np.random.Generator, band: np.ndarray, quintile: np.ndarray, emergency: np.ndarray
) -> np.ndarray:
    """Whole points (int16) for each spell."""
    share = _SHARE[:, None] * np.where(np.arange(20)[:, None] < OLDER, _SHARE_BY_QUINTILE, 1)
    mean = _MEAN[:, None] * _MEAN_BY_QUINTILE
    cell = band.astype(np.int32) * 5 + quintile
    any_score = rng.random(len(band), dtype=np.float32) < share.ravel()[cell]
    score = rng.standard_exponential(len(band), dtype=np.float32) * mean.ravel()[cell]
    score *= np.where(emergency, 1, PLANNED)
    return np.where(any_score, np.minimum(np.rint(score), HIGHEST), 0).astype(np.int16)
