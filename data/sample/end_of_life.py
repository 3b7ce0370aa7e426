"""Where people die and how often they were admitted before: hospitals at the published share by age, the rest
own round figures."""

from __future__ import annotations

import numpy as np

from data.sample import published
from data.sample.drawing import CategoryTable
from data.sample.residents import Residents

PLACES = ("hospital", "home", "care home", "hospice", "other")
# published age: fallback for the share of deaths in hospital, then the shares of the other places
_AGES = {
    "<65 years": (42, 76, 3, 12, 9),
    "65-74 years": (47, 72, 10, 15, 3),
    "75-84 years": (46, 60, 29, 9, 2),
    "85+ years": (38, 38, 58, 3, 1),
}
_AGE_GROUP = np.array([*[0] * 14, 1, 1, 2, 2, 3, 3])  # of the 20 bands
# emergency admissions in the last 90 days, 0 to 6: of those who died in hospital, and of the others
_ADMISSIONS = np.array(
    [
        [0.14, 0.47, 0.275, 0.082, 0.024, 0.007, 0.002],
        [0.60, 0.255, 0.093, 0.038, 0.010, 0.003, 0.001],
    ]
)
_MORE_BY_QUINTILE = np.linspace(0.08, -0.08, 5)  # log share for each further admission


def draw(
    rng: np.random.Generator, here: Residents, band: np.ndarray, quintile: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Number of the place in ``PLACES`` and emergency admissions of the last 90 days, for each death."""
    share = []
    for age, (fallback, *elsewhere) in _AGES.items():
        in_hospital = published.level(here, "deaths_in_hospital", fallback, age=age)
        share.append([in_hospital, *(np.array(elsewhere) / sum(elsewhere) * (100 - in_hospital))])
    place = CategoryTable(np.array(share)).draw(rng, _AGE_GROUP[band])
    steeper = np.exp(_MORE_BY_QUINTILE[:, None] * np.arange(_ADMISSIONS.shape[1]))
    admissions = CategoryTable((_ADMISSIONS[:, None] * steeper).reshape(10, -1))
    return place, admissions.draw(rng, np.where(place == 0, 0, 1) * 5 + quintile)
