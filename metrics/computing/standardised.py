"""Directly standardised rates of an age scope: the standard population of the same ages, and no other."""

from __future__ import annotations

import numpy as np

from metrics import statistics
from metrics.counting.rollup import age_mask
from metrics.statistics import (
    EUROPEAN_STANDARD_POPULATION_2013,
    EUROPEAN_STANDARD_POPULATION_2013_20_BANDS,
    Estimate,
)


def standardised_rate(events: np.ndarray, person_years: np.ndarray, ages: str, per: float) -> Estimate:
    """Rate at standard ages for every ``per`` people of ``ages`` (like "65+"); 20 bands on the last axis.

    A rate of people aged 65 and over is weighted by the standard's people of 65 and over alone, as the
    publisher does: with the weights of all ages it would be a rate of everybody, of whom the young have no
    event. <1 and 1-4 are one band of 0-4, unless the scope parts them.
    """
    inside = age_mask(ages)
    if inside[0] != inside[1]:
        weights = np.asarray(EUROPEAN_STANDARD_POPULATION_2013_20_BANDS)
    else:
        events, person_years = (
            np.concatenate([given[..., :1] + given[..., 1:2], given[..., 2:]], axis=-1)
            for given in (events, person_years)
        )
        weights, inside = np.asarray(EUROPEAN_STANDARD_POPULATION_2013), inside[1:]
    return statistics.directly_standardised_rate(
        events[..., inside], person_years[..., inside], weights[inside], per=per
    )
