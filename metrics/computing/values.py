"""What a statistic gives for many areas at once, and how it becomes rows of results."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.computing.results_frame import results_frame
from metrics.counting.periods import partly
from metrics.counting.rollup import Counts
from metrics.language.metric import Metric


@dataclass(frozen=True)
class Values:
    """Arrays of areas x periods x sexes."""

    value: np.ndarray
    lower_ci: np.ndarray
    upper_ci: np.ndarray
    numerator: np.ndarray
    denominator: np.ndarray
    status: np.ndarray


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
