"""Whether neighbourhoods keep their rules: whole wards, inside one place, contiguous, within their size.

Breaking a rule is a problem only for designed neighbourhoods. An ICS's own may follow GP lists or cross its
places; for them the same findings are reported without being problems.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from geo.areas import Geography
from geo.neighbourhoods.borders import parts_of, unit_graph
from geo.neighbourhoods.design import SIZE

MIN_SHARE_IN_RANGE = 0.95  # share of all neighbourhoods that must have 30,000 to 50,000 people


@dataclass(frozen=True)
class Neighbourhoods:
    """Counts, people of the smallest and largest neighbourhood, and sentences about those out of range."""

    nhs_code: str
    designed: bool
    people: int
    places: int
    count: int
    in_range: int
    smallest: int
    largest: int
    outside: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def check_neighbourhoods(geography: Geography) -> Neighbourhoods:
    """Checks the current neighbourhoods of one ICS; takes about half a second."""
    table = geography.table("neighbourhood")
    designed = geography.is_designed("neighbourhood")
    fits = table["population"].between(SIZE.minimum, SIZE.maximum)
    shape_problems = _shape_problems(geography)
    return Neighbourhoods(
        nhs_code=geography.nhs_code,
        designed=designed,
        people=int(geography.area(geography.ics_code)["population"]),
        places=len(geography.table("place")),
        count=len(table),
        in_range=int(fits.sum()),
        smallest=int(table["population"].min()),
        largest=int(table["population"].max()),
        outside=[_why(geography, row) for row in table[~fits].itertuples()]
        + ([] if designed else shape_problems),
        problems=[f"{geography.nhs_code}: {problem}" for problem in shape_problems] if designed else [],
    )


def summary(systems: list[Neighbourhoods]) -> pd.DataFrame:
    """One row per ICS and, for several, a row for all: ics, places, neighbourhoods, in_range, share
    (percent), smallest, largest, people.
    """
    rows = [
        (
            system.nhs_code,
            system.places,
            system.count,
            system.in_range,
            system.smallest,
            system.largest,
            system.people,
        )
        for system in systems
    ]
    columns = ["ics", "places", "neighbourhoods", "in_range", "smallest", "largest", "people"]
    table = pd.DataFrame(rows, columns=columns)
    if len(table) > 1:
        sums = table[["places", "neighbourhoods", "in_range", "people"]].sum()
        ends = {"smallest": table["smallest"].min(), "largest": table["largest"].max()}
        table.loc[len(table)] = {"ics": "all", **sums, **ends}
    table.insert(4, "share", 100 * table["in_range"] / table["neighbourhoods"])
    return table


def range_problems(systems: list[Neighbourhoods]) -> list[str]:
    """A sentence if fewer than 95 % of all designed neighbourhoods are in the range."""
    count = sum(system.count for system in systems if system.designed)
    fit = sum(system.in_range for system in systems if system.designed)
    if fit >= MIN_SHARE_IN_RANGE * count:
        return []
    return [
        f"{fit:,} of {count:,} neighbourhoods have {SIZE.minimum:,} to {SIZE.maximum:,} people; at least "
        f"{MIN_SHARE_IN_RANGE:.0%} must."
    ]


def _shape_problems(geography: Geography) -> list[str]:
    own = geography.area_by_lsoa("neighbourhood")
    ward, place = geography.area_by_lsoa("ward"), geography.area_by_lsoa("place")
    lsoas = pd.DataFrame({"own": own, "ward": ward, "place": place})
    names = geography.table("neighbourhood").set_index("area_code")["label"]
    problems = []
    for code in _in_several(lsoas, "own", "place"):
        problems.append(f"{names[code]} ({code}) is in more than one place.")
    for code in _in_several(lsoas, "ward", "own", inside="place"):
        problems.append(f"the ward {geography.area(code)['label']} ({code}) is cut between neighbourhoods.")
    unit_by_lsoa = lsoas["ward"] + " " + lsoas["place"] + " " + lsoas["own"]
    _, neighbours = unit_graph(geography, unit_by_lsoa)
    for code, units in unit_by_lsoa.groupby(own):
        parts = parts_of(set(units), neighbours)
        if len(parts) > 1:
            problems.append(f"{names[code]} ({code}) is not contiguous: it has {len(parts)} separate parts.")
    return problems


def _in_several(lsoas: pd.DataFrame, area: str, holder: str, inside: str | None = None) -> list[str]:
    """Codes of the column ``area`` with several values of ``holder`` (within one value of ``inside``)."""
    keys = [area] if inside is None else [area, inside]
    several = lsoas.groupby(keys)[holder].nunique() > 1
    return sorted(set(several[several].index.get_level_values(area)))


def _why(geography: Geography, row) -> str:
    """How many people a neighbourhood outside the range has, and why."""
    place = geography.area(geography.parent(row.area_code, "place"))
    people, inside = int(row.population), int(place["population"])
    wards = geography.children(row.area_code, "ward")
    if people == inside and people < SIZE.minimum:
        why = f"the ICS has no more of {place['area_name']}"
    elif people == inside:
        why = f"all of {place['area_name']} in the ICS: too many for one and too few for two"
    elif len(wards) == 1 and people > SIZE.maximum:
        why = "it is one ward"
    else:
        why = f"the wards of {place['area_name']} allow no other size"
    if not geography.is_designed("neighbourhood"):
        why = "as the ICS defined it"
    return f"{geography.nhs_code} {row.label}: {people:,} people ({why})"
