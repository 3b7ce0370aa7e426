"""The gap with England in people: how many deaths fewer an area would have had with England's death rates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

# Causes of death before 75 with age-standardised rates published for councils, and also counted from records.
CAUSES = {
    "cardiovascular": "heart and circulatory disease",
    "respiratory": "lung disease",
    "cancer": "cancer",
}
PUBLISHED = {f"under_75_{cause}_mortality_published": words for cause, words in CAUSES.items()}
COUNTED = {f"under_75_{cause}_mortality": words for cause, words in CAUSES.items()}


@dataclass(frozen=True)
class FewerDeaths:
    """``fewer`` deaths (below 0: more) at England's rates, out of ``counted`` in the period; 95% limits."""

    cause: str
    counted: float
    fewer: float
    lower_ci: float
    upper_ci: float


@dataclass(frozen=True)
class GapInPeople:
    """All causes together and each cause, for one area and period. ``differs``: the interval excludes 0."""

    total: FewerDeaths
    causes: tuple[FewerDeaths, ...]
    period_label: str
    provenance: str

    @property
    def differs(self) -> bool:
        return self.total.lower_ci > 0 or self.total.upper_ci < 0


def gap_in_people(rows: pd.DataFrame, causes: dict[str, str] = PUBLISHED) -> GapInPeople | None:
    """The gap from one area's results, one row per metric of ``causes``; None where a cause has no figure.

    It is the number of deaths counted times (1 - England's rate / the area's rate), both age-standardised:
    the difference if the rate at every age fell in proportion to England's. The limits are those of the
    area's rate, on the same scale; England's rate is taken as exact. Deaths from different causes are assumed
    to be independent: the limits of the sum come from the sum of the squared distances.

    Published figures are never mixed with figures from records, nor one period with another.

    Source of the sum's limits: Zou and Donner, Statistics in Medicine 2008;27:1693-1702.
    """
    usable = rows[
        rows.metric_id.isin(list(causes))
        & (rows.status == "ok")
        & (rows.comparator == "England")
        & rows[["numerator", "value", "lower_ci", "upper_ci", "comparator_value"]].notna().all(axis=1)
        & (rows.value > 0)
    ].drop_duplicates("metric_id")
    if len(usable) < len(causes) or usable.period_label.nunique() > 1 or usable.provenance.nunique() > 1:
        return None
    by_metric = usable.set_index("metric_id")
    parts = tuple(_fewer(by_metric.loc[metric], words) for metric, words in causes.items())
    fewer = sum(part.fewer for part in parts)
    below = np.sqrt(sum((part.fewer - part.lower_ci) ** 2 for part in parts))
    above = np.sqrt(sum((part.upper_ci - part.fewer) ** 2 for part in parts))
    total = FewerDeaths("", sum(part.counted for part in parts), fewer, fewer - below, fewer + above)
    return GapInPeople(total, parts, usable.period_label.iloc[0], str(usable.provenance.iloc[0]))


def _fewer(row: pd.Series, cause: str) -> FewerDeaths:
    deaths_per_rate = row.numerator / row.value
    fewer, lower, upper = (
        deaths_per_rate * (rate - row.comparator_value) for rate in (row.value, row.lower_ci, row.upper_ci)
    )
    return FewerDeaths(cause, float(row.numerator), float(fewer), float(lower), float(upper))
