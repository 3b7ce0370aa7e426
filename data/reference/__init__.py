"""Small fact tables that ship with the project: codes, names, populations, published figures.

sources.csv has the publisher, licence, vintage and method of each. Ingested facts (``python -m data ingest``)
replace bundled ones: see ``data.reference.ingests``.
"""

from __future__ import annotations

from functools import cache, lru_cache

import pandas as pd

from data.paths import REFERENCE_FOLDER
from data.reference import ingests


def reference(name: str) -> pd.DataFrame:
    """One reference table by name, for example ``reference("lsoas")``; a shared copy: do not change it in
    place. Ingested facts replace bundled ones with the same key.
    """
    if ingests.changes(name):
        return _plain(name, ingests.pointers())
    return bundled(name)


def reference_rows(name: str, column: str, value: str) -> pd.DataFrame:
    """The rows of a reference table with this value in a column of texts. The positions of all values are
    computed once, because every metric looks up its own.
    """
    table = reference(name)
    stored, places = _PLACES.get((name, column), (None, {}))
    if stored is not table:  # not the same table as last time, because a file was ingested
        places = table.groupby(column, sort=False).indices
        _PLACES[name, column] = table, places
    return table.iloc[places.get(value, [])]


_PLACES: dict[tuple[str, str], tuple[pd.DataFrame, dict]] = {}


def with_origin(name: str) -> pd.DataFrame:
    """The same table with a column ``ingest``: the id of the ingest that a row is from, "" for
    bundled rows.
    """
    return _overlaid(name, ingests.pointers())


@cache
def bundled(name: str) -> pd.DataFrame:
    """The table as it ships, without ingested facts."""
    for path, read in ((f"{name}.parquet", pd.read_parquet), (f"{name}.csv", _read_csv)):
        if (REFERENCE_FOLDER / path).exists():
            return read(REFERENCE_FOLDER / path)
    known = sorted({p.stem for p in REFERENCE_FOLDER.iterdir() if p.suffix in (".parquet", ".csv")})
    raise ValueError(f"There is no reference table {name!r}; there are: {', '.join(known)}.")


def is_bundled(name: str) -> bool:
    """Whether a table of this name ships with the project."""
    return any((REFERENCE_FOLDER / f"{name}{suffix}").exists() for suffix in (".parquet", ".csv"))


def is_known(name: str) -> bool:
    """Whether a table of this name ships with the project or was ingested."""
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
