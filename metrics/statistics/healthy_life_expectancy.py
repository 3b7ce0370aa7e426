"""Healthy life expectancy at every age: the years of a life table that are lived in good health."""

from __future__ import annotations

import numpy as np

from metrics.statistics.confidence import normal_quantile
from metrics.statistics.life_expectancy import (
    BANDS,
    MIN_PEOPLE,
    LifeTable,
    band_years,
    life_expectancy,
    probability_of_dying,
)


def healthy_life_expectancy(
    deaths,
    population,
    healthy_share,
    standard_error=0.0,
    confidence: float = 0.95,
    min_people: float = MIN_PEOPLE,
) -> LifeTable:
    """Remaining years in good health at each age, by Sullivan's method.

    ``deaths`` and ``population`` as for ``life_expectancy``; ``healthy_share`` (0 to 1) is the share of each
    band's people in good health, and ``standard_error`` the standard error of the share: 0 for a census,
    which asks everyone. All have the 20 bands on the last axis; the leading axes broadcast. The variance
    includes that of the deaths and that of the shares.

    There is no figure where the life table is not reliable, or a share is missing or not between 0 and 1. A
    missing standard error leaves the value without an interval.

    Raises ValueError if there are not 20 bands.

    Sources: Sullivan, HSMHA Health Reports 1971;86:347-354; Jagger, Van Oyen and Robine, Health Expectancy
    Calculation by the Sullivan Method, 2014; the last band's variance after Silcocks, as in
    ``life_expectancy``.
    """
    life = life_expectancy(deaths, population, confidence, min_people)
    given = [np.asarray(array, dtype=float) for array in (deaths, population, healthy_share, standard_error)]
    if given[2].ndim and given[2].shape[-1] not in (1, BANDS):
        raise ValueError(
            f"Healthy life expectancy needs the share in all {BANDS} age bands on the last axis; "
            f"{given[2].shape[-1]} were given."
        )
    shape = np.broadcast_shapes(*(array.shape for array in given))
    deaths, population, share, error = (np.moveaxis(np.broadcast_to(array, shape), -1, 0) for array in given)
    shares_known = ((share >= 0) & (share <= 1)).all(axis=0)
    reliable = np.broadcast_to(life.reliable, shape[:-1]) & shares_known

    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        value, variance = _table(deaths, population, share, np.where(error >= 0, error, np.nan))
        value, variance = (np.where(reliable, array, np.nan) for array in (value, variance))
        half_width = normal_quantile(confidence) * np.sqrt(variance)
    arrays = (value, value - half_width, value + half_width, variance)
    return LifeTable(*(np.moveaxis(array, 0, -1) for array in arrays), reliable)


def _table(deaths, population, share, error) -> tuple[np.ndarray, np.ndarray]:
    """Healthy years and their variance, backwards from the oldest band as in the life table.

    The variance is by the delta method, from three independent sources: the deaths of each band, its share,
    and the bands after it.
    """
    value, variance = np.empty(deaths.shape), np.empty(deaths.shape)
    years_lived = population[-1] / deaths[-1]
    value[-1] = share[-1] * years_lived
    variance[-1] = value[-1] ** 2 / deaths[-1] + (years_lived * error[-1]) ** 2
    for band in range(BANDS - 2, -1, -1):
        years, lost = band_years(band)
        dying = probability_of_dying(band, deaths[band] / population[band])
        surviving = 1 - dying
        years_lived = years - lost * dying
        per_death = dying**2 * surviving / np.where(deaths[band] > 0, deaths[band], 1.0)
        value[band] = share[band] * years_lived + surviving * value[band + 1]
        variance[band] = (
            (share[band] * lost + value[band + 1]) ** 2 * per_death
            + (years_lived * error[band]) ** 2
            + surviving**2 * variance[band + 1]
        )
    return value, variance
