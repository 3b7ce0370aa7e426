"""Days from a discharge to the same person's next emergency admission.

The published share of stays (emergency ones, and planned ones of a night or more) has one within 30 days;
about as many again follow within the year. Only the programme's people have a person_id: their days are those
of their own next spell. All other days are drawn independently, and link to no spell.
"""

from __future__ import annotations

import numpy as np

from data.sample import drawing, published
from data.sample.residents import Residents

LONGEST = 366
LATER_FOR_EARLY = 1.1  # readmissions of days 30 to 366 for each one before
EARLY_DAYS = 13.0  # mean of the exponential over the first thirty days
_LOG_ODDS_BY_AGE = np.array(
    [
        0.2,
        0,
        -0.4,
        -0.3,
        -0.2,
        -0.2,
        -0.1,
        0,
        0,
        0,
        0.05,
        0.1,
        0.15,
        0.2,
        0.25,
        0.3,
        0.35,
        0.4,
        0.4,
        0.35,
    ]
)
_LOG_ODDS_BY_QUINTILE = np.linspace(0.2, -0.2, 5)
DAY_CASE, MATERNITY = -1.2, -1.6  # log odds against other stays; not in the published share


def draw(
    rng: np.random.Generator,
    here: Residents,
    band: np.ndarray,
    quintile: np.ndarray,
    kind: np.ndarray,
) -> np.ndarray:
    """Days to the next emergency admission, -1 for none within a year.

    ``kind`` is 0 for stays that the published share counts, 1 for planned day cases, 2 for maternity.
    """
    share = published.level(here, "emergency_readmissions_within_30_days", 14) / 100
    log_odds = _LOG_ODDS_BY_AGE[:, None] + _LOG_ODDS_BY_QUINTILE
    cell = band.astype(np.int32) * 5 + quintile
    people = np.bincount(cell[kind == 0], minlength=log_odds.size)
    counted = drawing.chances(log_odds.ravel(), people, share)
    odds = counted / (1 - counted)
    chance = np.stack(
        [counted, *(odds * np.exp(less) / (1 + odds * np.exp(less)) for less in (DAY_CASE, MATERNITY))]
    )
    early = chance[kind, cell]
    lot = rng.random(len(band), dtype=np.float32)
    days = np.full(len(band), -1, dtype=np.int16)
    soon = np.flatnonzero(lot < early)
    part = rng.random(len(soon), dtype=np.float32) * (1 - np.exp(-30 / EARLY_DAYS))
    days[soon] = np.minimum(-EARLY_DAYS * np.log1p(-part), 29)
    later = np.flatnonzero((lot >= early) & (lot < early * (1 + LATER_FOR_EARLY)))
    # they become fewer over the year: the density is a straight line that falls to half
    part = rng.random(len(later), dtype=np.float32)
    days[later] = 30 + np.minimum((2 - np.sqrt(4 - 3 * part)) * (LONGEST - 29), LONGEST - 30)
    return days


def of_persons(person: np.ndarray, admitted: np.ndarray, discharged: np.ndarray) -> np.ndarray:
    """Days from each discharge to the same person's next admission, -1 for none within a year (arrays along
    spells)."""
    order = np.lexsort((admitted, person))
    gap = np.full(len(person), -1, dtype=np.int64)
    same = person[order][1:] == person[order][:-1]
    between = admitted[order][1:] - discharged[order][:-1]
    # two stays of one person may overlap, as they are drawn one by one: then the next began on that day
    gap[order[:-1]] = np.where(same, np.maximum(between, 0), -1)
    return np.where(gap > LONGEST, -1, gap).astype(np.int16)
