"""Patients with no criteria to reside, by system: daily returns summarised by month."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.errors import SourceError
from data.reference import reference
from data.reference.table_names import MONTHLY
from data.sources.shared.counts import BELOW_ZERO, below_zero
from data.sources.shared.opening import open_table
from data.sources.shared.reading import Refused, numbers, system_codes
from data.sources.shared.source import Ingested, Source

READY, LEFT = "do_not_meet_criteria_to_reside", "discharged_total"
PARTS = ("discharged_by_1700", "discharged_between_1701_2359")
MEASURES = {
    "no_criteria_to_reside": ("ready", "mean of daily values"),
    "remaining_no_criteria_to_reside": ("remaining", "mean of daily values"),
    "discharges": ("left", "monthly total"),
}
# The annual publication's figures for the same patients, to check the months against.
YEARLY = {
    "ready": "patients_no_criteria_to_reside_per_day",
    "remaining": "patients_remaining_no_criteria_to_reside_per_day",
}


def read(path: Path) -> Ingested:
    """Monthly means and totals, each with the number of days that were reported."""
    rows = open_table(path, ("icb22_code", "date", READY, LEFT))
    refused = Refused()
    code = rows.icb22_code.astype(str)
    rows = rows.assign(
        code=code,
        area_code=system_codes(code),
        day=pd.to_datetime(rows.date.astype(str).str[:10], format="%Y-%m-%d", errors="coerce"),
        ready=numbers(rows[READY]),
        left=numbers(rows[LEFT]),
        **{name: numbers(rows[name]) for name in PARTS if name in rows},
    )
    rows = refused.leave_out(
        rows, rows.day.isna(), rows.date.astype(str), "Is not a day; allowed is the form 2025-04-30."
    )
    rows = refused.leave_out(rows, rows.area_code.isna(), rows.code, "Is not an ICB code of 2022 or later.")
    where = rows.code + " " + rows.date.astype(str)
    rows = refused.leave_out(rows, below_zero(rows, ("ready", "left", *PARTS)), where, BELOW_ZERO)
    silent = (rows.ready == 0) | rows.ready.isna() | rows.left.isna()
    rows = refused.leave_out(rows, silent, rows.code, "No patient on the day: a missing return, not a zero.")
    rows = refused.leave_out(rows, rows.left > rows.ready, rows.code, "More were discharged than were ready.")
    if set(PARTS) <= set(rows.columns):
        parts = rows[PARTS[0]] + rows[PARTS[1]]
        wrong = parts.notna() & (parts != rows.left)
        rows = refused.leave_out(rows, wrong, rows.code, f"{' and '.join(PARTS)} do not add up to {LEFT}.")
    rows = rows.assign(remaining=rows.ready - rows.left, month=rows.day.dt.to_period("M").dt.to_timestamp())
    repeated = rows[rows.duplicated(["area_code", "day"])]
    if len(repeated):
        first = repeated.iloc[0]
        raise SourceError(
            f"{path.name}: {first.code} is repeated on {first.day:%Y-%m-%d}; allowed is one row a "
            f"system and day."
        )
    monthly = rows.groupby(["area_code", "month"], as_index=False).agg(
        ready=("ready", "mean"), remaining=("remaining", "mean"), left=("left", "sum"), days=("day", "size")
    )
    long = pd.concat(
        [
            pd.DataFrame(
                {
                    "area_code": monthly.area_code,
                    "measure": measure,
                    "statistic": statistic,
                    "month": monthly.month,
                    "value": monthly[column].round(3),
                    "days_reported": monthly.days.astype(float),
                }
            )
            for measure, (column, statistic) in MEASURES.items()
        ],
        ignore_index=True,
    )
    return Ingested({MONTHLY: long}, refused.frame(), totals=_against_the_year(rows))


def _against_the_year(rows: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Yearly means of systems that reported every day, compared with the annual publication's figures."""
    figures = reference("published_figures")
    totals = {}
    for column, indicator in YEARLY.items():
        yearly = figures[(figures.indicator_id == indicator) & (figures.area_level == "ics")]
        for (start, end, label), year in yearly.groupby(["period_start", "period_end", "period_label"]):
            days = rows[rows.day.between(start, end)].groupby("area_code")[column].agg(["mean", "size"])
            complete = days[days["size"] == (end - start).days + 1]["mean"].round(2)
            both = year.set_index("area_code").value.reindex(complete.index).dropna()
            if len(both):
                words = f"{indicator.replace('_', ' ')}, {label}, {len(both)} systems with all days"
                totals[words] = (round(float(both.sum()), 2), round(float(complete[both.index].sum()), 2))
    return totals


SOURCE = Source(
    name="nhs_england_discharge",
    title="Patients ready to leave hospital (acute discharge situation report)",
    publisher="NHS England",
    licence="Open Government Licence v3.0",
    files=(
        "a CSV or Parquet file with one row per system (icb22_code) and day: do_not_meet_criteria_to_reside "
        "and discharged_total; from NHS England's page Discharge Delays (acute situation report), by hand"
    ),
    read=read,
    due_days=45,
    items=tuple(MEASURES),
)
