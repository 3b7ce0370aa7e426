"""People by age: Census 2021 by LSOA, and the mid-year estimates of districts by single year of age."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.reference import reference
from data.reference.vintages import recode
from data.sources.shared.opening import open_table
from data.sources.shared.rows import as_text, check_unique, england, form_of, missing_areas, numbers, refusals
from data.sources.shared.source import Ingested, Source

BANDS = (
    "<1 1-4 5-9 10-14 15-19 20-24 25-29 30-34 35-39 40-44 45-49 50-54 55-59 60-64 65-69 70-74 75-79 80-84 "
    "85-89 90+"
).split()
# Column of the census table: the bands of the population table that it covers.
CENSUS = {
    "Aged 4 years and under": ("<1", "1-4"),
    **{f"Aged {low} to {low + 4} years": (f"{low}-{low + 4}",) for low in range(5, 85, 5)},
    "Aged 85 years and over": ("85-89", "90+"),
}
_AGES = (*map(str, range(90)), "90+")
_BY_SEX = "people by LSOA, sex and 20 age bands"
_BY_AGE = "census by five-year age band"
_SINGLE_YEARS = "mid-year estimates by single year of age"
FORMS = {
    _BY_SEX: ("lsoa_code", "sex", *BANDS),
    _BY_AGE: ("lsoa21_code", "Total", *CENSUS),
    _SINGLE_YEARS: ("ltla21_code", "total_population", *_AGES),
}


def read(path: Path) -> Ingested:
    """People of one file; ``population`` only where it has both sexes and all 20 bands."""
    rows = open_table(path, ())
    form = form_of(path, rows.columns, FORMS)
    return {_BY_SEX: _by_sex, _BY_AGE: _by_age, _SINGLE_YEARS: _single_years}[form](path, rows)


def _by_sex(path: Path, rows: pd.DataFrame) -> Ingested:
    rows = as_text(rows, ["lsoa_code", "sex"])
    check_unique(path, rows, ["lsoa_code", "sex"])
    rows = numbers(path, rows, BANDS, minimum=0, maximum=32_000, is_whole=True)
    rows, refused = england(path, rows, "lsoa_code", "lsoa")
    sexes = rows.groupby("lsoa_code")["sex"].agg(lambda listed: set(listed) == {"female", "male"})
    complete = rows["lsoa_code"].map(sexes).astype("bool")
    for code in sorted(set(rows.loc[~complete, "lsoa_code"]))[:50]:
        refused.append((code, "needs one row for female and one for male, and no other", 1))
    table = rows.loc[complete, ["lsoa_code", "sex", *BANDS]].astype(dict.fromkeys(BANDS, "int16"))
    table = table.astype({"lsoa_code": "str", "sex": "str"})
    table = table.sort_values(["lsoa_code", "sex"], ignore_index=True)
    refused += missing_areas(table["lsoa_code"], "lsoa")
    return Ingested({"population": table} if len(table) else {}, refusals(refused))


def _by_age(path: Path, rows: pd.DataFrame) -> Ingested:
    rows = as_text(rows, ["lsoa21_code"])
    check_unique(path, rows, ["lsoa21_code"])
    rows = numbers(path, rows, ["Total", *CENSUS], minimum=0, maximum=100_000, is_whole=True)
    rows, refused = england(path, rows, "lsoa21_code", "lsoa")
    table = (
        rows[["lsoa21_code", *CENSUS]]
        .rename(columns={"lsoa21_code": "lsoa_code"})
        .astype({"lsoa_code": "str"})
    )
    table = table.sort_values("lsoa_code", ignore_index=True)
    refused += [
        (
            "sexes, ages under 1 and ages 90 and over",
            "are not in this table (both sexes together; 0 to 4 and 85 and over are one band each), so the "
            "population table with 20 bands and two sexes stays as it is",
            len(table),
        ),
        *missing_areas(table["lsoa_code"], "lsoa"),
    ]
    totals = {"people, all ages (the table's Total, its bands)": _pair(rows["Total"], rows[list(CENSUS)])}
    here = _bundled(table["lsoa_code"])
    for band in CENSUS:
        totals[f"people, {band[0].lower()}{band[1:]} (population table, this file)"] = _pair(
            here[band], table[band]
        )
    return Ingested({"population_by_age": table}, refusals(refused), _differing(here, table), totals)


def _bundled(codes: pd.Series) -> pd.DataFrame:
    """The population table in the bands of the census, for these LSOAs."""
    people = reference("population").drop(columns="sex").groupby("lsoa_code").sum()
    bands = {band: people[list(parts)].sum(axis=1) for band, parts in CENSUS.items()}
    return pd.DataFrame(bands).loc[codes].reset_index()


def _differing(here: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    differs = here[list(CENSUS)].to_numpy() != table[list(CENSUS)].to_numpy()
    differences = []
    for line in differs.any(axis=1).nonzero()[0][:50]:
        band = list(CENSUS)[int(differs[line].argmax())]
        differences.append(
            (
                f"{table['lsoa_code'][line]}, {band[0].lower()}{band[1:]}",
                "Census 2021",
                f"{table[band][line]:,} people in the file, {here[band][line]:,} in the population table",
            )
        )
    return pd.DataFrame(differences, columns=["what", "period", "reason"])


def _single_years(path: Path, rows: pd.DataFrame) -> Ingested:
    ages = ["total_population", *_AGES]
    rows = as_text(rows, ["ltla21_code"])
    check_unique(path, rows, ["ltla21_code"])
    rows = numbers(path, rows, ages, minimum=0, maximum=5_000_000, is_whole=True)[["ltla21_code", *ages]]
    totals = {"people (the table's total, its ages)": _pair(rows["total_population"], rows[list(_AGES)])}
    moved = recode(rows, "ltla21_code", counts=tuple(ages), rates=())
    not_moved = [(row.ltla21_code, row.reason, 1) for row in moved.refused.itertuples()]
    kept, refused = england(path, moved.rows, "ltla21_code", "district")
    table = kept.drop(columns="total_population").rename(columns={"ltla21_code": "area_code"})
    table = table.melt("area_code", var_name="age", value_name="people")
    table["age"] = table["age"].str.removesuffix("+").astype("int16")
    table = table.astype({"area_code": "str", "people": "int32"})
    table = table.sort_values(["area_code", "age"], ignore_index=True)
    refused = not_moved + refused + missing_areas(table["area_code"], "district")
    return Ingested({"population_by_single_year": table}, refusals(refused), totals=totals)


def _pair(published: pd.Series, parts: pd.DataFrame | pd.Series) -> tuple[float, float]:
    return float(published.sum()), float(parts.to_numpy().sum())


SOURCE = Source(
    name="ons_population",
    title="People by age: Census 2021 and mid-year estimates",
    publisher="Office for National Statistics",
    licence="Open Government Licence v3.0",
    files="Census 2021 table TS007A by LSOA, mid-year estimates of districts by single year of age, or a "
    "table of LSOAs by sex and the 20 bands of the population table (CSV or Parquet)",
    read=read,
    due_days=0,
    items=("population",),
    edition="Census 2021",
)
