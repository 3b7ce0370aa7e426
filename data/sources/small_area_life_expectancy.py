"""Life expectancy of middle layer areas (MSOA 2011), 2016 to 2020, in a separate table.

Areas of 2011 are not moved to those of 2021: a row with another code is refused.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.errors import SourceError
from data.reference import reference
from data.sources.shared.counts import BELOW_ZERO, below_zero
from data.sources.shared.figures import OPEN_LICENCE, Refused, as_numbers, check_no_repeats
from data.sources.shared.opening import open_table
from data.sources.shared.source import Ingested, Source

TABLE = "small_area_life_expectancy"
_NUMBERS = {
    "life_expectancy": "life_expectancy",
    "lci95": "lower_ci",
    "uci95": "upper_ci",
    "deaths": "deaths",
    "population_5yr": "person_years",
}
_COLUMNS = ("period", "msoa11_code", "sex", *_NUMBERS)
_PERIOD = "2016 to 2020"
_SEXES = {"Males": "male", "Females": "female"}


def read(path: Path) -> Ingested:
    path = Path(path)
    raw = check_no_repeats(path, open_table(path, _COLUMNS))
    refused = Refused()
    rows = raw[list(_COLUMNS)]
    # The table has no column for the period, so only this period is allowed.
    rows = refused.without(rows, rows.period != _PERIOD, "period {}", f"allowed is {_PERIOD}", each="period")
    rows = refused.without(
        rows, ~rows.sex.isin(list(_SEXES)), "sex {}", "allowed are Males and Females", each="sex"
    )
    known = set(reference(TABLE).msoa_2011_code)
    rows = refused.without(
        rows,
        ~rows.msoa11_code.isin(known),
        "areas that are not MSOAs of 2011 in England",
        "areas of 2021 have similar codes but are different areas, so the rows are not moved",
    )
    rows = as_numbers(rows, list(_NUMBERS), refused).rename(columns=_NUMBERS)
    rows = refused.without(rows, below_zero(rows, _NUMBERS.values()), "rows of areas", BELOW_ZERO)
    rows = refused.without(
        rows,
        (rows.life_expectancy < rows.lower_ci) | (rows.life_expectancy > rows.upper_ci),
        "life expectancies",
        "the value is outside its own confidence limits",
    )
    rows = refused.without(
        rows,
        rows.life_expectancy.notna() & ~rows.life_expectancy.between(50, 110),
        "life expectancies",
        "below 50 or above 110 years",
    )
    rows = refused.without(
        rows,
        rows.deaths.isna() | rows.person_years.isna() | (rows.person_years == 0),
        "rows without deaths or person-years",
        "both are needed to add areas up",
    )
    # An area that is too small for a life expectancy still has deaths.
    key = ["msoa11_code", "sex"]
    twice = rows.duplicated(key, keep=False) & ~rows.duplicated(keep=False)
    rows = refused.without(
        rows, twice, "repeated areas", "conflicting: the same area and sex have different values"
    ).drop_duplicates(key)
    if rows.empty:
        raise SourceError(f"{path.name}: none of its rows can be used. {refused.most_frequent}")
    table = pd.DataFrame(
        {
            "msoa_2011_code": rows.msoa11_code,
            "sex": rows.sex.map(_SEXES),
            "life_expectancy": rows.life_expectancy,
            "lower_ci": rows.lower_ci,
            "upper_ci": rows.upper_ci,
            "deaths": rows.deaths.astype("int32"),
            "person_years": rows.person_years.astype("int32"),
        }
    ).sort_values(["msoa_2011_code", "sex"], ignore_index=True)
    return Ingested({TABLE: table}, refused.table, refused.held_back)


SOURCE = Source(
    name="small_area_life_expectancy",
    title="Life expectancy of small areas, 2016 to 2020",
    publisher="Office for Health Improvement and Disparities",
    licence=OPEN_LICENCE,
    files="A CSV of period, msoa11_code, sex, deaths, population_5yr, life_expectancy, lci95, uci95",
    read=read,
    # A one-off data request.
    due_days=0,
    items=(TABLE,),
    edition=_PERIOD,
)
