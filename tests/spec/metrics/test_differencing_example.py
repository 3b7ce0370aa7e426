"""The example in the docstring of ``metrics.disclosure.differencing``, checked with its own numbers."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from data.tables import AGE_BANDS, SEXES
from metrics.counting.atoms import Atoms, find_atoms
from metrics.counting.engine import Cube
from metrics.counting.periods import month_number, month_periods
from metrics.counting.rollup import roll_up
from metrics.disclosure import differencing
from metrics.disclosure.differencing import protect_together
from metrics.disclosure.policy import protect

JUNE = month_number(2025, 6)
ROWS = [
    (line[:13].strip(), *line[13:].split(maxsplit=2))
    for line in differencing.__doc__.splitlines()
    if line.startswith(("    ward", "    place"))
]
COUNTS = {area: int(count) for area, count, *_ in ROWS}
SHOWN = {area: None if shown == "hidden" else int(shown) for area, _, shown, _ in ROWS}
RANGES = {area: tuple(map(int, text.split(" to "))) for area, *_, text in ROWS}
WARDS = [area for area in COUNTS if area != "place"]


def one_lsoa_per_ward() -> Atoms:
    rows = [(f"E0100000{i}", level, area) for i, ward in enumerate(WARDS) for level, area in _areas(ward)]
    people = [
        {"lsoa_code": f"E0100000{i}", "sex": sex, **dict.fromkeys(AGE_BANDS, 100)}
        for i in range(len(WARDS))
        for sex in SEXES
    ]
    membership = pd.DataFrame(rows, columns=["lsoa_code", "area_level", "area_code"])
    return find_atoms(membership, pd.DataFrame(people))


def _areas(ward: str) -> list[tuple[str, str]]:
    return [("ward", ward), ("place", "place")]


def shown_together(counts: dict[str, int]) -> dict[str, int | None]:
    """What is shown of each area's count; None where it is hidden."""
    atoms = one_lsoa_per_ward()
    events = np.zeros((len(WARDS), 1, len(SEXES), len(AGE_BANDS)), dtype=np.int32)
    for i, ward in enumerate(WARDS):
        events[atoms.of_lsoa[f"E0100000{i}"], 0, 0, 10] = counts[ward]
    cube = Cube(events, (JUNE,), np.array([True]), np.zeros(1, dtype=int))
    sets = [
        roll_up(cube, atoms, level, tuple(month_periods([JUNE])), ("persons",), "all")
        for level in ("place", "ward")
    ]
    shown = {}
    for level, protected in zip(sets, protect_together(sets, cube, atoms), strict=True):
        for area, count in zip(level.areas.area_code, protected.count[:, 0, 0], strict=True):
            shown[area] = None if np.isnan(count) else int(count)
    return shown


def possible(area: str, shown: dict[str, int | None]) -> set[int]:
    """Every count of ``area`` for which some counts of the wards give what is shown."""
    ranges = {
        ward: range(1, 8) if shown[ward] is None else range(max(8, shown[ward] - 2), shown[ward] + 3)
        for ward in WARDS
    }
    values = set()
    for counts in itertools.product(*ranges.values()):
        total = sum(counts)
        if shown["place"] is None or round(total / 5) * 5 == shown["place"]:
            values.add(dict(zip(WARDS, counts, strict=True))[area])
    return values


def test_the_numbers_of_the_example_are_those_that_rounding_gives():
    assert len(WARDS) == 3 and sum(COUNTS[ward] for ward in WARDS) == COUNTS["place"]
    for area, count in COUNTS.items():
        protected = protect(np.array([count]))
        assert (None if protected.hidden[0] else int(protected.count[0])) == SHOWN[area]
        low, high = RANGES[area]
        alike = [n for n in range(1, 30) if _looks_like(n, SHOWN[area])]
        assert (alike[0], alike[-1]) == (low, high)


def _looks_like(count: int, shown: int | None) -> bool:
    protected = protect(np.array([count]))
    return bool(protected.hidden[0]) if shown is None else protected.count[0] == shown


def test_subtraction_leaves_one_value_for_the_hidden_count():
    assert possible("ward C", SHOWN) == {COUNTS["ward C"]}


def test_the_place_is_hidden_too_and_the_hidden_count_can_be_anything_again():
    shown = shown_together(COUNTS)
    assert shown == SHOWN | {"place": None}
    assert possible("ward C", shown) == set(range(1, 8))


@pytest.mark.parametrize("third", range(2, 8))
def test_nothing_more_is_hidden_where_rounding_leaves_several_values(third):
    counts = {"ward A": 10, "ward B": 10, "ward C": third, "place": 20 + third}
    shown = shown_together(counts)
    assert [area for area, count in shown.items() if count is None] == ["ward C"]
    assert len(possible("ward C", shown)) > 1
