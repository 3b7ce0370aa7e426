"""OHID Fingertips: public health figures of England, regions, councils, ICSs and sub-ICBs.

Three forms are read: the CSV of the service's own interface, the compiled extract (CSV or Parquet, with the
first year of each row), and the table of headline indicators of the councils. The interface's metadata (JSON
or CSV), in the same folder under a name that contains "metadata", gives names, units and the kind of year for
indicators that the project does not know.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from data.errors import SourceError
from data.reference.table_names import FIGURES
from data.sources.shared.figures import (
    INDICATORS,
    KEY,
    NUMBERS,
    OPEN_LICENCE,
    Refused,
    check_no_repeats,
    figures_table,
    known_units,
    one_row_per_key,
    place,
    plausible,
)
from data.sources.shared.fingertips_breakdowns import BREAKDOWNS, with_breakdown
from data.sources.shared.fingertips_headlines import read_headlines
from data.sources.shared.fingertips_metadata import (
    NAME,
    PUBLISHER,
    About,
    indicators_of_metadata,
    is_json,
    is_new,
    known_numbers,
    known_slugs,
    metadata_json,
    metadata_rows,
    nearby_metadata,
    slugs_of,
)
from data.sources.shared.fingertips_rows import (
    YEAR_KIND,
    as_text,
    checked_period,
    need,
    of_stated_area_type,
    of_usable_note,
    with_indicator,
    with_periods,
    with_sexes_and_ages,
    with_values,
)
from data.sources.shared.opening import open_table
from data.sources.shared.parts_and_totals import compare_parts_with_totals
from data.sources.shared.periods_as_published import Period, read_period, years
from data.sources.shared.source import Ingested, Source

_INTERFACE = {
    "Indicator ID": "indicator",
    "Indicator Name": "name",
    "Area Code": "area_code",
    "Area Name": "area_name",
    "Area Type": "area_type",
    "Sex": "sex",
    "Age": "age",
    "Category Type": "category_type",
    "Category": "category",
    "Time period": "period",
    "Value": "value",
    "Lower CI 95.0 limit": "lower_ci",
    "Upper CI 95.0 limit": "upper_ci",
    "Count": "count",
    "Denominator": "denominator",
    "Value note": "note",
}
_EXTRACT = {
    "IndicatorId": "indicator",
    "IndicatorName": "name",
    "AreaCode": "area_code",
    "Sex": "sex",
    "Age": "age",
    "CategoryType": "category_type",
    "Category": "category",
    "Year": "year",
    "PeriodType": "period_type",
    "ValueType": "value_type",
    "Value": "value",
    "LowerCI": "lower_ci",
    "UpperCI": "upper_ci",
    "Count": "count",
    "Denominator": "denominator",
}
# The number of years of a figure, where the file gives only the first year.
_SPAN = {"92904": 3, "92026": 5, "92033": 5}


def read(path: Path) -> Ingested:
    """The figures of a file, or only its indicators where it is a file of metadata."""
    path = Path(path)
    if is_json(path):
        metadata = metadata_json(path)
        return Ingested({INDICATORS: indicators_of_metadata(metadata)})
    raw = check_no_repeats(path, open_table(path, columns=()))
    if "Indicator ID" in raw.columns and "Area Code" not in raw.columns and "Unit" in raw.columns:
        return Ingested({INDICATORS: indicators_of_metadata(metadata_rows(raw))})
    refused = Refused()
    if "Indicator ID" in raw.columns:
        rows, about = _of_interface(path, raw, refused)
    elif "IndicatorId" in raw.columns:
        rows, about = _of_extract(path, raw, refused)
    elif {"area_code", "england_value"} <= set(raw.columns):
        return read_headlines(path, raw, refused)
    else:
        raise SourceError(
            f"{path.name}: no form of Fingertips has the columns {', '.join(map(str, raw.columns))[:300]}; "
            f"allowed are the interface's CSV (Indicator ID, Area Code, Time period, Value ...), the "
            f"compiled extract (IndicatorId, AreaCode, Year, Value ...) and the councils' headline table "
            f"(area_code, indicator, value, england_value ...)."
        )
    return _ingested(path, rows, about, refused)


def _ingested(path: Path, rows: pd.DataFrame, about: dict[str, About], refused: Refused) -> Ingested:
    slugs, new = slugs_of(rows, about)
    rows = rows.assign(indicator_id=rows.indicator.map(slugs))
    units = {**known_units(PUBLISHER), **dict(zip(new.indicator_id, new.unit, strict=True))}
    rows = with_sexes_and_ages(rows, refused)
    rows = place(rows, refused, "area_name" if "area_name" in rows.columns else None)
    rows = of_stated_area_type(rows, refused)
    rows = plausible(rows, refused, units)
    rows = with_breakdown(rows, refused)
    parts = rows.breakdown != ""
    breakdowns = one_row_per_key(rows[parts], refused, [*KEY, "breakdown"])
    overall = one_row_per_key(rows[~parts], refused)
    overall, totals = compare_parts_with_totals(overall, refused)
    if overall.empty and breakdowns.empty:
        raise SourceError(f"{path.name}: none of its rows can be used. {refused.most_frequent}")
    tables = {FIGURES: figures_table(overall), BREAKDOWNS: figures_table(breakdowns, ("breakdown",))}
    used = set(overall.indicator_id) | set(breakdowns.indicator_id)
    tables[INDICATORS] = new[new.indicator_id.isin(used)].reset_index(drop=True)
    return Ingested(tables, refused.table, refused.held_back, totals)


def _of_interface(path: Path, raw: pd.DataFrame, refused: Refused) -> tuple[pd.DataFrame, dict[str, About]]:
    need(path, raw, tuple(_INTERFACE))
    about = nearby_metadata(path, refused)
    extra = ["Time period range"] if "Time period range" in raw.columns else []
    rows = raw[[*_INTERFACE, *extra]].rename(columns={**_INTERFACE, "Time period range": "span"})
    rows = as_text(rows, [c for c in rows.columns if c not in NUMBERS])
    rows = rows.assign(value_type="", span=rows["span"] if extra else "")
    rows = with_indicator(rows, refused)
    rows = of_usable_note(rows, refused)
    rows = with_values(rows, refused)
    distinct = rows[["indicator", "name", "period", "span"]].drop_duplicates()
    read_as = {}
    # The project's own indicators that are not listed above have financial years.
    shipped = {code for code, slug in zip(known_numbers(), known_slugs(), strict=True) if not is_new(slug)}
    for indicator, name, text, span in distinct.itertuples(index=False):
        kind = YEAR_KIND.get(indicator) or (about[indicator].year_kind if indicator in about else "")
        if not kind and indicator in shipped:
            kind = "financial"
        read_as[indicator, text, span] = checked_period(
            read_period(text, kind or None), text, span, name, f"{text} of {indicator}", bool(kind)
        )
    return with_periods(rows, ["indicator", "period", "span"], read_as, refused), about


def _of_extract(path: Path, raw: pd.DataFrame, refused: Refused) -> tuple[pd.DataFrame, dict[str, About]]:
    need(path, raw, tuple(_EXTRACT))
    about = nearby_metadata(path, refused)
    rows = raw[list(_EXTRACT)].rename(columns=_EXTRACT)
    rows = as_text(rows, [c for c in rows.columns if c not in NUMBERS])
    rows = with_indicator(rows, refused)
    rows = with_values(rows, refused)
    read_as, known = {}, set(known_numbers())
    distinct = rows[["indicator", "year", "period_type", "name"]].drop_duplicates(
        ["indicator", "year", "period_type"]
    )
    for indicator, year, period_type, name in distinct.itertuples(index=False):
        read_as[indicator, year, period_type] = _period_of_year(indicator, year, period_type, name, known)
    return with_periods(rows, ["indicator", "year", "period_type"], read_as, refused), about


def _period_of_year(indicator: str, year: str, period_type: str, name: str, known: set[str]) -> Period | str:
    """The period of a row that gives only its first year; or the reason why it is unknown."""
    if not re.fullmatch(r"(19|20)[0-9]{2}(\.0)?", year):
        return f"the year {year[:20]!r} is not a year"
    kind = YEAR_KIND.get(indicator) or {
        "Calendar": "calendar",
        "Financial": "financial",
        "Academic": "academic",
    }.get(period_type, "")
    if not kind:
        stated = period_type or "not stated"
        return f"the kind of its year is {stated!r}; allowed are Calendar, Financial, Academic"
    if indicator not in known and indicator not in _SPAN and re.search(r"\d years?\b.*combined", name):
        return "its name says that years are combined, and the file gives one year"
    period = years(int(year[:4]), kind, _SPAN.get(indicator, 1))
    return checked_period(period, year, "", name, year, True)


def _addresses() -> tuple[str, ...]:
    # The files of districts, counties, ICSs and sub-ICBs each include England.
    numbers = ",".join(sorted(known_numbers(), key=int))
    base = "https://fingertips.phe.org.uk/api"
    figures = tuple(
        f"{base}/all_data/csv/by_indicator_id?indicator_ids={numbers}&child_area_type_id={area_type}"
        f"&parent_area_type_id=15"
        for area_type in (501, 502, 221, 66)
    )
    return (*figures, f"{base}/indicator_metadata/by_indicator_id?indicator_ids={numbers}")


SOURCE = Source(
    name=NAME,
    title="Fingertips public health profiles",
    publisher="Office for Health Improvement and Disparities",
    licence=OPEN_LICENCE,
    files="The interface's CSV (all_data/csv/by_indicator_id), a compiled extract as CSV or Parquet, the "
    "table of the councils' headline indicators, or the interface's indicator metadata",
    read=read,
    due_days=550,
    items=tuple(known_slugs()),
    addresses=_addresses(),
)
