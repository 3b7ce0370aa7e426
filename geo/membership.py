"""Which LSOA belongs to which area: one long table for all levels."""

from __future__ import annotations

import pandas as pd

from data.reference import reference
from geo.levels import LEVELS
from geo.lsoas import lsoas

DISTRICTS_AS_PLACES = "districts"
AUTHORITIES_AS_PLACES = "upper_tier_authorities"
MAX_DISTRICTS_AS_PLACES = 10
_OFFICIAL_COLUMNS = {"ics": "ics_code", "district": "district_code", "ward": "ward_code"}


def ics_membership(ics_code: str, footprints: pd.DataFrame) -> pd.DataFrame:
    """lsoa_code, area_level, area_code, weight (1.0: an LSOA is never split) for the LSOAs of an ICS."""
    own = lsoas()[lambda rows: rows["ics_code"] == ics_code]
    parts = [
        pd.DataFrame({"lsoa_code": own["lsoa_code"], "area_level": level, "area_code": own[column]})
        for level, column in _OFFICIAL_COLUMNS.items()
    ]
    parts.append(footprints[["lsoa_code", "area_level", "area_code"]])
    rows = pd.concat(parts).assign(weight=1.0)
    order = rows["area_level"].map(LEVELS.index)
    return (
        rows.assign(order=order)
        .sort_values(["order", "area_code", "lsoa_code"])
        .drop(columns="order")
        .reset_index(drop=True)
    )


def official_places(ics_code: str, nhs_code: str) -> pd.DataFrame:
    """Rows of a footprint of places for an ICS that has not stated its places.

    They are its districts. Where it has more than ten, and at least two counties and single-tier
    authorities, they are those authorities, unless there are as many of them as districts. A place gets its
    own code (QOC-P-E06000020), so that each code belongs to one area of one level.
    """
    own = lsoas()[lambda rows: rows["ics_code"] == ics_code]
    districts, authorities = own["district_code"].nunique(), own["upper_tier_code"].nunique()
    by_authority = districts > MAX_DISTRICTS_AS_PLACES and 2 <= authorities < districts
    code = own["upper_tier_code" if by_authority else "district_code"]
    names = reference("areas").drop_duplicates("area_code").set_index("area_code")["area_name"]
    return pd.DataFrame(
        {
            "footprint": AUTHORITIES_AS_PLACES if by_authority else DISTRICTS_AS_PLACES,
            "area_level": "place",
            "area_code": nhs_code + "-P-" + code,
            "area_name": code.map(names),
            "lsoa_code": own["lsoa_code"],
            "valid_from": pd.NaT,
            "valid_to": pd.NaT,
        }
    )
