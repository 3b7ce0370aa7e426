"""The LSOAs of England with their people: the bricks that every area is made of."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from data.reference import reference


@lru_cache(maxsize=1)
def lsoas() -> pd.DataFrame:
    """One row per LSOA 2021 of England: codes, imd_score, lsoa_2011_codes, people (Census 2021), degrees."""
    columns = [
        "lsoa_code",
        "msoa_code",
        "ward_code",
        "district_code",
        "upper_tier_code",
        "ics_code",
        "region_code",
        "imd_score",
        "longitude",
        "latitude",
        "lsoa_2011_codes",
    ]
    return reference("lsoas")[columns].assign(people=lambda rows: rows["lsoa_code"].map(_people()))


def _people() -> pd.Series:
    population = reference("population").set_index("lsoa_code").drop(columns="sex")
    return population.sum(axis=1).groupby(level=0).sum()
