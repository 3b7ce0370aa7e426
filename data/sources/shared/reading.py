"""What readers of publishers' tables share: numbers, months, area codes of any vintage, refused rows.

Not a source: it defines no ``SOURCE``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from data.reference import bundled
from data.reference.vintages import recoded

ENGLAND = "E92000001"


@dataclass
class Refused:
    """Collects the rows that are left out, with reasons, while a file is read."""

    entries: list[tuple[str, str, int]] = field(default_factory=list)

    def leave_out(self, rows: pd.DataFrame, bad: pd.Series, what: str | pd.Series, reason: str):
        """``rows`` without the ``bad`` ones; ``what`` names those, in words or by a column of names."""
        bad = bad.fillna(True).astype(bool)
        if bad.any():
            named = what if isinstance(what, str) else _first_few(what[bad])
            self.entries.append((named, reason, int(bad.sum())))
        return rows[~bad]

    def frame(self) -> pd.DataFrame:
        return pd.DataFrame(self.entries, columns=["what", "reason", "rows"])


def numbers(column: pd.Series) -> pd.Series:
    """Numbers of a column of text or numbers; NaN for anything else (an empty cell, a star, a dash)."""
    if pd.api.types.is_numeric_dtype(column):
        return column.astype("float64")
    return pd.to_numeric(column.str.strip().str.replace(",", ""), errors="coerce").astype("float64")


def months(column: pd.Series) -> pd.Series:
    """First days of months written 2025-04, 2025-04-01 or as dates; NaT for anything else."""
    text = column.astype(str).str.strip()
    is_month = text.str.fullmatch(r"\d{4}-\d{2}(-\d{2})?([ T]00:00:00.*)?")
    dates = pd.to_datetime(text.str[:7].where(is_month), format="%Y-%m", errors="coerce")
    return dates.astype("datetime64[ms]")


def system_codes(column: pd.Series) -> pd.Series:
    """Current ONS codes of ICBs, from ONS codes of any vintage or NHS codes (QE1); missing for others."""
    systems = bundled("areas").query("area_level == 'ics'")
    known = dict(zip(systems.nhs_code, systems.area_code, strict=True))
    known |= {code: code for code in systems.area_code}
    known |= {old: change.area_code for old, change in recoded().items() if change.area_code in known}
    return column.astype(str).str.strip().str.upper().map(known)


def _first_few(names: pd.Series) -> str:
    names = sorted(set(names.astype(str)))
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
