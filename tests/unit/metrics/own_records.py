"""Records of an ICS's own, small enough to refresh in a second."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.tables import TABLES


def own_rows(table: str, rows: int, bad: int = 0) -> pd.DataFrame:
    """Records of an ICS's own, one a day from April 2024 on, the last ``bad`` of them of an impossible
    age.
    """
    from data.reference import reference

    lsoas = reference("lsoas").query("ics_code == 'E54000048'").lsoa_code.to_numpy()
    frame = pd.DataFrame(
        {
            TABLES[table].key: np.arange(rows),
            TABLES[table].date: pd.Timestamp("2024-04-01") + pd.to_timedelta(np.arange(rows) % 365, "D"),
            "lsoa_code": lsoas[np.arange(rows) % len(lsoas)],
            "age": np.where(np.arange(rows) >= rows - bad, 200, np.arange(rows) % 100),
            "sex": np.where(np.arange(rows) % 2, "female", "male"),
        }
    )
    frame[TABLES[table].date] = frame[TABLES[table].date].dt.date
    coded = {"admission_method": "21", "primary_diagnosis": "J440", "underlying_cause": "I219"}
    others = [column for column in TABLES[table].columns if column.required and column.name not in frame]
    return frame.assign(**{c.name: coded.get(c.name) or c.allowed[0] for c in others})
