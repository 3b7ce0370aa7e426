"""ONS Explore Local Statistics: one file per indicator, for councils, regions and England.

The files have the same columns; a period is a start with a duration, and each file names its indicators in
words, sometimes including the sex. Codes of abolished councils stay in the files with a note; their rows are
refused. Rows with other notes are used (a code that became obsolete after the project's areas were fixed, an
aggregated value).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

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
    known_indicators,
    known_units,
    one_row_per_key,
    place,
    plausible,
)
from data.sources.shared.opening import open_table
from data.sources.shared.periods_as_published import Period, is_past, read_iso_period
from data.sources.shared.source import Ingested, Source

PUBLISHER = "ONS Explore Local Statistics"
_COLUMNS = (
    "areacd",
    "areanm",
    "geography",
    "indicator",
    "period",
    "observation",
    "unit",
    "lci_95",
    "uci_95",
    "status",
    "notes",
)
# The project's indicator, sex and age of each name in the files.
_INDICATORS = {
    "Adult obesity prevalence": ("adult_obesity_prevalence", "persons", "18+ years"),
    "Cancer diagnosis at stage 1 and 2": ("cancer_diagnosed_at_stage_1_and_2", "persons", "All ages"),
    "Children in relative poverty before housing costs": (
        "children_in_relative_poverty_before_housing_costs",
        "persons",
        "<16 years",
    ),
    "Children in relative poverty after housing costs": (
        "children_in_relative_poverty_after_housing_costs",
        "persons",
        "<16 years",
    ),
    "Cigarette smokers": ("cigarette_smokers_5_years", "persons", "18+ years"),
    "Female healthy life expectancy": ("healthy_life_expectancy_at_birth", "female", "All ages"),
    "Male healthy life expectancy": ("healthy_life_expectancy_at_birth", "male", "All ages"),
    "Preventable cardiovascular mortality (England)": (
        "preventable_cardiovascular_mortality",
        "persons",
        "<75 years",
    ),
}
_UNITS = {"%": "%", "yrs": "years", "Rate per 100,000 population": "per 100,000"}
_NO_VALUE = {"u": "unreliable or not available", "x": "not available", "c": "confidential"}


def read(path: Path) -> Ingested:
    path = Path(path)
    raw = check_no_repeats(path, open_table(path, _COLUMNS))
    refused = Refused()
    rows = raw[list(_COLUMNS)].fillna("").astype(str).apply(lambda column: column.str.strip())
    rows, new = _with_indicators(rows, refused)
    rows = _with_periods(rows, refused)
    rows = rows.rename(
        columns={"areacd": "area_code", "observation": "value", "lci_95": "lower_ci", "uci_95": "upper_ci"}
    ).assign(count="", denominator="")
    marked = rows.value == ""
    for status, number in rows.status[marked].value_counts().items():
        refused.add(
            "figures without a value",
            f"marked {status}: {_NO_VALUE.get(status, 'no value')}" if status else "the publisher gives none",
            number,
        )
    rows = as_numbers(rows[~marked], ["value", "lower_ci", "upper_ci", "count", "denominator"], refused)
    rows = refused.without(rows, rows.value.isna(), "figures without a value", "the publisher gives none")
    rows = place(rows, refused, "areanm")
    # A combined value with the code of one council is not that council's own value.
    combined = rows.status.str.contains("combined") | rows.notes.str.contains("combined", case=False)
    rows = rows.assign(_note=rows.status.where(rows.status.str.contains("combined"), rows.notes))
    rows = refused.without(rows, combined, "values of several councils together", "{}", each="_note")
    units = known_units(PUBLISHER) | dict(zip(new.indicator_id, new.unit, strict=True))
    rows = plausible(rows, refused, units)
    rows = one_row_per_key(rows, refused)
    if rows.empty:
        raise SourceError(f"{path.name}: none of its rows can be used. {refused.most_frequent}")
    tables = {FIGURES: figures_table(rows)}
    tables[INDICATORS] = new[new.indicator_id.isin(rows.indicator_id)].reset_index(drop=True)
    return Ingested(tables, refused.table, refused.held_back)


def _with_indicators(rows: pd.DataFrame, refused: Refused) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The project's indicator, sex and age of each row; and catalogue rows for unknown indicators."""
    read_as, new, units = {}, [], known_units(PUBLISHER)
    for name, unit in rows[["indicator", "unit"]].drop_duplicates().itertuples(index=False):
        shown = _UNITS.get(unit, unit)
        known = _INDICATORS.get(name)
        if known is None:
            slug = "els_" + "_".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())
            first = name.split(" ")[0].casefold()
            sex = first if first in ("female", "male") else "persons"
            # The files do not state the age.
            read_as[name, unit] = (slug, sex, "As published")
            new.append(
                (slug, name, PUBLISHER, slug.removeprefix("els_").replace("_", "-"), shown, OPEN_LICENCE)
            )
        elif units.get(known[0], shown) != shown:
            refused.add(
                name,
                f"its unit is {unit[:40]!r}; in the project's catalogue it is {units[known[0]]!r}",
                int(((rows.indicator == name) & (rows.unit == unit)).sum()),
            )
        else:
            read_as[name, unit] = known
    pairs = list(zip(rows.indicator, rows.unit, strict=True))
    rows = rows[[pair in read_as for pair in pairs]]
    read_rows = [read_as[pair] for pair in pairs if pair in read_as]
    rows = rows.assign(
        indicator_id=[f[0] for f in read_rows], sex=[f[1] for f in read_rows], age=[f[2] for f in read_rows]
    )
    return rows, indicators_table(new)


def _with_periods(rows: pd.DataFrame, refused: Refused) -> pd.DataFrame:
    read_as: dict[str, Period] = {}
    for text in rows.period.unique():
        period = read_iso_period(text)
        if period is not None and is_past(period, date.today()):
            read_as[text] = period
    rows = refused.without(
        rows,
        ~rows.period.isin(list(read_as)),
        "period {}",
        "is not a start with a duration, like 2015-04-01/P1Y, from 1990 to today",
        each="period",
    )
    return dated(rows, [read_as[text] for text in rows.period])


SOURCE = Source(
    name="explore_local_statistics",
    title="Explore Local Statistics",
    publisher="Office for National Statistics",
    licence=OPEN_LICENCE,
    files="The CSV of one indicator (areacd, areanm, geography, indicator, period, observation, lci_95 ...)",
    read=read,
    due_days=550,
    items=tuple(known_indicators(PUBLISHER).indicator_id),
)
