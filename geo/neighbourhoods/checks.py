"""Whether neighbourhoods keep what was promised of them: whole wards, inside places, contiguous, their size.

Only designed neighbourhoods are held to it. An ICS's own may follow GP lists or cross its places; of them the
same things are told, not judged.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from geo.areas import Geography
from geo.neighbourhoods.borders import parts_of, unit_graph
from geo.neighbourhoods.design import SIZE

LEAST_IN_RANGE = 0.95  # share of all neighbourhoods that must have 30,000 to 50,000 people


@dataclass(frozen=True)
class Neighbourhoods:
    """What was found: counts, people of the smallest and largest, sentences about what lies outside."""

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
    """Looks at the neighbourhoods in force of one ICS; takes about half a second."""
    table = geography.table("neighbourhood")
    designed = geography.is_designed("neighbourhood")
    fits = table["population"].between(SIZE.least, SIZE.most)
    told = _shape_problems(geography)
    return Neighbourhoods(
        nhs_code=geography.nhs_code,
        designed=designed,
        people=int(geography.area(geography.ics_code)["population"]),
        places=len(geography.table("place")),
        count=len(table),
        in_range=int(fits.sum()),
        smallest=int(table["population"].min()),
        largest=int(table["population"].max()),
        outside=[_why(geography, row) for row in table[~fits].itertuples()] + ([] if designed else told),
        problems=[f"{geography.nhs_code}: {problem}" for problem in told] if designed else [],
    )


def summary(found: list[Neighbourhoods]) -> pd.DataFrame:
    """One row an ICS and, for several, one for all: ics, places, neighbourhoods, in_range, share (percent),
    smallest, largest, people.
    """
    rows = [
        (one.nhs_code, one.places, one.count, one.in_range, one.smallest, one.largest, one.people)
        for one in found
    ]
    columns = ["ics", "places", "neighbourhoods", "in_range", "smallest", "largest", "people"]
    table = pd.DataFrame(rows, columns=columns)
    if len(table) > 1:
        sums = table[["places", "neighbourhoods", "in_range", "people"]].sum()
        ends = {"smallest": table["smallest"].min(), "largest": table["largest"].max()}
        table.loc[len(table)] = {"ics": "all", **sums, **ends}
    table.insert(4, "share", 100 * table["in_range"] / table["neighbourhoods"])
    return table


def range_problems(found: list[Neighbourhoods]) -> list[str]:
    """A sentence if fewer than 95 % of all designed neighbourhoods lie in the range."""
    count = sum(one.count for one in found if one.designed)
    fit = sum(one.in_range for one in found if one.designed)
    if fit >= LEAST_IN_RANGE * count:
        return []
    return [
        f"{fit:,} of {count:,} neighbourhoods have {SIZE.least:,} to {SIZE.most:,} people; at least "
        f"{LEAST_IN_RANGE:.0%} must."
    ]


def _shape_problems(geography: Geography) -> list[str]:
    own = geography.area_by_lsoa("neighbourhood")
    ward, place = geography.area_by_lsoa("ward"), geography.area_by_lsoa("place")
    lsoas = pd.DataFrame({"own": own, "ward": ward, "place": place})
    names = geography.table("neighbourhood").set_index("area_code")["label"]
    problems = []
    for code in _held_by_several(lsoas, "own", "place"):
        problems.append(f"{names[code]} ({code}) lies in more than one place.")
    for code in _held_by_several(lsoas, "ward", "own", inside="place"):
        problems.append(f"the ward {geography.area(code)['label']} ({code}) is cut between neighbourhoods.")
    unit_by_lsoa = lsoas["ward"] + " " + lsoas["place"] + " " + lsoas["own"]
    _, beside = unit_graph(geography, unit_by_lsoa)
    for code, units in unit_by_lsoa.groupby(own):
        parts = parts_of(set(units), beside)
        if len(parts) > 1:
            problems.append(f"{names[code]} ({code}) is not contiguous: it falls into {len(parts)} parts.")
    return problems


def _held_by_several(lsoas: pd.DataFrame, area: str, holder: str, inside: str | None = None) -> list[str]:
    """Codes in one column that stand with several of another (inside one of a third)."""
    keys = [area] if inside is None else [area, inside]
    several = lsoas.groupby(keys)[holder].nunique() > 1
    return sorted(set(several[several].index.get_level_values(area)))


def _why(geography: Geography, row) -> str:
    """How many people a neighbourhood outside the range has, and what leaves it there."""
    place = geography.area(geography.parent(row.area_code, "place"))
    people, inside = int(row.population), int(place["population"])
    wards = geography.children(row.area_code, "ward")
    if people == inside and people < SIZE.least:
        why = f"the ICS holds no more of {place['area_name']}"
    elif people == inside:
        why = f"all of {place['area_name']} in the ICS: too many for one and too few for two"
    elif len(wards) == 1 and people > SIZE.most:
        why = "it is one ward"
    else:
        why = f"the wards of {place['area_name']} allow no other size"
    if not geography.is_designed("neighbourhood"):
        why = "as the ICS drew it"
    return f"{geography.nhs_code} {row.label}: {people:,} people ({why})"
