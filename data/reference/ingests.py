"""The ingested files: which are in use, what each contains, and the tables that they change.

This module only reads; ``data.published.ingest`` writes. There is one folder per source, with each file, its
rows and its manifest in a folder named after the start of the file's hash. ``in_use.json`` lists the files in
use; a later file takes precedence over an earlier one.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from data.errors import Problem
from data.paths import generated_folder
from data.reference.table_names import FIGURES, MONTHLY
from data.storage.versions import Pointer

# The key of a fact in each table: an ingested row replaces the row with the same key.
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
# Tables to which facts are added. The others describe all areas of England at once: with only some of them,
# or
# with other areas, some areas would have no people, so they are replaced only for exactly the same areas.
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
    """One file in use, from its manifest: ``rows`` by table, ``refused`` and ``held_back`` as lists of
    records, ``totals`` as pairs (stated by the publisher, sum of the parts). ``tables`` and ``withheld`` name
    the files of the rows in use and of those held back, ``companions`` the metadata files that were read with
    it, with their hashes.
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
        """The publisher's own file, as supplied."""
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
    """The state of all pointers, which changes with every ingest; cheap enough to check on every page."""
    states = []
    for path in sorted(published_folder().glob(f"*/{POINTER}")):
        status = path.stat()
        states.append((str(path), status.st_mtime_ns, status.st_ino))
    return tuple(states)


def pointer_of(source: str) -> Pointer:
    """The pointer to the files of a source that are in use."""
    return Pointer(published_folder() / source / POINTER)


def read_pointer(pointer: Pointer) -> dict:
    """``in_use`` and the lists ``before`` it, oldest first; empty lists where no file was ingested. Where the
    pointer cannot be read, the newest ingest of each file is in use.
    """
    versions = _pointed_at(pointer)
    return {"in_use": _newest_of_each(pointer.path.parent), "before": []} if versions is None else versions


def _pointed_at(pointer: Pointer) -> dict | None:
    """What a pointer contains; None where it cannot be read."""
    target = pointer.target()
    if target is None and not pointer.path.exists():
        return {"in_use": [], "before": []}
    try:
        stored = json.loads(target or "")
        versions = {
            "in_use": [[str(folder), str(manifest)] for folder, manifest in stored["in_use"]],
            "before": [[[str(folder), str(name)] for folder, name in listed] for listed in stored["before"]],
        }
    except (ValueError, LookupError, TypeError):
        return None
    return versions


def _newest_of_each(folder: Path) -> list[list[str]]:
    newest = {path.parent.name: path.name for path in sorted(folder.glob("[!.]*/manifest-*.json"))}
    # The names of manifests are times.
    return [[name, manifest] for name, manifest in sorted(newest.items(), key=lambda entry: entry[1])]


def next_moment() -> datetime:
    """Now in UTC; where a clock was set back, a microsecond after the newest ingest of any source, so that
    the latest counts most.
    """
    newest = [datetime.fromisoformat(ingest.ingested_at) for ingest in ingests()]
    return max([datetime.now(UTC), *(moment + timedelta(microseconds=1) for moment in newest)])


def ingests(source: str | None = None) -> tuple[Ingest, ...]:
    """The ingests in use, of one source or of all; a later one takes precedence."""
    return tuple(ingest for ingest in _ingests(pointers())[0] if source in (None, ingest.source))


def problems() -> tuple[Problem, ...]:
    """A problem for each ingest in use that cannot be read; it is left out."""
    return _ingests(pointers())[1]


@lru_cache(maxsize=8)
def _ingests(state: tuple) -> tuple[tuple[Ingest, ...], tuple[Problem, ...]]:
    readable, wrong = [], []
    for name, *_ in state:
        pointer = Pointer(Path(name))
        if _pointed_at(pointer) is None:
            words = (
                "cannot be read; the newest ingest of each file is in use. The next ingest writes it again."
            )
            wrong.append(Problem(f"{Path(name).parent.name}/{POINTER}", message=words))
        for folder, manifest in read_pointer(pointer)["in_use"]:
            path = Path(name).parent / folder / manifest
            try:
                ingest = Ingest(**json.loads(path.read_text(encoding="utf-8")), folder=path.parent)
                lost = [
                    part
                    for part in (*ingest.tables.values(), *ingest.withheld.values())
                    if not (path.parent / part).exists()
                ]
            except (OSError, ValueError, TypeError) as error:
                file = f"{path.parent.parent.name}/{folder}/{manifest}"
                wrong.append(Problem(file, message=f"{type(error).__name__}."))
                continue
            if lost:
                words = f"the files {', '.join(lost)} are missing; ingest it again."
                wrong.append(Problem(ingest.source, ingest.file, message=words))
            else:
                readable.append(ingest)
    # Across all sources the latest ingest takes precedence, as within one source.
    return tuple(sorted(readable, key=lambda ingest: ingest.ingested_at)), tuple(wrong)


def changes(table: str) -> bool:
    """Whether an ingest in use changes this table."""
    return any(table in ingest.tables or table in ingest.withheld for ingest in ingests())


def overlaid(table: str, bundled: pd.DataFrame | None) -> pd.DataFrame:
    """``bundled`` updated with the ingests in use, and a column ``ingest`` (Ingest.id, "" for
    bundled rows).
    """
    parts = [] if bundled is None else [bundled.assign(ingest="")]
    for ingest in ingests():
        if table in ingest.withheld:
            parts = [_without(table, part, ingest.withheld_rows(table)) for part in parts]
        if table not in ingest.tables:
            continue
        rows = ingest.table(table).assign(ingest=ingest.id)
        if table in ADDED_TO:
            parts.append(rows)
        elif bundled is None:
            parts = [rows]
        elif same_areas(table, rows, parts[0]):
            parts = [_replaced(table, rows, parts[0])]
    if len(parts) == 1:
        return parts[0]
    # Types as bundled: a column that is empty in one file must not change the type of the whole column.
    types = parts[0].dtypes.to_dict()
    parts = [part.astype({name: kind for name, kind in types.items() if name in part}) for part in parts]
    key = list(KEYS[table])
    # An empty column has no type of its own, so it is left out of concat.
    parts = [parts[0], *(part.dropna(axis="columns", how="all") for part in parts[1:])]
    rows = pd.concat(parts, ignore_index=True)
    rows = rows.drop_duplicates(key, keep="last").sort_values(key, ignore_index=True)
    return rows[list(types)]


def _without(table: str, rows: pd.DataFrame, withheld: pd.DataFrame) -> pd.DataFrame:
    """``rows`` without the figures that were held back, whichever file they came from.

    A fact with the same key and another value is a correction, and stays.
    """
    key = list(KEYS[table])
    withheld_values = withheld[[*key, "value"]].rename(columns={"value": "held_value"})
    withheld_value = rows[key].merge(withheld_values, on=key, how="left")["held_value"].to_numpy()
    # Bundled figures may be rounded to three decimals.
    return rows[~np.isclose(rows.value.to_numpy(), withheld_value, rtol=1e-4, atol=1e-3)].reset_index(
        drop=True
    )


def same_areas(table: str, rows: pd.DataFrame, bundled: pd.DataFrame) -> bool:
    """Whether both have the same keys (LSOAs, sexes), each once."""
    key = list(KEYS.get(table, ()))
    if not key or not set(key) <= set(rows.columns) or len(rows) != len(bundled):
        return False
    keys, bundled_keys = (set(frame[key].itertuples(index=False, name=None)) for frame in (rows, bundled))
    return keys == bundled_keys


def _replaced(table: str, rows: pd.DataFrame, bundled: pd.DataFrame) -> pd.DataFrame:
    """``bundled`` with its columns replaced by the ingested ones, row by row; other columns stay."""
    key = list(KEYS[table])
    new = rows.set_index(key).reindex(pd.MultiIndex.from_frame(bundled[key]) if key[1:] else bundled[key[0]])
    columns = {name: new[name].to_numpy() for name in rows.columns if name not in key and name in bundled}
    return bundled.assign(**columns)


def published_state() -> str:
    """A fingerprint of all ingests in use: it changes with an ingest or a roll-back."""
    digest = hashlib.sha256()
    for name, *_ in pointers():
        digest.update(Path(name).parent.name.encode() + Path(name).read_bytes())
    return digest.hexdigest()
