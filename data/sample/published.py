"""Published figures that the demonstration records are set to, with a fallback for every system."""

from __future__ import annotations

import pandas as pd

from data.reference import reference
from data.sample.residents import Residents

ENGLAND = "E92000001"
MIN_COVERED = 0.5  # share of the people whose districts must have a figure for the mean to be used


def level(here: Residents, indicator: str, otherwise: float, period: str = "", age: str = "") -> float:
    """A rate, share or mean of the system: its own latest one; else the mean of its districts, by people;
    else England's; else ``otherwise``.

    ``period`` and ``age``, where given, are labels of the published table.
    """
    values = _latest(indicator, period, age)
    if here.ics_code in values.index:
        return float(values[here.ics_code])
    people = pd.Series(here.population.sum(axis=(1, 2))).groupby(here.district_codes).sum()
    known = people[people.index.isin(values.index)]
    if known.sum() >= MIN_COVERED * people.sum():
        return float((values[known.index] * known).sum() / known.sum())
    return float(values.get(ENGLAND, otherwise))


def count(here: Residents, indicator: str, a_person: float, period: str) -> int:
    """A number of events in one period: the system's own; else its part of England's, by people; else so
    many ``a_person``."""
    values = _latest(indicator, period, "")
    people = here.population.sum()
    if here.ics_code in values.index:
        return round(float(values[here.ics_code]))
    if ENGLAND in values.index:
        return round(float(values[ENGLAND]) * people / _people_of_england())
    return round(a_person * people)


def _latest(indicator: str, period: str, age: str) -> pd.Series:
    table = reference("published_figures")
    chosen = (table["indicator_id"] == indicator) & (table["sex"] == "persons") & table["value"].notna()
    if period:
        chosen &= table["period_label"] == period
    if age:
        chosen &= table["age"] == age
    rows = table[chosen].sort_values("period_end", kind="stable")
    return rows.drop_duplicates("area_code", keep="last").set_index("area_code")["value"]


def _people_of_england() -> float:
    return float(reference("population").drop(columns=["lsoa_code", "sex"]).to_numpy(dtype=float).sum())
