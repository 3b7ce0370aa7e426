"""Second implementations, slow and obvious, in plain Python: judges of the fast ones.

The life table is the textbook's, forwards from 100,000 births; the fast one goes backwards from the oldest.
"""

from __future__ import annotations

import math

YEARS = [1, 4] + [5] * 17
SHARE_LIVED = [0.1] + [0.5] * 18
Z_95 = 1.959963984540054


def slow_life_expectancy(deaths: list[float], population: list[float]) -> list[tuple[float, float]]:
    """Expectancy and its standard error at the start of each of 20 bands; no check of reliability."""
    alive = [100_000.0]
    lived = []
    spread = []
    for band in range(19):
        years, share = YEARS[band], SHARE_LIVED[band]
        rate = deaths[band] / population[band]
        dying = min(rate * years / (1 + rate * years * (1 - share)), 1.0)
        dead = alive[band] * dying
        alive.append(alive[band] - dead)
        lived.append(years * (alive[band + 1] + share * dead))
        spread.append(dying**2 * (1 - dying) / deaths[band] if deaths[band] else 0.0)
    last_rate = deaths[19] / population[19]
    lived.append(alive[19] / last_rate)

    expectancy = [sum(lived[band:]) / alive[band] for band in range(20)]
    answers = []
    for start in range(20):
        total = (alive[19] / 2) ** 2 * 4 / (deaths[19] * last_rate**2)
        for band in range(start, 19):
            years_at_stake = (1 - SHARE_LIVED[band]) * YEARS[band] + expectancy[band + 1]
            total += alive[band] ** 2 * years_at_stake**2 * spread[band]
        answers.append((expectancy[start], math.sqrt(total) / alive[start]))
    return answers


def slow_standardised_rate(
    count: list, population: list, standard: list, per: float
) -> tuple[float, float, float]:
    """Value, lower and upper 95 % limit of a directly standardised rate; NaN below 10 events."""
    events = sum(count)
    if events < 10:
        return (math.nan, math.nan, math.nan)
    value = variance = 0.0
    for deaths, people, weight in zip(count, population, standard, strict=True):
        value += weight * deaths / people / sum(standard)
        variance += weight**2 * deaths / people**2 / sum(standard) ** 2
    low = events * (1 - 1 / (9 * events) - Z_95 / (3 * math.sqrt(events))) ** 3
    high = (events + 1) * (1 - 1 / (9 * (events + 1)) + Z_95 / (3 * math.sqrt(events + 1))) ** 3
    scale = math.sqrt(variance / events)
    return (value * per, (value + scale * (low - events)) * per, (value + scale * (high - events)) * per)


def slow_healthy_life_expectancy(
    deaths: list[float], population: list[float], healthy: list[float], error: list[float]
) -> list[tuple[float, float]]:
    """Healthy years and their standard error at the start of each of 20 bands, by the Sullivan manual: years
    lived times the share, and the sum of the deaths' and the shares' variances over the survivors."""
    alive, lived, spread = [100_000.0], [], []
    for band in range(19):
        years, share = YEARS[band], SHARE_LIVED[band]
        rate = deaths[band] / population[band]
        dying = min(rate * years / (1 + rate * years * (1 - share)), 1.0)
        alive.append(alive[band] * (1 - dying))
        lived.append(years * (alive[band + 1] + share * alive[band] * dying))
        spread.append(dying**2 * (1 - dying) / deaths[band] if deaths[band] else 0.0)
    last_rate = deaths[19] / population[19]
    lived.append(alive[19] / last_rate)

    years_well = [years * share for years, share in zip(lived, healthy, strict=True)]
    expectancy = [sum(years_well[band:]) / alive[band] for band in range(20)]
    answers = []
    for start in range(20):
        total = sum((lived[band] * error[band]) ** 2 for band in range(start, 20))
        total += (alive[19] * healthy[19] / last_rate) ** 2 / deaths[19]
        for band in range(start, 19):
            at_stake = healthy[band] * (1 - SHARE_LIVED[band]) * YEARS[band] + expectancy[band + 1]
            total += alive[band] ** 2 * at_stake**2 * spread[band]
        answers.append((expectancy[start], math.sqrt(total) / alive[start]))
    return answers
