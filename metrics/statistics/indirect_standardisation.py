"""Indirect standardisation: the events of an area compared with those expected from its ages."""

from __future__ import annotations

import numpy as np

from metrics.statistics.estimate import Estimate
from metrics.statistics.poisson import poisson_limits


def indirectly_standardised_ratio(
    count,
    population,
    reference_count,
    reference_population,
    per: float = 100,
    confidence: float = 0.95,
) -> Estimate:
    """Observed events per ``per`` events that are expected at the reference's rates.

    The four arrays have the age band on the last axis; the leading axes broadcast and are those of the
    result. Limits are exact below 10 events and Byar's from 10, with the expected number taken as exact. At
    100, an area has as many events as expected from its ages. A missing or negative number, a reference
    band without people, and an expected number of 0 give NaN. Events in a band without people are included,
    since only the sum of events matters.

    Raises ValueError if the arrays do not have the same bands.

    Source: Breslow and Day, Statistical Methods in Cancer Research, volume II, 1987.
    """
    expected = expected_events(population, reference_count, reference_population)
    return ratio_to_expected(_observed(count, population), expected, per, confidence)


def indirectly_standardised_rate(
    count,
    population,
    reference_count,
    reference_population,
    per: float = 100_000,
    confidence: float = 0.95,
) -> Estimate:
    """The same ratio times the reference's crude rate: events per ``per`` people.

    Indirectly standardised figures can be compared with the reference but not between areas, since each area
    has its own ages as weights.
    """
    expected = expected_events(population, reference_count, reference_population)
    people = np.asarray(reference_population, dtype=float).sum(axis=-1)
    crude = np.asarray(reference_count, dtype=float).sum(axis=-1) / np.where(people > 0, people, np.nan)
    return ratio_to_expected(_observed(count, population), expected, crude * per, confidence)


def expected_events(population, reference_count, reference_population) -> np.ndarray:
    """Events that ``population`` (age band last) would have at the reference's rates, in the leading shape.

    NaN where a number is missing or negative, or the reference has no people in a band.

    Raises ValueError if the arrays do not have the same bands.
    """
    population, events, people = (
        np.asarray(given, dtype=float) for given in (population, reference_count, reference_population)
    )
    _same_bands(population, events, people)
    sound = (people > 0) & (people < np.inf) & (events >= 0)
    band_rate = np.where(sound, events, np.nan) / np.where(sound, people, np.nan)
    return (np.where(population >= 0, population, np.nan) * band_rate).sum(axis=-1)


def ratio_to_expected(observed, expected, per=100, confidence: float = 0.95) -> Estimate:
    """``observed`` events of all ages together per ``per`` of the ``expected`` events.

    For areas whose events are published only as a total. The arrays broadcast, and ``per`` may be an array
    too. An expected number of 0 gives NaN.
    """
    observed, expected, per = np.broadcast_arrays(
        *(np.asarray(given, dtype=float) for given in (observed, expected, per))
    )
    lower, upper = poisson_limits(observed, confidence)
    scale = per / np.where((expected > 0) & (expected < np.inf), expected, np.nan)
    return Estimate(np.where(np.isnan(lower), np.nan, observed) * scale, lower * scale, upper * scale)


def _observed(count, population) -> np.ndarray:
    count = np.asarray(count, dtype=float)
    _same_bands(count, np.asarray(population))
    return np.where(count >= 0, count, np.nan).sum(axis=-1)


def _same_bands(*arrays: np.ndarray) -> None:
    lengths = sorted({array.shape[-1] if array.ndim else 0 for array in arrays})
    if len(lengths) > 1 or lengths == [0]:
        raise ValueError(
            "Indirect standardisation needs the same age bands everywhere, on the last axis; "
            f"{' and '.join(map(str, lengths))} were given."
        )
