"""Compares results with England where a published figure has the same definition, else with the ICS."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.computing.published_figures import ENGLAND, england_value
from metrics.language.metric import Metric, Polarity

_BETTER_WHEN = {Polarity.LOWER_IS_BETTER: "lower", Polarity.HIGHER_IS_BETTER: "higher"}


def compare(frame: pd.DataFrame, metric: Metric, ics_name: str) -> pd.DataFrame:
    """Fill comparator, comparator_value and outcome of one metric's results.

    Higher or lower means that the comparator is outside the 95 % interval; a figure without an interval is
    not compared.
    """
    frame = frame.copy()
    rule = metric.statistic.comparator
    if rule is None:
        return frame  # the figure is a comparison already, between the people of each area
    if rule.value is not None:
        frame["comparator"], frame["comparator_value"] = rule.name or ics_name, rule.value
    elif metric.comparator is not None:
        frame["comparator"] = "England"
        frame["comparator_value"] = frame.sex.map(
            {sex: england_value(metric.comparator, sex) for sex in metric.sexes}
        )
    elif metric.is_published:
        frame = _against(frame, frame[frame.area_code == ENGLAND], "England")
    else:
        frame = _against(frame, frame[frame.area_level == "ics"], ics_name)
    own = (
        (frame.area_code == ENGLAND)
        if metric.is_published
        else (frame.area_level == "ics") & (frame.comparator == ics_name)
    )
    frame.loc[own | frame.comparator_value.isna(), ["comparator", "comparator_value"]] = ["", np.nan]
    frame["outcome"] = outcomes(frame, metric.polarity)
    return frame


def _against(frame: pd.DataFrame, comparators: pd.DataFrame, name: str) -> pd.DataFrame:
    key = ["sex", "breakdown", "frequency", "period_start", "period_end"]
    values = comparators.loc[comparators.status == "ok", [*key, "value"]].rename(
        columns={"value": "comparator_value"}
    )
    frame = frame.drop(columns="comparator_value").merge(values, on=key, how="left", validate="many_to_one")
    frame["comparator"] = name
    return frame


def outcomes(frame: pd.DataFrame, polarity: Polarity) -> np.ndarray:
    """better, similar, worse (higher, lower where neither is better), or not compared."""
    known = (frame.status == "ok") & frame[["lower_ci", "upper_ci", "comparator_value"]].notna().all(axis=1)
    above, below = (
        known & (frame.lower_ci > frame.comparator_value),
        known & (frame.upper_ci < frame.comparator_value),
    )
    better = _BETTER_WHEN.get(polarity)
    outcome = {"higher": "higher", "lower": "lower"}
    if better:
        outcome = {
            "higher": "better" if better == "higher" else "worse",
            "lower": "better" if better == "lower" else "worse",
        }
    return np.select(
        [above, below, known], [outcome["higher"], outcome["lower"], "similar"], default="not compared"
    )
