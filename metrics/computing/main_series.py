"""Marks the newest row of each series, and the series of each level that maps and rankings use."""

from __future__ import annotations

import pandas as pd

from metrics.computing.results_frame import empty
from metrics.language.metric import Metric


def join_results(frames: list[pd.DataFrame], metrics: dict[str, Metric]) -> pd.DataFrame:
    """The results of several metrics as one frame, with ``is_newest`` and ``is_latest``."""
    parts = [frame for frame in frames if len(frame)]
    if not parts:
        return empty().assign(is_newest=False, is_latest=False)
    return mark_latest(pd.concat(parts, ignore_index=True), metrics)


def mark_latest(frame: pd.DataFrame, metrics: dict[str, Metric]) -> pd.DataFrame:
    """Add ``is_newest`` (newest period of its series) and ``is_latest`` (newest of the level's main series).

    The newest period is the newest with any data at that level. The main series of a level is the pooled
    years where the metric pools them there, else the year, else the month.
    """
    frame = frame.copy()
    series = ["metric_id", "area_level", "frequency"]
    with_data = frame[frame.status != "missing"]
    newest = with_data.groupby(series).period_end.max().rename("newest")
    newest = newest.reindex(frame.groupby(series).period_end.max().index).fillna(
        frame.groupby(series).period_end.max()
    )
    frame["is_newest"] = (
        frame.period_end
        == frame.merge(newest.rename("newest"), left_on=series, right_index=True, how="left").newest
    )
    available = frame.groupby(["metric_id", "area_level"]).frequency.agg(set)
    main = {
        key: main_frequency(metrics[key[0]], key[1], frequencies) for key, frequencies in available.items()
    }
    keys = pd.MultiIndex.from_frame(frame[["metric_id", "area_level"]])
    frame["is_latest"] = frame.is_newest & (frame.frequency == keys.map(main))
    return frame


def main_frequency(metric: Metric, level: str, available: set[str]) -> str:
    """The series of a level that maps and rankings use."""
    preferred = ("years", "year", "month") if metric.pool.get(level, 1) > 1 else ("year", "years", "month")
    return next(frequency for frequency in preferred if frequency in available)
