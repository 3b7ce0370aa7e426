"""Events against those expected, and gaps between deprived and other people: worked out by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.tables import AGE_BANDS, SEXES, ae_attendances, deaths
from metrics import (
    count,
    deprivation_ratio,
    directly_standardised_rate,
    indirectly_standardised_ratio,
    life_expectancy,
    proportion,
    slope_index,
)
from metrics.computing.comparison import compare
from metrics.computing.evaluate import evaluate
from metrics.counting.atoms import find_atoms
from metrics.counting.engine import Cube
from metrics.language.metric import MetricError
from metrics.statistics import life_expectancy as life_table
from metrics.statistics import slope_index_of_inequality
from tests.spec.metrics.small_world import attendance_rate

APRIL_2023 = 2023 * 12 + 3
YEAR = tuple(range(APRIL_2023, APRIL_2023 + 12))


def five_wards(people: int = 100):
    """Five wards of one LSOA each, one in each fifth of deprivation; W0 the most deprived."""
    codes = [f"E0100000{i}" for i in range(5)]
    rows = [(code, *area) for i, code in enumerate(codes) for area in (("ics", "I"), ("ward", f"W{i}"))]
    membership = pd.DataFrame(rows, columns=["lsoa_code", "area_level", "area_code"])
    residents = [
        {"lsoa_code": code, "sex": sex, **dict.fromkeys(AGE_BANDS, people)} for code in codes for sex in SEXES
    ]
    return find_atoms(membership, pd.DataFrame(residents), pd.Series(range(5), index=codes))


def cube_of_counts(atoms, counts: np.ndarray) -> Cube:
    """``counts`` are wards x sexes x bands, all of one month."""
    cells = np.zeros((len(atoms.population), 12, 2, 20), dtype=np.int32)
    for ward in range(5):
        cells[atoms.of_lsoa[f"E0100000{ward}"], 3] = counts[ward]
    return Cube(cells, YEAR, np.ones(12, bool), np.zeros(12, int))


def test_the_ratio_is_of_events_to_those_expected_at_the_rates_of_the_ics():
    """100 women of 30 to 34 in each ward: 50 events among 500 expect 10 a ward. W0 has 30 of them."""
    atoms = five_wards()
    counts = np.zeros((5, 2, 20), dtype=int)
    counts[:, 0, 7] = [30, 10, 10, 0, 0]
    metric = attendance_rate(
        statistic=indirectly_standardised_ratio(), levels=("ics", "ward"), frequency=_yearly(), decimals=1
    )
    frame = evaluate(metric, cube_of_counts(atoms, counts), atoms, "synthetic")
    frame = compare(frame, metric, "The system")
    ward = frame[frame.area_level == "ward"].set_index("area_code")
    assert ward.value.tolist() == [300, 100, 100, 0, 0]
    assert (ward.denominator == 10).all()
    assert ward.outcome.tolist() == ["worse", "similar", "similar", "better", "better"]
    assert (ward.comparator_value == 100).all() and (ward.comparator == "The system").all()
    own = frame[frame.area_level == "ics"].iloc[0]
    assert (own.value, own.comparator, own.outcome) == (100, "", "not compared")


def test_the_expected_number_follows_the_sexes_and_ages_of_an_area():
    """All events are of men of 60 to 64, who live in W0 alone: no other ward is expected to have any."""
    atoms = five_wards()
    men = atoms.population.copy()
    for ward in range(1, 5):
        men[atoms.of_lsoa[f"E0100000{ward}"], 1, 13] = 0
    atoms = type(atoms)(atoms.of_lsoa, atoms.areas, atoms.matrix, men, atoms.fifth)
    counts = np.zeros((5, 2, 20), dtype=int)
    counts[0, 1, 13] = 40
    metric = attendance_rate(
        statistic=indirectly_standardised_ratio(), levels=("ward",), frequency=_yearly(), decimals=1
    )
    frame = evaluate(metric, cube_of_counts(atoms, counts), atoms, "synthetic").set_index("area_code")
    assert frame.loc["W0", ["value", "denominator", "status"]].tolist() == [100, 40, "ok"]
    assert frame.loc["W1":"W4", "status"].eq("not_applicable").all()


def test_a_ratio_of_rates_sets_the_most_deprived_fifth_against_the_least():
    """At every age twice as many events in W0 as in W4: the ratio is 2, whatever the standard population."""
    atoms = five_wards()
    counts = np.tile(np.array([20, 16, 14, 12, 10])[:, None, None], (1, 2, 20))
    metric = gap(statistic=deprivation_ratio(directly_standardised_rate(per=1_000)))
    row = evaluate(metric, cube_of_counts(atoms, counts), atoms, "synthetic").iloc[0]
    assert row.value == 2
    # 800 and 400 events of equal weight: the log ratio has a variance of about 1/800 + 1/400.
    error = np.sqrt(1 / 800 + 1 / 400)
    expected = [2 * np.exp(-1.96 * error), 2 * np.exp(1.96 * error)]
    assert [row.lower_ci, row.upper_ci] == pytest.approx(expected, abs=0.05)
    assert np.isnan(row.numerator) and np.isnan(row.denominator)


def test_a_ratio_of_shares():
    """60 of 100 against 90 of 100: two thirds, by Katz 0.56 to 0.79."""
    atoms = five_wards()
    group, part = np.zeros((5, 2, 20), dtype=int), np.zeros((5, 2, 20), dtype=int)
    group[:, 0, 8], part[:, 0, 8] = 100, [60, 70, 80, 85, 90]
    metric = gap(
        numerator=count(ae_attendances, where="arrival_mode = 'ambulance'"),
        denominator=count(ae_attendances),
        statistic=deprivation_ratio(proportion()),
    )
    cube, whole = cube_of_counts(atoms, part), cube_of_counts(atoms, group)
    row = evaluate(metric, cube, atoms, "synthetic", group=whole).iloc[0]
    error = np.sqrt(1 / 60 - 1 / 100 + 1 / 90 - 1 / 100)
    ratio = 60 / 90
    expected = np.round([ratio, ratio * np.exp(-1.959964 * error), ratio * np.exp(1.959964 * error)], 2)
    assert [row.value, row.lower_ci, row.upper_ci] == expected.tolist()


@pytest.mark.parametrize(("most", "least"), [(0, 50), (50, 0)])
def test_a_fifth_without_events_is_too_small_to_judge(most, least):
    atoms = five_wards()
    counts = np.zeros((5, 2, 20), dtype=int)
    counts[0, 0, 8], counts[4, 0, 8] = most, least
    metric = gap(statistic=deprivation_ratio(directly_standardised_rate(per=1_000)))
    row = evaluate(metric, cube_of_counts(atoms, counts), atoms, "synthetic").iloc[0]
    assert row.status == "too_small" and np.isnan(row.value)


def test_the_slope_is_that_of_the_five_life_tables():
    atoms = five_wards(people=1_000)
    schedule = np.array([8, 1, 1, 1, 2, 3, 4, 5, 7, 9, 13, 20, 30, 45, 70, 100, 150, 230, 330, 500])
    levels = np.array([1.4, 1.2, 1.0, 0.9, 0.8])[:, None]
    by_ward = np.rint(schedule * levels).astype(int)
    counts = np.stack([by_ward, by_ward], axis=1)
    metric = gap(
        numerator=count(deaths),
        statistic=slope_index(life_expectancy()),
        sexes=("female", "male"),
        decimals=1,
    )
    frame = evaluate(metric, cube_of_counts(atoms, counts), atoms, "synthetic")
    table = life_table(by_ward, np.full((5, 20), 1_000))
    expected = slope_index_of_inequality(
        table.at_birth.value, np.sqrt(table.variance[:, 0]), np.full(5, 20_000)
    )
    for row in frame.itertuples():
        # Formed from protected deaths, and shown to one decimal.
        found = (row.value, row.lower_ci, row.upper_ci)
        wanted = [float(arm) for arm in (expected.value, expected.lower_ci, expected.upper_ci)]
        assert found == pytest.approx(wanted, abs=0.1)
        assert found == tuple(np.round(found, 1)) and row.value > 0


def test_a_gap_is_not_defined_for_wards_and_not_compared():
    with pytest.raises(MetricError, match="is shown for ics, place only"):
        gap(statistic=deprivation_ratio(directly_standardised_rate(per=1_000)), levels=("ward",))


def _yearly():
    from metrics import Frequency

    return Frequency.YEAR


def gap(**changes):
    return attendance_rate(**{"levels": ("ics",), "frequency": _yearly(), "decimals": 2} | changes)
