"""Whether the areas of an ICS fit together: checks what ``geography`` returns by simple sums."""

from __future__ import annotations

from data.reference import reference
from geo.areas import Geography
from geo.levels import FOOTPRINT_LEVELS
from geo.lsoas import lsoas


def geography_problems(geography: Geography) -> list[str]:
    """One sentence for each problem; an empty list if there is none."""
    problems: list[str] = []
    for level in geography.levels:
        for footprint in _footprints(geography, level):
            problems += _membership_problems(geography, level, footprint)
    problems += _priority_problems(geography)
    if not geography.areas["area_code"].is_unique:
        problems.append("Two areas have the same area code.")
    if geography.areas.duplicated(["area_level", "label"]).any():
        problems.append("Two areas of one level have the same label.")
    return [f"{geography.nhs_code}: {problem}" for problem in problems]


def map_problems(geography: Geography) -> list[str]:
    """One sentence for each level whose areas are not all drawn, or overlap. Takes seconds."""
    import shapely

    from geo.boundaries.level_boundaries import boundaries

    problems = []
    for level in geography.levels:
        try:
            shapes = boundaries(geography, level)
        except (ValueError, FileNotFoundError) as error:
            problems.append(f"{level}: {error}")
            continue
        undrawn = set(geography.table(level)["area_code"]) - set(
            shapes[~shapes.geometry.is_empty]["area_code"]
        )
        if undrawn:
            problems.append(f"{level}: no shape for {', '.join(sorted(undrawn))}.")
        if not shapely.coverage_is_valid(shapes.geometry.to_numpy()):
            problems.append(f"{level}: shapes overlap.")
    return [f"{geography.nhs_code}: {problem}" for problem in problems]


def _footprints(geography: Geography, level: str) -> list[str | None]:
    if level not in FOOTPRINT_LEVELS:
        return [None]
    return sorted(geography.areas.loc[geography.areas["area_level"] == level, "footprint"].unique())


def _membership_problems(geography: Geography, level: str, footprint: str | None) -> list[str]:
    own = lsoas()[lambda rows: rows["ics_code"] == geography.ics_code]
    table = geography.table(level, footprint)
    members = geography.membership[geography.membership["area_code"].isin(table["area_code"])]
    named = footprint or level
    problems = []
    absent = set(own["lsoa_code"]) - set(members["lsoa_code"])
    if absent:
        problems.append(f"{named}: {len(absent):,} LSOAs in no area, for example {min(absent)}.")
    repeated = members.loc[members["lsoa_code"].duplicated(), "lsoa_code"]
    if len(repeated):
        problems.append(f"{named}: {len(repeated):,} LSOAs in two areas, for example {min(repeated)}.")
    foreign = set(members["lsoa_code"]) - set(own["lsoa_code"])
    if foreign:
        problems.append(f"{named}: {len(foreign):,} LSOAs of another ICS, for example {min(foreign)}.")
    actual, expected = int(table["population"].sum()), int(own["people"].sum())
    if actual != expected:
        problems.append(f"{named}: {actual:,} people in its areas, {expected:,} in the ICS.")
    return problems


def _priority_problems(geography: Geography) -> list[str]:
    wanted = reference("priority_areas").query("ics_code == @geography.ics_code")
    known = set(
        zip(
            geography.areas["area_code"],
            geography.areas["area_level"],
            geography.areas["area_name"],
            strict=True,
        )
    )
    return [
        f"priority_areas.csv: there is no {row.area_level} {row.area_code} called {row.area_name}."
        for row in wanted.itertuples()
        if (row.area_code, row.area_level, row.area_name) not in known
    ]
