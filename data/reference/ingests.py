"""The published files that were brought in: which are in use, what each holds, and the tables they change.

Reading only; ``data.published.ingest`` writes. A folder a source holds each file with its rows and manifest
under the start of the file's hash; ``in_use.json`` points at those that count, the later over the earlier.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from data.errors import Problem
from data.paths import generated_folder
from data.reference.table_names import FIGURES, MONTHLY
from data.storage.versions import Pointer

# What makes a row of a table the same fact: an ingested row takes the place of one with the same key.
_FIGURE = ("indicator_id", "area_code", "sex", "age", "period_start", "period_end")
KEYS = {
    FIGURES: _FIGURE,
    MONTHLY: ("area_code", "measure", "month"),
    "trust_monthly_activity": ("area_code", "measure", "month"),
    "published_indicators": ("indicator_id",),
    "published_breakdowns": (*_FIGURE, "breakdown"),
    "lsoas": ("lsoa_code",),
    "population": ("lsoa_code", "sex"),
    "small_area_health": ("lsoa_code",),
    "small_area_life_expectancy": ("msoa_2011_code", "sex"),
    "lsoa_2011_to_2021": ("lsoa_2011_code", "lsoa_code"),
    "boundaries": ("area_code",),
}
# Tables to which facts are added. The others describe all areas of England at once: a part of them, or other
# areas, would leave areas without people, so they are replaced only for the very same areas.
ADDED_TO = (
    FIGURES,
    MONTHLY,
    "trust_monthly_activity",
    "published_indicators",
    "published_breakdowns",
    "boundaries",
)
POINTER = "in_use.json"


@dataclass(frozen=True)
class Ingest:
    """One file in use, as its manifest tells: ``rows`` by table, ``refused`` and ``held_back`` as lists of
    records, ``totals`` by what they are totals of (publisher's, found). ``tables`` and ``withheld`` name the
    files of the rows that count and of those that were held back, ``companions`` the files of metadata that
    were read with it, by name, with their hashes.
    """

    source: str
    file: str
    sha256: str
    companions: dict[str, str]
    bytes: int
    got_at: str
    ingested_at: str
    code_version: str
    rows: dict[str, int]
    tables: dict[str, str]
    withheld: dict[str, str]
    refused: list[dict]
    held_back: list[dict]
    totals: dict[str, list[float]]
    folder: Path

    @property
    def id(self) -> str:
        return f"{self.source}/{self.folder.name}/{self.ingested_at}"

    @property
    def path(self) -> Path:
        """The publisher's own file, as it came."""
        return self.folder / self.file

    def table(self, name: str) -> pd.DataFrame:
        return pd.read_parquet(self.folder / self.tables[name])

    def withheld_rows(self, name: str) -> pd.DataFrame:
        return pd.read_parquet(self.folder / self.withheld[name])


def hash_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def published_folder() -> Path:
    return generated_folder() / "published"


def pointers() -> tuple[tuple[str, int, int], ...]:
    """The state of all pointers, cheap enough for every read of a page: it changes with every ingest."""
    found = []
    for path in sorted(published_folder().glob(f"*/{POINTER}")):
        status = path.stat()
        found.append((str(path), status.st_mtime_ns, status.st_ino))
    return tuple(found)


def pointer_of(source: str) -> Pointer:
    """What points at the files of a source that are in use."""
    return Pointer(published_folder() / source / POINTER)


def read_pointer(pointer: Pointer) -> dict:
    """``in_use`` and the lists ``before`` it, oldest first; empty lists where nothing was brought in."""
    target = pointer.target()
    return {"in_use": [], "before": []} if target is None else json.loads(target)


def ingests(source: str | None = None) -> tuple[Ingest, ...]:
    """The ingests in use, of one source or of all, the one that counts most last."""
    return tuple(one for one in _ingests(pointers())[0] if source in (None, one.source))


def problems() -> tuple[Problem, ...]:
    """The ingests that are in use and cannot be read; the rest go on without them."""
    return _ingests(pointers())[1]


@lru_cache(maxsize=8)
def _ingests(state: tuple) -> tuple[tuple[Ingest, ...], tuple[Problem, ...]]:
    found, wrong = [], []
    for name, *_ in state:
        try:
            listed = read_pointer(Pointer(Path(name)))["in_use"]
        except (OSError, ValueError, KeyError) as error:
            words = f"cannot be read ({type(error).__name__})."
            wrong.append(Problem(f"{Path(name).parent.name}/{POINTER}", message=words))
            continue
        for folder, manifest in listed:
            path = Path(name).parent / folder / manifest
            try:
                one = Ingest(**json.loads(path.read_text(encoding="utf-8")), folder=path.parent)
                lost = [
                    part
                    for part in (*one.tables.values(), *one.withheld.values())
                    if not (path.parent / part).exists()
                ]
            except (OSError, ValueError, TypeError) as error:
                file = f"{path.parent.parent.name}/{folder}/{manifest}"
                wrong.append(Problem(file, message=f"{type(error).__name__}."))
                continue
            if lost:
                words = f"the rows {', '.join(lost)} are gone; ingest it again."
                wrong.append(Problem(one.source, one.file, message=words))
            else:
                found.append(one)
    # Over all sources the latest ingest counts most, as within one.
    return tuple(sorted(found, key=lambda one: one.ingested_at)), tuple(wrong)


def changes(table: str) -> bool:
    """Whether something in use changes this table."""
    return any(table in one.tables or table in one.withheld for one in ingests())


def overlaid(table: str, bundled: pd.DataFrame | None) -> pd.DataFrame:
    """``bundled`` with what is in use laid over it, and a column ``ingest`` (Ingest.id, "" for bundled)."""
    parts = [] if bundled is None else [bundled.assign(ingest="")]
    for one in ingests():
        if table in one.withheld:
            parts = [_without(table, part, one.withheld_rows(table)) for part in parts]
        if table not in one.tables:
            continue
        rows = one.table(table).assign(ingest=one.id)
        if table in ADDED_TO:
            parts.append(rows)
        elif bundled is None:
            parts = [rows]
        elif same_areas(table, rows, parts[0]):
            parts = [_replaced(table, rows, parts[0])]
    if len(parts) == 1:
        return parts[0]
    # Types as bundled: a column that one file leaves empty must not turn the whole into objects.
    types = parts[0].dtypes.to_dict()
    parts = [part.astype({name: kind for name, kind in types.items() if name in part}) for part in parts]
    key = list(KEYS[table])
    # An all-empty column would decide no type; concat is told so by leaving it out.
    parts = [parts[0], *(part.dropna(axis="columns", how="all") for part in parts[1:])]
    rows = pd.concat(parts, ignore_index=True)
    rows = rows.drop_duplicates(key, keep="last").sort_values(key, ignore_index=True)
    return rows[list(types)]


def _without(table: str, rows: pd.DataFrame, withheld: pd.DataFrame) -> pd.DataFrame:
    """``rows`` without those that are the very figures that were held back, wherever they came from.

    A fact of the same key with another value was corrected, and stays.
    """
    key = list(KEYS[table])
    held = withheld[[*key, "value"]].rename(columns={"value": "held_value"})
    found = rows[key].merge(held, on=key, how="left")["held_value"].to_numpy()
    # Bundled figures may be rounded to three decimals.
    return rows[~np.isclose(rows.value.to_numpy(), found, rtol=1e-4, atol=1e-3)].reset_index(drop=True)


def same_areas(table: str, rows: pd.DataFrame, bundled: pd.DataFrame) -> bool:
    """Whether both have the same keys (LSOAs, sexes), each once."""
    key = list(KEYS.get(table, ()))
    if not key or not set(key) <= set(rows.columns) or len(rows) != len(bundled):
        return False
    mine, theirs = (set(frame[key].itertuples(index=False, name=None)) for frame in (rows, bundled))
    return mine == theirs


def _replaced(table: str, rows: pd.DataFrame, bundled: pd.DataFrame) -> pd.DataFrame:
    """The ingested columns in place of the bundled ones, row by row; the other columns stay."""
    key = list(KEYS[table])
    new = rows.set_index(key).reindex(pd.MultiIndex.from_frame(bundled[key]) if key[1:] else bundled[key[0]])
    columns = {name: new[name].to_numpy() for name in rows.columns if name not in key and name in bundled}
    return bundled.assign(**columns)


def published_state() -> str:
    """A fingerprint of everything that was brought in and is in use: it changes with an ingest or a
    roll-back.
    """
    digest = hashlib.sha256()
    for name, *_ in pointers():
        digest.update(Path(name).parent.name.encode() + Path(name).read_bytes())
    return digest.hexdigest()
