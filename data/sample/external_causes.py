"""What caused an injury or poisoning: falls and self-harm at their published level, the others own round
shares.

The chance that an injury of 65 and over is a fall is moved until emergency falls come out at the published
rate, and the chance that a poisoning is self-harm likewise; both only as far as the injuries and poisonings
in the records allow.
"""

from __future__ import annotations

import numpy as np

from data.sample import diagnoses, drawing, published
from data.sample.residents import Residents

_FALLS = ("W010", "W180", "W190", "W060", "W100")
_TRAFFIC = ("V134", "V234", "V434", "V892")
_OTHER_CAUSES = ("W220", "W500", "W540", "X590", "Y040")
_SELF_HARM = ("X600", "X610", "X640")
_ACCIDENTS = ("X400", "X420", "X440")
_COMPLICATION = ("Y831", "Y838")
_KINDS = (_FALLS, _TRAFFIC, _OTHER_CAUSES, _SELF_HARM, _ACCIDENTS, _COMPLICATION)
CODES = tuple(code for kind in _KINDS for code in kind)
_FIRST = np.cumsum([0, *map(len, _KINDS)])[:-1]
_SIZE = np.array([len(kind) for kind in _KINDS])
FALL, TRAFFIC, OTHER, SELF_HARM, ACCIDENT, COMPLICATION = range(len(_KINDS))

# by age: below 5, 5-14, 15-34, 35-49, 50-64, 65-74, 75-84, 85 and over
_FALL_SHARE = np.array([0.5, 0.45, 0.2, 0.3, 0.5, 0.82, 0.88, 0.92])
_TRAFFIC_SHARE = np.array([0.06, 0.2, 0.35, 0.3, 0.3, 0.4, 0.3, 0.2])  # of injuries that are not falls
_SELF_HARM_SHARE = np.array([0, 0.7, 0.8, 0.75, 0.6, 0.4, 0.3, 0.25])
OLDER = 14  # first band of 65 and over
TEN = 3  # first band of 10 and over
HIGHEST_SHARE = 0.95

_IS_INJURY = np.array([code[0] == "S" for code in diagnoses.CODES])
_IS_POISONING = np.array([code[0] == "T" and "36" <= code[1:3] <= "65" for code in diagnoses.CODES])
_IS_COMPLICATION = np.array([code[0] == "T" and "80" <= code[1:3] <= "88" for code in diagnoses.CODES])


def draw(
    rng: np.random.Generator,
    here: Residents,
    band: np.ndarray,
    first: np.ndarray,
    emergency: np.ndarray,
    years: float,
) -> np.ndarray:
    """The number in ``CODES`` of each spell's external cause, -1 without one.

    ``first`` are numbers of primary diagnoses, ``emergency`` is true for emergency spells, and ``years`` is
    how long the spells span.
    """
    kind = np.full(len(band), -1, dtype=np.int8)
    injured = np.flatnonzero(_IS_INJURY[first])
    fall = np.repeat(_FALL_SHARE, np.bincount(diagnoses.AGE_GROUP))
    counted = np.bincount(band[injured[emergency[injured]]], minlength=20)
    rate = published.level(here, "emergency_admissions_for_falls_65_plus", 2_000) / 1e5
    wanted = rate * here.population[..., OLDER:].sum() * years
    fall[OLDER:] = _moved(fall[OLDER:], counted[OLDER:], wanted)
    traffic = _TRAFFIC_SHARE[diagnoses.AGE_GROUP[band[injured]]]
    chance = rng.random((2, len(injured)), dtype=np.float32)
    kind[injured] = np.where(
        chance[0] < fall[band[injured]], FALL, np.where(chance[1] < traffic, TRAFFIC, OTHER)
    )

    poisoned = np.flatnonzero(_IS_POISONING[first])
    harm = np.repeat(_SELF_HARM_SHARE, np.bincount(diagnoses.AGE_GROUP))
    harm[:TEN] = 0  # below ten years no poisoning is taken as self-harm
    counted = np.bincount(band[poisoned[emergency[poisoned]]], minlength=20)
    wanted = published.level(here, "emergency_admissions_for_self_harm", 120) / 1e5
    harm[TEN:] = _moved(harm[TEN:], counted[TEN:], wanted * here.population.sum() * years)
    on_purpose = rng.random(len(poisoned), dtype=np.float32) < harm[band[poisoned]]
    kind[poisoned] = np.where(on_purpose, SELF_HARM, ACCIDENT)
    kind[_IS_COMPLICATION[first]] = COMPLICATION

    caused = np.flatnonzero(kind >= 0)
    number = np.full(len(band), -1, dtype=np.int16)
    within = rng.random(len(caused), dtype=np.float32) * _SIZE[kind[caused]]
    number[caused] = _FIRST[kind[caused]] + within.astype(np.int16)
    return number


def _moved(share: np.ndarray, counted: np.ndarray, wanted: float) -> np.ndarray:
    """Shares moved so that ``wanted`` of the ``counted`` are hit, at most ``HIGHEST_SHARE`` of them."""
    mean = min(HIGHEST_SHARE, wanted / max(counted.sum(), 1))
    return drawing.chances(np.log(share / (1 - share)), counted, mean)
