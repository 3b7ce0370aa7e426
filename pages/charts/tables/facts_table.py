"""A table of words: it wraps on a wide screen; on a phone each row is a card with its heads inside."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
from markupsafe import Markup

from pages.charts.markup import markup


def facts_table(rows: pd.DataFrame, *, caption: str, numeric: Collection[str] = ()) -> Markup:
    """Markup of `rows`, each cell escaped; the first column names the row, `numeric` columns align right."""
    return markup(
        "facts_table",
        caption=caption,
        heads=list(rows.columns),
        numeric=numeric,
        rows=list(rows.itertuples(index=False, name=None)),
    )
