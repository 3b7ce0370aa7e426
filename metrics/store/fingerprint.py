"""Fingerprints of what a store, and each metric in it, was made from; they change when any of it does."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd

from data.paths import (
    DEFINITIONS_FOLDER,
    PROJECT_FOLDER,
    REFERENCE_FOLDER,
    local_records_folder,
    store_folder,
)
from data.reference import reference_rows
from data.reference.ingests import published_state
from data.storage.file_state import file_state
from data.storage.open_store import StoreMissing
from geo.areas import Geography
from geo.assembly import geography
from metrics.counting.atoms import Atoms
from metrics.language.metric import Metric
from metrics.store.code_version import code_fingerprint
from metrics.store.results import open_store

# A metric uses only the rows of its own figures from these, and may use any row of other reference tables.
_BY_ROWS = ("published_figures", "monthly_activity")


def state(ics: str) -> str:
    """A fingerprint of all that a store is made from: code, definitions, reference tables, published files
    that were brought in, and own records.
    """
    # An ICS's own footprints are not in the project's tables; they are represented by the areas made from
    # them.
    digest = hashlib.sha256(f"{ics} {geography(ics).fingerprint}".encode())
    digest.update(published_state().encode())
    files = [*DEFINITIONS_FOLDER.glob("*.py"), *REFERENCE_FOLDER.rglob("*.*")]
    files += [
        path for folder in ("metrics", "geo", "data") for path in (PROJECT_FOLDER / folder).rglob("*.py")
    ]
    for path in sorted(set(files)):
        digest.update(path.name.encode() + path.read_bytes())
    for path in sorted(local_records_folder(ics).glob("*.*")):
        if path.is_file():
            digest.update(f"{path.name} {file_state(path, store_folder(ics) / 'records').sha256}".encode())
    return digest.hexdigest()


def is_current(ics: str) -> bool:
    """Whether the store in use was made from the current code and data, and is the newest one activated."""
    try:
        store = open_store(geography(ics).nhs_code)
    except StoreMissing:
        return False
    return not store.lost and store.facts.get("state") == state(geography(ics).nhs_code)


def definition_file(metric: Metric) -> Path:
    return DEFINITIONS_FOLDER / f"{metric.id}.py"


def definition_hash(metric: Metric) -> str:
    """SHA-256 of the file that defines a metric, or of the metric itself if there is no such file."""
    path = definition_file(metric)
    return hashlib.sha256(path.read_bytes() if path.exists() else repr(metric).encode()).hexdigest()


class Fingerprints:
    """The fingerprints of metrics in one refresh. If two of a metric are equal, so are its results."""

    def __init__(self, area: Geography, atoms: Atoms):
        digest = hashlib.sha256(f"{area.nhs_code} {area.name} {atoms.fingerprint}".encode())
        digest.update(code_fingerprint().encode())
        digest.update(area.areas.to_json(date_format="iso").encode())
        for path in sorted(REFERENCE_FOLDER.glob("*.*")):
            if path.stem not in _BY_ROWS and path.suffix != ".py":
                digest.update(path.name.encode() + path.read_bytes())
        self._common = digest.hexdigest()

    def counted(self, metric: Metric, provenance: str) -> str:
        """For a metric from records: its definition, areas, population, code, published figures. The counts
        have a fingerprint of their own, which no store shows: it would reveal which metrics count a late
        record.
        """
        return self._of(metric, provenance)

    def published(self, metric: Metric) -> str:
        return self._of(metric)

    def _of(self, metric: Metric, *more: str) -> str:
        parts = [self._common, metric.id, definition_hash(metric), *more, *_published_rows(metric)]
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()


def _published_rows(metric: Metric):
    """Hashes of the published rows that a metric shows, uses as its total or is compared with."""
    statistics = [statistic for statistic in (metric.statistic, metric.comparator) if statistic is not None]
    for indicator in sorted({statistic.indicator for statistic in statistics if statistic.indicator}):
        yield _hash(reference_rows("published_figures", "indicator_id", indicator))
    measures = {name for statistic in statistics for name in statistic.measures}
    if metric.published_total is not None:
        measures.add(metric.published_total.measure)
    for measure in sorted(measures):
        yield _hash(reference_rows("monthly_activity", "measure", measure))


def _hash(rows: pd.DataFrame) -> str:
    digest = hashlib.sha256(" ".join(rows.columns).encode())
    digest.update(pd.util.hash_pandas_object(rows, index=False).to_numpy().tobytes())
    return digest.hexdigest()
