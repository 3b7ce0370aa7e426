"""Standardised rates of some ages only: weighted by the standard's people of those ages."""

from __future__ import annotations

import numpy as np
import pytest

from data.tables import AGE_BANDS
from metrics.language.statistics.directly_standardised_rate import standardised_rate
from metrics.statistics import EUROPEAN_STANDARD_POPULATION_2013, directly_standardised_rate

# Bands of five years from 65: people of the European Standard Population 2013, and events among 1,000 people.
OLDER = """
band   standard  events
65-69  5500      10
70-74  5000      20
75-79  4000      40
80-84  2500      80
85-89  1500      160
90+    1000      320
"""


def laid_out(numbers: dict[str, float], others: float) -> np.ndarray:
    return np.array([numbers.get(band, others) for band in AGE_BANDS], dtype=float)


def test_falls_at_65_and_over_by_hand():
    rows = [line.split() for line in OLDER.strip().splitlines()[1:]]
    weighted = sum(float(standard) * float(events) / 1_000 for _, standard, events in rows)
    by_hand = weighted / sum(float(standard) for _, standard, _ in rows) * 100_000
    assert by_hand == pytest.approx(5_512.82, abs=0.01)
    events = laid_out({band: float(number) for band, _, number in rows}, others=0)
    people = laid_out({band: 1_000 for band, _, _ in rows}, others=0)
    assert standardised_rate(events, people, "65+", 100_000).value == pytest.approx(by_hand)


def test_the_weights_of_the_scope_are_the_standards_own():
    rows = [line.split() for line in OLDER.strip().splitlines()[1:]]
    assert [float(standard) for _, standard, _ in rows] == list(EUROPEAN_STANDARD_POPULATION_2013[-6:])


@pytest.mark.parametrize("ages", ["all", "0-74", "65+", "35+", "5-19", "1-14", "0-4"])
def test_equal_rates_at_every_age_give_that_rate_in_every_scope(ages):
    """If each age has 2 events in 100 people, so has every group of ages."""
    rate = standardised_rate(np.full(20, 20.0), np.full(20, 1_000.0), ages, 100)
    assert rate.value == pytest.approx(2)
    assert rate.lower_ci < 2 < rate.upper_ci


def test_all_ages_are_the_publishers_nineteen_bands():
    numbers = np.random.default_rng(1)
    events, people = numbers.integers(1, 50, (4, 20)), numbers.integers(500, 900, (4, 20))
    found = standardised_rate(events, people, "all", 100_000)
    expected = directly_standardised_rate(events, people, per=100_000)
    np.testing.assert_allclose(found.value, expected.value)
    np.testing.assert_allclose(found.upper_ci, expected.upper_ci)
