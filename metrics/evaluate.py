"""From the counts of areas and periods to values with intervals: one function a kind of statistic.

Each takes protected material where the figure could give a count away, and returns value, lower_ci, upper_ci,
numerator, denominator and status as arrays of areas x periods x sexes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics import statistics
from metrics.avoided import evaluate_avoided
from metrics.differencing import protect_together
from metrics.disclosure import Protected
from metrics.engine import Atoms, Cube
from metrics.frames import empty, hide_values, results_frame
from metrics.metric import Metric
from metrics.periods import month_periods, partly, year_periods
from metrics.rollup import Counts, roll_up
from metrics.statistics.standardised_rate import FEWEST_EVENTS as FEWEST_STANDARDISED

# Months are shown down to neighbourhoods; a ward's month holds too few events for most metrics.
MONTHLY_LEVELS = ("ics", "place", "neighbourhood")


@dataclass(frozen=True)
class Values:
    """Arrays of areas x periods x sexes."""

    value: np.ndarray
    lower_ci: np.ndarray
    upper_ci: np.ndarray
    numerator: np.ndarray
    denominator: np.ndarray
    status: np.ndarray


def evaluate(
    metric: Metric,
    cube: Cube,
    atoms: Atoms,
    provenance: str,
    first_month: int | None = None,
    published_levels: tuple[str, ...] = (),
) -> pd.DataFrame:
    """All results of a counted metric, at each of its levels.

    ``first_month`` leaves earlier periods out; at ``published_levels`` a publisher's exact total stands in
    the end, so that what is hidden below must not follow from it.
    """
    if metric.statistic.kind == "admissions_avoided":
        return hide_values(evaluate_avoided(metric, cube, atoms, provenance))
    statistic = _KINDS[metric.statistic.kind]
    sets = [
        roll_up(cube, atoms, level, periods, metric.sexes, metric.ages)
        for level in metric.levels
        for periods in _period_sets(metric, level, cube, first_month)
    ]
    sets = [counts for counts in sets if len(counts.areas)]
    fewest = FEWEST_STANDARDISED if metric.statistic.kind == "directly_standardised_rate" else 0
    # Together, since a count hidden at one level must not follow from what another level shows.
    every_month = roll_up(
        cube, atoms, "ics", tuple(month_periods(list(cube.months))), ("persons",), metric.ages
    )
    reconciled = [every_month] if len(every_month.areas) else []
    protected = protect_together(sets, cube, atoms, fewest, published_levels, reconciled)
    frames = [
        to_frame(
            metric, counts.areas.area_level.iloc[0], counts, statistic(metric, counts, shown), provenance
        )
        for counts, shown in zip(sets, protected, strict=True)
    ]
    return hide_values(pd.concat(frames, ignore_index=True)) if frames else empty()


def to_frame(metric: Metric, level: str, counts: Counts, values: Values, provenance: str) -> pd.DataFrame:
    """Lay arrays of areas x periods x sexes out as rows."""
    shape = values.value.shape
    area, period, sex = (index.ravel() for index in np.indices(shape))
    labels = np.array(
        [partly(p, int(c)) for p, c in zip(counts.periods, counts.covered, strict=True)], dtype=object
    )
    return results_frame(
        metric_id=metric.id,
        area_code=counts.areas.area_code.to_numpy()[area],
        area_level=level,
        frequency=counts.periods[0].frequency,
        period_start=np.array([p.start for p in counts.periods], dtype="datetime64[s]")[period],
        period_end=np.array([p.end for p in counts.periods], dtype="datetime64[s]")[period],
        period_label=labels[period],
        sex=np.array(counts.sexes, dtype=object)[sex],
        provenance=provenance,
        **{
            name: getattr(values, name).ravel()
            for name in ("numerator", "denominator", "value", "lower_ci", "upper_ci", "status")
        },
    )


def _period_sets(metric: Metric, level: str, cube: Cube, first_month: int | None):
    """The period series of a level: months, years, and years counted together where the metric pools any
    level.
    """
    months = [m for m in cube.months if first_month is None or m >= first_month]
    if metric.frequency.value == "month" and level in MONTHLY_LEVELS:
        yield tuple(month_periods(months))
    pools = (
        {metric.pool.get(level, 1), *metric.pool.values()}
        if level not in metric.pool
        else {metric.pool[level]}
    )
    for years in sorted(pools):
        periods = year_periods(months, metric.year, years)
        if periods:
            yield tuple(periods)


def _status(total: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    status = np.full(total.shape, "ok", dtype=object)
    status[np.isnan(total)] = "missing"
    status[hidden] = "suppressed"
    return status


def _totals(counts: Counts):
    return counts.events.sum(axis=-1), counts.person_years.sum(axis=-1)


def _coarse(figure: np.ndarray, shown: Protected, decimals: int) -> np.ndarray:
    """A figure formed from exact ages, no finer than it is shown: three significant figures, four from 1,000
    events.

    All its digits would give the count of every age band away: few combinations of whole numbers fit a sum of
    known weights to sixteen digits. To three digits very many do, for each total that the rounded count
    allows.
    """
    figures = np.where(shown.count < 1_000, 3, 4)
    with np.errstate(divide="ignore", invalid="ignore"):
        magnitude = np.floor(np.log10(np.abs(figure)))
    places = np.minimum(decimals, figures - 1 - np.where(np.isfinite(magnitude), magnitude, 0))
    return np.round(figure * 10.0**places) / 10.0**places


def _proportion(metric: Metric, counts: Counts, shown: Protected) -> Values:
    events, people = _totals(counts)
    status = _status(events, shown.hidden)
    estimate = statistics.proportion(shown.count, people, per=metric.statistic.per)
    status[np.isnan(estimate.value) & (status == "ok")] = "not_applicable"
    return Values(estimate.value, estimate.lower_ci, estimate.upper_ci, shown.count, people, status)


def _rate(metric: Metric, counts: Counts, shown: Protected) -> Values:
    events, people = _totals(counts)
    # A month is shown as a month's rate, a year as a year's: person-time is people x periods of that length.
    monthly = counts.periods[0].frequency == "month"
    exposure = np.rint(people * 12) if monthly else people
    status = _status(events, shown.hidden)
    status[(exposure <= 0) & (status == "ok")] = "not_applicable"
    estimate = statistics.rate(
        shown.count, np.where(exposure > 0, exposure, np.nan), per=metric.statistic.per
    )
    return Values(estimate.value, estimate.lower_ci, estimate.upper_ci, shown.count, exposure, status)


def _directly_standardised_rate(metric: Metric, counts: Counts, shown: Protected) -> Values:
    """The rate of the area's own ages, scaled to the protected total.

    The ratio of the interval's two arms is a function of the number of events alone. From exact events it
    would give each total away, and exact parents less exact siblings give a hidden child away. Scaled, it
    gives no more than the rounded count that stands beside it.
    """
    events, people = _totals(counts)
    enough = events >= FEWEST_STANDARDISED
    with np.errstate(divide="ignore", invalid="ignore"):
        # A hair more, so that ten events are not 9.999999999999998 and too few.
        scale = np.where(enough, shown.count / events, np.nan) * (1 + 1e-12)
    estimate = statistics.directly_standardised_rate(
        counts.events * scale[..., None], counts.person_years, per=metric.statistic.per
    )
    status = _status(events, shown.hidden)
    status[np.isnan(estimate.value) & (status == "ok")] = "too_small"
    arms = [
        _coarse(arm, shown, metric.decimals) for arm in (estimate.value, estimate.lower_ci, estimate.upper_ci)
    ]
    return Values(*arms, shown.count, people, status)


def _life_expectancy(metric: Metric, counts: Counts, shown: Protected) -> Values:
    events, people = _totals(counts)
    table = statistics.life_expectancy(counts.events, counts.person_years).at_birth
    value, lower, upper = (
        _coarse(figure, shown, metric.decimals) for figure in (table.value, table.lower_ci, table.upper_ci)
    )
    status = _status(events, shown.hidden)
    status[np.isnan(value) & (status == "ok")] = "too_small"
    return Values(value, lower, upper, shown.count, people, status)


def _life_expectancy_gap(metric: Metric, counts: Counts, shown: Protected) -> Values:
    """Published England less the area; the published figure carries no interval, so the area's is the
    gap's.
    """
    from metrics.published_figures import england_value

    own = _life_expectancy(metric, counts, shown)
    england = np.array([england_value(metric.comparator, sex) for sex in counts.sexes])
    # From the coarse figures: the gap must not tell more than the life expectancy beside it.
    gaps = (np.round(england - figure, metric.decimals) for figure in (own.value, own.upper_ci, own.lower_ci))
    return Values(*gaps, own.numerator, own.denominator, own.status)


_KINDS = {
    "rate": _rate,
    "proportion": _proportion,
    "directly_standardised_rate": _directly_standardised_rate,
    "life_expectancy": _life_expectancy,
    "life_expectancy_gap": _life_expectancy_gap,
}
