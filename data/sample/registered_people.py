"""People registered with a GP on three days: the census people of each LSOA, and their use of the NHS App.

App shares are own round figures after national reports, by age and deprivation; none below 13.
"""

from __future__ import annotations

import numpy as np

from data.sample import drawing, grouped, snapshots
from data.sample.records import RecordFile, dates, words
from data.sample.residents import Residents
from data.tables import SEXES

STATES = ("used", "registered", "not registered")
REGISTERED = (0.60, 0.68, 0.74)  # of all people of 13 and over, on each day
USED = (0.28, 0.36, 0.43)  # of the same people, in the month before

# the band 10-14 is cut at 13, so that no one below 13 has the app
_START = np.array([0, 1, 5, 10, 13, *range(15, 95, 5)])
_WIDTH = np.append(np.diff(_START), 10)
_THIRTEEN = 4  # first slot of 13 and over
_TEENS_BELOW_13 = 0.6
_REGISTERED_LOG_ODDS = np.array(
    [
        *[0] * 4,
        -1.2,
        0,
        0.8,
        1.0,
        1.0,
        1.0,
        0.9,
        0.8,
        0.7,
        0.6,
        0.5,
        0.3,
        0.0,
        -0.4,
        -1.0,
        -1.6,
        -2.2,
    ]
)
_USED_LOG_ODDS = np.array(
    [*[0] * 4, -0.8, -0.4, 0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0, -0.1, -0.3, -0.5, -0.7]
)
_GRADIENT, _USED_GRADIENT = -0.55, -0.25  # log odds, most deprived fifth against the least


def write_registered_people(rng: np.random.Generator, here: Residents, file: RecordFile) -> None:
    """Write the rows of all days: one per LSOA, sex, age slot and state of the app."""
    people = _people(here)
    deprived = grouped.DEPRIVATION[here.imd_quintile][:, None, None]
    older = people[..., _THIRTEEN:]
    for day in range(len(snapshots.DAYS)):
        chance = drawing.chances(
            _REGISTERED_LOG_ODDS[_THIRTEEN:] + _GRADIENT * deprived + np.zeros_like(older),
            older,
            REGISTERED[day],
        )
        use = drawing.chances(
            _USED_LOG_ODDS[_THIRTEEN:] + _USED_GRADIENT * deprived + np.zeros_like(older),
            older * chance,
            USED[day] / REGISTERED[day],
        )
        count = np.zeros((*people.shape, len(STATES)), dtype=np.int64)
        registered = rng.binomial(older, chance)
        count[..., _THIRTEEN:, 0] = rng.binomial(registered, use)
        count[..., _THIRTEEN:, 1] = registered - count[..., _THIRTEEN:, 0]
        count[..., 2] = people - count[..., 0] - count[..., 1]
        cell = np.flatnonzero(count)
        lsoa, sex, slot, state = np.unravel_index(cell, count.shape)
        file.write(
            {
                "row_id": grouped.row_ids(file.rows, len(cell)),
                "snapshot_date": dates(snapshots.day_of(day, len(cell))),
                "lsoa_code": words(lsoa, here.lsoa_codes),
                "age": (_START[slot] + (rng.random(len(cell)) * _WIDTH[slot]).astype(np.int64)).astype(
                    np.int16
                ),
                "sex": words(sex, SEXES),
                "nhs_app": words(state, STATES),
                "people": count.ravel()[cell],
            }
        )


def _people(here: Residents) -> np.ndarray:
    """Census people by LSOA, sex and age slot, (LSOAs, 2, 21)."""
    uncut = np.rint(here.population).astype(np.int64)
    teens = uncut[..., 3]
    below = np.rint(teens * _TEENS_BELOW_13).astype(np.int64)
    cut = np.stack([below, teens - below], axis=-1)
    return np.concatenate([uncut[..., :3], cut, uncut[..., 4:]], axis=-1)
