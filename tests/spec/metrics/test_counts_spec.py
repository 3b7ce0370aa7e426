"""From events to counts and rates: a table that can be checked by hand, counted by both engines."""

from __future__ import annotations

import math

import pytest

from data.tables import ae_attendances
from metrics import count
from metrics.computing.evaluate import evaluate
from metrics.counting.periods import month_number, month_periods
from metrics.counting.rollup import roll_up
from tests.lib.slow_engine import financial_years, slow_count, slow_rate
from tests.spec.metrics.small_world import (
    AREAS,
    attendance_rate,
    cube_of,
    lsoas_of,
    people_of,
    read_events,
    small_atoms,
)

# Six attendances, two wards, three months; the last one's LSOA is nobody's.
SIX = """
day         lsoa  age  sex     department  times
2024-04-01  L1    0    female  01          1
2024-04-30  L2    4    male    03          1
2024-05-15  L3    64   male    01          2
2024-06-30  L1    90   female  01          1
2024-06-30  E01999999  30  male  01        1
"""
EXACT = """
area        Apr  May  Jun
System      2    2    1
Fylde       2    2    1
Wyre        0    0    0
Old_North   2    0    1
Old_South   0    2    0
Ansdell     2    0    1
Park        0    2    0
Pheasey     0    0    0
"""
SPRING = [(2024, 4), (2024, 5), (2024, 6)]

# Enough attendances to be shown: 40 and 13 in Park's April, 8 in Ansdell's, 7 (hidden) in Pheasey's. Fylde's
# April is hidden for Wyre's sake: 68 or more in the system less 62 or fewer in Fylde would leave 6 or 7.
MANY = """
day         lsoa  age  sex     department  times
2024-04-02  L3    30   female  01          40
2024-04-09  L4    71   male    03          13
2024-04-11  L1    8    male    01          8
2024-04-20  L5    45   female  01          7
2024-06-20  L3    45   female  01          12
"""
SHOWN = """
area        Apr        May      Jun        Apr-rate
System      70         missing  10         11.67
Fylde       hidden     missing  10         -
Wyre        hidden     missing  0          -
Old_North   10         missing  0          5.00
Old_South   60         missing  10         15.00
"""


def table(text: str) -> dict[str, list[str]]:
    lines = [line.split(" ") for line in text.strip().splitlines()[1:]]
    return {cells[0].replace("_", " "): [cell for cell in cells[1:] if cell] for cells in lines}


def level_of(area: str) -> str:
    return next(level for level, areas in AREAS.items() if area in areas)


def by_fast_engine(events, months, area, month) -> int:
    atoms = small_atoms()
    cube = cube_of(events, attendance_rate(), months, atoms)
    periods = tuple(month_periods([month_number(*one) for one in months]))
    counts = roll_up(cube, atoms, level_of(area), periods, ("persons",), "all")
    place = counts.areas.area_code.tolist().index(area)
    return int(counts.events[place, months.index(month)].sum())


def by_slow_engine(events, months, area, month) -> int:
    return slow_count(
        events, lsoas_of(level_of(area), area), [month], "persons", range(200), lambda event: True
    )


@pytest.mark.parametrize("engine", [by_fast_engine, by_slow_engine])
def test_six_attendances_are_counted_where_people_live(engine):
    events = read_events(SIX)
    for area, expected in table(EXACT).items():
        found = [engine(events, SPRING, area, month) for month in SPRING]
        assert found == [int(cell) for cell in expected], area


def test_an_event_of_an_unknown_lsoa_is_counted_as_not_placed_in_its_month():
    cube = cube_of(read_events(SIX), attendance_rate(), SPRING, small_atoms())
    assert cube.unplaced.tolist() == [0, 0, 1]
    assert cube.total == 6


def test_months_are_shown_rounded_or_hidden_and_a_month_without_data_is_missing():
    atoms, metric = small_atoms(), attendance_rate()
    cube = cube_of(read_events(MANY), metric, [(2024, 4), (2024, 6)], atoms)
    frame = evaluate(metric, cube, atoms, "synthetic")
    for area, (april, may, june, april_rate) in table(SHOWN).items():
        rows = frame[(frame.area_code == area) & (frame.frequency == "month")].sort_values("period_start")
        for row, expected in zip(rows.itertuples(), (april, may, june), strict=True):
            said = {"suppressed": "hidden", "missing": "missing"}.get(row.status) or f"{row.numerator:.0f}"
            assert said == expected, (area, row.period_label)
        value = rows.value.iloc[0]
        assert ("-" if math.isnan(value) else f"{value:.2f}") == april_rate, area


def test_zero_events_in_a_month_with_data_are_zero_with_an_upper_limit():
    atoms, metric = small_atoms(), attendance_rate()
    cube = cube_of(read_events(MANY), metric, [(2024, 4), (2024, 6)], atoms)
    frame = evaluate(metric, cube, atoms, "synthetic")
    june = frame[(frame.area_code == "Wyre") & (frame.period_label == "Jun 2024")].iloc[0]
    assert (june.status, june.numerator, june.value, june.lower_ci) == ("ok", 0, 0, 0)
    assert june.upper_ci > 0


def test_ages_sexes_and_where_choose_events_and_people():
    atoms = small_atoms()
    metric = attendance_rate(
        numerator=count(ae_attendances, where="department_type = '01'"), ages="5-34", sexes=("female", "male")
    )
    cube = cube_of(read_events(MANY), metric, [(2024, 4), (2024, 6)], atoms)
    frame = evaluate(metric, cube, atoms, "synthetic")
    frame = frame[frame.period_label == "Apr 2024"].set_index(["area_code", "sex"])
    # Six of twenty age bands; Park's 40 women of 30 and Ansdell's 8 boys of 8, nobody from department 03.
    assert frame.loc[("Fylde", "female"), "numerator"] == 40
    assert frame.loc[("Fylde", "male"), "numerator"] == 10
    assert frame.loc[("Fylde", "female"), "denominator"] == people_of("place", "Fylde", "female") * 6 / 20


def test_a_year_with_missing_months_counts_the_months_it_has():
    atoms, metric = small_atoms(), attendance_rate()
    year = financial_years([(2024, 4), (2025, 3)])["2024/25"]
    covered = [month for month in year if month not in [(2025, 2), (2024, 8)]]
    frame = evaluate(metric, cube_of(read_events(MANY), metric, covered, atoms), atoms, "synthetic")
    row = frame[(frame.area_code == "Park") & (frame.frequency == "year")].iloc[0]
    assert row.period_label == "2024/25 (10 of 12 months)"
    expected = slow_rate(
        read_events(MANY), lsoas_of("ward", "Park"), year, set(covered), people_of("ward", "Park"), 1_000
    )
    assert (row.status, row.numerator) == (expected.status, expected.numerator)
    assert row.value == pytest.approx(expected.value)


def test_a_month_outside_what_the_source_covers_is_refused():
    with pytest.raises(
        ValueError, match="1 months that its source does not cover, the first being month 6 of 2024"
    ):
        cube_of(read_events(SIX), attendance_rate(), [(2024, 4), (2024, 5)], small_atoms())
