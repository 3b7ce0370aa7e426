"""Life expectancy at every age, from an abridged life table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.statistics.confidence import normal_quantile
from metrics.statistics.estimate import Estimate

BANDS = 20
MIN_PEOPLE = 5_000
_YEARS = (1, 4, *(5,) * 17)
# The share of a band's years lived by those who die in it; infants mostly die early in their first year.
_SHARE_LIVED = (0.1, *(0.5,) * 18)


@dataclass(frozen=True, eq=False)
class LifeTable(Estimate):
    """Life expectancy in years at the start of each age band (last axis, 20), with its variance in years
    squared.

    ``reliable`` has the leading shape; where it is False, all other arrays are NaN.
    """

    variance: np.ndarray
    reliable: np.ndarray

    @property
    def at_birth(self) -> Estimate:
        """Life expectancy at birth, in the leading shape."""
        return self.at(0)

    def at(self, band: int) -> Estimate:
        """Life expectancy at the start of the age band at this position, in the leading shape."""
        return Estimate(self.value[..., band], self.lower_ci[..., band], self.upper_ci[..., band])


def life_expectancy(
    deaths, population, confidence: float = 0.95, min_people: float = MIN_PEOPLE
) -> LifeTable:
    """Period life expectancy by Chiang's method II over the bands <1, 1-4, 5-9 ... 85-89, 90+, with Silcocks'
    interval.

    ``deaths`` and ``population`` (people, or person-years when years are pooled) have the 20 bands on the
    last axis; the leading axes broadcast. A table is reliable unless its population is ``min_people`` or
    fewer in all, deaths exceed the population of a band, the population of a band is not positive, a number
    is missing or negative, or there are no deaths at 90 and over (which leaves the expectancy at all ages
    unbounded).

    Raises ValueError if there are not 20 bands.

    Sources: Chiang, The Life Table and its Applications, 1984; Silcocks, Jenner and Reza, Journal of
    Epidemiology and Community Health 2001;55:38-43; the floor of 5,000 from Eayres and Williams, the same
    journal 2004;58:243-249.
    """
    deaths, population = np.broadcast_arrays(
        np.asarray(deaths, dtype=float), np.asarray(population, dtype=float)
    )
    if deaths.ndim == 0 or deaths.shape[-1] != BANDS:
        bands = deaths.shape[-1] if deaths.ndim else 0
        raise ValueError(f"A life table needs all {BANDS} age bands on the last axis; {bands} were given.")
    z = normal_quantile(confidence)
    # Bands come first, so that each step of the table uses numbers that are next to each other in memory.
    deaths = np.ascontiguousarray(np.moveaxis(deaths, -1, 0))
    population = np.ascontiguousarray(np.moveaxis(population, -1, 0))

    # A comparison with NaN is false, so a missing band makes its table unreliable.
    sound = (population > 0) & (population < np.inf) & (deaths >= 0) & (deaths <= population)
    reliable = sound.all(axis=0) & (deaths[-1] > 0) & (population.sum(axis=0) > min_people)

    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        value, variance = _table(deaths, population)
        value = np.where(reliable, value, np.nan)
        variance = np.where(reliable, variance, np.nan)
        half_width = z * np.sqrt(variance)
    arrays = (value, value - half_width, value + half_width, variance)
    return LifeTable(*(np.moveaxis(array, 0, -1) for array in arrays), reliable)


def band_years(band: int) -> tuple[float, float]:
    """The years of a band below the last, and how many of them are lost by those who die in it."""
    return _YEARS[band], (1 - _SHARE_LIVED[band]) * _YEARS[band]


def probability_of_dying(band: int, death_rate: np.ndarray) -> np.ndarray:
    """Probability of dying in a band below the last for those who reach it, from the deaths per person and
    year."""
    years, lost = band_years(band)
    # At a higher rate than the years of the band allow, everyone dies in it.
    return np.minimum(death_rate * years / (1 + death_rate * lost), 1.0)


def _table(deaths: np.ndarray, population: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Expectancy and variance, from the last band back to birth.

    Backwards, the expectancy at an age needs only that of the next band: the years lived in the band plus,
    for those who survive it, the expectancy at its end. The variance follows by the delta method, with
    binomial deaths in each band.
    """
    value, variance = np.empty(deaths.shape), np.empty(deaths.shape)
    value[-1] = population[-1] / deaths[-1]
    variance[-1] = value[-1] ** 2 / deaths[-1]
    for band in range(BANDS - 2, -1, -1):
        years, lost = band_years(band)
        dying = probability_of_dying(band, deaths[band] / population[band])
        surviving = 1 - dying
        per_death = dying * dying * surviving / np.where(deaths[band] > 0, deaths[band], 1.0)
        value[band] = years - lost * dying + surviving * value[band + 1]
        variance[band] = (lost + value[band + 1]) ** 2 * per_death + surviving * surviving * variance[
            band + 1
        ]
    return value, variance
