"""The Census population that is the denominator of a publisher's count, for the same area and period."""

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
    """The Census 2021 population in an age scope, by official code of the area."""
    population = reference("population")
    bands = [band for band, inside in zip(AGE_BANDS, age_mask(ages), strict=True) if inside]
    people = population.groupby("lsoa_code")[bands].sum().sum(axis=1)
    lsoas = reference("lsoas")
    by_lsoa = lsoas.lsoa_code.map(people).fillna(0)
    by_area = pd.concat([by_lsoa.groupby(lsoas[column]).sum() for column in _AREAS])
    # A single-tier council is a district and a county with the same code.
    return pd.concat([by_area[~by_area.index.duplicated()], pd.Series({ENGLAND: people.sum()})])


def person_time(figures: pd.DataFrame, people: pd.Series) -> np.ndarray:
    """People times the length of the period of each row of ``figures`` (official_code, period_start,
    period_end).

    A month's count gives a monthly rate; the count of a year or of several years gives an annual rate.
    """
    days = (figures.period_end - figures.period_start).dt.days + 1
    whole_years = np.rint(days / _DAYS_A_YEAR * 12) / 12
    time = np.where(frequency_of_days(days) == "month", 1, whole_years)
    return (figures.official_code.map(people) * time).to_numpy(dtype=float)
