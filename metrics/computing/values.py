"""What a statistic gives for many areas at once, and how it becomes rows of results."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.computing.carrier import Carrier
from metrics.computing.results_frame import results_frame
from metrics.counting.periods import label_with_coverage
from metrics.language.metric import Metric
from metrics.language.statistics.counts import Figure

NUMBERS = ("numerator", "denominator", "value", "lower_ci", "upper_ci")


def to_frame(metric: Metric, carrier: Carrier, figure: Figure, provenance: str) -> pd.DataFrame:
    """Lay arrays of areas x periods x sexes out as rows."""
    cells = carrier.cells
    area, period, sex = (index.ravel() for index in np.indices(figure.value.shape))
    labels = np.array(
        [label_with_coverage(p, int(c)) for p, c in zip(cells.periods, cells.covered, strict=True)],
        dtype=object,
    )
    status = np.where(figure.absent, metric.statistic.absent_status, "ok").astype(object)
    status[carrier.unknown] = "missing"
    status[carrier.hidden] = "suppressed"
    return results_frame(
        metric_id=metric.id,
        area_code=cells.areas.area_code.to_numpy()[area],
        area_level=cells.areas.area_level.to_numpy()[area],
        frequency=cells.periods[0].frequency,
        period_start=np.array([p.start for p in cells.periods], dtype="datetime64[s]")[period],
        period_end=np.array([p.end for p in cells.periods], dtype="datetime64[s]")[period],
        period_label=labels[period],
        sex=np.array(cells.sexes, dtype=object)[sex],
        status=status.ravel(),
        provenance=provenance,
        **{name: getattr(figure, name).ravel() for name in NUMBERS},
    )
