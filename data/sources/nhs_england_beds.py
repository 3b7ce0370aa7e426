"""General, acute and critical care beds of trusts: mean daily beds available and occupied, by month."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.sources.shared.counts import BELOW_ZERO, below_zero
from data.sources.shared.opening import open_table
from data.sources.shared.reading import Refused, months, numbers
from data.sources.shared.source import Ingested, Source

KINDS = {
    "general_acute_beds": "general_acute_beds_occupancy_rate",
    "adult_general_acute_beds": "adult_general_acute_beds_occupancy_rate",
    "adult_critical_care_beds": "adult_critical_care_occupancy_rate",
}
MEASURES = tuple(f"{kind}_{state}" for kind in KINDS for state in ("available", "occupied"))


def read(path: Path) -> Ingested:
    """Rows of ``trust_monthly_activity``: a trust has no area of residents, so no metric reads them."""
    rows = open_table(path, ("nhs_trust22_code", "month", *MEASURES))
    refused = Refused()
    rows = rows.assign(
        code=rows.nhs_trust22_code.str.strip(),
        when=months(rows.month),
        **{name: numbers(rows[name]) for name in (*MEASURES, *(c for c in KINDS.values() if c in rows))},
    )
    rows = refused.leave_out(
        rows, rows.when.isna(), rows.month.astype(str), "Is not a month; allowed is the form 2025-04."
    )
    wrong = ~rows.code.str.fullmatch(r"[A-Z][A-Z0-9]{2}")
    rows = refused.leave_out(rows, wrong, rows.code, "Is not a trust code; allowed are three characters.")
    where = rows.code + " " + rows.month
    rows = refused.leave_out(rows, below_zero(rows, (*MEASURES, *KINDS.values())), where, BELOW_ZERO)
    rows = refused.leave_out(
        rows, rows.general_acute_beds_available == 0, rows.code, "No bed available: a missing return."
    )
    parts = []
    for kind, rate in KINDS.items():
        own = rows
        available, occupied = f"{kind}_available", f"{kind}_occupied"
        if rate in rows:
            # Counts are rounded to whole beds, so a small unit's share may be off by more than its digits.
            off = (own[occupied] / own[available] - own[rate]).abs()
            bad = off > 0.0006 + 1 / own[available].clip(lower=1)
            where = own.code + " " + own.month
            own = refused.leave_out(own, bad, where, f"{rate} is not {occupied} over {available}.")
        for measure in (available, occupied):
            parts.append(
                pd.DataFrame(
                    {
                        "area_code": own.code,
                        "measure": measure,
                        "statistic": "mean of daily values",
                        "month": own.when,
                        "value": own[measure],
                        "days_reported": float("nan"),
                    }
                )
            )
    long = pd.concat(parts, ignore_index=True)
    long = refused.leave_out(
        long, long.value.isna(), long.measure, "Has no figure: the trust has no such beds."
    )
    return Ingested({"trust_monthly_activity": long.reset_index(drop=True)}, refused.frame())


SOURCE = Source(
    name="nhs_england_beds",
    title="Critical care and general and acute beds",
    publisher="NHS England",
    licence="Open Government Licence v3.0",
    files=(
        "a CSV with one row per trust (nhs_trust22_code) and month: beds available and occupied by kind; "
        "from NHS England's page Critical care and General & Acute Beds, by hand"
    ),
    read=read,
    due_days=45,
    items=MEASURES,
)
