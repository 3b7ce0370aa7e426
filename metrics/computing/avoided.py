"""Admissions avoided in its first form: observed against expected from the area's own baseline trend.

Grade D: a time series without a control. Regression to the mean, coding changes or anything else that
happened since the baseline look the same as an effect. Never shown below place.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics import statistics
from metrics.computing.results_frame import results_frame
from metrics.counting.engine import Atoms, Cube
from metrics.counting.periods import Period, first_day, month_label, month_periods, parse_month, partly
from metrics.counting.rollup import roll_up
from metrics.disclosure import policy as disclosure
from metrics.language.metric import Metric

LOWEST_LEVELS = ("ics", "place")


def evaluate_avoided(metric: Metric, cube: Cube, atoms: Atoms, provenance: str) -> pd.DataFrame:
    """One row an area: expected less observed since the baseline, from protected monthly counts."""
    start, end = (parse_month(text) for text in metric.statistic.baseline)
    months = np.array(cube.months)
    if cube.months[-1] <= end:
        raise ValueError(f"The records end before the baseline does, in {month_label(cube.months[-1])}.")
    since = Period(
        f"{month_label(end + 1)} to {month_label(cube.months[-1])}",
        tuple(range(end + 1, cube.months[-1] + 1)),
        "years",
    )
    label = partly(since, int(cube.covered[months > end].sum()))
    days = np.array([(first_day(month + 1) - first_day(month)).days for month in cube.months])
    rows = []
    for level in (level for level in metric.levels if level in LOWEST_LEVELS):
        counts = roll_up(
            cube, atoms, level, tuple(month_periods(list(cube.months))), ("persons",), metric.ages
        )
        shown = disclosure.protect(counts.events.sum(axis=-1)[..., 0]).count
        for area, observed in zip(counts.areas.area_code, shown, strict=True):
            result = statistics.admissions_avoided(
                observed,
                (months >= start) & (months <= end) & cube.covered,
                (months > end) & cube.covered,
                first_month=int(months[0] % 12) + 1,
                exposure=days,
            )
            rows.append(
                results_frame(
                    metric_id=metric.id,
                    area_code=area,
                    area_level=level,
                    frequency="years",
                    period_start=first_day(end + 1),
                    period_end=since.end,
                    period_label=label,
                    sex="persons",
                    numerator=float(result.observed),
                    denominator=float(result.expected),
                    value=float(result.value),
                    lower_ci=float(result.lower_ci),
                    upper_ci=float(result.upper_ci),
                    status="ok" if np.isfinite(result.value) else "missing",
                    provenance=provenance,
                )
            )
    return pd.concat(rows, ignore_index=True)
