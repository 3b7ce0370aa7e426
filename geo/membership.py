"""Which LSOA belongs to which area: one long table for all levels."""

from __future__ import annotations

import pandas as pd

from geo.levels import LEVELS
from geo.lsoas import lsoas

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


def districts_as_places(ics_code: str, nhs_code: str, footprint: str, names: pd.Series) -> pd.DataFrame:
    """Rows of a footprint whose places are the districts, for an ICS that has not said what its places are.

    A place gets a code of its own (QOC-P-E06000020), so that a code names one area of one level.
    """
    own = lsoas()[lambda rows: rows["ics_code"] == ics_code]
    return pd.DataFrame(
        {
            "footprint": footprint,
            "area_level": "place",
            "area_code": nhs_code + "-P-" + own["district_code"],
            "area_name": own["district_code"].map(names),
            "lsoa_code": own["lsoa_code"],
            "valid_from": pd.NaT,
            "valid_to": pd.NaT,
        }
    )
