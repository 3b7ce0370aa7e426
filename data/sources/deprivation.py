"""Indices of Deprivation 2025: by LSOA, the underlying indicators, summaries of districts and ICBs."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.errors import SourceError
from data.reference.table_names import FIGURES
from data.sources.shared.opening import open_table
from data.sources.shared.rows import (
    as_text,
    check_unique,
    england,
    form_of,
    missing_areas,
    need,
    numbers,
    refusals,
)
from data.sources.shared.source import COLUMNS, Ingested, Source

_LSOAS = 33_755
INDICATORS = {
    "acute_morbidity_ratio": "acute_morbidity_indicator",
    "illness_disability_ratio": "comparative_illness_and_disability_ratio_indicator",
    "mental_health_score": "mental_health_indicator",
    "years_of_life_lost": "years_of_potential_life_lost_indicator",
}
# Indicator: column of the district file, column of the ICB file, and the factor for its value.
_SUMMARIES = {
    "imd_2025_average_score": ("imd_average_score", "imd_average_score", 1),
    "imd_2025_extent": ("imd25_extent", "imd_2025_extent", 100),
    "imd_2025_rank_of_average_score": ("imd_rank_of_average_score", "imd_rank_of_average_score", 1),
    "imd_2025_share_of_lsoas_most_deprived_10_percent": (
        "imd_proportion_of_lso_as_in_most_deprived_10_percent_nationally",
        "imd_proportion_of_lso_as_in_most_deprived_10_percent_nationally",
        100,
    ),
}
_IMD, _HEALTH, _DISTRICTS, _ICBS = "IMD 2025", "indicators of 2025", "district summaries", "ICB summaries"
FORMS = {
    _IMD: ("lsoa21_code", "IMD_score", "IMD_rank", "IMD_decile"),
    _HEALTH: ("lsoa21_code", *INDICATORS.values()),
    _DISTRICTS: ("ltla24_code", "imd_average_score"),
    _ICBS: ("icb24_code", "imd_average_score"),
}


def read(path: Path) -> Ingested:
    """The rows of one file of the Indices; raises SourceError where it has none of the four forms."""
    rows = open_table(path, ())
    form = form_of(path, rows.columns, FORMS)
    if form == _IMD:
        return _imd(path, rows)
    if form == _HEALTH:
        return _indicators(path, rows)
    return _summaries(path, rows, form)


def _imd(path: Path, rows: pd.DataFrame) -> Ingested:
    rows = as_text(rows, ["lsoa21_code"])
    check_unique(path, rows, ["lsoa21_code"])
    rows = numbers(path, rows, ["IMD_score"], minimum=0, maximum=100)
    rows = numbers(path, rows, ["IMD_rank"], minimum=1, maximum=_LSOAS, is_whole=True)
    rows = numbers(path, rows, ["IMD_decile"], minimum=1, maximum=10, is_whole=True)
    rows, refused = england(path, rows, "lsoa21_code", "lsoa")
    tied = rows["IMD_rank"].duplicated()
    if tied.any():
        raise SourceError(
            f"{Path(path).name}: the IMD rank {rows['IMD_rank'][tied].iloc[0]:,} is repeated; each "
            f"LSOA has its own rank."
        )
    ranked = rows.sort_values("IMD_rank")
    if not (ranked["IMD_decile"].is_monotonic_increasing and ranked["IMD_score"].is_monotonic_decreasing):
        raise SourceError(
            f"{Path(path).name}: scores or deciles do not follow the ranks (rank 1 and decile 1 are the most "
            f"deprived, with the highest score); the file is damaged or its ranks are reversed."
        )
    table = pd.DataFrame(
        {
            "lsoa_code": rows["lsoa21_code"].astype("str"),
            "imd_score": rows["IMD_score"],
            "imd_rank": rows["IMD_rank"].astype("int32"),
            "imd_decile": rows["IMD_decile"].astype("int8"),
        }
    ).sort_values("lsoa_code", ignore_index=True)
    return Ingested(
        {"lsoas": table},
        refusals(refused + missing_areas(table["lsoa_code"], "lsoa")),
        totals={"LSOAs ranked": (float(_LSOAS), float(len(table)))},
    )


def _indicators(path: Path, rows: pd.DataFrame) -> Ingested:
    rows = as_text(rows, ["lsoa21_code"])
    check_unique(path, rows, ["lsoa21_code"])
    rows = numbers(path, rows, INDICATORS.values(), minimum=-1_000, maximum=10_000)
    rows, refused = england(path, rows, "lsoa21_code", "lsoa")
    table = pd.DataFrame(
        {
            "lsoa_code": rows["lsoa21_code"].astype("str"),
            **{name: rows[column] for name, column in INDICATORS.items()},
        }
    ).sort_values("lsoa_code", ignore_index=True)
    return Ingested(
        {"small_area_health": table}, refusals(refused + missing_areas(table["lsoa_code"], "lsoa"))
    )


def _summaries(path: Path, rows: pd.DataFrame, form: str) -> Ingested:
    of_districts = form == _DISTRICTS
    code, level = ("ltla24_code", "district") if of_districts else ("icb24_code", "ics")
    columns = {name: file_columns[0 if of_districts else 1] for name, file_columns in _SUMMARIES.items()}
    need(path, rows.columns, columns.values())
    rows = as_text(rows, [code])
    check_unique(path, rows, [code])
    rows, refused = england(path, rows, code, level)
    parts = []
    for name, column in columns.items():
        times = _SUMMARIES[name][2]
        # Shares are from 0 to 1; a share that is already in % would be multiplied a second time unnoticed.
        rows = numbers(path, rows, [column], minimum=0, maximum=1 if times == 100 else 1_000)
        values = {"area_code": rows[code], "value": rows[column] * times}
        parts.append(pd.DataFrame(values).assign(indicator_id=name))
    table = pd.concat(parts, ignore_index=True).assign(
        area_level=level,
        sex="persons",
        age="All ages",
        period_start=pd.Timestamp("2025-01-01"),
        period_end=pd.Timestamp("2025-12-31"),
        period_label="IoD 2025",
        lower_ci=float("nan"),
        upper_ci=float("nan"),
        count=float("nan"),
        denominator=float("nan"),
    )
    texts = ["indicator_id", "area_code", "area_level", "sex", "age", "period_label"]
    dates = {"period_start": "datetime64[ms]", "period_end": "datetime64[ms]"}
    table = table.astype({**dict.fromkeys(texts, "str"), **dates})[list(COLUMNS[FIGURES])]
    table = table.sort_values(["indicator_id", "area_code"], ignore_index=True)
    return Ingested({FIGURES: table}, refusals(refused + missing_areas(table["area_code"], level)))


SOURCE = Source(
    name="deprivation",
    title="English Indices of Deprivation 2025",
    publisher="Ministry of Housing, Communities and Local Government",
    licence="Open Government Licence v3.0",
    files="Scores, ranks and deciles by LSOA of 2021; the underlying indicators by LSOA; the summaries of "
    "districts (May 2024) or of ICBs (April 2024) (CSV or Parquet)",
    read=read,
    due_days=0,
    items=("lsoas", "small_area_health", *_SUMMARIES),
)
