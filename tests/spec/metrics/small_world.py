"""A system small enough to count on one's fingers: two places, three wards, six neighbourhoods of 500 people
a sex.

    System  = Fylde (wards Ansdell, Park) + Wyre (ward Pheasey)
    Ansdell = L1, L2     Park = L3, L4     Pheasey = L5, L6

Under an older footprint of places, Old North was Ansdell alone and Old South the rest.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from data.storage.engines import DuckDBEngine
from data.tables import AGE_BANDS, SEXES, ae_attendances, population
from metrics import Frequency, Metric, Polarity, Shift, count, rate
from metrics.counting.atoms import Atoms, find_atoms
from metrics.counting.engine import Cube, count_events
from metrics.counting.periods import month_number
from tests.lib.slow_engine import Event

LSOAS = {f"L{i}": f"E0100000{i}" for i in range(1, 7)}
AREAS = {
    "ics": {"System": "L1 L2 L3 L4 L5 L6"},
    "place": {"Fylde": "L1 L2 L3 L4", "Wyre": "L5 L6", "Old North": "L1 L2", "Old South": "L3 L4 L5 L6"},
    "ward": {"Ansdell": "L1 L2", "Park": "L3 L4", "Pheasey": "L5 L6"},
}
PEOPLE_A_BAND = 25
PEOPLE_AN_LSOA = PEOPLE_A_BAND * len(AGE_BANDS) * len(SEXES)


def lsoas_of(level: str, area: str) -> set[str]:
    return {LSOAS[name] for name in AREAS[level][area].split()}


def people_of(level: str, area: str, sex: str = "persons") -> int:
    return len(lsoas_of(level, area)) * PEOPLE_AN_LSOA // (1 if sex == "persons" else 2)


def membership() -> pd.DataFrame:
    rows = [
        (code, level, area)
        for level, areas in AREAS.items()
        for area in areas
        for code in lsoas_of(level, area)
    ]
    return pd.DataFrame(rows, columns=["lsoa_code", "area_level", "area_code"]).sort_values(
        ["area_level", "area_code", "lsoa_code"]
    )


def small_atoms() -> Atoms:
    people = [
        {"lsoa_code": code, "sex": sex, **dict.fromkeys(AGE_BANDS, PEOPLE_A_BAND)}
        for code in LSOAS.values()
        for sex in SEXES
    ]
    return find_atoms(membership(), pd.DataFrame(people))


def read_events(text: str) -> list[Event]:
    """Events from a table with the columns day, lsoa, age, sex, department and times (how many of them)."""
    events = []
    for line in text.strip().splitlines()[1:]:
        day, lsoa, age, sex, department, times = line.split()
        one = Event(date.fromisoformat(day), LSOAS.get(lsoa, lsoa), int(age), sex, department)
        events += [one] * int(times)
    return events


def attendance_rate(**changes) -> Metric:
    fields = {
        "title": "Attendances",
        "numerator": count(ae_attendances),
        "denominator": population,
        "statistic": rate(per=1_000),
        "polarity": Polarity.LOWER_IS_BETTER,
        "shifts": {Shift.HOSPITAL_TO_COMMUNITY: "Needs met nearby do not reach hospital."},
        "frequency": Frequency.MONTH,
        "levels": ("ics", "place", "ward"),
        "id": "attendances",
        "description": "Attendances.",
    }
    return Metric(**(fields | changes))


def cube_of(events: list[Event], metric: Metric, months: list[tuple[int, int]], atoms: Atoms) -> Cube:
    """The real engine's count of one metric; ``months`` are those with data."""
    engine = DuckDBEngine(threads=1)
    frame = pd.DataFrame(
        {
            "attendance_id": pd.Series(range(len(events)), dtype="int64"),
            "arrival_date": pd.to_datetime(pd.Series([event.day for event in events], dtype="object")),
            "lsoa_code": pd.Series([event.lsoa for event in events], dtype="str"),
            "age": pd.Series([event.age for event in events], dtype="int16"),
            "sex": pd.Series([event.sex for event in events], dtype="str"),
            "department_type": pd.Series([event.department for event in events], dtype="str"),
        }
    )
    engine.add_rows("ae_attendances", frame)
    covered = tuple(month_number(*month) for month in months)
    try:
        return count_events(engine, ae_attendances, [metric.numerator], atoms, covered)[0]
    finally:
        engine.close()
