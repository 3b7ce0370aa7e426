"""Outpatient attendances: own round figures, about one per person and year; nothing in them is calibrated."""

from __future__ import annotations

import numpy as np

from data.sample import drawing, grouped
from data.sample.grouped import MONTHS
from data.sample.records import RecordFile, dates, words
from data.sample.residents import Residents
from data.tables import SEXES

RATE_BY_AGE = np.array(
    [
        0.9,
        0.6,
        0.55,
        0.6,
        0.6,
        0.6,
        0.75,
        0.85,
        0.85,
        0.85,
        0.95,
        1.05,
        1.2,
        1.35,
        1.6,
        1.85,
        2.05,
        2.0,
        1.7,
        1.3,
    ]
)
GRADIENT, WOMEN = 0.12, 1.35
SEASON = (1.06, 0.99, 1.03, 0.96, 0.99, 1.0, 1.05, 0.92, 1.02, 1.08, 1.04, 0.88)
PER_PERSON, TREND = 1.0, 0.02  # a year

KINDS = ("first", "follow-up")
MODES = ("face-to-face", "telephone or video")
OUTCOMES = ("discharged", "booked follow-up", "patient-initiated follow-up")
FIRST_SHARE = 1 / 3
REMOTE_SHARE = np.array([0.12, 0.195])  # of first and later attendances
DISCHARGED_SHARE = np.array([0.36, 0.26])
PATIENT_INITIATED, PATIENT_INITIATED_MORE = 0.03, 0.005  # share in the first month, and more for each year


def write_outpatient_attendances(rng: np.random.Generator, here: Residents, file: RecordFile) -> None:
    """Write the rows of all months: one per LSOA, sex and age group."""
    use = grouped.expected(here.population, RATE_BY_AGE, here.imd_quintile, GRADIENT, WOMEN)[None]
    a_month = PER_PERSON * here.population.sum() / 12
    season = grouped.season(SEASON)
    for month, elapsed in enumerate(grouped.years()):
        total = round(a_month * season[month] * (1 + TREND) ** elapsed)
        rows = grouped.monthly_rows(rng, total, use)
        mark = drawing.evenly(rng, mark_shares(elapsed), np.zeros(len(rows), dtype=np.int8))
        kind, mode, outcome = np.unravel_index(mark, (len(KINDS), len(MODES), len(OUTCOMES)))
        file.write(
            {
                "row_id": grouped.row_ids(file.rows, len(rows)),
                "attendance_date": dates(grouped.day_of(MONTHS, month, len(rows))),
                "lsoa_code": words(rows.lsoa, here.lsoa_codes),
                "age": rows.age,
                "sex": words(rows.sex, SEXES),
                "kind": words(kind, KINDS),
                "mode": words(mode, MODES),
                "outcome": words(outcome, OUTCOMES),
                "attendances": rows.count,
            }
        )


def mark_shares(elapsed: float) -> np.ndarray:
    """Shares of kind, mode and outcome, flattened, so many years after the first month."""
    initiated = PATIENT_INITIATED + PATIENT_INITIATED_MORE * elapsed
    kind = np.array([FIRST_SHARE, 1 - FIRST_SHARE])
    mode = np.stack([1 - REMOTE_SHARE, REMOTE_SHARE], axis=1)
    outcome = np.stack([DISCHARGED_SHARE, 1 - DISCHARGED_SHARE - initiated, np.full(2, initiated)], axis=1)
    return (kind[:, None, None] * mode[:, :, None] * outcome[:, None, :]).reshape(1, -1)
