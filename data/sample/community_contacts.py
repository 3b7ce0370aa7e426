"""Community contacts: March 2025 at the published number of the system; other months by season and a mild
trend. Services and modes are own round shares by age."""

from __future__ import annotations

import numpy as np

from data.sample import drawing, grouped, published
from data.sample.grouped import MONTHS
from data.sample.records import RecordFile, dates, words
from data.sample.residents import Residents
from data.tables import SEXES

RATE_BY_AGE = np.array(
    [
        4.5,
        1.7,
        0.8,
        0.55,
        0.35,
        0.3,
        0.35,
        0.4,
        0.4,
        0.45,
        0.55,
        0.7,
        0.9,
        1.15,
        2.0,
        3.2,
        5.3,
        8.5,
        12.5,
        16,
    ]
)
GRADIENT = 0.3
SEASON = (1.05, 0.98, 1.03, 0.98, 1.02, 0.98, 1.03, 0.95, 0.99, 1.06, 1.0, 0.93)
TREND = 0.02  # a year
PER_PERSON = 0.15  # a month, where nothing is published
MONTH = "2025-03"

SERVICES = ("nursing", "therapy", "urgent community response", "intermediate care", "other")
MODES = ("face-to-face", "telephone", "video")
# by age group: 0-19, 20-44, 45-64, 65-79, 80 and over
SERVICE_SHARE = np.array(
    [
        [0.42, 0.20, 0, 0, 0.38],
        [0.30, 0.33, 0.01, 0.01, 0.35],
        [0.42, 0.28, 0.015, 0.025, 0.26],
        [0.55, 0.20, 0.03, 0.05, 0.17],
        [0.62, 0.13, 0.06, 0.07, 0.12],
    ]
)
MODE_SHARE = np.array(
    [[0.85, 0.14, 0.01], [0.68, 0.28, 0.04], [0.97, 0.03, 0], [0.93, 0.07, 0], [0.74, 0.23, 0.03]]
)


def write_community_contacts(rng: np.random.Generator, here: Residents, file: RecordFile) -> None:
    """Write the rows of all months: one per LSOA, sex and age group."""
    number = totals(here)
    use = grouped.expected(here.population, RATE_BY_AGE, here.imd_quintile, GRADIENT)[None]
    share = (SERVICE_SHARE[:, :, None] * MODE_SHARE).reshape(len(SERVICE_SHARE), -1)
    for month in range(len(MONTHS)):
        rows = grouped.monthly_rows(rng, number[month], use)
        mark = drawing.evenly(rng, share, grouped.age_group(rows.band))
        file.write(
            {
                "row_id": grouped.row_ids(file.rows, len(rows)),
                "contact_date": dates(grouped.day_of(MONTHS, month, len(rows))),
                "lsoa_code": words(rows.lsoa, here.lsoa_codes),
                "age": rows.age,
                "sex": words(rows.sex, SEXES),
                "service": words(mark // len(MODES), SERVICES),
                "mode": words(mark % len(MODES), MODES),
                "contacts": rows.count,
            }
        )


def totals(here: Residents) -> np.ndarray:
    """Contacts of each month."""
    total = published.count(here, "community_care_contacts", PER_PERSON, "March 2025")
    weight = grouped.season(SEASON) * (1 + TREND) ** grouped.years()
    return grouped.monthly_totals(weight, np.datetime64(MONTH) == MONTHS, total)
