"""Admitted spells: the monthly number of emergency admissions of the system, with elective and maternity
spells.

Emergency admissions follow the published small-area ratio (Indices of Deprivation 2025, standardised for age
and sex), most steeply at 35 to 69. Elective spells are about 0.55 of the emergency ones and nearly level
across areas.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from data.sample import (
    delays,
    diagnoses,
    drawing,
    external_causes,
    frailty,
    procedures,
    readmissions,
)
from data.sample.calendar import MonthlyTotals, month_starts
from data.sample.cohort import Cohort
from data.sample.records import RecordFile, dates, identifiers, words
from data.sample.residents import Residents
from data.tables import SEXES

EMERGENCY_BY_AGE = np.array(
    [
        340,
        105,
        48,
        45,
        58,
        66,
        70,
        71,
        71,
        72,
        78,
        86,
        96,
        112,
        136,
        174,
        240,
        325,
        430,
        530,
    ]
)
ELECTIVE_BY_AGE = np.array(
    [
        35,
        30,
        28,
        22,
        26,
        32,
        40,
        48,
        58,
        68,
        82,
        100,
        120,
        145,
        175,
        205,
        215,
        185,
        125,
        70,
    ]
)
MATERNITY_BY_AGE = np.array([0, 0, 0, 0, 15, 48, 88, 102, 58, 12, 1, *[0] * 9])
MALE = np.array(
    [
        1.15,
        1.2,
        1.1,
        0.95,
        0.7,
        0.68,
        0.68,
        0.72,
        0.85,
        0.95,
        *[1.05] * 5,
        1.08,
        1.1,
        1.12,
        1.12,
        1.12,
    ]
)
STEEPNESS = np.array(
    [
        0.8,
        0.9,
        0.9,
        0.9,
        1,
        1,
        1.05,
        1.1,
        1.2,
        1.2,
        1.2,
        1.2,
        1.15,
        1.15,
        1.1,
        1.05,
        1,
        0.9,
        0.8,
        0.75,
    ]
)
ELECTIVE_STEEPNESS = 0.2
ELECTIVE_FOR_EMERGENCY = 0.55
MATERNITY_FOR_EMERGENCY = 0.08

METHODS = ("11", "12", "13", "21", "22", "23", "24", "25", "28", "2A", "2B", "2C", "2D", "31")
KINDS = ("emergency", "elective", "maternity")
_METHOD_SHARE = {
    "emergency": {"21": 72, "22": 6, "23": 1, "24": 3, "25": 0.2, "28": 3, "2A": 5, "2B": 2.8, "2D": 7},
    "elective": {"11": 62, "12": 28, "13": 10},
    "maternity": {"31": 1},
}
_BORN_AT_HOME = 0.01  # of emergency admissions below the age of one: method 2C
SAME_DAY = np.array(
    [
        0.55,
        0.5,
        0.46,
        0.42,
        0.36,
        0.36,
        0.36,
        0.36,
        0.36,
        0.36,
        0.35,
        0.34,
        0.32,
        0.30,
        0.27,
        0.24,
        0.20,
        0.17,
        0.14,
        0.12,
    ]
)
_LOG_NIGHTS = np.array(
    [
        0.3,
        0.2,
        0.2,
        0.3,
        0.3,
        0.4,
        0.45,
        0.5,
        0.55,
        0.6,
        0.75,
        0.85,
        0.95,
        1.1,
        1.25,
        1.4,
        1.55,
        1.7,
        1.8,
        1.85,
    ]
)
LONGEST = 180


def write_spells(
    rng: np.random.Generator,
    here: Residents,
    months: MonthlyTotals,
    cohort: Cohort,
    file: RecordFile,
    progress: Callable[[float], None] = lambda fraction: None,
) -> None:
    """Write all spells in order of admission; the cohort's emergency spells count towards the monthly
    totals."""
    of_cohort = np.bincount(np.searchsorted(months.months, cohort.spell_months), minlength=len(months.months))
    mean = months.totals.mean()
    _, length = month_starts(months.months)
    steady = np.rint(mean * length / length.mean())
    totals = {
        "emergency": months.totals - of_cohort,
        "elective": np.rint(ELECTIVE_FOR_EMERGENCY * steady),
        "maternity": np.rint(MATERNITY_FOR_EMERGENCY * steady),
    }
    if (totals["emergency"] < 0).any():
        raise ValueError(f"The programme's people have more emergency admissions than all of {here.name}.")
    parts = [_cohort_spells(rng, here, cohort)]
    for done, kind in enumerate(totals):
        parts.append(_spells(rng, here, kind, months.months, totals[kind]))
        progress(0.25 * (done + 1))

    spells = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.argsort(spells["day"], kind="stable")
    spells = {name: column[order] for name, column in spells.items()}
    spells |= _details(rng.spawn(1)[0], here, spells, years=len(months.months) / 12)
    file.write(
        {
            "spell_id": np.arange(1, len(order) + 1),
            "admission_date": dates(spells["day"]),
            "discharge_date": dates(spells["day"] + spells["nights"]),
            "lsoa_code": words(spells["lsoa"], here.lsoa_codes),
            "age": spells["age"],
            "sex": words(spells["sex"], SEXES),
            "admission_method": words(spells["method"], METHODS),
            "primary_diagnosis": words(spells["primary"], diagnoses.CODES),
            "secondary_diagnosis": words(spells["secondary"], diagnoses.CODES),
            "external_cause": words(spells["cause"], external_causes.CODES),
            "procedure_code": words(spells["procedure"], procedures.CODES),
            "length_of_stay": spells["nights"],
            "days_after_ready": spells["delay"],
            "days_to_readmission": identifiers(spells["readmission"]),
            "frailty_score": spells["frailty"],
            "person_id": identifiers(spells["person"]),
        }
    )
    progress(1.0)


def _details(rng, here: Residents, spells: dict[str, np.ndarray], years: float) -> dict[str, np.ndarray]:
    """The columns of each spell beyond its diagnoses; from a separate random stream, so that the other
    columns do not depend on it."""
    first, nights, kind = spells["primary"], spells["nights"], spells["kind"]
    band = np.searchsorted(drawing.BAND_START, spells["age"], side="right") - 1
    quintile, emergency = here.imd_quintile[spells["lsoa"]], kind == KINDS.index("emergency")
    procedure = np.empty(len(band), dtype=np.int16)
    for number, name in enumerate(KINDS):
        rows_of_kind = np.flatnonzero(kind == number)
        procedure[rows_of_kind] = procedures.draw(rng, name, first[rows_of_kind], nights[rows_of_kind])
    day_case = (kind == KINDS.index("elective")) & (nights == 0)
    of_stay = np.where(kind == KINDS.index("maternity"), 2, np.where(day_case, 1, 0))
    readmission = readmissions.draw(rng, here, band, quintile, of_stay)
    known = np.flatnonzero(spells["person"] >= 0)
    day = spells["day"][known]
    readmission[known] = readmissions.of_persons(spells["person"][known], day, day + nights[known])
    return {
        "cause": external_causes.draw(rng, here, band, first, emergency, years),
        "procedure": procedure,
        "delay": delays.draw(rng, here, band, nights, emergency),
        "readmission": readmission,
        "frailty": frailty.draw(rng, band, quintile, emergency),
    }


def emergency_weight(here: Residents) -> np.ndarray:
    """Expected emergency admissions, up to a constant, (LSOAs, 2, 20)."""
    by_age = np.stack([EMERGENCY_BY_AGE * 2 / (1 + MALE), EMERGENCY_BY_AGE * 2 * MALE / (1 + MALE)])
    need = (here.acute_morbidity_ratio[:, None] / 100) ** STEEPNESS
    return here.population * by_age * need[:, None, :]


def _weight(here: Residents, kind: str) -> np.ndarray:
    if kind == "emergency":
        return emergency_weight(here)
    if kind == "maternity":
        return here.population * MATERNITY_BY_AGE * np.array([1, 0])[:, None]
    need = (here.acute_morbidity_ratio / 100) ** ELECTIVE_STEEPNESS
    return here.population * ELECTIVE_BY_AGE * need[:, None, None]


def _spells(rng, here: Residents, kind: str, months: np.ndarray, totals: np.ndarray) -> dict[str, np.ndarray]:
    weight = _weight(here, kind)
    first, length = month_starts(months)
    cells, days = [], []
    for month, total in enumerate(totals.astype(np.int64)):
        count = drawing.allocate(rng, total, weight).ravel()
        cells.append(np.repeat(np.arange(count.size, dtype=np.int32), count))
        days.append(first[month] + rng.integers(0, length[month], total))
    rest, band = np.divmod(np.concatenate(cells), weight.shape[2])
    lsoa, sex = np.divmod(rest, 2)
    return _complete(
        rng,
        here,
        kind,
        {
            "day": np.concatenate(days).astype(np.int32),
            "lsoa": lsoa.astype(np.int16),
            "sex": sex.astype(np.int8),
            "age": drawing.ages(rng, band),
            "person": np.full(len(band), -1, dtype=np.int32),
        },
        band,
    )


def _cohort_spells(rng, here: Residents, cohort: Cohort) -> dict[str, np.ndarray]:
    band = np.searchsorted(drawing.BAND_START, cohort.spell_age, side="right") - 1
    member = cohort.spell_member
    return _complete(
        rng,
        here,
        "emergency",
        {
            "day": cohort.spell_day.astype(np.int32),
            "lsoa": cohort.lsoa[member].astype(np.int16),
            "sex": cohort.sex[member].astype(np.int8),
            "age": cohort.spell_age.astype(np.int16),
            "person": cohort.person_id[member].astype(np.int32),
        },
        band,
    )


def _complete(rng, here: Residents, kind: str, spells: dict[str, np.ndarray], band: np.ndarray) -> dict:
    """Add method, diagnoses, nights in hospital and the number of the kind to spells of one kind."""
    first = diagnoses.primary(rng, kind, band, spells["sex"], here.imd_quintile[spells["lsoa"]])
    return spells | {
        "method": _methods(rng, kind, band),
        "primary": first,
        "secondary": diagnoses.secondary(rng, band, first),
        "nights": _nights(rng, kind, band),
        "kind": np.full(len(band), KINDS.index(kind), dtype=np.int8),
    }


def _methods(rng, kind: str, band: np.ndarray) -> np.ndarray:
    share = _METHOD_SHARE[kind]
    number = np.array([METHODS.index(method) for method in share], dtype=np.int8)
    table = drawing.CategoryTable(np.array([list(share.values())], dtype=float))
    method = number[table.draw(rng, np.zeros(len(band), dtype=np.int8))]
    if kind == "emergency":
        born = np.flatnonzero(band == 0)
        method[born[rng.random(len(born)) < _BORN_AT_HOME]] = METHODS.index("2C")
    return method


def _nights(rng, kind: str, band: np.ndarray) -> np.ndarray:
    """Length of stay, whole nights: a share home the same day, the others log-normal from one night on."""
    same_day = {"emergency": SAME_DAY[band], "elective": 0.86, "maternity": 0.2}[kind]
    log_nights = {"emergency": _LOG_NIGHTS[band], "elective": 0.5, "maternity": 0.2}[kind]
    spread = 1.0 if kind == "emergency" else 0.8
    longer = np.exp(log_nights + rng.standard_normal(len(band), dtype=np.float32) * spread)
    nights = np.where(rng.random(len(band), dtype=np.float32) < same_day, 0, 1 + np.floor(longer))
    return np.minimum(nights, LONGEST).astype(np.int16)
