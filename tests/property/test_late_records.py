"""Two versions of a store show nothing of one late record, whoever it was; three in one cell show.

The versions are computed by the functions that a refresh calls, on a small system of six wards; a true
refresh is in ``tests/unit/metrics/store/test_late_records_in_a_store.py``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from data.tables import ae_attendances
from metrics import (
    Frequency,
    count,
    deprivation_ratio,
    directly_standardised_rate,
    indirectly_standardised_ratio,
    proportion,
)
from metrics.computing.as_published import keep_published
from metrics.computing.evaluate import evaluate
from metrics.counting.atoms import Atoms
from metrics.counting.engine import Cube
from metrics.counting.ledger import LastPublished
from metrics.counting.periods import Period, month_periods
from metrics.disclosure.closed_periods import RECONCILIATION, PublishedBefore, closed_months
from tests.spec.metrics.small_world import attendance_rate
from tests.spec.metrics.test_disclosure_attack import APRIL_2023, hierarchy, random_cube

RECORDS = 200
MONTHS = 18
LEVELS = ("ics", "place", "neighbourhood", "ward")
PART = {
    "numerator": count(ae_attendances, where="arrival_mode = 'ambulance'"),
    "denominator": count(ae_attendances),
}
SEXES = ("persons", "female")
METRICS = {
    "rate": attendance_rate(levels=LEVELS, sexes=SEXES),
    "standardised": attendance_rate(levels=LEVELS, statistic=directly_standardised_rate(per=1_000)),
    "share": attendance_rate(**PART, statistic=proportion(), levels=LEVELS),
    "expected": attendance_rate(statistic=indirectly_standardised_ratio(), levels=("place", "ward")),
    "of the old": attendance_rate(levels=LEVELS, ages="65+"),
    "ratio": attendance_rate(
        **PART, statistic=deprivation_ratio(proportion()), levels=("ics", "place"), frequency=Frequency.YEAR
    ),
}


@cache
def world() -> tuple[Atoms, Cube, Cube]:
    """Atoms in fifths, a part of a group, and the group: three years, the newest month of which is March
    2026.
    """
    atoms = hierarchy(1, wards=6)
    # Those with many events are in the two fifths that a ratio compares.
    atoms = replace(atoms, fifth=np.array([1, 0, 4, 2, 3, 4, 0]))
    group = random_cube(1, atoms, MONTHS, 6.0)
    part = np.random.default_rng(5).binomial(group.counts, 0.4).astype(np.int32)
    return atoms, replace(group, counts=part), group


def with_records(cube: Cube, *records: tuple[int, int, int, int], events: int = 1) -> Cube:
    counts = cube.counts.copy()
    for record in records:
        counts[record] += events
    return replace(cube, counts=counts)


def published(metric, part: Cube, group: Cube, before: PublishedBefore | None = None) -> pd.DataFrame:
    """The rows that leave, as a refresh makes them."""
    frame = evaluate(metric, part, world()[0], "local", group=group, before=before)
    return keep_published(frame, before)


@cache
def first_version(name: str) -> pd.DataFrame:
    return published(METRICS[name], *world()[1:])


def after(name: str, former: pd.DataFrame, before, now, entry=None) -> tuple[pd.DataFrame, PublishedBefore]:
    """The next version, and how it was made."""
    metric = METRICS[name]
    of_group = metric.statistic.of_a_group
    cubes = [pair if of_group else pair[:1] for pair in (now, before)]
    made = PublishedBefore(
        metric, world()[0], *cubes, entry or LastPublished("", ("",) * len(cubes[0])), former
    )
    return published(metric, *now, made), made


def one_record(numbers: np.random.Generator) -> tuple[int, int, int, int]:
    """Any person of a closed month."""
    months = world()[1].months
    closed = np.flatnonzero(closed_months(months, months[-1]))
    atoms, _, sexes, bands = world()[1].counts.shape
    return tuple(int(numbers.choice(one)) for one in (atoms, closed, sexes, bands))


def differing(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``other`` with anything that ``one`` does not have in the same place."""
    assert len(one) == len(other)
    same = (one == other) | (one.isna() & other.isna())
    return other[~same.all(axis=1)]


@pytest.mark.parametrize("name", METRICS)
def test_one_late_record_changes_no_cell_whoever_it_was(name):
    atoms, part, group = world()
    numbers = np.random.default_rng(len(name))
    former = first_version(name)
    assert (former.status == "ok").sum() >= 2
    for _ in range(RECORDS // len(METRICS) + 1):
        record = one_record(numbers)
        in_part = numbers.random() < 0.7
        now = (with_records(part, record) if in_part else part, with_records(group, record))
        new, made = after(name, former, (part, group), now)
        assert differing(former, new).empty, f"{name}: {record}"
        months = tuple(month_periods(list(part.months)))
        assert made.kept(RECONCILIATION, months, ("persons",)).all()


@pytest.mark.parametrize("name", ["rate", "standardised", "share"])
def test_three_late_records_in_one_cell_show_there_and_nowhere_else(name):
    atoms, part, group = world()
    former = first_version(name)
    shown_at_all = 0
    for record in ((0, 3, 0, 8), (5, 2, 1, 15), (3, 1, 0, 4)):
        now = tuple(with_records(cube, record, events=13) for cube in (part, group))
        new, _ = after(name, former, (part, group), now)
        changed = differing(former, new)
        inside = atoms.areas.area_code[atoms.matrix[:, record[0]].astype(bool)]
        assert set(changed.area_code) <= set(inside)
        start = pd.Timestamp(2023 + (3 + record[1]) // 12, (3 + record[1]) % 12 + 1, 1)
        assert ((changed.period_start <= start) & (changed.period_end >= start)).all()
        year = new[(new.area_level == "ics") & (new.frequency == "year")].iloc[0]
        shown_at_all += year.numerator != former.loc[year.name, "numerator"]
    assert shown_at_all == 3


def test_late_records_are_shown_when_the_third_has_come():
    """One at a time, each version made from the ledger of the one before."""
    _, part, group = world()
    record, entry, former, before = (2, 4, 0, 10), None, first_version("rate"), part
    seen = []
    for _ in range(6):
        now = with_records(before, record)
        new, made = after("rate", former, (before, group), (now, group), entry)
        seen.append(
            not differing(former.drop(columns="published_in"), new.drop(columns="published_in")).empty
        )
        asked = [(level, periods(new, level), SEXES) for level in LEVELS]
        entry = made.next_entry("", ("",), asked)
        former, before = new, now
    assert not any(seen[:2]) and not any(seen[3:5])
    assert any((seen[2], seen[5]))


def periods(frame: pd.DataFrame, level: str) -> tuple[Period, ...]:
    spans = frame.loc[frame.area_level == level, ["period_start", "period_end"]].drop_duplicates()
    return tuple(
        Period("", tuple(range(start.year * 12 + start.month - 1, end.year * 12 + end.month)), "year")
        for start, end in spans.itertuples(index=False)
    )


def test_a_record_of_an_open_month_shows_at_once():
    _, part, group = world()
    former = first_version("rate")
    record = (3, MONTHS - 1, 0, 12)
    new, _ = after("rate", former, (part, group), (with_records(part, record, events=5), group))
    changed = differing(former.drop(columns="published_in"), new.drop(columns="published_in"))
    assert len(changed)
    assert APRIL_2023 + MONTHS - 1 == 2024 * 12 + 8
    assert (changed.period_end == pd.Timestamp("2024-09-30")).all()


def test_a_corrected_record_is_one_record():
    """Another age, another ward, another sex: the totals stay, and so does all that is shown."""
    _, part, group = world()
    numbers = np.random.default_rng(11)
    places = np.argwhere(part.counts[:, : MONTHS - 4] > 0)
    for place in numbers.choice(places, 10):
        wrong, right = tuple(place), one_record(numbers)
        now = with_records(with_records(part, wrong, events=-1), right)
        for name in ("rate", "standardised", "expected"):
            new, _ = after(name, first_version(name), (part, group), (now, group))
            assert differing(first_version(name), new).empty
