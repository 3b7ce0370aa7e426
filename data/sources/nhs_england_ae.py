"""A&E attendances and emergency admissions by month: trusts, and systems (their trusts)."""

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
    "ae_attendances": "total_attendances",
    "ae_attendances_over_4_hours": "attendances_over_4hours",
    "emergency_admissions": "total_emergency_admissions",
    "emergency_admissions_over_4_hours": "emergency_admissions_over_4hours",
}
# The published share is rounded to a hundredth; a row whose counts do not result in it is damaged.
SHARES = {
    "pct_attendance_over_4hours": ("attendances_over_4hours", "total_attendances"),
    "pct_emergency_admissions_over_4hours": (
        "emergency_admissions_over_4hours",
        "total_emergency_admissions",
    ),
}
SYSTEM, TRUST = "icb22_code", "nhs_trust22_code"


def read(path: Path) -> Ingested:
    """Rows of ``monthly_activity`` for systems, of ``trust_monthly_activity`` for trusts."""
    rows = open_table(path, ("month", *MEASURES.values()))
    if (SYSTEM in rows) == (TRUST in rows):
        raise SourceError(
            f"{path.name}: one column of codes is needed, {SYSTEM} or {TRUST}; found "
            f"{', '.join(rows.columns)[:300]}."
        )
    by_system = SYSTEM in rows
    code = rows[SYSTEM if by_system else TRUST].str.strip()
    rows = rows.assign(code=code, when=months(rows.month), **{c: numbers(rows[c]) for c in MEASURES.values()})
    rows["area_code"] = system_codes(code) if by_system else code
    refused = Refused()
    rows = refused.leave_out(
        rows, rows.when.isna(), "month " + rows.month, "Is not a month; allowed is the form 2025-04."
    )
    if by_system:
        rows = refused.leave_out(
            rows, rows.area_code.isna(), rows.code, "Is not an ICB code of 2022 or later."
        )
    else:
        wrong = ~rows.code.str.fullmatch(r"[A-Z][A-Z0-9]{2}")
        rows = refused.leave_out(rows, wrong, rows.code, "Is not a trust code; allowed are three characters.")
    where = rows.code + " " + rows.month
    rows = refused.leave_out(rows, below_zero(rows, MEASURES.values()), where, BELOW_ZERO)
    nothing = (rows.total_attendances == 0) & (rows.total_emergency_admissions == 0)
    rows = refused.leave_out(rows, nothing, rows.code, "Zero attendances and admissions: a missing return.")
    for share, (part, total) in SHARES.items():
        if share in rows:
            stated, computed = numbers(rows[share]), rows[part] / rows[total]
            wrong = (stated - computed).abs() > 0.0101
            where = rows.code + " " + rows.month
            rows = refused.leave_out(rows, wrong, where, f"{share} is not {part} over {total}.")
    long = pd.concat(
        [
            pd.DataFrame(
                {
                    "area_code": rows.area_code,
                    "measure": measure,
                    "statistic": "monthly total",
                    "month": rows.when,
                    "value": rows[column],
                    "days_reported": float("nan"),
                }
            )
            for measure, column in MEASURES.items()
        ],
        ignore_index=True,
    )
    # Trusts that tested other standards publish no four-hour figure: a gap, not a zero.
    long = refused.leave_out(
        long, long.value.isna(), long.measure, "Has no figure (other standards were tested)."
    )
    table = MONTHLY if by_system else "trust_monthly_activity"
    return Ingested({table: long.reset_index(drop=True)}, refused.frame())


SOURCE = Source(
    name="nhs_england_ae",
    title="A&E attendances and emergency admissions",
    publisher="NHS England",
    licence="Open Government Licence v3.0",
    files=(
        "a CSV by system (icb22_code) or by trust (nhs_trust22_code) and month, with attendances, over four "
        "hours, emergency admissions and over four hours from the decision to admit; from NHS England's "
        "page A&E Attendances and Emergency Admissions, by hand"
    ),
    read=read,
    due_days=45,
    items=tuple(MEASURES),
)
