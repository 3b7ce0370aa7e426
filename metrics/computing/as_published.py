"""Rows that stay as they are published: closed periods whose counts have hardly moved.

``metrics.disclosure.closed_periods`` has the rule; here its answer is applied to rows.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from metrics.computing.results_frame import COLUMNS
from metrics.counting.periods import Period
from metrics.disclosure.closed_periods import PublishedBefore
from metrics.language.metric import Metric

KEY = ["area_code", "frequency", "period_start", "period_end", "sex"]
COUNTED = ("synthetic", "local")


def keep_published(frame: pd.DataFrame, before: PublishedBefore | None) -> pd.DataFrame:
    """``frame`` with the rows that stay as they are published taken over whole, and ``published_in`` (the
    store that a row was first published in; "" for this one) of each.
    """
    frame = frame.assign(published_in=frame.get("published_in", ""))
    if before is None or frame.empty:
        return frame
    kept = pd.Series(False, index=frame.index)
    counted = frame[is_counted(frame, before.metric)]
    for level, periods, sexes in cell_sets(counted):
        rows = counted[(counted.area_level == level) & (counted.frequency == periods[0].frequency)]
        area = {code: n for n, code in enumerate(before.codes(level))}
        period = {(span.start, span.end): n for n, span in enumerate(periods)}
        at = (
            rows.area_code.map(area).to_numpy(dtype=int),
            np.array(
                [period[s.date(), e.date()] for s, e in zip(rows.period_start, rows.period_end, strict=True)]
            ),
            rows.sex.map({sex: n for n, sex in enumerate(sexes)}).to_numpy(dtype=int),
        )
        kept[rows.index] = before.kept(level, periods, sexes)[at]
    former = before.former
    place = pd.MultiIndex.from_frame(former[KEY]).get_indexer(pd.MultiIndex.from_frame(frame.loc[kept, KEY]))
    columns = [*COLUMNS, "published_in"]
    taken = former.iloc[place][columns]
    for name in columns:
        frame.loc[kept, name] = taken[name].to_numpy()
    return frame


def with_publication(frame: pd.DataFrame, version: str) -> pd.DataFrame:
    """``published_in``: the store in which each row was first published as it is."""
    published = frame.get("published_in", pd.Series("", index=frame.index))
    marks = frame.columns.difference([*COLUMNS, "published_in"]).tolist()
    return frame[[*COLUMNS, *marks]].assign(
        published_in=published.fillna("").replace("", version).astype(str)
    )


def is_counted(frame: pd.DataFrame, metric: Metric) -> pd.Series:
    """Which rows of a results frame are counted from records."""
    return frame.provenance.isin(COUNTED) & frame.area_level.isin(metric.levels)


def cell_sets(frame: pd.DataFrame) -> Iterator[tuple[str, tuple[Period, ...], tuple[str, ...]]]:
    """(level, periods, sexes) of all rows of a results frame."""
    for (level, frequency), rows in frame.groupby(["area_level", "frequency"], sort=False):
        spans = rows[["period_start", "period_end"]].drop_duplicates()
        periods = tuple(
            Period("", tuple(range(s.year * 12 + s.month - 1, e.year * 12 + e.month)), frequency)
            for s, e in spans.itertuples(index=False)
        )
        yield level, periods, tuple(rows.sex.unique())
