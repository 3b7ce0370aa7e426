"""Directly standardised rate: the rate if every area had the same ages."""

from __future__ import annotations

import numpy as np

from metrics.statistics.confidence import tail
from metrics.statistics.estimate import Estimate
from metrics.statistics.poisson import byar_limits
from metrics.statistics.standard_population import EUROPEAN_STANDARD_POPULATION_2013

MIN_EVENTS = 10
# The number of rows calculated at once, few enough for their arrays to fit in the processor's cache.
_BLOCK = 2_048


def directly_standardised_rate(
    count,
    population,
    standard_population=EUROPEAN_STANDARD_POPULATION_2013,
    per: float = 100_000,
    confidence: float = 0.95,
) -> Estimate:
    """Events per ``per`` people of the standard population, by Dobson's method with Byar's limits.

    ``count`` and ``population`` have the age band on the last axis; the leading axes broadcast and are those
    of the result. Every band of the standard population must be present. The only exception is twenty bands
    that start <1, 1-4 with a standard of nineteen that starts 0-4: their first two are added together, as the
    publisher does.

    Fewer than 10 events in total give NaN, and so do a negative or missing count, a negative or missing
    population, and events in a band without people. A band without people and without events adds no events
    and keeps its weight.

    Raises ValueError if bands are missing or the standard population is not positive.

    Source: Dobson, Kuulasmaa, Eberle and Scherer, Statistics in Medicine 1991;10:457-462.
    """
    tail(confidence)  # a wrong confidence is reported before the calculation
    weight = np.asarray(standard_population, dtype=float)
    if weight.ndim != 1 or not (weight > 0).all():
        raise ValueError("A standard population is one row of positive numbers, one per age band.")
    count, population = np.asarray(count), np.asarray(population)
    bands = _number_of_bands(count, population, weight.size)
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
    """The same rate from sums over the bands, which a database has already added up.

    events: sum of the events. rate_sum: sum of ``weight * events / people`` over all bands. variance_sum: sum
    of ``weight**2 * events / people**2``. standard_total: sum of the weights. The arrays broadcast. The
    sums must include every band, which cannot be checked here.

    Fewer than 10 events, and a sum that is missing or negative, give NaN.
    """
    events, value, variance = np.broadcast_arrays(
        *(np.asarray(given, dtype=float) for given in (events, rate_sum, variance_sum))
    )
    sound = (value >= 0) & (variance >= 0)
    rate = _interval(np.where(sound, events, np.nan), value, variance, confidence)
    return Estimate(*(part * (per / standard_total) for part in rate))


def _standardise(count: np.ndarray, population: np.ndarray, weight: np.ndarray, confidence: float) -> tuple:
    # A comparison with NaN is false, so blocks with missing numbers are handled here too.
    if not (count.min() >= 0 and population.min() > 0):
        is_empty = (population == 0) & (count == 0)
        population = np.where(is_empty, 1.0, np.where(population > 0, population, np.nan))
        count = np.where(count >= 0, count, np.nan)
    one_over_people = 1 / population
    band_rate = count * one_over_people
    events = count @ np.ones(weight.size)
    value = band_rate @ weight
    variance = (band_rate * one_over_people) @ (weight * weight)
    return _interval(events, value, variance, confidence)


def _interval(events: np.ndarray, value: np.ndarray, variance: np.ndarray, confidence: float) -> tuple:
    enough = events >= MIN_EVENTS
    events = np.where(enough, events, np.nan)
    value = np.where(enough, value, np.nan)
    lower, upper = byar_limits(events, confidence)
    scale = np.sqrt(variance / events)
    return value, value + scale * (lower - events), value + scale * (upper - events)


def _number_of_bands(count: np.ndarray, population: np.ndarray, expected: int) -> int:
    given = {array.shape[-1] if array.ndim else 0 for array in (count, population)}
    is_mergeable = expected == len(EUROPEAN_STANDARD_POPULATION_2013) and given == {expected + 1}
    if given != {expected} and not is_mergeable:
        numbers = " and ".join(str(number) for number in sorted(given))
        raise ValueError(
            f"A directly standardised rate needs all {expected} age bands on the last axis; "
            f"{numbers} were given."
        )
    return expected + 1 if is_mergeable else expected


def _rows(array: np.ndarray, shape: tuple, bands: int) -> np.ndarray:
    # One row for all areas is not repeated, which would only use memory.
    if array.size == bands:
        return array.reshape(1, bands)
    return np.broadcast_to(array, (*shape, bands)).reshape(-1, bands)


def _block(array: np.ndarray, block: slice, bands: int) -> np.ndarray:
    rows = (array if len(array) == 1 else array[block]).astype(float, copy=False)
    if rows.shape[1] == bands:
        return rows
    return np.concatenate([rows[:, :1] + rows[:, 1:2], rows[:, 2:]], axis=1)
