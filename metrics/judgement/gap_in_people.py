"""The gap with England in people: how many deaths fewer an area would have had with England's death rates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

# Causes of death before 75 whose standardised rates are published for councils, and the same from records.
CAUSES = {
    "cardiovascular": "heart and circulatory disease",
    "respiratory": "lung disease",
    "cancer": "cancer",
}
PUBLISHED = {f"under_75_{cause}_mortality_published": words for cause, words in CAUSES.items()}
COUNTED = {f"under_75_{cause}_mortality": words for cause, words in CAUSES.items()}


@dataclass(frozen=True)
class FewerDeaths:
    """``fewer`` deaths (below 0: more) with England's rates, of ``counted`` in the period; 95 % limits."""

    cause: str
    counted: float
    fewer: float
    lower_ci: float
    upper_ci: float


@dataclass(frozen=True)
class GapInPeople:
    """All causes together and each, of one area and period. ``differs``: the interval leaves 0 out."""

    total: FewerDeaths
    causes: tuple[FewerDeaths, ...]
    period_label: str
    provenance: str

    @property
    def differs(self) -> bool:
        return self.total.lower_ci > 0 or self.total.upper_ci < 0


def gap_in_people(rows: pd.DataFrame, causes: dict[str, str] = PUBLISHED) -> GapInPeople | None:
    """Of results of one area, one row a metric of ``causes``; None where a cause has no figure to compare.

    The deaths counted times (1 - England's rate / the area's rate), both directly standardised: the deaths
    there would be if the rate at every age shrank in the same proportion to England's. The limits are those
    of the area's rate, on the same scale; England's rate is taken as exact. Deaths from one cause are taken
    as independent of those from another: the limits of the sum are the squared distances added.

    Published figures are never mixed with figures from records, nor periods with one another.

    Source of the sum's limits: Zou and Donner, Statistics in Medicine 2008;27:1693-1702.
    """
    held = rows[
        rows.metric_id.isin(list(causes))
        & (rows.status == "ok")
        & (rows.comparator == "England")
        & rows[["numerator", "value", "lower_ci", "upper_ci", "comparator_value"]].notna().all(axis=1)
        & (rows.value > 0)
    ].drop_duplicates("metric_id")
    if len(held) < len(causes) or held.period_label.nunique() > 1 or held.provenance.nunique() > 1:
        return None
    by_metric = held.set_index("metric_id")
    parts = tuple(_fewer(by_metric.loc[metric], words) for metric, words in causes.items())
    fewer = sum(part.fewer for part in parts)
    below = np.sqrt(sum((part.fewer - part.lower_ci) ** 2 for part in parts))
    above = np.sqrt(sum((part.upper_ci - part.fewer) ** 2 for part in parts))
    total = FewerDeaths("", sum(part.counted for part in parts), fewer, fewer - below, fewer + above)
    return GapInPeople(total, parts, held.period_label.iloc[0], str(held.provenance.iloc[0]))


def _fewer(row: pd.Series, cause: str) -> FewerDeaths:
    deaths_a_rate = row.numerator / row.value
    fewer, lower, upper = (
        deaths_a_rate * (rate - row.comparator_value) for rate in (row.value, row.lower_ci, row.upper_ci)
    )
    return FewerDeaths(cause, float(row.numerator), float(fewer), float(lower), float(upper))
