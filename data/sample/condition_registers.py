"""People on the registers of seven conditions on three days, and whether the preventive care was given.

Sizes are the published prevalence of the system (2024/25; cardiovascular disease and high risk of it: round
figures) on the last day and a little less on earlier days. People on an earlier day are drawn from the same
places, sexes and ages as on the last, but individuals cannot be followed. Care shares are own round figures.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.sample import drawing, grouped, published, snapshots
from data.sample.records import RecordFile, dates, words
from data.sample.residents import Residents
from data.tables import SEXES


@dataclass(frozen=True)
class Register:
    """One condition: the published indicator of its prevalence (if any) and a round figure (per cent of
    people of a band and older), ratio of men to women, log ratio of the most deprived fifth to the least,
    care given (per cent on the last day) and rate by age band (any scale).
    """

    condition: str
    indicator: str
    prevalence: float
    of_band: int
    male: float
    gradient: float
    care: float
    by_age: tuple[float, ...]


_REGISTERS = (
    Register(
        "hypertension",
        "qof_prevalence_hyp",
        15,
        0,
        1.05,
        0.15,
        68,
        (0, 0, 0, 0, 0.05, 0.3, 0.8, 1.8, 3.5, 6.5, 11, 17, 24, 31, 39, 47, 54, 58, 60, 56),
    ),
    Register(
        "high_cvd_risk",
        "",
        3.5,
        0,
        1.6,
        0.25,
        60,
        (0, 0, 0, 0, 0, 0, 0, 0, 0.2, 0.6, 1.2, 2.5, 4.5, 8, 13, 19, 20, 14, 6, 3),
    ),
    Register(
        "cvd",
        "",
        4,
        0,
        1.6,
        0.35,
        84,
        (0, 0, 0, 0, 0, 0.05, 0.1, 0.2, 0.4, 0.9, 1.7, 3.2, 5, 7.5, 11, 15, 20, 25, 29, 31),
    ),
    Register(
        "atrial_fibrillation",
        "qof_prevalence_af",
        2.3,
        0,
        1.35,
        0.0,
        91,
        (0, 0, 0, 0, 0, 0.05, 0.1, 0.15, 0.2, 0.4, 0.7, 1.2, 2, 3.5, 5.8, 9, 13, 18, 23, 25),
    ),
    Register(
        "diabetes",
        "qof_prevalence_dm",
        7.8,
        4,
        1.25,
        0.5,
        55,
        (0, 0, 0, 0, 0.4, 0.8, 1.2, 1.8, 2.8, 4.2, 6.5, 9, 11.5, 14, 16.5, 18.5, 20, 20, 18, 14),
    ),
    Register(
        "copd",
        "qof_prevalence_copd",
        1.9,
        0,
        1.1,
        1.0,
        68,
        (0, 0, 0, 0, 0, 0, 0.02, 0.05, 0.15, 0.4, 0.9, 1.7, 2.9, 4.3, 6, 7.4, 8, 7.6, 6, 4),
    ),
    Register(
        "smi",
        "qof_prevalence_mh",
        1.0,
        0,
        1.1,
        0.9,
        60,
        (0, 0, 0, 0, 0.1, 0.5, 0.8, 1.1, 1.3, 1.4, 1.5, 1.5, 1.5, 1.4, 1.3, 1.2, 1.1, 1, 0.9, 0.8),
    ),
)
CONDITIONS = tuple(register.condition for register in _REGISTERS)
CARE = ("yes", "no")
SIZE = (0.96, 0.98, 1.0)  # of the registers on each day, relative to the last
HIGHEST_CHANCE = 0.95  # of being on one register
CARE_STEP = 1.5  # percentage points less care on each earlier day
_CARE_LOG_ODDS_BY_AGE = np.array(
    [*[-0.6] * 8, -0.5, -0.4, -0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.2, 0.2, 0.15, 0.1]
)
_CARE_GRADIENT = -0.4


def write_condition_registers(rng: np.random.Generator, here: Residents, file: RecordFile) -> None:
    """Write the rows of all days, one per person."""
    people = np.stack([_members(rng, here, register) for register in _REGISTERS])
    log_odds = _CARE_LOG_ODDS_BY_AGE + _CARE_GRADIENT * grouped.DEPRIVATION[here.imd_quintile][:, None, None]
    log_odds = np.broadcast_to(log_odds, people.shape[1:])
    for day, size in enumerate(SIZE):
        count = people if size == 1 else rng.binomial(people, size)
        less = CARE_STEP * (len(SIZE) - 1 - day)
        chance = np.stack(
            [
                drawing.chances(log_odds, members, (register.care - less) / 100)
                for register, members in zip(_REGISTERS, count, strict=True)
            ]
        )
        cell = np.repeat(np.arange(count.size), count.ravel())
        condition, lsoa, sex, band = (part.astype(np.int16) for part in np.unravel_index(cell, count.shape))
        without = rng.random(len(cell), dtype=np.float32) >= chance.ravel()[cell]
        file.write(
            {
                "row_id": grouped.row_ids(file.rows, len(cell)),
                "snapshot_date": dates(snapshots.day_of(day, len(cell))),
                "lsoa_code": words(lsoa, here.lsoa_codes),
                "age": drawing.ages(rng, band),
                "sex": words(sex, SEXES),
                "condition": words(condition, CONDITIONS),
                "care_given": words(without, CARE),
            }
        )


def _members(rng, here: Residents, register: Register) -> np.ndarray:
    """People on the register on the last day, (LSOAs, 2, 20); never more than live there."""
    share = register.prevalence
    if register.indicator:
        share = published.level(here, register.indicator, register.prevalence, period="2024/25")
    people = np.rint(here.population).astype(np.int64)
    total = share / 100 * people[..., register.of_band :].sum()
    by_sex = np.array([2 / (1 + register.male), 2 * register.male / (1 + register.male)])[:, None]
    deprived = np.exp(register.gradient * grouped.DEPRIVATION)[here.imd_quintile][:, None, None]
    rate = np.array(register.by_age) * by_sex * deprived
    chance = rate * total / (people * rate).sum()
    return rng.binomial(people, np.minimum(chance, HIGHEST_CHANCE))
