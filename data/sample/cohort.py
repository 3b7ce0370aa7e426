"""One programme with a known effect, so that methods of evaluation can be tested against the truth.

"Population health management" enrols people of 65 and over (in Blackpool also from 45) who were often
admitted recently. Their admissions would fall anyway, as they do for any group chosen at its worst
(regression to the mean): the admissions of comparison people, of the same ages, sexes and deprivation but
living elsewhere, fall by the same background. In addition, programme people have ``PLANTED_RATE_RATIO`` times
that rate from their day of enrolment. A comparison only of before and after makes the programme look about
twice as effective as it is.

No one in the cohort dies or moves away, and there is no spill-over: an evaluation of real people has to
consider both.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.sample import drawing
from data.sample.calendar import month_starts
from data.sample.records import RecordFile, dates, identifiers, words
from data.sample.residents import Residents
from data.tables import SEXES

PROGRAMME = "population_health_management"
ARMS = ("programme", "comparison")
PLANTED_RATE_RATIO = 0.80
PROGRAMME_PEOPLE = 2_000
COMPARISON_FOR_EACH = 2
LARGEST_SHARE = 0.04  # of the people of these ages at the sites
ENROLMENT = (np.datetime64("2022-10-01"), np.datetime64("2023-10-01"))
ADMISSIONS_PER_YEAR = 0.95  # at enrolment, mean over people
FRAILTY_SHAPE = 2.0  # gamma; people differ with a coefficient of variation of 0.7
OLDER = 14  # first band of 65 and over
YOUNGER = 10  # first band of 45 and over, where a site enrols younger people
YOUNGER_SHARE = 0.3

# site: (the column to search for its name, the start of the name, whether it enrols younger people)
SITES = {
    "QE1": {
        "Barrow": ("lsoa", "Barrow-in-Furness", False),
        "Blackpool": ("district", "Blackpool", True),
        "Burnley": ("district", "Burnley", False),
        "Chorley": ("district", "Chorley", False),
        "Skelmersdale": ("ward", "Skelmersdale", False),
    }
}


@dataclass(frozen=True)
class Cohort:
    """Members (arrays along people) and their emergency spells (arrays along spells; ``spell_member`` points
    back)."""

    person_id: np.ndarray
    arm: np.ndarray  # number in ARMS
    lsoa: np.ndarray
    age: np.ndarray  # on the day of enrolment
    sex: np.ndarray
    enrolled_on: np.ndarray  # days since 1970
    spell_member: np.ndarray
    spell_day: np.ndarray
    spell_age: np.ndarray

    @property
    def spell_months(self) -> np.ndarray:
        return self.spell_day.astype("datetime64[D]").astype("datetime64[M]")


def make_cohort(rng: np.random.Generator, here: Residents, months: np.ndarray) -> Cohort:
    """Choose members and make their emergency spells in the given months (datetime64[M])."""
    programme, comparison = _members(rng, here)
    lsoa, sex, band = (np.concatenate(pair) for pair in zip(programme, comparison, strict=True))
    arm = np.repeat([0, 1], [len(programme[0]), len(comparison[0])])
    enrolled = rng.integers(*(day.astype(int) for day in ENROLMENT), len(arm))
    age = drawing.ages(rng, band)
    # spells need exact ages: the part of a year since the last birthday
    exact_age = age + rng.random(len(arm))

    member, day = _spell_days(rng, months, arm, enrolled)
    return Cohort(
        person_id=rng.permutation(len(arm)) + 1,
        arm=arm,
        lsoa=lsoa,
        age=age,
        sex=sex,
        enrolled_on=enrolled,
        spell_member=member,
        spell_day=day,
        spell_age=np.floor(exact_age[member] + (day - enrolled[member]) / 365.25).astype(np.int16),
    )


def background(years: np.ndarray) -> np.ndarray:
    """Admission rate of both arms relative to the rate at enrolment, by years since enrolment, without the
    programme."""
    return np.where(
        years < 0,
        0.8 + 0.2 * np.exp(np.minimum(years, 0) / 0.5),
        0.5 + 0.5 * np.exp(-np.maximum(years, 0) / 0.35),
    )


def write_cohort(here: Residents, cohort: Cohort, file: RecordFile) -> None:
    """Write the members, in order of person_id; ``enrolled_on`` of comparison people is their day of
    reference."""
    order = np.argsort(cohort.person_id)
    file.write(
        {
            "person_id": identifiers(cohort.person_id[order]),
            "programme": words(np.zeros(len(order)), (PROGRAMME,)),
            "arm": words(cohort.arm[order], ARMS),
            "lsoa_code": words(cohort.lsoa[order], here.lsoa_codes),
            "age": cohort.age[order],
            "sex": words(cohort.sex[order], SEXES),
            "enrolled_on": dates(cohort.enrolled_on[order]),
        }
    )


def site_masks(here: Residents) -> dict[str, tuple[np.ndarray, bool]]:
    """The LSOAs of each site, and whether it enrols younger people.

    For a system without its own sites they are the five districts with the highest emergency admission ratios
    (half its districts, where it has fewer than ten; for a system of one district, the LSOAs in the two most
    deprived fifths).
    """
    if here.nhs_code in SITES:
        columns = {"lsoa": here.lsoa_names, "ward": here.ward_names, "district": here.district_names}
        return {
            site: (np.array([name.startswith(start) for name in columns[level]]), younger)
            for site, (level, start, younger) in SITES[here.nhs_code].items()
        }
    ratio = {
        code: np.average(
            here.acute_morbidity_ratio[here.district_codes == code],
            weights=here.population[here.district_codes == code].sum(axis=(1, 2)),
        )
        for code in np.unique(here.district_codes)
    }
    if len(ratio) == 1:
        high = here.acute_morbidity_ratio >= np.quantile(here.acute_morbidity_ratio, 0.6)
        return {"highest ratios": (high, False)}
    chosen = sorted(ratio, key=ratio.get, reverse=True)[: min(5, len(ratio) // 2)]
    return {code: (here.district_codes == code, False) for code in chosen}


def _members(rng, here: Residents):
    """LSOA, sex and band of the programme's people and of the comparison people."""
    sites = site_masks(here)
    need = here.population * here.acute_morbidity_ratio[:, None, None]
    bands = np.arange(need.shape[2])
    old = need * (bands >= OLDER)
    middle = need * ((bands >= YOUNGER) & (bands < OLDER))
    inside = np.any([mask for mask, _ in sites.values()], axis=0)
    ceiling = int(LARGEST_SHARE * here.population[inside][..., OLDER:].sum())
    size = min(PROGRAMME_PEOPLE, ceiling)

    chosen = np.zeros(need.shape, dtype=np.int64)
    for number, (mask, takes_younger) in enumerate(sites.values()):
        # sites share the places equally; the first sites get the remainder
        places = size // len(sites) + (number < size % len(sites))
        young = round(YOUNGER_SHARE * places) if takes_younger else 0
        chosen += drawing.allocate(rng, places - young, old * mask[:, None, None])
        chosen += drawing.allocate(rng, young, middle * mask[:, None, None])

    elsewhere = here.population * ~inside[:, None, None]
    compared = np.zeros(need.shape, dtype=np.int64)
    for quintile in range(5):
        alike = here.imd_quintile == quintile
        for sex, band in np.argwhere(chosen[alike].sum(axis=0)):
            wanted = COMPARISON_FOR_EACH * chosen[alike, sex, band].sum()
            candidates = elsewhere[:, sex, band] * alike
            if candidates.sum() < 5 * wanted:  # too few people of this deprivation outside the sites
                candidates = elsewhere[:, sex, band]
            compared[:, sex, band] += drawing.allocate(rng, wanted, candidates)
    return _one_row_per_person(chosen), _one_row_per_person(compared)


def _one_row_per_person(count: np.ndarray):
    return np.unravel_index(np.repeat(np.arange(count.size), count.ravel()), count.shape)


def _spell_days(
    rng, months: np.ndarray, arm: np.ndarray, enrolled: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Days of emergency admissions: candidates at the highest rate, each kept with the chance of its own
    day."""
    frailty = rng.gamma(FRAILTY_SHAPE, 1 / FRAILTY_SHAPE, len(arm))
    first, length = month_starts(months)
    candidates = rng.poisson(ADMISSIONS_PER_YEAR * frailty[:, None] * length / 365.25)
    member, month = (np.repeat(index.ravel(), candidates.ravel()) for index in np.indices(candidates.shape))
    day = first[month] + (rng.random(len(month)) * length[month]).astype(np.int64)
    chance = background((day - enrolled[member]) / 365.25)
    chance[(arm[member] == 0) & (day >= enrolled[member])] *= PLANTED_RATE_RATIO
    kept = rng.random(len(day)) < chance
    return member[kept], day[kept]
