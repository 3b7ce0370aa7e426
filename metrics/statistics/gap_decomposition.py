"""Gap decomposition: how many years of a life expectancy gap are due to each age, and to each cause."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.statistics.life_expectancy import (
    BANDS,
    MIN_PEOPLE,
    band_years,
    life_expectancy,
    probability_of_dying,
)

DIRECTIONS = ("symmetric", "forward", "backward")


@dataclass(frozen=True, eq=False)
class GapParts:
    """The parts of a life expectancy gap, in years; positive where they contribute to shorter lives than the
    comparator's.

    gap: in the leading shape. by_age: with the age band as one more axis; its parts add up to the gap.
    by_cause: with the cause and then the age band as two more axes, or None if no causes were given; if the
    causes include all deaths, its parts add up to ``by_age``.
    """

    gap: np.ndarray
    by_age: np.ndarray
    by_cause: np.ndarray | None


def decompose_gap(
    deaths,
    population,
    comparator_deaths,
    comparator_population,
    cause_deaths=None,
    comparator_cause_deaths=None,
    direction: str = "symmetric",
    min_people: float = MIN_PEOPLE,
) -> GapParts:
    """Split the gap in life expectancy at birth, comparator minus area, by age and by cause (Arriaga).

    ``deaths`` and ``population`` have the 20 bands of ``life_expectancy`` on the last axis, the comparator's
    too; the leading axes broadcast. ``cause_deaths`` has the cause on the axis before it. Give a cause "all
    others" for parts that add up to the gap.

    direction: "forward" starts from the area's survivors, "backward" from the comparator's; "symmetric" is
    the mean of the two, which does not depend on the order of the populations.

    A cause's part is its share of the difference between the two death rates of the band. It is calculated as
    a slope times the cause's own difference, without a division by the difference of the rates, so that equal
    rates with different causes have parts too, which cancel out.

    NaN where either life table is not reliable, and for causes where a number is missing or negative or the
    causes have more deaths than there were. Raises ValueError if there are not 20 bands, causes are given for
    one side only, or the direction is unknown.

    Source: Arriaga, Demography 1984;21:83-96; the symmetric form as in Ponnapalli, Demographic Research
    2005;12:141-172.
    """
    _check(direction)
    if (cause_deaths is None) != (comparator_cause_deaths is None):
        raise ValueError(
            "Causes of death are needed on both sides of a gap; they were given on one side only."
        )
    given = (deaths, population, comparator_deaths, comparator_population)
    deaths, population, other_deaths, other_population = (np.asarray(part, dtype=float) for part in given)
    area = life_expectancy(deaths, population, min_people=min_people)
    other = life_expectancy(other_deaths, other_population, min_people=min_people)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate, other_rate = deaths / population, other_deaths / other_population
    survivors, other_survivors = _survivors(rate), _survivors(other_rate)
    by_age = arriaga_parts(survivors, area.value, other_survivors, other.value, direction)
    gap = by_age.sum(axis=-1)
    if cause_deaths is None:
        return GapParts(gap, by_age, None)

    slope = _slope(
        by_age, (rate, survivors, area.value), (other_rate, other_survivors, other.value), direction
    )
    difference = _cause_rates(cause_deaths, deaths, population) - _cause_rates(
        comparator_cause_deaths, other_deaths, other_population
    )
    return GapParts(gap, by_age, slope[..., None, :] * difference)


def arriaga_parts(
    survivors,
    expectancy,
    comparator_survivors,
    comparator_expectancy,
    direction: str = "symmetric",
) -> np.ndarray:
    """Each band's part of the gap, from the columns of two published life tables.

    ``survivors`` (to the start of the band, of one birth) and ``expectancy`` (at its start) have the bands on
    the last axis, as many as the table has; the leading axes broadcast. A band's part is the difference in
    expectancy at its start, weighted by the survivors, minus the same at its end (the direct and the indirect
    effect together), so that the parts add up to the gap.
    """
    _check(direction)
    survivors, expectancy, other_survivors, other_expectancy = (
        np.asarray(part, dtype=float)
        for part in (survivors, expectancy, comparator_survivors, comparator_expectancy)
    )
    weight = _weigh(direction, survivors, other_survivors)
    ahead = weight * (other_expectancy - expectancy)
    parts = ahead.copy()
    parts[..., :-1] -= ahead[..., 1:]
    return parts


def _check(direction: str) -> None:
    if direction not in DIRECTIONS:
        raise ValueError(f"The direction is {direction!r}; allowed are {', '.join(DIRECTIONS)}.")


def _weigh(direction: str, forward: np.ndarray, backward: np.ndarray) -> np.ndarray:
    if direction == "symmetric":
        return (forward + backward) / 2
    return (forward if direction == "forward" else backward) + np.zeros(np.broadcast(forward, backward).shape)


def _survivors(death_rate: np.ndarray) -> np.ndarray:
    survivors = np.ones(death_rate.shape)
    for band in range(BANDS - 1):
        survivors[..., band + 1] = survivors[..., band] * (
            1 - probability_of_dying(band, death_rate[..., band])
        )
    return survivors


def _slope(by_age: np.ndarray, area: tuple, other: tuple, direction: str) -> np.ndarray:
    """A band's part per unit of difference between its two death rates (area minus comparator)."""
    (rate, survivors, expectancy), (other_rate, other_survivors, other_expectancy) = area, other
    slope = np.empty(by_age.shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        for band in range(BANDS - 1):
            years, lost = band_years(band)
            own, theirs = rate[..., band], other_rate[..., band]
            forward = survivors[..., band] * (lost + other_expectancy[..., band + 1])
            backward = other_survivors[..., band] * (lost + expectancy[..., band + 1])
            smooth = years / ((1 + lost * own) * (1 + lost * theirs)) * _weigh(direction, forward, backward)
            # If everyone dies, the probability no longer depends on the rate.
            capped = np.maximum(own, theirs) * (years - lost) > 1
            difference = own - theirs
            steps = np.where(difference == 0, 0.0, by_age[..., band] / difference)
            slope[..., band] = np.where(capped, steps, smooth)
        last = _weigh(direction, survivors[..., -1], other_survivors[..., -1])
        slope[..., -1] = last / (rate[..., -1] * other_rate[..., -1])
    # There is no slope where a life table is not reliable.
    return np.where(np.isnan(by_age), np.nan, slope)


def _cause_rates(cause_deaths, deaths: np.ndarray, population: np.ndarray) -> np.ndarray:
    cause_deaths = np.asarray(cause_deaths, dtype=float)
    if cause_deaths.ndim < 2 or cause_deaths.shape[-1] != BANDS:
        raise ValueError(
            f"Deaths by cause need the causes, then all {BANDS} age bands, on the last two axes."
        )
    too_many = cause_deaths.sum(axis=-2) > deaths * (1 + 1e-9)
    sound = (cause_deaths >= 0) & ~too_many[..., None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(sound, cause_deaths, np.nan) / population[..., None, :]
