"""Disclosure control, tested as an attack: nobody can work a hidden count out from what the store holds."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.tables import AGE_BANDS, SEXES
from metrics import directly_standardised_rate
from metrics.computing.evaluate import evaluate
from metrics.computing.reconciliation import reconcile
from metrics.counting.atoms import Atoms, find_atoms
from metrics.counting.engine import Cube
from metrics.counting.periods import month_periods
from metrics.counting.rollup import roll_up
from metrics.disclosure.policy import protect
from metrics.statistics.poisson import byar_limits
from tests.spec.metrics.attack import attack, hidden_and_small, is_open
from tests.spec.metrics.small_world import attendance_rate

APRIL_2023 = 2023 * 12 + 3
LEVELS = ("ics", "place", "neighbourhood", "ward")


def hierarchy(seed: int, wards: int = 8) -> Atoms:
    """Wards of two LSOAs; neighbourhoods cut one ward in two; places of two footprints that cross each
    other.
    """
    numbers = np.random.default_rng(seed)
    codes = [f"E0100{ward:02d}{part}" for ward in range(wards) for part in range(2)]
    cut = 2 * (wards // 3) + 1
    rows = []
    for i, code in enumerate(codes):
        rows += [(code, "ics", "I"), (code, "ward", f"W{i // 2}")]
        rows += [(code, "neighbourhood", "N1" if i < cut else "N2" if i < 2 * cut else "N3")]
        rows += [(code, "place", "P1" if i < wards else "P2"), (code, "place", "Q1" if i % 4 < 2 else "Q2")]
    membership = pd.DataFrame(rows, columns=["lsoa_code", "area_level", "area_code"])
    people = [
        {"lsoa_code": code, "sex": sex, **dict(zip(AGE_BANDS, numbers.integers(30, 120, 20), strict=True))}
        for code in codes
        for sex in SEXES
    ]
    return find_atoms(membership, pd.DataFrame(people))


def random_cube(seed: int, atoms: Atoms, months: int, mean: float) -> Cube:
    numbers = np.random.default_rng(seed + 1_000)
    counts = np.zeros((len(atoms.population), months, 2, len(AGE_BANDS)), dtype=np.int32)
    rates = (
        numbers.gamma(0.7, mean / 0.7, size=(len(counts), 1, 2, 1))
        * numbers.uniform(0.2, 1, (1, 1, 1, 20))
        / 20
    )
    counts[:] = numbers.poisson(np.broadcast_to(rates, counts.shape))
    return Cube(
        counts, tuple(range(APRIL_2023, APRIL_2023 + months)), np.ones(months, bool), np.zeros(months, int)
    )


def exact_counts(metric, cube, atoms, frame) -> dict[tuple, int]:
    """True counts by (area, period_start, period_end, sex), summed here from the cube."""
    exact = {}
    place = {area: row for row, area in enumerate(atoms.areas.area_code)}
    for row in frame.itertuples():
        start = row.period_start.year * 12 + row.period_start.month - 1 - cube.months[0]
        stop = row.period_end.year * 12 + row.period_end.month - cube.months[0]
        cells = cube.counts[atoms.matrix[place[row.area_code]].astype(bool), start:stop]
        sexes = slice(None) if row.sex == "persons" else SEXES.index(row.sex)
        exact[(row.area_code, row.period_start, row.period_end, row.sex)] = int(cells[:, :, sexes].sum())
    return exact


def released(metric, cube, atoms, published: bool):
    """Results and reconciliation as a refresh writes them; with ``published``, the ICS's exact totals
    above.
    """
    frame = evaluate(metric, cube, atoms, "synthetic", published_levels=("ics",) if published else ())
    totals = pd.Series(cube.counts.sum(axis=(0, 2, 3)), index=cube.months) if published else None
    months = reconcile(metric, cube, atoms, totals)
    if published:
        own = frame.area_level == "ics"
        exact = exact_counts(metric, cube, atoms, frame[own])
        keys = zip(
            *(frame.loc[own, name] for name in ("area_code", "period_start", "period_end", "sex")),
            strict=True,
        )
        frame.loc[own, "numerator"] = [float(exact[key]) for key in keys]
        frame.loc[own, ["status", "provenance"]] = ["ok", "derived"]
    shown = months.ics.to_numpy(dtype=float)
    exact_month = months.published.notna().to_numpy() | (shown == 0)
    lower = np.where(np.isnan(shown), 1, np.where(exact_month, shown, np.maximum(shown - 2, 8)))
    upper = np.where(np.isnan(shown), 7, np.where(exact_month, shown, shown + 2))
    return frame, pd.DataFrame({"month_number": months.month_number, "lower": lower, "upper": upper})


def break_in(metric, cube, atoms, published=False, fewest=0):
    """Each hidden small count, and whether it stays open."""
    frame, reconciled = released(metric, cube, atoms, published)
    exact = exact_counts(metric, cube, atoms, frame)
    small = hidden_and_small(frame, exact)
    found = attack(frame, reconciled, cube, atoms, small, fewest)
    for number, row in enumerate(found.targets.itertuples()):
        key = (row.area_code, row.period_start, row.period_end, row.sex)
        if row.status == "suppressed" and key in small:
            unaided = attack(frame, reconciled, cube, atoms, {key}, fewest)
            yield key, is_open(found, number, exact[key], unaided)


CASES = [
    # seed, months, events an LSOA, month and sex, sexes shown, exact ICS totals above
    (1, 12, 0.25, ("persons",), False),
    (2, 12, 0.25, ("persons",), True),
    (3, 12, 0.4, ("female", "male"), False),
    (4, 12, 0.3, ("persons", "female", "male"), False),
    (5, 24, 0.25, ("persons",), True),
]


@pytest.mark.parametrize(("seed", "months", "mean", "sexes", "published"), CASES)
def test_no_hidden_count_can_be_worked_out(seed, months, mean, sexes, published):
    atoms = hierarchy(seed, wards=6)
    cube = random_cube(seed, atoms, months, mean)
    if published:
        # A publisher's total is of a whole system: most of it comes from one large ward.
        cube.counts[-1, :, :, 8] += np.random.default_rng(seed).integers(10, 20, (months, 2), dtype=np.int32)
    metric = attendance_rate(levels=LEVELS, sexes=sexes)
    attacked = 0
    for key, stays_open in break_in(metric, cube, atoms, published):
        assert stays_open, key
        attacked += 1
        if attacked == 25:
            break
    assert attacked >= 5


def tight_world() -> tuple[Atoms, Cube]:
    """8 and 8 events beside one, 17 in all: rounded to 10, 10 and 15 they leave exactly one for the third."""
    rows = [
        (f"E010000{i}", level, area) for i in range(3) for level, area in (("ics", "I"), ("ward", f"W{i}"))
    ]
    membership = pd.DataFrame(rows, columns=["lsoa_code", "area_level", "area_code"])
    people = [
        {"lsoa_code": f"E010000{i}", "sex": sex, **dict.fromkeys(AGE_BANDS, 50)}
        for i in range(3)
        for sex in SEXES
    ]
    atoms = find_atoms(membership, pd.DataFrame(people))
    counts = np.zeros((3, 12, 2, 20), dtype=np.int32)
    for ward, events in enumerate((8, 8, 1)):
        counts[atoms.of_lsoa[f"E010000{ward}"], ward, 0, 10] = events
    months = tuple(range(APRIL_2023, APRIL_2023 + 12))
    return atoms, Cube(counts, months, np.ones(12, bool), np.zeros(12, int))


def test_where_rounding_leaves_one_answer_more_is_hidden():
    atoms, cube = tight_world()
    metric = attendance_rate(levels=("ics", "ward"))
    year = roll_up(cube, atoms, "ward", tuple(month_periods(list(cube.months))), ("persons",), "all")
    assert protect(year.events.sum(axis=(1, 2, 3))).hidden.tolist() == [False, False, True]
    frame = evaluate(metric, cube, atoms, "synthetic")
    wards = frame[(frame.area_level == "ward") & (frame.frequency == "year")]
    assert (wards.status == "suppressed").sum() >= 1
    for key, stays_open in break_in(metric, cube, atoms):
        assert stays_open, key


def test_a_crude_value_gives_no_more_than_the_rounded_count():
    atoms = hierarchy(7)
    metric = attendance_rate(levels=LEVELS)
    frame = evaluate(metric, random_cube(7, atoms, 24, 0.6), atoms, "synthetic")
    shown = frame[frame.status == "ok"]
    assert len(shown) > 30
    assert shown.numerator.mod(5).eq(0).all()
    np.testing.assert_allclose(
        shown.value * shown.denominator / metric.statistic.per, shown.numerator, atol=1e-6
    )
    hidden = frame[frame.status == "suppressed"]
    assert len(hidden) and hidden[["numerator", "value", "lower_ci", "upper_ci"]].isna().all().all()


def test_a_standardised_rate_gives_no_more_than_the_rounded_count():
    atoms = hierarchy(8)
    cube = random_cube(8, atoms, 24, 1.2)
    metric = attendance_rate(levels=LEVELS, statistic=directly_standardised_rate(per=100_000), decimals=4)
    frame = evaluate(metric, cube, atoms, "synthetic")
    exact = exact_counts(metric, cube, atoms, frame)
    differing = 0
    for row in frame[frame.status == "ok"].itertuples():
        # The ratio of the two arms depends on the number of events alone: it must be that of the rounded one.
        lower, upper = byar_limits(row.numerator)
        expected = (upper - row.numerator) / (row.numerator - lower)
        found = (row.upper_ci - row.value) / (row.value - row.lower_ci)
        assert found == pytest.approx(expected, rel=0.25)
        count = exact[(row.area_code, row.period_start, row.period_end, row.sex)]
        assert count >= 10
        differing += count != row.numerator
        for figure in (row.value, row.lower_ci, row.upper_ci):
            assert float(f"{figure:.3g}") == pytest.approx(figure), "no finer than three figures"
    assert differing > 10


def test_two_totals_in_one_rounding_class_show_the_same_interval():
    """With the same share of events at each age, 88 and 92 events show the same rate, interval and count."""
    atoms = hierarchy(9)
    figures = []
    for events in (88, 90, 92):
        counts = np.zeros((len(atoms.population), 12, 2, 20), dtype=np.int32)
        counts[0, 0, 0, 8] = events
        cube = Cube(counts, tuple(range(APRIL_2023, APRIL_2023 + 12)), np.ones(12, bool), np.zeros(12, int))
        metric = attendance_rate(
            levels=("ward",), statistic=directly_standardised_rate(per=100_000), decimals=4
        )
        frame = evaluate(metric, cube, atoms, "synthetic")
        row = frame[(frame.numerator == 90) & (frame.frequency == "year")].iloc[0]
        figures.append((row.value, row.lower_ci, row.upper_ci))
    assert figures[0] == figures[1] == figures[2]


@pytest.mark.parametrize(
    ("events", "status"), [(0, "too_small"), (7, "suppressed"), (8, "too_small"), (10, "ok"), (12, "ok")]
)
def test_a_standardised_rate_needs_ten_true_events(events, status):
    atoms = hierarchy(10)
    counts = np.zeros((len(atoms.population), 12, 2, 20), dtype=np.int32)
    ward = int(np.flatnonzero(atoms.matrix[(atoms.areas.area_code == "W0").argmax()])[0])
    counts[ward, :events, 0, 8] = 1
    counts[-1, :, 1, 8] = 40
    cube = Cube(counts, tuple(range(APRIL_2023, APRIL_2023 + 12)), np.ones(12, bool), np.zeros(12, int))
    metric = attendance_rate(levels=("ward",), statistic=directly_standardised_rate(per=100_000))
    row = (
        evaluate(metric, cube, atoms, "synthetic").query("area_code == 'W0' and frequency == 'year'").iloc[0]
    )
    assert row.status == status
    assert np.isnan(row.value) == (status != "ok")
