"""Small fact tables that ship with the project: codes, names, populations, published figures.

sources.csv tells publisher, licence, vintage and method of each.
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from data.paths import REFERENCE_FOLDER


@cache
def reference(name: str) -> pd.DataFrame:
    """One reference table by name, for example ``reference("lsoas")``; a shared copy: do not change it in
    place.
    """
    for path, read in ((f"{name}.parquet", pd.read_parquet), (f"{name}.csv", _read_csv)):
        if (REFERENCE_FOLDER / path).exists():
            return read(REFERENCE_FOLDER / path)
    known = sorted({p.stem for p in REFERENCE_FOLDER.iterdir() if p.suffix in (".parquet", ".csv")})
    raise ValueError(f"There is no reference table {name!r}; there are: {', '.join(known)}.")


def _read_csv(path) -> pd.DataFrame:
    return pd.read_csv(path, keep_default_na=False)
