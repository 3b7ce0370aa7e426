"""The Census population that a publisher's count is set against, of the same area and time."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from data.reference import reference
from data.tables import AGE_BANDS
from metrics.counting.periods import frequency_of_days
from metrics.language.ages import age_mask

ENGLAND = "E92000001"
_AREAS = ("district_code", "upper_tier_code", "ics_code", "region_code")
_DAYS_A_YEAR = 365.25


@cache
def people_by_area(ages: str) -> pd.Series:
    """People of Census 2021 in an age scope by official code: England is all LSOAs, the others their own."""
    population = reference("population")
    bands = [band for band, inside in zip(AGE_BANDS, age_mask(ages), strict=True) if inside]
    people = population.groupby("lsoa_code")[bands].sum().sum(axis=1)
    lsoas = reference("lsoas")
    here = lsoas.lsoa_code.map(people).fillna(0)
    found = pd.concat([here.groupby(lsoas[column]).sum() for column in _AREAS])
    # A single-tier council is a district and a county of the same code.
    return pd.concat([found[~found.index.duplicated()], pd.Series({ENGLAND: people.sum()})])


def person_time(figures: pd.DataFrame, people: pd.Series) -> np.ndarray:
    """People times the length of the period of each row of ``figures`` (official_code, period_start,
    period_end).

    A month's count gives a month's rate; a year's or several years' count a rate a year.
    """
    days = (figures.period_end - figures.period_start).dt.days + 1
    whole_years = np.rint(days / _DAYS_A_YEAR * 12) / 12
    time = np.where(frequency_of_days(days) == "month", 1, whole_years)
    return (figures.official_code.map(people) * time).to_numpy(dtype=float)
