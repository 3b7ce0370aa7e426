"""Admissions avoided: expected from the trend and season of a baseline, minus observed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.statistics.confidence import t_quantile
from metrics.statistics.estimate import Estimate

MONTHS_PER_YEAR = 12
MIN_BASELINE_MONTHS = 24
# With fewer than ten events per parameter, the normal approximation of the fit is not valid.
MIN_EVENTS_PER_PARAMETER = 10
HARMONICS = 2
_STEPS = 50


@dataclass(frozen=True, eq=False)
class AvoidedEstimate(Estimate):
    """Admissions avoided over the evaluation months (leading shape), with a prediction interval.

    expected, observed: totals over the evaluation months. expected_by_month: all months (last axis), fitted
        in the baseline and extrapolated after it. dispersion: variance of the baseline about its fit, per
        expected event (1 is that of chance alone; never less than 1). autocorrelation: of neighbouring
        baseline residuals; far above 0 means that the interval is too narrow.
    """

    expected: np.ndarray
    observed: np.ndarray
    expected_by_month: np.ndarray
    dispersion: np.ndarray
    autocorrelation: np.ndarray


def admissions_avoided(
    observed,
    baseline,
    evaluation,
    first_month: int = 1,
    exposure=None,
    trend: bool = True,
    confidence: float = 0.95,
) -> AvoidedEstimate:
    """Expected minus observed events over the ``evaluation`` months, by a time series without a control.

    observed: monthly counts, time on the last axis without gaps in the calendar (a month without data is
        NaN).
    baseline, evaluation: True or False per month; no month may be both.
    first_month: calendar month (1 to 12) of the first count. It only shifts the
        seasonal curve and does not change the result.
    exposure: people, days or person-days of each month, if counts are proportional to it.
    trend: whether the baseline's trend is extrapolated.

    A quasi-Poisson regression with a log-linear trend and two pairs of month-of-year harmonics is fitted to
    the baseline. The interval includes the uncertainty of its parameters (delta method) and the overdispersed
    variation of the evaluation months, by Student's t. A positive value means fewer events than expected. It
    is evidence of grade D (docs/methods.md) and does not prove that a programme was the cause.

    Missing baseline months are left out of the fit. A missing evaluation month, fewer than 24 baseline
    months, a baseline that does not cover the whole year, one with fewer than 10 events per parameter, and
    one to which no season can be fitted give NaN.

    Source: the family of methods in Bernal, Cummins and Gasparrini, International Journal of Epidemiology
    2017;46:348-355.
    """
    counts = np.asarray(observed, dtype=float)
    counts = np.where(counts >= 0, counts, np.nan)
    months = counts.shape[-1]
    baseline, evaluation = _mask(baseline, months, "baseline"), _mask(evaluation, months, "evaluation")
    if (baseline & evaluation).any():
        raise ValueError("A month cannot be in the baseline and in the evaluation.")
    if not evaluation.any():
        raise ValueError("No month is in the evaluation; mark at least one.")
    if not 1 <= first_month <= MONTHS_PER_YEAR:
        raise ValueError(f"The first month is {first_month!r}; allowed is 1 (January) to 12.")

    shape = counts.shape[:-1]
    design = _design(months, baseline, first_month, trend)
    offset = _offset(exposure, (*shape, months)).reshape(-1, months)
    counts = counts.reshape(-1, months)
    used = baseline & ~np.isnan(counts) & ~np.isnan(offset)
    usable = _can_be_fitted(counts, used, design)
    # Series that cannot be fitted are replaced by harmless values in the calculation; their result is NaN.
    fitted_counts = np.where(usable[:, None], np.where(used, counts, 0.0), 1.0)
    weight = np.where(usable[:, None], used, True).astype(float)
    offset = np.where(np.isnan(offset) & (weight > 0), 0.0, offset)
    by_month, covariance, converged = _fit(fitted_counts, weight, design, offset)
    usable = usable & converged

    degrees_of_freedom = weight.sum(axis=-1) - design.shape[1]
    residual = weight * (fitted_counts - by_month) / np.sqrt(by_month)
    residual = np.where(weight > 0, residual, 0.0)
    squares = (residual**2).sum(axis=-1)
    dispersion = np.maximum(squares / np.maximum(degrees_of_freedom, 1), 1.0)
    neighbours = (residual[:, 1:] * residual[:, :-1]).sum(axis=-1)
    autocorrelation = np.where(squares > 0, neighbours / np.where(squares > 0, squares, 1.0), 0.0)

    expected, total = by_month[:, evaluation].sum(axis=-1), counts[:, evaluation].sum(axis=-1)
    gradient = by_month[:, evaluation] @ design[evaluation]
    parameter_variance = np.einsum("sp,spq,sq->s", gradient, covariance, gradient)
    half_width = t_quantile(confidence, degrees_of_freedom) * np.sqrt(
        dispersion * (parameter_variance + expected)
    )
    value = expected - total
    by_month = np.where(usable[:, None], by_month, np.nan).reshape(*shape, months)
    parts = (value, value - half_width, value + half_width, expected, total, dispersion, autocorrelation)
    value, lower, upper, expected, total, dispersion, autocorrelation = (
        np.where(usable, part, np.nan).reshape(shape) for part in parts
    )
    return AvoidedEstimate(value, lower, upper, expected, total, by_month, dispersion, autocorrelation)


def _mask(months_in, months: int, name: str) -> np.ndarray:
    mask = np.asarray(months_in)
    if mask.dtype != bool or mask.shape != (months,):
        raise ValueError(f"The {name} needs True or False for each of the {months} months.")
    return mask


def _offset(exposure, shape: tuple) -> np.ndarray:
    if exposure is None:
        return np.zeros(shape)
    exposure = np.broadcast_to(np.asarray(exposure, dtype=float), shape)
    return np.log(np.where((exposure > 0) & (exposure < np.inf), exposure, np.nan))


def _design(months: int, baseline: np.ndarray, first_month: int, trend: bool) -> np.ndarray:
    """Columns of the regression: level, trend in years from the baseline's middle, and the harmonics of the
    year."""
    month = np.arange(months)
    angle = 2 * np.pi * ((first_month - 1 + month) % MONTHS_PER_YEAR) / MONTHS_PER_YEAR
    # Measured from its middle, the trend is nearly independent of the level, which keeps the fit stable.
    middle = month[baseline].mean() if baseline.any() else 0.0
    columns = [np.ones(months), *([(month - middle) / MONTHS_PER_YEAR] if trend else [])]
    for pair in range(1, HARMONICS + 1):
        columns += [np.sin(pair * angle), np.cos(pair * angle)]
    return np.column_stack(columns)


def _can_be_fitted(counts: np.ndarray, used: np.ndarray, design: np.ndarray) -> np.ndarray:
    events = np.where(used, counts, 0).sum(axis=-1)
    enough = (used.sum(axis=-1) >= MIN_BASELINE_MONTHS) & (
        events >= MIN_EVENTS_PER_PARAMETER * design.shape[1]
    )
    patterns, which = np.unique(used, axis=0, return_inverse=True)
    full = np.array(
        [np.linalg.matrix_rank(design[pattern]) == design.shape[1] for pattern in patterns], dtype=bool
    )
    return enough & full[which.reshape(-1)]


def _fit(counts, weight, design, offset) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Iteratively reweighted least squares: the means of all months, the covariance of the parameters without
    dispersion, and whether each series has converged.
    """
    series, columns = len(counts), design.shape[1]
    products = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    known_offset = np.where(weight > 0, offset, 0.0)

    def fitted(parameters):
        mean = np.exp(parameters @ design.T + known_offset)
        information = ((weight * mean) @ products).reshape(series, columns, columns)
        # If only a few months have events, parameters grow without limit; this keeps the matrix invertible.
        largest = np.abs(information).max(axis=(1, 2), keepdims=True)
        return mean, information + 1e-13 * largest * np.eye(columns)

    parameters = np.zeros((series, columns))
    parameters[:, 0] = np.log((weight * counts).sum(axis=-1) / (weight * np.exp(known_offset)).sum(axis=-1))
    step = np.ones_like(parameters)
    for _ in range(_STEPS):
        if np.abs(step).max(initial=0.0) < 1e-10:
            break
        mean, information = fitted(parameters)
        step = np.linalg.solve(information, ((weight * (counts - mean)) @ design)[..., None])[..., 0]
        # A sparse series can overshoot, and no step needs to change a mean by more than a factor of e.
        step /= np.maximum(np.abs(step).max(axis=-1, keepdims=True), 1.0)
        parameters = parameters + step
    converged = np.abs(step).max(axis=-1) < 1e-8
    parameters = np.where(converged[:, None], parameters, 0.0)
    return np.exp(parameters @ design.T + offset), np.linalg.inv(fitted(parameters)[1]), converged
