"""Nights in hospital after the person was ready to leave: the published share of discharges and mean delay.

Only emergency stays of a night or more wait; the older and the longer the stay, the more often. A delay is
never longer than the stay.
"""

from __future__ import annotations

import numpy as np

from data.sample import drawing, published
from data.sample.residents import Residents

LOG_SPREAD = 0.9
_LOG_ODDS_BY_AGE = np.array([*[-2.0] * 5, *[-1.0] * 5, *[-0.6] * 3, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.7])
LONGEST_COUNTED = 30  # nights; beyond this the chance of a delay no longer rises


def draw(
    rng: np.random.Generator, here: Residents, band: np.ndarray, nights: np.ndarray, emergency: np.ndarray
) -> np.ndarray:
    """Nights after being ready for each spell, 0 for most."""
    share = published.level(here, "discharges_delayed_share", 13) / 100
    mean = published.level(here, "discharge_delay_days_average", 6)
    stayed = np.flatnonzero(emergency & (nights > 0))
    stay = np.minimum(nights[stayed], LONGEST_COUNTED)
    group = band[stayed] * (LONGEST_COUNTED + 1) + stay
    log_odds = _LOG_ODDS_BY_AGE[:, None] + 1.3 * np.log(np.maximum(np.arange(LONGEST_COUNTED + 1), 1))
    people = np.bincount(group, minlength=log_odds.size)
    chance = drawing.chances(log_odds.ravel(), people, share)
    late = stayed[rng.random(len(stayed), dtype=np.float32) < chance[group]]
    spread = np.exp(rng.standard_normal(len(late), dtype=np.float32) * LOG_SPREAD)
    delay = np.zeros(len(band), dtype=np.int16)
    delay[late] = _capped(spread, nights[late], mean)
    return delay


def _capped(spread: np.ndarray, nights: np.ndarray, mean: float) -> np.ndarray:
    """Whole nights from 1 to the stay, their mean as near the published one as the stays allow."""
    low, high = 0.1, 50.0
    for _ in range(25):
        middle = (low + high) / 2
        delay = np.clip(np.rint(spread * middle), 1, nights)
        low, high = (middle, high) if delay.mean() < mean else (low, middle)
    return delay.astype(np.int16)
