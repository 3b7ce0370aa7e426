"""Referral to treatment: waits over 18 and 52 weeks at the end of each month, all specialties together."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.errors import SourceError
from data.reference.table_names import MONTHLY
from data.sources.shared.counts import BELOW_ZERO, below_zero
from data.sources.shared.opening import open_table
from data.sources.shared.reading import Refused, months, numbers, system_codes
from data.sources.shared.source import Ingested, Source

MEASURES = {
    "rtt_waits_over_18_weeks": "waits_over_18_weeks",
    "rtt_waits_over_52_weeks": "waits_over_52_weeks",
}
TOTAL = "Total"


def read(path: Path) -> Ingested:
    """The publisher's row ``Total`` of each month, compared with the sum of its specialties.

    Specialties were renamed in 2021, so only the total is one continuous series.
    """
    rows = open_table(path, ("stp20_nhs_code", "date", "treatment", *MEASURES.values()))
    refused = Refused()
    rows = rows.assign(
        code=rows.stp20_nhs_code,
        area_code=system_codes(rows.stp20_nhs_code),
        when=months(rows.date),
        treatment=rows.treatment.str.strip(),
        **{column: numbers(rows[column]) for column in MEASURES.values()},
    )
    rows = refused.leave_out(
        rows, rows.when.isna(), rows.date.astype(str), "Is not a month; allowed is the form 2025-02-01."
    )
    rows = refused.leave_out(rows, rows.area_code.isna(), rows.code, "Is not an ICB code of 2022 or later.")
    where = rows.code + " " + rows.date.astype(str)
    rows = refused.leave_out(rows, below_zero(rows, MEASURES.values()), where, BELOW_ZERO)
    repeated = rows[rows.duplicated(["area_code", "when", "treatment"])]
    if len(repeated):
        first = repeated.iloc[0]
        raise SourceError(
            f"{path.name}: {first.treatment} of {first.code} is repeated in {first.when:%Y-%m}; allowed is "
            f"one row per system, month and specialty."
        )
    total_rows = rows[rows.treatment == TOTAL]
    parts = (
        rows[rows.treatment != TOTAL].groupby(["area_code", "when"], as_index=False).sum(numeric_only=True)
    )
    totals: dict[str, tuple[float, float]] = {}
    pieces = []
    for measure, column in MEASURES.items():
        both = total_rows.merge(parts, on=["area_code", "when"], how="left", suffixes=("", "_parts"))
        sums = both.groupby("when")[[column, f"{column}_parts"]].sum()
        totals |= {
            f"{measure}, {when:%B %Y}": (float(stated), float(summed))
            for when, stated, summed in sums.itertuples(name=None)
        }
        pieces.append(
            pd.DataFrame(
                {
                    "area_code": total_rows.area_code,
                    "measure": measure,
                    "statistic": "month-end snapshot",
                    "month": total_rows.when,
                    "value": total_rows[column],
                    "days_reported": float("nan"),
                }
            )
        )
    without = rows[
        ~rows.set_index(["area_code", "when"]).index.isin(total_rows.set_index(["area_code", "when"]).index)
    ]
    refused.leave_out(
        without, without.area_code.notna(), without.code, f"Its month has no row {TOTAL}; allowed is one."
    )
    return Ingested({MONTHLY: pd.concat(pieces, ignore_index=True)}, refused.frame(), totals=totals)


SOURCE = Source(
    name="nhs_england_waits",
    title="Referral to treatment waiting times",
    publisher="NHS England",
    licence="Open Government Licence v3.0",
    files=(
        "a CSV with one row per system (stp20_nhs_code), month and specialty, one of them Total: waits over "
        "18 and over 52 weeks; from NHS England's page Referral to Treatment Waiting Times, by hand"
    ),
    read=read,
    due_days=75,
    items=tuple(MEASURES),
)
