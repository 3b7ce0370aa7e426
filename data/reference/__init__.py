"""Small fact tables that ship with the project: codes, names, populations, published figures.

sources.csv tells publisher, licence, vintage and method of each. What was brought in since (``python -m data
ingest``) lies over them: ``data.reference.ingests`` says how.
"""

from __future__ import annotations

from functools import cache, lru_cache

import pandas as pd

from data.paths import REFERENCE_FOLDER
from data.reference import ingests


def reference(name: str) -> pd.DataFrame:
    """One reference table by name, for example ``reference("lsoas")``; a shared copy: do not change it in
    place. Facts that were brought in take the place of bundled ones with the same key.
    """
    if ingests.changes(name):
        return _plain(name, ingests.pointers())
    return bundled(name)


def reference_rows(name: str, column: str, value: str) -> pd.DataFrame:
    """The rows of a reference table with this value in a column of texts. Where each value has them is found
    once for all values: metric after metric asks for its own.
    """
    table = reference(name)
    held, places = _PLACES.get((name, column), (None, {}))
    if held is not table:  # another table than last time: something was brought in
        places = table.groupby(column, sort=False).indices
        _PLACES[name, column] = table, places
    return table.iloc[places.get(value, [])]


_PLACES: dict[tuple[str, str], tuple[pd.DataFrame, dict]] = {}


def with_origin(name: str) -> pd.DataFrame:
    """The same table with a column ``ingest``: which ingest a row is from, "" for one that is bundled."""
    return _overlaid(name, ingests.pointers())


@cache
def bundled(name: str) -> pd.DataFrame:
    """The table as it ships, whatever was brought in."""
    for path, read in ((f"{name}.parquet", pd.read_parquet), (f"{name}.csv", _read_csv)):
        if (REFERENCE_FOLDER / path).exists():
            return read(REFERENCE_FOLDER / path)
    known = sorted({p.stem for p in REFERENCE_FOLDER.iterdir() if p.suffix in (".parquet", ".csv")})
    raise ValueError(f"There is no reference table {name!r}; there are: {', '.join(known)}.")


def is_bundled(name: str) -> bool:
    """Whether a table of this name ships."""
    return any((REFERENCE_FOLDER / f"{name}{suffix}").exists() for suffix in (".parquet", ".csv"))


def is_known(name: str) -> bool:
    """Whether a table of this name ships or was brought in."""
    return is_bundled(name) or ingests.changes(name)


@lru_cache(maxsize=32)
def _plain(name: str, state: tuple) -> pd.DataFrame:
    return _overlaid(name, state).drop(columns="ingest")


@lru_cache(maxsize=32)
def _overlaid(name: str, state: tuple) -> pd.DataFrame:
    try:
        base = bundled(name)
    except ValueError:
        if not ingests.changes(name):
            raise
        base = None
    return ingests.overlaid(name, base)


def _read_csv(path) -> pd.DataFrame:
    return pd.read_csv(path, keep_default_na=False)
