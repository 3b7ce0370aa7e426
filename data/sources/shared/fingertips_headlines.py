"""Fingertips: the table of headline indicators of the councils."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.errors import SourceError
from data.reference.table_names import FIGURES
from data.sources.shared.figures import (
    KEY,
    Refused,
    figures_table,
    known_units,
    one_row_per_key,
    place,
    plausible,
)
from data.sources.shared.fingertips_metadata import PUBLISHER, known_numbers, known_slugs
from data.sources.shared.fingertips_rows import (
    YEAR_KIND,
    as_text,
    checked_period,
    need,
    with_periods,
    with_values,
)
from data.sources.shared.periods_as_published import read_period
from data.sources.shared.source import Ingested

_COLUMNS = (
    "area_code",
    "indicator",
    "label",
    "value",
    "unit",
    "period",
    "ci_lower",
    "ci_upper",
    "count",
    "england_value",
    "nw_value",
)
# Headline figures: the project's indicator, sex and age of each.
_HEADLINES = {
    "life_expectancy_male": ("life_expectancy_at_birth", "male", "All ages"),
    "life_expectancy_female": ("life_expectancy_at_birth", "female", "All ages"),
    "alcohol_mortality": ("alcohol_related_mortality", "persons", "All ages"),
    "cancer_mortality_u75": ("under_75_mortality_cancer", "persons", "<75 years"),
    "cvd_mortality_u75": ("under_75_mortality_cardiovascular", "persons", "<75 years"),
    "respiratory_mortality_u75": ("under_75_mortality_respiratory", "persons", "<75 years"),
    "drug_misuse_deaths": ("deaths_from_drug_misuse", "persons", "All ages"),
    "infant_mortality": ("infant_mortality_rate", "persons", "<1 year"),
    "obesity_prevalence": ("overweight_adults", "persons", "18+ years"),
    "self_harm_admissions": ("emergency_admissions_for_self_harm", "persons", "All ages"),
    "smoking_prevalence": ("smoking_prevalence_adults", "persons", "18+ years"),
    "suicide_rate": ("suicide_rate", "persons", "10+ years"),
}


def read_headlines(path: Path, raw: pd.DataFrame, refused: Refused) -> Ingested:
    """The councils' table; England and the North West are columns, with only the newest period."""
    need(path, raw, _COLUMNS)
    rows = as_text(raw[list(_COLUMNS)], list(_COLUMNS))
    unknown = ~rows.indicator.isin(list(_HEADLINES))
    rows = refused.without(rows, unknown, "headline {}", "is unknown to the project", each="indicator")
    if rows.empty:
        raise SourceError(
            f"{path.name}: none of its indicators is known; allowed are {', '.join(_HEADLINES)}."
        )
    units = known_units(PUBLISHER)
    read = rows.indicator.map(_HEADLINES)
    rows = rows.assign(
        indicator_id=read.str[0], sex=read.str[1], age=read.str[2], denominator="", name=rows.label
    )
    stated_units = rows.unit.replace({"pct": "%"})
    rows = refused.without(
        rows,
        stated_units != rows.indicator_id.map(units),
        "{}",
        "its unit is not that of the project's catalogue",
        each="indicator",
    )
    rows = rows.rename(columns={"ci_lower": "lower_ci", "ci_upper": "upper_ci"})
    codes = dict(zip(known_slugs(), known_numbers(), strict=True))
    read_as = {}
    for slug, text in rows[["indicator_id", "period"]].drop_duplicates().itertuples(index=False):
        kind = YEAR_KIND.get(codes[slug], "financial")
        read_as[slug, text] = checked_period(read_period(text, kind), text, "", "", text, True)
    rows = with_periods(rows, ["indicator_id", "period"], read_as, refused)
    newest = rows.period_end == rows.groupby(["indicator_id", "sex"]).period_end.transform("max")
    if (~newest).any():
        refused.add(
            "England and North West in rows of an older period",
            "these columns are of the newest period, so they are used only with that",
            int((~newest).sum()),
        )
    blank = dict.fromkeys(("lower_ci", "upper_ci", "count"), "")
    comparators = [
        rows[newest].assign(area_code=code, value=rows[newest][column], **blank)
        for code, column in (("E92000001", "england_value"), ("E12000002", "nw_value"))
    ]
    rows = pd.concat(
        [rows, *(part[part.value != ""].drop_duplicates([*KEY, "value"]) for part in comparators)]
    )
    rows = with_values(rows.reset_index(drop=True), refused)
    rows = plausible(place(rows, refused), refused, units)
    rows = one_row_per_key(rows, refused)
    if rows.empty:
        raise SourceError(f"{path.name}: none of its rows can be used. {refused.most_frequent}")
    return Ingested(
        {FIGURES: figures_table(rows)},
        refused.table,
        refused.held_back,
    )
