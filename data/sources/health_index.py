"""ONS Health Index for England: scores of ICSs by year, England in 2015 = 100, higher is better.

Two forms are read: overall and domain scores in columns, and one score per row.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np

from data.errors import SourceError
from data.reference.table_names import FIGURES
from data.sources.shared.figures import (
    INDICATORS,
    OPEN_LICENCE,
    Refused,
    as_numbers,
    check_no_repeats,
    dated,
    figures_table,
    indicators_table,
    one_row_per_key,
    place,
)
from data.sources.shared.opening import open_table
from data.sources.shared.periods_as_published import is_past, read_period
from data.sources.shared.source import Ingested, Source

_DOMAINS = {
    "overall_score": "overall",
    "healthy_people_domain": "healthy_people_domain",
    "healthy_lives_domain": "healthy_lives_domain",
    "healthy_places_domain": "healthy_places_domain",
}
_KEYS = ("icb22_code", "icb22_name", "year")
_UNIT = "index (England 2015 = 100)"


def read(path: Path) -> Ingested:
    path = Path(path)
    raw = check_no_repeats(path, open_table(path, _KEYS))
    refused = Refused()
    if {"indicator", "value"} <= set(raw.columns):
        rows = raw[[*_KEYS, "indicator", "value"]]
    elif set(_DOMAINS) <= set(raw.columns):
        rows = raw.melt(list(_KEYS), list(_DOMAINS), "indicator").replace({"indicator": _DOMAINS})
    else:
        raise SourceError(
            f"{path.name}: the columns {', '.join(_DOMAINS)}, or indicator and value, are missing; found "
            f"{', '.join(map(str, raw.columns))[:400]}."
        )
    rows = rows.astype({"icb22_code": str, "indicator": str}).rename(columns={"icb22_code": "area_code"})
    rows = refused.without(
        rows,
        ~rows.indicator.str.fullmatch(r"[a-z0-9_]{3,80}"),
        "indicator {}",
        "is not a name in lower case with underscores",
        each="indicator",
    )
    rows = place(as_numbers(rows, ["value"], refused), refused)
    rows = refused.without(
        rows, rows.area_level != "ics", "areas other than ICSs", "the index is read for ICSs only"
    )
    rows = refused.without(rows, rows.value.isna(), "figures without a value", "the publisher gives none")
    rows = refused.without(
        rows,
        ~rows.value.between(0, 250),
        "scores",
        "below 0 or above 250, which is impossible for an index score",
    )
    written = rows.year.astype(str).str.removesuffix(".0")
    good = {
        year: period
        for year in written.unique()
        if (period := read_period(year, None)) and " " not in year and is_past(period, date.today())
    }
    rows = refused.without(
        rows.assign(year=written),
        ~written.isin(list(good)),
        "year {}",
        "is not a calendar year from 1990 to today",
        each="year",
    )
    rows = dated(rows, [good[year] for year in rows.year]).assign(
        indicator_id="health_index_" + rows.indicator,
        sex="persons",
        age="All ages",
        **dict.fromkeys(("lower_ci", "upper_ci", "count", "denominator"), np.nan),
    )
    rows = one_row_per_key(rows, refused)
    if rows.empty:
        raise SourceError(f"{path.name}: none of its rows can be used. {refused.most_frequent}")
    names = [
        (
            f"health_index_{name}",
            f"Health Index: {name.replace('_', ' ')}",
            "ONS",
            f"health-index-{name.replace('_', '-')}",
            _UNIT,
            OPEN_LICENCE,
        )
        for name in sorted(rows.indicator.unique())
    ]
    return Ingested(
        {FIGURES: figures_table(rows), INDICATORS: indicators_table(names)}, refused.table, refused.held_back
    )


SOURCE = Source(
    name="health_index",
    title="Health Index for England",
    publisher="Office for National Statistics",
    licence=OPEN_LICENCE,
    files="Scores of ICSs by year (icb22_code, year, overall_score ... or indicator, value), CSV or Parquet",
    read=read,
    # The index ended with 2021.
    due_days=0,
)
