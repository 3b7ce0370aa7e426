"""Disabled people by LSOA: Census 2021, under the Equality Act; not standardised for age."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.errors import SourceError
from data.sources.shared.opening import open_table
from data.sources.shared.rows import as_text, check_unique, england, missing_areas, numbers, refusals
from data.sources.shared.source import Ingested, Source

_DISABLED, _NOT_DISABLED = "Disabled under the Equality Act", "Not disabled under the Equality Act"
_COLUMNS = ("lsoa21_code", "disability", "n", "total_residents")


def read(path: Path) -> Ingested:
    """Disabled people and all people of each LSOA; raises SourceError where the two answers do not add up."""
    rows = as_text(open_table(path, _COLUMNS), ["lsoa21_code", "disability"])
    check_unique(path, rows, ["lsoa21_code", "disability"])
    unknown_answers = sorted(set(rows["disability"]) - {_DISABLED, _NOT_DISABLED})
    if unknown_answers:
        raise SourceError(
            f"{Path(path).name}: disability: found {unknown_answers[0][:60]!r}, allowed are "
            f"{_DISABLED} and {_NOT_DISABLED}."
        )
    rows = numbers(path, rows, ["n", "total_residents"], minimum=0, maximum=100_000, is_whole=True)
    rows, refused = england(path, rows, "lsoa21_code", "lsoa")
    disabled = rows[rows["disability"] == _DISABLED].set_index("lsoa21_code")
    not_disabled = rows[rows["disability"] == _NOT_DISABLED].set_index("lsoa21_code")
    alone = sorted(set(disabled.index) ^ set(not_disabled.index))
    if alone:
        raise SourceError(
            f"{Path(path).name}: {alone[0]} has only one of the two answers ({len(alone):,} such LSOAs); the "
            f"file is cut short or damaged."
        )
    not_disabled = not_disabled.loc[disabled.index]
    wrong = (disabled["n"] + not_disabled["n"] != disabled["total_residents"]) | (
        disabled["total_residents"] != not_disabled["total_residents"]
    )
    if wrong.any():
        raise SourceError(
            f"{Path(path).name}: the two answers do not add up to total_residents in {wrong.sum():,} LSOAs "
            f"(the first is {disabled.index[wrong][0]})."
        )
    table = pd.DataFrame(
        {
            "lsoa_code": disabled.index.astype("str"),
            "disabled_persons": disabled["n"].to_numpy("int32"),
            "disability_base_persons": disabled["total_residents"].to_numpy("int32"),
        }
    ).sort_values("lsoa_code", ignore_index=True)
    totals = {
        "people (total_residents, both answers)": (
            float(disabled["total_residents"].sum()),
            float(disabled["n"].sum() + not_disabled["n"].sum()),
        )
    }
    refused += missing_areas(table["lsoa_code"], "lsoa")
    return Ingested({"small_area_health": table}, refusals(refused), totals=totals)


SOURCE = Source(
    name="census_disability",
    title="Disabled people, Census 2021",
    publisher="Office for National Statistics",
    licence="Open Government Licence v3.0",
    files="A table of LSOAs by disabled or not under the Equality Act, with counts and totals "
    "(CSV or Parquet)",
    read=read,
    due_days=0,
    items=("small_area_health",),
    edition="Census 2021",
)
