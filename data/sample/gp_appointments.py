"""GP appointments: those of 2024/25 add up to the published number of the system; other months follow a
season and a mild trend.

Same-day appointments have the published share; modes and longer waits are own round shares after the
national publication. ``days_waited`` is the first day of the publication's classes.
"""

from __future__ import annotations

import numpy as np

from data.sample import drawing, grouped, published
from data.sample.grouped import MONTHS
from data.sample.records import RecordFile, dates, words
from data.sample.residents import Residents
from data.tables import SEXES

RATE_BY_AGE = np.array(
    [
        6.5,
        4.6,
        2.8,
        2.6,
        3.4,
        4.0,
        4.3,
        4.5,
        4.7,
        4.9,
        5.2,
        5.6,
        6.0,
        6.4,
        7.2,
        8.4,
        9.4,
        10.2,
        10.6,
        10.4,
    ]
)
GRADIENT, WOMEN = 0.18, 1.5
SEASON = (1.05, 0.97, 1.0, 0.98, 0.96, 0.94, 1.0, 0.91, 1.03, 1.17, 1.05, 0.94)
TREND = 0.02  # a year
PER_PERSON = 5.8  # a year, where nothing is published
YEAR = ("2024-04", "2025-03")

MODES = ("face-to-face", "home visit", "telephone", "video or online", "unknown")
WAITS = np.array([0, 1, 2, 8, 15, 22, 28])
LATER = np.array([0.14, 0.35, 0.23, 0.12, 0.09, 0.07])  # of the appointments not on the same day
FACE_TO_FACE, TELEPHONE, REST = range(3)
SAME_DAY_FACE_TO_FACE, SAME_DAY_TELEPHONE = 0.88, 1.3  # against all


def write_gp_appointments(rng: np.random.Generator, here: Residents, file: RecordFile) -> None:
    """Write the rows of all months: one per LSOA, sex, age group and face-to-face, telephone or other."""
    number = totals(here)
    same_day = published.level(here, "gp_appointments_same_day_share", 43, period="2024/25") / 100
    use = grouped.expected(here.population, RATE_BY_AGE, here.imd_quintile, GRADIENT, WOMEN)
    for month, elapsed in enumerate(grouped.years()):
        mode = mode_shares(elapsed)
        channel = np.array([mode[0], mode[2], mode[1] + mode[3] + mode[4]])
        rows = grouped.monthly_rows(rng, number[month], channel[:, None, None, None] * use)
        mark = drawing.evenly(rng, _marks(mode, channel, same_day), rows.channel)
        file.write(
            {
                "row_id": grouped.row_ids(file.rows, len(rows)),
                "appointment_date": dates(grouped.day_of(MONTHS, month, len(rows))),
                "lsoa_code": words(rows.lsoa, here.lsoa_codes),
                "age": rows.age,
                "sex": words(rows.sex, SEXES),
                "mode": words(mark // len(WAITS), MODES),
                "days_waited": WAITS[mark % len(WAITS)],
                "appointments": rows.count,
            }
        )


def totals(here: Residents) -> np.ndarray:
    """Appointments of each month."""
    inside = (MONTHS >= np.datetime64(YEAR[0])) & (MONTHS <= np.datetime64(YEAR[1]))
    total = published.count(here, "gp_appointments", PER_PERSON, "2024/25")
    return grouped.monthly_totals(grouped.season(SEASON) * (1 + TREND) ** grouped.years(), inside, total)


def mode_shares(elapsed: float) -> np.ndarray:
    """Shares of ``MODES`` so many years after the first month; online appointments rise."""
    online = 0.04 + 0.01 * elapsed
    return np.array([0.66, 0.01, 0.30 - online, online, 0.03])


def _marks(mode: np.ndarray, channel: np.ndarray, same_day: float) -> np.ndarray:
    """Shares of mode and wait, flattened, by channel."""
    today = same_day * np.array([SAME_DAY_FACE_TO_FACE, SAME_DAY_TELEPHONE, 1.0])
    # the rest compensates for the difference of the first two from the published share
    today[REST] = (same_day - (channel[:REST] * today[:REST]).sum()) / channel[REST]
    today = today.clip(0.02, 0.98)
    wait = np.hstack([today[:, None], (1 - today)[:, None] * LATER / LATER.sum()])
    of_channel = np.array([[1, 0, 0, 0, 0], [0, 0, 1, 0, 0], [0, mode[1], 0, mode[3], mode[4]]])
    return (of_channel[:, :, None] * wait[:, None, :]).reshape(3, -1)
