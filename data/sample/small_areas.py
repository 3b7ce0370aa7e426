"""How small areas differ from their district: the published pattern of life expectancy, moved to the
published level of the district.

The published life expectancies of 2011 MSOAs (2016 to 2020) are 2 to 3 years too high everywhere, so
only their differences are used. Levels are the published figures of districts (2024). For a district without
one, the difference of its small areas from the others of its system is used; for a system without any, their
difference from England.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from data.reference import reference
from data.sample.mortality import level_for
from data.sample.residents import Residents, people
from data.tables import SEXES

ENGLAND = "E92000001"
FARTHEST = 9.0  # years from the district; keeps a few MSOAs with next to no deaths within reason
FARTHEST_DISTRICT = 5.0  # years from England, for those without a published value
INSIDE_MSOA = 0.35  # log mortality for each log of the LSOA's years of life lost against its MSOA


@dataclass(frozen=True)
class Target:
    """The life expectancy that a district's deaths of one sex are calibrated to."""

    district_code: str
    district_name: str
    sex: str
    life_expectancy: float
    published: bool


@lru_cache(maxsize=1)
def small_area_pattern() -> pd.DataFrame:
    """For all LSOAs of England: msoa, and for each sex the pattern (years) with the gaps filled.

    An MSOA without a published value gets the value expected from its years of life lost (a straight line
    through all MSOAs that have both, r -0.62 for women, -0.73 for men).
    """
    health = reference("small_area_health")
    pattern = pd.DataFrame(
        {
            "lsoa_code": health["lsoa_code"],
            "msoa": health["msoa_2011_code"],
            "lost": np.log(health["years_of_life_lost"].to_numpy(dtype=float)),
        }
    )
    pattern["msoa_lost"] = pattern.groupby("msoa")["lost"].transform("mean")
    published = reference("small_area_life_expectancy")
    for sex in SEXES:
        values = published[published["sex"] == sex].set_index("msoa_2011_code")["life_expectancy"]
        years = pattern["msoa"].map(values).to_numpy(dtype=float)
        known = np.isfinite(years)
        slope, intercept = np.polyfit(pattern["msoa_lost"].to_numpy()[known], years[known], 1)
        pattern[sex] = np.where(known, years, intercept + slope * pattern["msoa_lost"])
    return pattern.set_index("lsoa_code")


def targets(here: Residents) -> list[Target]:
    """A life expectancy for each district (or part of one) and sex of the system."""
    pattern = small_area_pattern().loc[here.lsoa_codes]
    names = dict(zip(here.district_codes, here.district_names, strict=True))
    district_targets = []
    for s, sex in enumerate(SEXES):
        published = _published_levels(sex)
        persons = here.population[:, s].sum(axis=1)
        means = {code: _mean(pattern[sex], persons, here.district_codes == code) for code in names}
        known = [code for code in means if code in published.index]
        if known:
            weight = [persons[here.district_codes == code].sum() for code in known]
            offset = np.average([published[code] - means[code] for code in known], weights=weight)
        else:
            offset = published[ENGLAND] - _england_mean(sex)

        def estimate(code: str, means=means, offset=offset, england=published[ENGLAND]) -> float:
            return np.clip(means[code] + offset, england - FARTHEST_DISTRICT, england + FARTHEST_DISTRICT)

        district_targets += [
            Target(code, names[code], sex, float(published.get(code, estimate(code))), code in known)
            for code in sorted(names)
        ]
    return district_targets


def mortality_levels(here: Residents, wanted: list[Target]) -> np.ndarray:
    """Level of mortality (see ``mortality.rates``) of each LSOA and sex, (LSOAs, 2), before the last
    calibration."""
    pattern = small_area_pattern().loc[here.lsoa_codes]
    level = np.empty((len(here), 2))
    for target in wanted:
        s = SEXES.index(target.sex)
        inside = here.district_codes == target.district_code
        years = pattern[target.sex].to_numpy()
        centre = _mean(years, here.population[:, s].sum(axis=1), inside)
        difference = np.clip(years[inside] - centre, -FARTHEST, FARTHEST)
        level[inside, s] = level_for(s, target.life_expectancy + difference)
    inside_msoa = INSIDE_MSOA * (pattern["lost"] - pattern["msoa_lost"]).to_numpy()
    return level + inside_msoa[:, None]


def england_levels() -> dict[str, float]:
    """Published life expectancy at birth of England, 2024, by sex."""
    return {sex: float(_published_levels(sex)[ENGLAND]) for sex in SEXES}


def _published_levels(sex: str) -> pd.Series:
    table = reference("published_figures")
    rows = table[
        (table["indicator_id"] == "life_expectancy_at_birth")
        & (table["sex"] == sex)
        & (table["period_label"] == "2024")
        & table["area_level"].isin(["england", "district"])
    ]
    return rows.dropna(subset="value").drop_duplicates("area_code").set_index("area_code")["value"]


def _mean(years, persons: np.ndarray, inside: np.ndarray) -> float:
    return float(np.average(np.asarray(years)[inside], weights=persons[inside]))


@lru_cache(maxsize=2)
def _england_mean(sex: str) -> float:
    pattern = small_area_pattern()
    persons = people(pattern.index.to_numpy(dtype=object))[:, SEXES.index(sex)].sum(axis=1)
    return float(np.average(pattern[sex], weights=persons))
