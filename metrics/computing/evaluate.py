"""From the counts of areas and periods to values with intervals: one function a kind of statistic.

Each takes protected material where the figure could give a count away, and returns value, lower_ci, upper_ci,
numerator, denominator and status as arrays of areas x periods x sexes. A proportion takes its group as well,
counted and protected in the same way.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.tables import SEXES
from metrics import statistics
from metrics.computing.avoided import evaluate_avoided
from metrics.computing.inequality import evaluate_inequality
from metrics.computing.results_frame import empty, hide_values
from metrics.computing.standardised import standardised_rate
from metrics.computing.values import Values, to_frame
from metrics.counting.engine import Atoms, Cube
from metrics.counting.periods import month_periods, snapshot_periods, year_periods
from metrics.counting.rollup import Counts, roll_up
from metrics.disclosure.differencing import protect_together
from metrics.disclosure.policy import Protected
from metrics.language.metric import Metric
from metrics.statistics.standardised_rate import FEWEST_EVENTS as FEWEST_STANDARDISED

# Months are shown down to neighbourhoods; a ward's month holds too few events for most metrics.
MONTHLY_LEVELS = ("ics", "place", "neighbourhood")


def evaluate(
    metric: Metric,
    cube: Cube,
    atoms: Atoms,
    provenance: str,
    first_month: int | None = None,
    published_levels: tuple[str, ...] = (),
    group: Cube | None = None,
) -> pd.DataFrame:
    """All results of a counted metric, at each of its levels.

    ``first_month`` leaves earlier periods out; at ``published_levels`` a publisher's exact total stands in
    the end, so that what is hidden below must not follow from it. ``group`` is the counted denominator of a
    proportion, of the same months as ``cube``.
    """
    kind = metric.statistic.kind
    if kind == "admissions_avoided":
        return hide_values(evaluate_avoided(metric, cube, atoms, provenance))
    asked = [
        (level, periods)
        for level in metric.levels
        for periods in period_sets(metric, level, cube, first_month)
        if (atoms.areas.area_level == level).any()
    ]
    if not asked:
        return empty()
    if metric.statistic.of is not None:
        frames = [evaluate_inequality(metric, cube, group, atoms, *one, provenance) for one in asked]
        return hide_values(pd.concat(frames, ignore_index=True))
    sets = [roll_up(cube, atoms, *one, metric.sexes, metric.ages) for one in asked]
    fewest = FEWEST_STANDARDISED if kind == "directly_standardised_rate" else 0
    # Together, since a count hidden at one level must not follow from what another level shows.
    every_month = roll_up(
        cube, atoms, "ics", tuple(month_periods(list(cube.months))), ("persons",), metric.ages
    )
    reconciled = [every_month] if len(every_month.areas) else []
    protected = protect_together(sets, cube, atoms, fewest, published_levels, reconciled, group)
    if kind == "proportion":
        groups = [roll_up(group, atoms, *one, metric.sexes, metric.ages) for one in asked]
        shown_groups = protect_together(groups, group, atoms, part=cube)
        values = [_proportion(metric, *one) for one in zip(sets, protected, shown_groups, strict=True)]
    elif kind == "indirectly_standardised_ratio":
        by_sex = [roll_up(cube, atoms, *one, SEXES, metric.ages) for one in asked]
        values = [
            _indirectly_standardised_ratio(metric, *one) for one in zip(sets, protected, by_sex, strict=True)
        ]
    else:
        values = [_KINDS[kind](metric, *one) for one in zip(sets, protected, strict=True)]
    frames = [
        to_frame(metric, level, counts, value, provenance)
        for (level, _), counts, value in zip(asked, sets, values, strict=True)
    ]
    return hide_values(pd.concat(frames, ignore_index=True))


def period_sets(metric: Metric, level: str, cube: Cube, first_month: int | None = None):
    """The period series of a level: months, years, and years counted together where the metric pools any
    level; for a snapshot its days alone.
    """
    if metric.numerator.table.snapshot:
        yield tuple(
            snapshot_periods([m for m, there in zip(cube.months, cube.covered, strict=True) if there])
        )
        return
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


def _proportion(metric: Metric, counts: Counts, shown: Protected, group: Protected) -> Values:
    """From the two protected counts: rounding keeps the part at most the group, so no share exceeds 1."""
    status = _status(counts.events.sum(axis=-1), shown.hidden | group.hidden)
    estimate = statistics.proportion(shown.count, group.count, per=metric.statistic.per)
    # Nobody is in the group: there is nothing to take a share of.
    status[np.isnan(estimate.value) & (status == "ok")] = "not_applicable"
    return Values(estimate.value, estimate.lower_ci, estimate.upper_ci, shown.count, group.count, status)


def _indirectly_standardised_ratio(
    metric: Metric, counts: Counts, shown: Protected, by_sex: Counts
) -> Values:
    """Protected events for every 100 expected at the ICS's own rates by age and sex in the same period.

    The areas of a level cover the ICS once (places once for each footprint), so that the sum over them has
    the rates of the ICS. The expected number is given no finer than a figure of its size, since it is a
    weighted sum of the ICS's counts by age and sex.
    """
    events, people = by_sex.events.sum(axis=0), by_sex.person_years.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.where(people > 0, events / people, 0.0)
    expected = (by_sex.person_years * rates).sum(axis=(-2, -1))[..., None]
    expected = _coarse(expected, Protected(expected, np.zeros(expected.shape, bool)), 2)
    estimate = statistics.ratio_to_expected(shown.count, expected, per=metric.statistic.per)
    status = _status(counts.events.sum(axis=-1), shown.hidden)
    status[np.isnan(estimate.value) & (status == "ok")] = "not_applicable"
    return Values(estimate.value, estimate.lower_ci, estimate.upper_ci, shown.count, expected, status)


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
    estimate = standardised_rate(
        counts.events * scale[..., None], counts.person_years, metric.ages, metric.statistic.per
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
    from metrics.computing.published_figures import england_value

    own = _life_expectancy(metric, counts, shown)
    england = np.array([england_value(metric.comparator, sex) for sex in counts.sexes])
    # From the coarse figures: the gap must not tell more than the life expectancy beside it.
    gaps = (np.round(england - figure, metric.decimals) for figure in (own.value, own.upper_ci, own.lower_ci))
    return Values(*gaps, own.numerator, own.denominator, own.status)


_KINDS = {
    "rate": _rate,
    "directly_standardised_rate": _directly_standardised_rate,
    "life_expectancy": _life_expectancy,
    "life_expectancy_gap": _life_expectancy_gap,
}
