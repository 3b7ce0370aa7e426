"""Requests made online to GP practices: own round figures, both kinds rising; nothing is calibrated."""

from __future__ import annotations

import numpy as np

from data.sample import grouped
from data.sample.grouped import MONTHS
from data.sample.records import RecordFile, dates, words
from data.sample.residents import Residents
from data.tables import SEXES

KINDS = ("online consultation", "repeat prescription")
# per 1,000 people and month: in the first month, and the increase per year
FIRST, MORE_A_YEAR = np.array([15.3, 45.0]), np.array([4.7, 13.0])
RATE_BY_AGE = np.array(
    [
        [
            0.5,
            0.7,
            0.6,
            0.6,
            0.9,
            1.3,
            1.5,
            1.5,
            1.4,
            1.3,
            1.25,
            1.2,
            1.1,
            1.0,
            0.9,
            0.75,
            0.6,
            0.4,
            0.25,
            0.15,
        ],
        [
            0.1,
            0.15,
            0.2,
            0.25,
            0.5,
            0.8,
            1.0,
            1.1,
            1.2,
            1.3,
            1.4,
            1.5,
            1.6,
            1.7,
            1.6,
            1.4,
            1.1,
            0.7,
            0.4,
            0.2,
        ],
    ]
)
GRADIENT, WOMEN = (-0.35, -0.25), 1.5
SEASON = (1.06, 1.0, 1.02, 0.98, 0.97, 0.96, 1.0, 0.93, 1.02, 1.07, 1.03, 0.96)


def write_digital_requests(rng: np.random.Generator, here: Residents, file: RecordFile) -> None:
    """Write the rows of all months: one per LSOA, sex, age group and kind."""
    use = np.stack(
        [
            grouped.expected(here.population, by_age, here.imd_quintile, gradient, WOMEN)
            for by_age, gradient in zip(RATE_BY_AGE, GRADIENT, strict=True)
        ]
    )
    people = here.population.sum()
    season = grouped.season(SEASON)
    for month, elapsed in enumerate(grouped.years()):
        number = people / 1_000 * (FIRST + MORE_A_YEAR * elapsed) * season[month]
        rows = grouped.monthly_rows(rng, round(number.sum()), number[:, None, None, None] * use)
        file.write(
            {
                "row_id": grouped.row_ids(file.rows, len(rows)),
                "request_date": dates(grouped.day_of(MONTHS, month, len(rows))),
                "lsoa_code": words(rows.lsoa, here.lsoa_codes),
                "age": rows.age,
                "sex": words(rows.sex, SEXES),
                "kind": words(rows.channel, KINDS),
                "requests": rows.count,
            }
        )
