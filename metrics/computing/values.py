"""Turns what a statistic returns for many areas at once into rows of results."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import pandas as pd

from metrics.computing.results_frame import results_frame
from metrics.counting.periods import label_with_coverage
from metrics.counting.rollup import Counts
from metrics.language.metric import Metric
from metrics.language.statistics.counts import Figure

NUMBERS = ("numerator", "denominator", "value", "lower_ci", "upper_ci")


class Protected(Protocol):
    """Counts that a statistic receives, and what the rows of its figure need too: the ``counts`` with their
    areas and periods, and where they are ``hidden`` or ``unknown`` (areas x periods x sexes).
    """

    counts: Counts
    hidden: np.ndarray
    unknown: np.ndarray


def to_frame(metric: Metric, protected: Protected, figure: Figure, provenance: str) -> pd.DataFrame:
    """The results frame of arrays of areas x periods x sexes, one row per cell."""
    counts = protected.counts
    area, period, sex = (index.ravel() for index in np.indices(figure.value.shape))
    labels = np.array(
        [label_with_coverage(p, int(c)) for p, c in zip(counts.periods, counts.covered, strict=True)],
        dtype=object,
    )
    status = np.where(figure.absent, metric.statistic.absent_status, "ok").astype(object)
    status[protected.unknown] = "missing"
    status[protected.hidden] = "suppressed"
    return results_frame(
        metric_id=metric.id,
        area_code=counts.areas.area_code.to_numpy()[area],
        area_level=counts.areas.area_level.to_numpy()[area],
        frequency=counts.periods[0].frequency,
        period_start=np.array([p.start for p in counts.periods], dtype="datetime64[s]")[period],
        period_end=np.array([p.end for p in counts.periods], dtype="datetime64[s]")[period],
        period_label=labels[period],
        sex=np.array(counts.sexes, dtype=object)[sex],
        status=status.ravel(),
        provenance=provenance,
        **{name: getattr(figure, name).ravel() for name in NUMBERS},
    )
