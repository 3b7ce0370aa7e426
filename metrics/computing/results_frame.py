"""The results frame: one schema for every value, from the statistic to the page."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.language.metric import Metric

COLUMNS = (
    "metric_id",
    "area_code",
    "area_level",
    "frequency",
    "period_start",
    "period_end",
    "period_label",
    "sex",
    "breakdown",
    "numerator",
    "denominator",
    "value",
    "lower_ci",
    "upper_ci",
    "comparator",
    "comparator_value",
    "outcome",
    "status",
    "provenance",
)
STATUSES = ("ok", "suppressed", "too_small", "missing", "not_applicable", "not_due")
PROVENANCES = ("official", "derived", "modelled", "synthetic", "local")
OUTCOMES = ("better", "similar", "worse", "higher", "lower", "not compared")
_NUMBERS = ("numerator", "denominator", "value", "lower_ci", "upper_ci", "comparator_value")


def results_frame(**columns) -> pd.DataFrame:
    """A results frame from columns of equal length. Columns that are not given are empty, NaN for numbers and
    "not compared" for the outcome.
    """
    length = max(
        (len(column) for column in columns.values() if not isinstance(column, str) and np.ndim(column)),
        default=1,
    )
    defaults = (
        dict.fromkeys(COLUMNS, "")
        | dict.fromkeys(_NUMBERS, np.nan)
        | {"outcome": "not compared", "status": "ok"}
    )
    unknown = set(columns) - set(COLUMNS)
    if unknown:
        raise ValueError(f"A results frame has no column {', '.join(sorted(unknown))}.")
    frame = pd.DataFrame({name: columns.get(name, defaults[name]) for name in COLUMNS}, index=range(length))
    for name in ("period_start", "period_end"):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    return frame


def empty() -> pd.DataFrame:
    return results_frame().iloc[:0]


def rows_without_figure(
    metric: Metric, areas: pd.DataFrame, frame: pd.DataFrame, status: str, provenance: str = ""
) -> pd.DataFrame:
    """One row for each of the ``areas`` and sex, of the newest period in the metric's ``frame``; its
    provenance too, unless another is given.
    """
    newest, sexes = frame.sort_values("period_end").iloc[-1], metric.sexes
    return results_frame(
        metric_id=metric.id,
        area_code=np.repeat(areas.area_code.to_numpy(dtype=object), len(sexes)),
        area_level=np.repeat(areas.area_level.to_numpy(dtype=object), len(sexes)),
        frequency=newest.frequency,
        period_start=newest.period_start,
        period_end=newest.period_end,
        period_label=newest.period_label,
        sex=np.tile(np.array(sexes, dtype=object), len(areas)),
        status=status,
        provenance=provenance or newest.provenance,
    )


def hide_values(frame: pd.DataFrame) -> pd.DataFrame:
    """Remove value, interval and outcome where the status is not ``ok``, and the numerator where the count is
    hidden.
    """
    frame = frame.copy()
    not_ok = frame.status != "ok"
    frame.loc[not_ok, ["value", "lower_ci", "upper_ci"]] = np.nan
    frame.loc[not_ok, "outcome"] = "not compared"
    frame.loc[frame.status == "suppressed", "numerator"] = np.nan
    return frame
