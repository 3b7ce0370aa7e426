"""Virtual wards by system: capacity, capacity per 100,000, patients, occupancy; one snapshot per month."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.reference.table_names import FIGURES
from data.sources.shared.counts import BELOW_ZERO, below_zero
from data.sources.shared.opening import open_table
from data.sources.shared.reading import Refused, months, numbers, system_codes
from data.sources.shared.source import Ingested, Source

COLUMNS = (
    "date",
    "icb_code",
    "capacity",
    "capacity_per_population",
    "population",
    "num_ward_patients",
    "occupancy",
    "suppressed",
)
NONE = float("nan")


def read(path: Path) -> Ingested:
    """Four published figures per system and month; an occupancy that the publisher capped is left out."""
    rows = open_table(path, COLUMNS)
    refused = Refused()
    named = ("capacity", "capacity_per_population", "population", "num_ward_patients", "occupancy")
    rows = rows.assign(
        code=rows.icb_code,
        area_code=system_codes(rows.icb_code),
        start=months(rows.date),
        capped=rows.suppressed.astype(str).str.strip().str.lower().map({"true": True, "false": False}),
        **{name: numbers(rows[name]) for name in named},
    )
    rows = refused.leave_out(
        rows, rows.start.isna(), rows.date.astype(str), "Is not a month; allowed is the form 2024-02-01."
    )
    rows = refused.leave_out(rows, rows.area_code.isna(), rows.code, "Is not an ICB code of 2022 or later.")
    rows = refused.leave_out(
        rows, rows.capped.isna(), rows.code, "suppressed is neither True nor False; allowed are the two."
    )
    where = rows.code + " " + rows.date.astype(str)
    rows = refused.leave_out(rows, below_zero(rows, named), where, BELOW_ZERO)
    per_100000 = 100_000 * rows.capacity / rows.population
    # The publisher rounds some months to one decimal.
    wrong = (per_100000 - rows.capacity_per_population).abs() > 0.051
    rows = refused.leave_out(
        rows, wrong, where[rows.index], "capacity_per_population is not capacity over population."
    )
    capped = rows.capped.astype(bool)
    occupied = refused.leave_out(
        rows,
        capped,
        rows.code,
        "Occupancy was capped at 100% by the publisher (suppressed); patients are kept.",
    )
    occupied = refused.leave_out(
        occupied,
        (occupied.num_ward_patients / occupied.capacity - occupied.occupancy).abs() > 0.0051,
        occupied.code + " " + occupied.date.astype(str),
        "occupancy is not patients over capacity.",
    )
    parts = [
        _figures(rows, "virtual_ward_capacity", rows.capacity, rows.capacity, NONE),
        _figures(
            rows,
            "virtual_ward_capacity_per_100000",
            rows.capacity_per_population,
            rows.capacity,
            rows.population,
        ),
        _figures(
            occupied,
            "virtual_ward_occupancy",
            100 * occupied.occupancy,
            occupied.num_ward_patients,
            occupied.capacity,
        ),
        _figures(rows, "virtual_ward_patients", rows.num_ward_patients, rows.num_ward_patients, NONE),
    ]
    return Ingested({FIGURES: pd.concat(parts, ignore_index=True)}, refused.frame())


def _figures(rows: pd.DataFrame, indicator: str, value, count, denominator) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "indicator_id": indicator,
            "area_code": rows.area_code,
            "area_level": "ics",
            "sex": "persons",
            "age": "16+ years",
            "period_start": rows.start,
            "period_end": rows.start + pd.offsets.MonthEnd(0),
            "period_label": rows.start.dt.strftime("%b %Y"),
            "value": value,
            "lower_ci": NONE,
            "upper_ci": NONE,
            "count": count,
            "denominator": denominator,
        }
    )


SOURCE = Source(
    name="nhs_england_virtual_wards",
    title="Virtual wards: capacity and occupancy",
    publisher="NHS England",
    licence="Open Government Licence v3.0",
    files=(
        "a CSV with one row per system (icb_code) and month: capacity, capacity per 100,000, patients, "
        "occupancy, suppressed; from NHS England's page Virtual Ward, by hand"
    ),
    read=read,
    due_days=60,
    items=(
        "virtual_ward_capacity",
        "virtual_ward_capacity_per_100000",
        "virtual_ward_occupancy",
        "virtual_ward_patients",
    ),
)
