"""Whether the people of all areas are those that were counted, and every LSOA of England is in one ICS."""

from __future__ import annotations

from data.reference import reference
from geo.areas import Geography
from geo.ics_codes import integrated_care_systems

# Usual residents of England by LSOA, Census 2021 (table TS007A, ONS).
LSOAS, PEOPLE = 33_755, 56_490_091


def census_problems(geography: Geography) -> list[str]:
    """A sentence if an ICS has not the people that the census counted in its LSOAs (summed anew)."""
    counted = reference("population").set_index("lsoa_code").drop(columns="sex").sum(axis=1)
    counted = int(counted[counted.index.isin(geography.lsoas(geography.ics_code))].sum())
    found = int(geography.area(geography.ics_code)["population"])
    if found == counted:
        return []
    return [f"{geography.nhs_code}: {found:,} people; Census 2021 counted {counted:,} in its LSOAs."]


def england_problems(checked: list[Geography]) -> list[str]:
    """Sentences if the 42 ICSs together have not each LSOA of England once, and all its people."""
    lsoas = reference("lsoas")
    problems = []
    absent = set(integrated_care_systems()["ics_code"]) - {one.ics_code for one in checked}
    if absent:
        problems.append(f"England: {len(absent)} ICSs could not be read, so it cannot be added up.")
        return problems
    held = [code for one in checked for code in one.lsoas(one.ics_code)]
    if len(held) != len(set(held)):
        problems.append(f"England: {len(held) - len(set(held)):,} LSOAs are in two ICSs.")
    if set(held) != set(lsoas["lsoa_code"]) or len(set(held)) != LSOAS:
        problems.append(f"England: {len(set(held)):,} LSOAs in the ICSs; Census 2021 has {LSOAS:,}.")
    people = sum(int(one.area(one.ics_code)["population"]) for one in checked)
    if people != PEOPLE:
        problems.append(f"England: {people:,} people in the ICSs; Census 2021 counted {PEOPLE:,}.")
    return problems
