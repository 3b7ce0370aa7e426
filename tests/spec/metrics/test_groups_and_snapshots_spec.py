"""Shares of a counted group, rows that stand for several, and snapshots: tables to check by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from data.storage.engines import DuckDBEngine
from data.tables import SEXES, condition_registers, registered_people
from metrics import Metric, Polarity, Shift, count, proportion, rate
from metrics.computing.evaluate import evaluate
from metrics.counting.engine import count_events
from metrics.counting.periods import month_number
from metrics.language.metric import MetricError
from metrics.language.statistic import counts_of
from tests.spec.metrics.small_world import LSOAS, lsoas_of, small_atoms

SNAPSHOTS = [(2024, 3), (2025, 3)]
APP = proportion()

# On the last day of March: who is registered, and who of them has the NHS App. Nobody lives in L3 and L4.
REGISTERED = """
day         lsoa  age  nhs_app         people
2024-03-31  L1    30   registered      20
2024-03-31  L1    30   used            12
2024-03-31  L2    70   not_registered  31
2024-03-31  L2    8    not_registered  50
2024-03-31  L5    45   used            4
2024-03-31  L6    45   not_registered  40
2025-03-31  L1    31   used            33
2025-03-31  L2    71   not_registered  30
2025-03-31  L5    46   registered      41
2025-03-31  L6    46   used            -
"""
# Of people aged 13 and over, rounded to the nearest 5, 1 to 7 hidden; the row without a number is one person.
SHOWN = """
area     2024-part  2024-group  2024-share  2025-part  2025-group  2025-share
Ansdell  30         65          46.15       35         65          53.85
Park     0          0           -           0          0           -
Pheasey  hidden     45          -           40         40          100.00
"""


def app_registration(**changes) -> Metric:
    fields = {
        "title": "NHS App",
        "numerator": count(registered_people, where="nhs_app IN ('used', 'registered')"),
        "denominator": count(registered_people, where="age >= 13"),
        "statistic": APP,
        "polarity": Polarity.HIGHER_IS_BETTER,
        "shifts": {Shift.ANALOGUE_TO_DIGITAL: "The app opens the door."},
        "levels": ("ward",),
        "id": "app",
        "description": "App.",
    }
    return Metric(**(fields | changes))


def rows_of(text: str) -> list[dict[str, str]]:
    heads, *lines = (line.split() for line in text.strip().splitlines())
    return [dict(zip(heads, line, strict=True)) for line in lines]


def cubes(metric: Metric):
    rows = rows_of(REGISTERED)
    frame = pd.DataFrame(
        {
            "row_id": range(len(rows)),
            "snapshot_date": pd.to_datetime([row["day"] for row in rows]),
            "lsoa_code": [LSOAS[row["lsoa"]] for row in rows],
            "age": [int(row["age"]) for row in rows],
            "sex": [SEXES[number % 2] for number in range(len(rows))],
            "nhs_app": [row["nhs_app"].replace("_", " ") for row in rows],
            "people": pd.array(
                [None if row["people"] == "-" else int(row["people"]) for row in rows], dtype="Int64"
            ),
        }
    )
    engine = DuckDBEngine(threads=1)
    engine.add_rows("registered_people", frame)
    covered = tuple(month_number(*one) for one in SNAPSHOTS)
    try:
        return count_events(engine, registered_people, list(counts_of(metric)), small_atoms(), covered)
    finally:
        engine.close()


def slow_share(area: str, day: str) -> tuple[int, int]:
    """Part and group by a loop over the rows of the table above."""
    part = group = 0
    for row in rows_of(REGISTERED):
        if row["day"] != day or LSOAS[row["lsoa"]] not in lsoas_of("ward", area) or int(row["age"]) < 13:
            continue
        people = 1 if row["people"] == "-" else int(row["people"])
        group += people
        part += people if row["nhs_app"] in ("used", "registered") else 0
    return part, group


def test_rows_count_as_many_as_they_stand_for_and_one_where_nothing_is_said():
    part, group = cubes(app_registration())
    atoms = small_atoms()
    for area in ("Ansdell", "Park", "Pheasey"):
        inside = atoms.matrix[atoms.areas.area_code.tolist().index(area)].astype(bool)
        for day, month in (("2024-03-31", 0), ("2025-03-31", 12)):
            found = tuple(int(cube.counts[inside, month].sum()) for cube in (part, group))
            assert found == slow_share(area, day), (area, day)


def test_a_share_is_of_those_in_the_group_on_the_day_and_no_snapshot_is_added_to_another():
    metric = app_registration()
    part, group = cubes(metric)
    frame = evaluate(metric, part, small_atoms(), "synthetic", group=group)
    assert sorted(frame.period_label.unique()) == ["Mar 2024", "Mar 2025"]
    assert set(frame.frequency) == {"year"}
    for expected in rows_of(SHOWN):
        rows = frame[frame.area_code == expected["area"]].sort_values("period_start")
        for row, year in zip(rows.itertuples(), ("2024", "2025"), strict=True):
            said = {"suppressed": "hidden"}.get(row.status) or f"{row.numerator:.0f}"
            assert said == expected[f"{year}-part"], row
            assert f"{row.denominator:.0f}" == expected[f"{year}-group"], row
            value = "-" if pd.isna(row.value) else f"{row.value:.2f}"
            assert value == expected[f"{year}-share"], row
    # Nobody in the group: there is no share of nothing, and it is no zero.
    assert (frame[frame.area_code == "Park"].status == "not_applicable").all()


def test_the_part_counts_only_those_of_the_group():
    part, group = cubes(app_registration(denominator=count(registered_people, where="nhs_app = 'used'")))
    assert (part.counts <= group.counts).all()
    assert part.counts.sum() == group.counts.sum()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"denominator": None}, "a proportion is of a group"),
        ({"denominator": count(condition_registers)}, "a proportion counts one table"),
        ({"statistic": rate(per=1_000)}, "allowed is population from data.tables"),
    ],
)
def test_what_a_share_needs_is_said(changes, sentence):
    with pytest.raises(MetricError, match=sentence):
        app_registration(**changes)


def test_a_snapshot_has_no_rate_over_time():
    from data.tables import population

    with pytest.raises(MetricError, match="only a proportion of them can be formed"):
        app_registration(statistic=rate(per=1_000), denominator=population)
