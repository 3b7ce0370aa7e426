"""The 42 integrated care systems, by the codes that people use for them."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from data.reference import reference


@lru_cache(maxsize=1)
def integrated_care_systems() -> pd.DataFrame:
    """The ICSs of England: nhs_code (QE1), ics_code (E54000048), name; 42 rows in order of names."""
    areas = reference("areas")
    rows = areas.loc[areas["area_level"] == "ics", ["nhs_code", "area_code", "area_name"]]
    rows = rows.rename(columns={"area_code": "ics_code", "area_name": "name"})
    return rows.sort_values("name", ignore_index=True)


def find_ics(code: str) -> tuple[str, str, str]:
    """NHS code, ONS code and name of the ICS with this NHS or ONS code, in capitals or not.

    Raises ValueError for an unknown code. Its message lists the nearest codes, and for part of a name the
    ICSs with that name.
    """
    systems = integrated_care_systems()
    query = str(code).strip()
    matches = systems[(systems["nhs_code"] == query.upper()) | (systems["ics_code"] == query.upper())]
    if len(matches) == 1:
        return tuple(matches.iloc[0][["nhs_code", "ics_code", "name"]])
    nearest = _nearest(query, systems)
    hint = f" Nearest: {', '.join(nearest)}." if nearest else ""
    raise ValueError(f"There is no ICS with the code {query!r}.{hint} `python -m geo list` shows all 42.")


def _nearest(query: str, systems: pd.DataFrame) -> list[str]:
    """Up to three ICSs: first those with the text in their name, then those with the nearest codes."""
    if not query:
        return []
    text = query.upper()
    distances = {}
    for row in systems.itertuples():
        if text in row.name.upper():
            distances[f"{row.nhs_code} ({row.name})"] = (0, 0)
            continue
        for code in (row.nhs_code, row.ics_code):
            different = [abs(ord(a) - ord(b)) for a, b in zip(text, code, strict=False) if a != b]
            if len(text) == len(code) and len(different) <= len(code) // 3:
                distances[f"{row.nhs_code} ({row.name})"] = (len(different), sum(different))
    return sorted(distances, key=distances.get)[:3]
