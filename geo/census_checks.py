"""Whether populations match Census 2021, and every LSOA of England is in exactly one ICS."""

from __future__ import annotations

from data.reference import reference
from geo.areas import Geography
from geo.ics_codes import integrated_care_systems

# Usual residents of England by LSOA, Census 2021 (table TS007A, ONS).
LSOAS, PEOPLE = 33_755, 56_490_091


def census_problems(geography: Geography) -> list[str]:
    """A sentence if the ICS's population differs from the census counts of its LSOAs, added up again here."""
    counted = reference("population").set_index("lsoa_code").drop(columns="sex").sum(axis=1)
    counted = int(counted[counted.index.isin(geography.lsoas(geography.ics_code))].sum())
    people = int(geography.area(geography.ics_code)["population"])
    if people == counted:
        return []
    return [f"{geography.nhs_code}: {people:,} people; Census 2021 counted {counted:,} in its LSOAs."]


def england_problems(checked: list[Geography]) -> list[str]:
    """Sentences if the 42 ICSs together do not cover each LSOA of England once and its whole population."""
    lsoas = reference("lsoas")
    problems = []
    absent = set(integrated_care_systems()["ics_code"]) - {system.ics_code for system in checked}
    if absent:
        problems.append(f"England: {len(absent)} ICSs could not be read, so it cannot be added up.")
        return problems
    lsoa_codes = [code for system in checked for code in system.lsoas(system.ics_code)]
    if len(lsoa_codes) != len(set(lsoa_codes)):
        problems.append(f"England: {len(lsoa_codes) - len(set(lsoa_codes)):,} LSOAs are in two ICSs.")
    if set(lsoa_codes) != set(lsoas["lsoa_code"]) or len(set(lsoa_codes)) != LSOAS:
        problems.append(f"England: {len(set(lsoa_codes)):,} LSOAs in the ICSs; Census 2021 has {LSOAS:,}.")
    people = sum(int(system.area(system.ics_code)["population"]) for system in checked)
    if people != PEOPLE:
        problems.append(f"England: {people:,} people in the ICSs; Census 2021 counted {PEOPLE:,}.")
    return problems
