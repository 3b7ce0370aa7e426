"""A&E attendances: the monthly number of the system, distributed over LSOA, sex and age.

Need follows the small-area emergency admission ratio, but less steeply (power 0.6): people go to A&E for less
serious reasons than those they are admitted for. All are assumed to be residents, although the published
numbers are those of the system's hospitals.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from data.sample import drawing, frequent_attenders
from data.sample.calendar import MonthlyTotals, month_starts
from data.sample.records import RecordFile, dates, identifiers, words
from data.sample.residents import Residents
from data.tables import SEXES

GRADIENT = 0.6
RATE_BY_AGE = np.array(
    [
        900,
        620,
        380,
        390,
        420,
        480,
        440,
        410,
        380,
        355,
        340,
        340,
        335,
        335,
        350,
        400,
        500,
        640,
        800,
        950,
    ]
)

DEPARTMENT_TYPES = ("01", "02", "03", "05")
ARRIVAL_MODES = ("ambulance", "walk-in", "other")
# chapters of ICD-10
DIAGNOSES = (
    "A00-B99",
    "E00-E90",
    "F00-F99",
    "G00-G99",
    "H00-H95",
    "I00-I99",
    "J00-J99",
    "K00-K93",
    "L00-L99",
    "M00-M99",
    "N00-N99",
    "O00-O99",
    "R00-R99",
    "S00-T98",
    "Z00-Z99",
    "not recorded",
)
# shares of children below 5, 5-14, 15-44, 45-64, 65-79, 80 and over; last: none recorded
_DIAGNOSIS_BY_AGE = np.array(
    [
        [14, 1, 0, 2, 6, 0, 26, 6, 6, 1, 2, 0, 12, 14, 4, 6],
        [6, 1, 3, 2, 5, 0, 11, 6, 4, 5, 2, 0, 10, 36, 3, 6],
        [4, 2, 7, 3, 5, 3, 6, 8, 5, 9, 6, 5, 14, 16, 3, 6],
        [3, 3, 5, 3, 5, 9, 8, 8, 5, 9, 6, 0, 15, 13, 3, 6],
        [4, 4, 3, 4, 4, 14, 12, 8, 5, 7, 8, 0, 15, 13, 3, 6],
        [5, 4, 3, 4, 2, 15, 14, 6, 4, 4, 11, 0, 14, 20, 2, 6],
    ],
    dtype=float,
)
_DIAGNOSIS_GROUP = np.array([0, 0, 1, 1, *[2] * 6, *[3] * 4, *[4] * 3, *[5] * 3])


def write_attendances(
    rng: np.random.Generator,
    here: Residents,
    months: MonthlyTotals,
    file: RecordFile,
    progress: Callable[[float], None] = lambda fraction: None,
) -> None:
    """Write the attendances of all months, in order of arrival, twelve months at a time to save memory."""
    need = attendance_weight(here)
    department = drawing.CategoryTable(_department_share())
    arrival = drawing.CategoryTable(_arrival_share())
    diagnosis = drawing.CategoryTable(_diagnosis_share())
    first, length = month_starts(months.months)
    bands = need.shape[2]
    habits = rng.spawn(1)[0]  # a separate stream, so that the other columns do not depend on it
    for start in range(0, len(months.months), 12):
        cells, days = [], []
        for month in range(start, min(start + 12, len(months.months))):
            count = drawing.allocate(rng, months.totals[month], need).ravel()
            cells.append(np.repeat(np.arange(count.size, dtype=np.int32), count))
            days.append(first[month] + rng.integers(0, length[month], months.totals[month], dtype=np.int16))
        day = np.concatenate(days)
        # 16 bits sort in linear time; inside a day the LSOAs stay in order, which Parquet packs well
        order = np.argsort((day - first[start]).astype(np.int16), kind="stable")
        cell = np.concatenate(cells)[order]
        rest, band = np.divmod(cell, bands)
        lsoa, sex = np.divmod(rest, 2)
        kind = department.draw(rng, band)
        age = drawing.ages(rng, band)
        mode = arrival.draw(rng, kind.astype(np.int32) * bands + band)
        file.write(
            {
                "attendance_id": np.arange(file.rows + 1, file.rows + 1 + len(cell)),
                "arrival_date": dates(day[order]),
                "lsoa_code": words(lsoa, here.lsoa_codes),
                "age": age,
                "sex": words(sex, SEXES),
                "department_type": words(kind, DEPARTMENT_TYPES),
                "arrival_mode": words(mode, ARRIVAL_MODES),
                "diagnosis": words(diagnosis.draw(rng, _DIAGNOSIS_GROUP[band] * 2 + sex), DIAGNOSES),
                "attendances_in_year": frequent_attenders.draw(habits, band, here.imd_quintile[lsoa], mode),
                "person_id": identifiers(np.full(len(cell), -1)),
            }
        )
        progress(min(start + 12, len(months.months)) / len(months.months))


def attendance_weight(here: Residents) -> np.ndarray:
    """Expected attendances, up to a constant, (LSOAs, 2, 20)."""
    need = (here.acute_morbidity_ratio / 100) ** GRADIENT
    return here.population * RATE_BY_AGE * need[:, None, None]


def _diagnosis_share() -> np.ndarray:
    """By age group and sex, flattened: as the table above, without pregnancies of men."""
    share = np.stack([_DIAGNOSIS_BY_AGE, _DIAGNOSIS_BY_AGE], axis=1)
    share[:, 1, DIAGNOSES.index("O00-O99")] = 0
    return share.reshape(-1, len(DIAGNOSES))


def _department_share() -> np.ndarray:
    """By age band: older people go more often to a major department or same day emergency care."""
    older = np.linspace(0, 1, 20)
    major, specialty = 0.55 + 0.27 * older, np.full(20, 0.015)
    minor, same_day = 0.42 - 0.34 * older, 0.015 + 0.045 * older
    return np.stack([major, specialty, minor, same_day], axis=1)


def _arrival_share() -> np.ndarray:
    """By department type and age band, flattened: ambulances go mostly to major departments."""
    by_age = np.array(
        [
            0.12,
            0.09,
            0.07,
            0.09,
            0.15,
            0.18,
            0.18,
            0.18,
            0.19,
            0.21,
            0.23,
            0.26,
            0.29,
            0.33,
            0.38,
            0.45,
            0.54,
            0.64,
            0.71,
            0.76,
        ]
    )
    by_type = np.array([1.0, 0.15, 0.02, 0.2])
    ambulance = by_type[:, None] * by_age
    other = np.full_like(ambulance, 0.03)
    return np.stack([ambulance, 1 - ambulance - other, other], axis=-1).reshape(-1, 3)
