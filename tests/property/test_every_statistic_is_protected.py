"""Every kind of statistic, attacked: small counts are planted, and value and interval are held against all
counts that could be there.

A count is safe where at least three different ones give the very same row: then it is known neither exactly
nor to within one. The attacker of these tests knows more than anybody could: every other record, but for one
that may lie in another large ward or age band.
"""

from __future__ import annotations

from functools import cache
from itertools import islice

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import metrics.computing.evaluate as evaluate_module
from data.tables import AGE_BANDS, SEXES, ae_attendances, deaths
from metrics import (
    Frequency,
    admissions_avoided,
    count,
    deprivation_ratio,
    directly_standardised_rate,
    indirectly_standardised_ratio,
    life_expectancy,
    life_expectancy_gap,
    proportion,
    published,
    rate,
    slope_index,
)
from metrics.computing.carrier import Carrier
from metrics.computing.evaluate import evaluate
from metrics.counting.atoms import Atoms, find_atoms
from metrics.counting.engine import Cube
from metrics.language.metric import Metric
from metrics.language.statistics.answers import Needs
from metrics.language.statistics.statistic import FromRecords
from tests.spec.metrics.small_world import attendance_rate
from tests.unit.metrics.language.test_statistics import classes

PHASES = [Phase.explicit, Phase.generate]
MONTHS = tuple(range(2021 * 12, 2024 * 12))
WARDS, MAX_WORLDS = 10, 120
COLUMNS = [
    "area_code",
    "period_start",
    "sex",
    "numerator",
    "denominator",
    "value",
    "lower_ci",
    "upper_ci",
    "status",
]
SHARE = {
    "numerator": count(ae_attendances, where="arrival_mode = 'ambulance'"),
    "denominator": count(ae_attendances),
}
LIFE = {"numerator": count(deaths), "sexes": ("persons",)}
WHOLE = {"levels": ("ics", "ward")}
INSIDE = {"levels": ("ics", "place")}


def metric(statistic, **changes) -> Metric:
    return attendance_rate(
        statistic=statistic,
        **{"frequency": Frequency.YEAR, "year": "calendar", "decimals": 4, **WHOLE} | changes,
    )


METRICS = {
    "rate": metric(rate(per=1_000)),
    "proportion": metric(proportion(), **SHARE),
    "directly_standardised_rate": metric(directly_standardised_rate(per=100_000)),
    "indirectly_standardised_ratio": metric(indirectly_standardised_ratio()),
    "deprivation_ratio of shares": metric(deprivation_ratio(proportion()), **SHARE, **INSIDE),
    "deprivation_ratio of rates": metric(
        deprivation_ratio(directly_standardised_rate(per=100_000)), **INSIDE
    ),
    "slope_index": metric(slope_index(life_expectancy()), **LIFE, **INSIDE),
    "life_expectancy": metric(life_expectancy(), **LIFE),
    "life_expectancy_gap": metric(
        life_expectancy_gap(),
        **LIFE | {"sexes": ("female",)},
        comparator=published("life_expectancy_at_birth"),
    ),
    "admissions_avoided": metric(admissions_avoided(baseline=("2021-01", "2023-06")), **INSIDE),
}
# A life table takes too long to be tried with hundreds of worlds.
OF_LIFE = ("slope_index", "life_expectancy", "life_expectancy_gap")


@cache
def world() -> tuple[Atoms, np.ndarray]:
    """Ten wards of one LSOA in two places and five fifths, and the usual events of all."""
    codes = [f"E0100{ward:04d}" for ward in range(WARDS)]
    rows = [
        (code, level, area)
        for i, code in enumerate(codes)
        for level, area in (("ics", "I"), ("place", f"P{i // 5}"), ("ward", f"W{i}"))
    ]
    membership = pd.DataFrame(rows, columns=["lsoa_code", "area_level", "area_code"])
    ages = np.array([60, 240, *[300] * 15, 200, 120, 80])
    people = [
        {"lsoa_code": code, "sex": sex, **dict(zip(AGE_BANDS, ages, strict=True))}
        for code in codes
        for sex in SEXES
    ]
    atoms = find_atoms(membership, pd.DataFrame(people), pd.Series(np.arange(WARDS) % 5, index=codes))
    numbers = np.random.default_rng(3)
    schedule = np.array([2, 1, 1, 1, 1, 2, 2, 2, 3, 4, 5, 7, 10, 15, 22, 30, 40, 60, 70, 80]) / 356
    counts = numbers.poisson(12 * schedule, (WARDS, len(MONTHS), 2, 20)).astype(np.int32)
    return atoms, counts


def shown(of: Metric, counts: np.ndarray) -> pd.DataFrame:
    atoms, usual = world()
    # The planted counts are of the last year; only what needs a baseline is computed from all three.
    first = 0 if of.statistic.needs is Needs.MONTHS else 24
    cube, group = (
        Cube(one[:, first:], MONTHS[first:], np.ones(36 - first, bool), np.zeros(36 - first, int))
        for one in (counts, usual * 2 + counts)
    )
    frame = evaluate(of, cube, atoms, "local", group=group if of.statistic.of_a_group else None)
    return frame[COLUMNS]


def worlds_with(counts: np.ndarray, ward: int, month: int, band: int, events: int):
    """All that the attacker cannot rule out: so many ``events`` there, and the difference nowhere else, in
    another ward, or at another age of the same ward.
    """
    atom, year = ward_atom(ward), slice(24, 36)
    changed = counts.copy()
    more = events - changed[atom, month, 0, band]
    changed[atom, month, 0, band] = events
    yield changed
    for age in dict.fromkeys((band, *range(19, -1, -1))):
        for other in range(WARDS):
            if (other, age) == (ward, band):
                continue
            moved = changed.copy()
            if more < 0:
                moved[ward_atom(other), month, 0, age] -= more
                yield moved
            elif (there := changed[ward_atom(other), year, 0, age]).sum() >= more:
                taken = np.minimum(there, np.maximum(more - there.cumsum() + there, 0))
                moved[ward_atom(other), year, 0, age] -= taken
                yield moved


def ward_atom(ward: int) -> int:
    return int(world()[0].of_lsoa[f"E0100{ward:04d}"])


def candidates(of: Metric, counts: np.ndarray, ward: int, month: int, band: int) -> set[int]:
    """The counts of one age, sex and month that would give just what is shown."""
    true = int(counts[ward_atom(ward), month, 0, band])
    seen, fitting = shown(of, counts), {true}
    for events in (true - 1, true + 1, true + 2, true - 2, true + 3, true - 3):
        if events < 0:
            continue
        worlds = islice(worlds_with(counts, ward, month, band, events), MAX_WORLDS)
        if any(shown(of, other).equals(seen) for other in worlds):
            fitting.add(events)
        if len(fitting) == 3:
            break
    return fitting


@pytest.mark.parametrize("name", [name for name in METRICS if name not in OF_LIFE])
@settings(max_examples=2, phases=PHASES)
@given(planted=st.integers(1, 7), others=st.sampled_from([0, 9, 200]), place=st.integers(0, 10**6))
def test_a_planted_count_has_three_values_that_show_the_same(name, planted, others, place):
    _, usual = world()
    numbers = np.random.default_rng(place)
    ward, month, band = int(numbers.integers(WARDS)), int(numbers.integers(24, 36)), int(numbers.integers(20))
    counts = usual.copy()
    if others < 200:  # a ward with hardly anything but the planted events
        counts[ward_atom(ward), 24:] = 0
        counts[ward_atom(ward), month, 1, 19] = others
    counts[ward_atom(ward), month, 0, band] = planted
    found = candidates(METRICS[name], counts, ward, month, band)
    assert len(found) >= 3, (
        f"{name}: {planted} of ward {ward}, month {month}, band {band} can only be {found}"
    )


@pytest.mark.parametrize("name", OF_LIFE)
def test_deaths_that_are_shown_as_one_number_show_one_figure(name):
    """A life table is finer than any other figure: two deaths more or fewer must not be seen in it."""
    frames = []
    for more in (-2, -1, 0, 1, 2):
        counts = np.zeros_like(world()[1])
        for ward in range(WARDS):
            counts[ward_atom(ward), 30, 0, 19] = 30 + 5 * ward + more * (-1) ** ward
        frames.append(shown(METRICS[name], counts))
    wards = [frame[frame.area_code != "I"].reset_index(drop=True) for frame in frames]
    assert (wards[0].status == "ok").any()
    assert all(frame.equals(wards[0]) for frame in wards)


def test_every_kind_of_statistic_of_records_is_attacked():
    attacked = {type(one.statistic) for one in METRICS.values()}
    assert attacked == {one for one in classes() if issubclass(one, FromRecords)}


def test_four_decimals_of_a_ratio_give_no_pair_of_small_counts():
    """1/a + 1/b is the width of a ratio's interval on the log scale: formed from exact counts, it gave them
    away.
    """
    of = METRICS["deprivation_ratio of shares"]
    atoms, usual = world()
    widths = {}
    for a in range(1, 21):
        counts = np.zeros_like(usual)
        counts[ward_atom(0), 30, 0, 8] = a
        counts[ward_atom(4), 30, 0, 8] = 60
        row = shown(of, counts)
        row = row[(row.area_code == "P0") & (row.period_start == pd.Timestamp(2023, 1, 1))].iloc[0]
        assert (row.status == "suppressed") == (a < 8)
        widths.setdefault(repr((row.status, row.value, row.lower_ci, row.upper_ci)), []).append(a)
    assert all(len(values) >= 3 for values in widths.values()), widths


def test_a_statistic_is_given_no_exact_count(monkeypatch):
    """All that can be reached from what a statistic is given, through attributes, tuples, tables and
    closures.
    """
    given = []
    monkeypatch.setattr(Carrier, "figure", lambda self, statistic: given.append(self) or _none(self))
    for name, of in METRICS.items():
        given.clear()
        atoms, usual = world()
        counts = np.zeros_like(usual)
        # Each total is a number of its own that is no multiple of five and no number of people or months.
        for ward, events in enumerate((1_011, 1_117, 1_213, 1_319, 1_423, 1_523, 1_627, 1_723, 1_823, 1_933)):
            counts[ward_atom(ward), 30, 0, 12] = events
        exact = {
            int(total)
            for total in np.unique(np.tensordot(atoms.matrix, counts.sum((1, 2, 3)), axes=1))
            if total
        }
        try:
            shown(of, counts)
        except (ValueError, KeyError, AttributeError):
            pytest.fail(f"{name} cannot be computed")
        assert given, name
        for one in given:
            assert isinstance(one, Carrier)
            assert not (reached := exact & set(_numbers(one))), f"{name}: {reached}"


def test_each_need_has_a_carrier_that_protects():
    assert set(evaluate_module._PROTECTED) == set(Needs) - {Needs.PUBLISHED}


def _none(carrier: Carrier):
    from metrics.language.statistics.counts import Figure

    shape = carrier.cells.unknown.shape if carrier.hidden.shape != (1, 1, 1) else carrier.hidden.shape
    nothing = np.full(np.broadcast_shapes(carrier.hidden.shape), np.nan)
    return Figure(*[nothing] * 5, absent=np.ones(nothing.shape, bool)) if shape else None


def _numbers(thing: object, seen: set[int] | None = None):
    """All whole numbers that can be reached from ``thing``."""
    seen = set() if seen is None else seen
    if id(thing) in seen or isinstance(thing, str | bytes | type):
        return
    seen.add(id(thing))
    if isinstance(thing, int | float | np.number):
        yield int(thing) if thing == thing and abs(thing) < 1e12 else 0
    elif isinstance(thing, np.ndarray) and thing.dtype.kind in "iuf":
        yield from (int(number) for number in thing.ravel() if number == number and number == int(number))
    elif isinstance(thing, pd.DataFrame):
        yield from (number for name in thing for number in _numbers(thing[name].to_numpy(), seen))
    elif isinstance(thing, dict):
        yield from (number for pair in thing.items() for part in pair for number in _numbers(part, seen))
    elif isinstance(thing, list | tuple | set):
        yield from (number for part in thing for number in _numbers(part, seen))
    elif callable(thing):
        cells = getattr(thing, "__closure__", None) or ()
        yield from (number for cell in cells for number in _numbers(cell.cell_contents, seen))
    elif hasattr(thing, "__dict__"):
        yield from _numbers(vars(thing), seen)
