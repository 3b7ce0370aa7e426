"""Directly standardised rate: the rate if every area had the same ages."""

from __future__ import annotations

import numpy as np

from metrics.statistics.confidence import tail
from metrics.statistics.estimate import Estimate
from metrics.statistics.poisson import byar_limits
from metrics.statistics.standard_population import EUROPEAN_STANDARD_POPULATION_2013

FEWEST_EVENTS = 10
# Rows worked on at once: few enough for their arrays to stay in the processor's cache.
_BLOCK = 2_048


def directly_standardised_rate(
    count,
    population,
    standard_population=EUROPEAN_STANDARD_POPULATION_2013,
    per: float = 100_000,
    confidence: float = 0.95,
) -> Estimate:
    """Events for every ``per`` people of the standard population, by Dobson's method with Byar's limits.

    ``count`` and ``population`` have the age band on the last axis; the leading axes broadcast and are those
    of the result. Every band of the standard population must be there. Twenty bands that start <1, 1-4
    against a standard of nineteen that starts 0-4 are the one exception: their first two are added together,
    as the publisher does.

    Fewer than 10 events in all give NaN. So do a negative or missing count, a negative or missing population,
    and events in a band without people. A band without people and without events adds no events and keeps its
    weight.

    Raises ValueError when bands are missing or the standard population is not positive.

    Source: Dobson, Kuulasmaa, Eberle and Scherer, Statistics in Medicine 1991;10:457-462.
    """
    tail(confidence)  # a wrong confidence is told before the work
    weight = np.asarray(standard_population, dtype=float)
    if weight.ndim != 1 or not (weight > 0).all():
        raise ValueError("A standard population is one row of positive numbers, one for each age band.")
    count, population = np.asarray(count), np.asarray(population)
    bands = _given_bands(count, population, weight.size)
    shape = np.broadcast_shapes(count.shape[:-1], population.shape[:-1])
    count, population = _rows(count, shape, bands), _rows(population, shape, bands)

    rows = int(np.prod(shape))
    answer = np.empty((3, rows))
    for start in range(0, rows, _BLOCK):
        block = slice(start, start + _BLOCK)
        answer[:, block] = _standardise(
            _block(count, block, weight.size),
            _block(population, block, weight.size),
            weight / weight.sum(),
            confidence,
        )
    answer *= per
    return Estimate(*(part.reshape(shape) for part in answer))


def directly_standardised_rate_from_sums(
    events,
    rate_sum,
    variance_sum,
    standard_total: float = 100_000,
    per: float = 100_000,
    confidence: float = 0.95,
) -> Estimate:
    """The same rate where a database has already added up the bands.

    events: sum of the events. rate_sum: sum of ``weight * events / people`` over all bands. variance_sum: sum
    of ``weight**2 * events / people**2``. standard_total: sum of the weights. The arrays broadcast. Whoever
    adds up sees to it that every band is there; the sums cannot tell.

    Fewer than 10 events, and a sum that is missing or negative, give NaN.
    """
    events, value, variance = np.broadcast_arrays(
        *(np.asarray(given, dtype=float) for given in (events, rate_sum, variance_sum))
    )
    sound = (value >= 0) & (variance >= 0)
    found = _interval(np.where(sound, events, np.nan), value, variance, confidence)
    return Estimate(*(part * (per / standard_total) for part in found))


def _standardise(count: np.ndarray, population: np.ndarray, weight: np.ndarray, confidence: float) -> tuple:
    # A comparison with NaN is false, so that blocks with missing numbers take the careful way too.
    if not (count.min() >= 0 and population.min() > 0):
        nobody = (population == 0) & (count == 0)
        population = np.where(nobody, 1.0, np.where(population > 0, population, np.nan))
        count = np.where(count >= 0, count, np.nan)
    one_over_people = 1 / population
    band_rate = count * one_over_people
    events = count @ np.ones(weight.size)
    value = band_rate @ weight
    variance = (band_rate * one_over_people) @ (weight * weight)
    return _interval(events, value, variance, confidence)


def _interval(events: np.ndarray, value: np.ndarray, variance: np.ndarray, confidence: float) -> tuple:
    enough = events >= FEWEST_EVENTS
    events = np.where(enough, events, np.nan)
    value = np.where(enough, value, np.nan)
    lower, upper = byar_limits(events, confidence)
    scale = np.sqrt(variance / events)
    return value, value + scale * (lower - events), value + scale * (upper - events)


def _given_bands(count: np.ndarray, population: np.ndarray, wanted: int) -> int:
    given = {array.shape[-1] if array.ndim else 0 for array in (count, population)}
    mergeable = wanted == len(EUROPEAN_STANDARD_POPULATION_2013) and given == {wanted + 1}
    if given != {wanted} and not mergeable:
        found = " and ".join(str(number) for number in sorted(given))
        raise ValueError(
            f"A directly standardised rate needs all {wanted} age bands on the last axis; {found} were given."
        )
    return wanted + 1 if mergeable else wanted


def _rows(array: np.ndarray, shape: tuple, bands: int) -> np.ndarray:
    # One row for all areas stays one row: repeating it would only cost memory.
    if array.size == bands:
        return array.reshape(1, bands)
    return np.broadcast_to(array, (*shape, bands)).reshape(-1, bands)


def _block(array: np.ndarray, block: slice, wanted: int) -> np.ndarray:
    rows = (array if len(array) == 1 else array[block]).astype(float, copy=False)
    if rows.shape[1] == wanted:
        return rows
    return np.concatenate([rows[:, :1] + rows[:, 1:2], rows[:, 2:]], axis=1)
