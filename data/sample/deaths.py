"""Deaths of 2020 to 2024 at the published life expectancy of 2024, by LSOA, sex, age, cause and day.

The number of deaths of a district, sex and age band over the five years is fixed, so that the pooled life
expectancy is at its target; the year and the LSOA are random. A single year or small area therefore varies as
it would in reality (a little less for years, because their sum is fixed).
"""

from __future__ import annotations

import numpy as np

from data.sample import causes, drawing, end_of_life, mortality
from data.sample.calendar import DEATH_YEARS, month_starts
from data.sample.records import RecordFile, dates, words
from data.sample.residents import Residents
from data.sample.small_areas import Target, mortality_levels, targets
from data.tables import SEXES

YEARS = len(DEATH_YEARS)
ROUNDED_FIRST = 11  # bands below 50: few deaths, each worth many years of life
SEASON = np.array([1.18, 1.10, 1.05, 1.00, 0.95, 0.92, 0.93, 0.92, 0.92, 0.98, 1.01, 1.10])


def write_deaths(rng: np.random.Generator, here: Residents, file: RecordFile) -> list[dict]:
    """Write the deaths; returns for each district and sex the target and the life expectancy that
    the deaths result in.
    """
    wanted = targets(here)
    level = mortality_levels(here, wanted)
    count = np.zeros(here.population.shape, dtype=np.int64)
    calibration = []
    for target in wanted:
        s = SEXES.index(target.sex)
        inside = np.flatnonzero(here.district_codes == target.district_code)
        person_years = here.population[inside, s] * YEARS
        expected, by_band = district_deaths(rng, person_years, level[inside, s], s, target.life_expectancy)
        for band in np.flatnonzero(by_band):
            count[inside, s, band] = drawing.allocate(rng, by_band[band], expected[:, band])
        calibration.append(_achieved(target, person_years, by_band))

    lsoa, sex, band = np.unravel_index(np.repeat(np.arange(count.size), count.ravel()), count.shape)
    months = np.arange(f"{DEATH_YEARS[0]}-01", f"{DEATH_YEARS[-1] + 1}-01", dtype="datetime64[M]")
    first, length = month_starts(months)
    season = SEASON / SEASON.sum()
    month = rng.integers(0, YEARS, len(lsoa)) * 12 + rng.choice(12, len(lsoa), p=season)
    day = first[month] + (rng.random(len(lsoa)) * length[month]).astype(np.int64)
    order = np.argsort(day, kind="stable")
    day, lsoa, sex, band = day[order], lsoa[order], sex[order], band[order]
    place, admissions = end_of_life.draw(rng.spawn(1)[0], here, band, here.imd_quintile[lsoa])
    file.write(
        {
            "death_id": np.arange(1, len(day) + 1),
            "date_of_death": dates(day),
            "lsoa_code": words(lsoa, here.lsoa_codes),
            "age": drawing.ages(rng, band),
            "sex": words(sex, SEXES),
            "underlying_cause": words(causes.draw(rng, band, sex, here.imd_quintile[lsoa]), causes.CODES),
            "place_of_death": words(place, end_of_life.PLACES),
            "emergency_admissions_90_days": admissions,
        }
    )
    return calibration


def district_deaths(
    rng: np.random.Generator, person_years: np.ndarray, level: np.ndarray, sex: int, life_expectancy: float
) -> tuple[np.ndarray, np.ndarray]:
    """Expected deaths of the LSOAs (LSOAs, 20), and whole deaths of the district (20) that give the life
    expectancy.

    The bands below 50 are rounded first; the rest is then solved again to compensate for that rounding.
    """
    people = person_years.sum(axis=0)
    usual = mortality.rates(sex, level.mean())

    def expected(shift: float) -> np.ndarray:
        return person_years * mortality.rates(sex, level + shift)

    def rate(deaths: np.ndarray) -> np.ndarray:
        return np.where(people > 0, deaths / np.maximum(people, 1), usual)

    shift = mortality.solve(lambda x: mortality.expectation(rate(expected(x).sum(axis=0))), life_expectancy)
    young = _whole_numbers(rng, expected(shift).sum(axis=0)[:ROUNDED_FIRST])

    def with_young(x: float) -> np.ndarray:
        return np.concatenate([young, expected(x).sum(axis=0)[ROUNDED_FIRST:]])

    shift = mortality.solve(lambda x: mortality.expectation(rate(with_young(x))), life_expectancy)
    rounded = expected(shift)
    return rounded, np.concatenate([young, _whole_numbers(rng, rounded.sum(axis=0)[ROUNDED_FIRST:])]).astype(
        np.int64
    )


def _whole_numbers(rng: np.random.Generator, expected: np.ndarray) -> np.ndarray:
    """Whole numbers near the expected ones; the rounding error of each band is carried over to the next."""
    running = np.floor(np.concatenate([[0.0], np.cumsum(expected)]) + rng.random())
    return np.diff(running)


def _achieved(target: Target, person_years: np.ndarray, deaths: np.ndarray) -> dict:
    people = person_years.sum(axis=0)
    sex = SEXES.index(target.sex)
    rate = np.where(people > 0, deaths / np.maximum(people, 1), mortality.SCHEDULE[sex])
    if rate[-1] == 0:
        rate[-1] = mortality.SCHEDULE[sex, -1]
    return {
        "district_code": target.district_code,
        "district_name": target.district_name,
        "sex": target.sex,
        "target": round(target.life_expectancy, 2),
        "published": target.published,
        "records": round(float(mortality.expectation(rate)), 2),
        "deaths": int(deaths.sum()),
    }
