"""Figures that need the events at each age: formed here, since exact ages are not handed out.

The ages are brought to the shown total first, so that two totals that are shown as one number give one
figure; and the figure is made coarse, since all its digits would give the count of every age band away.
"""

from __future__ import annotations

import numpy as np

from metrics.language.statistics.answers import AgeMethod, AtAges
from metrics.language.statistics.directly_standardised_rate import standardised_rate
from metrics.statistics import Estimate, life_expectancy

_METHODS = {
    AgeMethod.STANDARDISED_RATE: standardised_rate,
    AgeMethod.LIFE_EXPECTANCY: lambda events, people, ages, per: life_expectancy(events, people).at_birth,
}


def estimate_at_ages(
    asked: AtAges,
    events: np.ndarray,
    person_years: np.ndarray,
    ages: str,
    shown: np.ndarray,
    decimals: int,
    min_events: int = 0,
) -> Estimate:
    """The figure that is ``asked`` for, from events and person-years by age band (last axis).

    ``shown`` is the protected total, NaN where it is hidden; there, and below ``min_events``, is no figure.
    """
    total = events.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        # A hair more, so that ten events are not 9.999999999999998 and too few.
        scale = np.where(total > 0, shown / total, 1.0) * (1 + 1e-12)
    scale = np.where((total >= min_events) & ~np.isnan(shown), scale, np.nan)
    estimate = _METHODS[asked.method](events * scale[..., None], person_years, ages, asked.per)
    return Estimate(
        *(
            round_as_shown(arm, shown, decimals)
            for arm in (estimate.value, estimate.lower_ci, estimate.upper_ci)
        )
    )


def round_as_shown(figure: np.ndarray, count: np.ndarray, decimals: int) -> np.ndarray:
    """A figure formed from exact ages, no finer than it is shown: three significant figures, four from 1,000
    events.

    All its digits would give the count of every age band away: few combinations of whole numbers fit a sum of
    known weights to sixteen digits. To three digits very many do, for each total that the rounded count
    allows.
    """
    figures = np.where(count >= 1_000, 4, 3)
    with np.errstate(divide="ignore", invalid="ignore"):
        magnitude = np.floor(np.log10(np.abs(figure)))
    places = np.minimum(decimals, figures - 1 - np.where(np.isfinite(magnitude), magnitude, 0))
    return np.round(figure * 10.0**places) / 10.0**places
