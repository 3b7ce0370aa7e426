"""Computes a definition at all its levels without storing the results.

It counts the records that the last refresh checked, and computes what the next refresh would write, with the
same counting, protection, statistic and comparison. For visitors it counts demonstration records instead,
since a definition that anyone may choose can single out one person (data.access.previews).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.records.open import CountedRecords, counted_records, demonstration_records
from data.records.row_counts import rows_in_words
from data.storage.engines import DuckDBEngine
from data.storage.folder_trouble import raise_folder_trouble
from data.storage.open_store import StoreMissing
from geo.areas import Geography
from geo.assembly import geography
from metrics.computing.compute import CountedCubes, compute
from metrics.computing.main_series import join_results
from metrics.counting.atoms import Atoms, atoms_of
from metrics.counting.engine import count_events
from metrics.language.metric import Metric
from metrics.language.statistic import counts_of
from metrics.store.results import open_store
from metrics.store.text_sparkline import spark

LEVELS = ("england", "region", "ics", "place", "district", "neighbourhood", "ward")
SPARK_PERIODS = 24
SUMMARY = (
    "area_level",
    "period_label",
    "sex",
    "areas",
    "with_value",
    "hidden",
    "too_small",
    "missing",
    "lowest",
    "median",
    "highest",
    "over_time",
    "span",
    "spark",
)


@dataclass(frozen=True)
class Preview:
    """The results of a definition.

    ``results`` is the results frame of all levels and periods, with is_newest and is_latest. ``summary`` has
    one row per level and sex for the newest period: how many areas have a value, how many are hidden, too
    small or without a figure, the spread of the values, and their course. ``over_time`` has the values of the
    ICS, or the medians of the level's areas, for the ``span`` of periods that ``spark`` draws.
    ``counted_from`` describes what was counted.
    """

    metric: Metric
    results: pd.DataFrame
    summary: pd.DataFrame
    counted_from: str


def preview(metric: Metric, ics: str, *, demonstration: bool = False) -> Preview:
    """Compute ``metric`` for one ICS, only at the levels that the metric has.

    ``demonstration`` counts the demonstration records even if the ICS has records of its own. Raises
    StoreMissing if the records of the last refresh are missing, and ValueError with a sentence if the metric
    cannot be computed.
    """
    system = geography(ics)
    if metric.is_published:
        engine, counted_from = None, metric.source or "Published figures"
    else:
        records = _records(metric, system.nhs_code, demonstration)
        atoms = atoms_of(system)
        engine = _engine(records)
        counted_from = f"{records.source}, {rows_in_words(records.shown_rows)} rows of {records.table.title}"
    try:
        counted = _count(metric, engine, records, atoms) if engine else None
        results = join_results([compute(metric, system, counted)], {metric.id: metric})
        summary = summarise(metric, results, system)
    except Exception as error:
        raise_folder_trouble(error)
        raise ValueError(f"{metric.id} cannot be computed: {error}") from error
    finally:
        if engine:
            engine.close()
    return Preview(metric, results, summary, counted_from)


def counts_own_records(metric: Metric, ics: str) -> bool:
    """Whether the store counts such a metric from the ICS's own records."""
    if metric.is_published:
        return False
    return _records(metric, geography(ics).nhs_code, demonstration=False).provenance == "local"


def _records(metric: Metric, ics: str, demonstration: bool) -> CountedRecords:
    described, table = _described_records(ics), metric.numerator.table
    # Own records are not read at all, since a visitor must not learn even whether they have changed.
    if demonstration and "local" in set(described.provenance[described["table"] == table.name]):
        return demonstration_records(ics, table)
    return counted_records(described, table, ics)


def _described_records(ics: str) -> pd.DataFrame:
    store = open_store(ics)
    if "records" not in store.facts["tables"]:
        raise StoreMissing(
            f"The store of {ics} does not list its records. Make a new one with: "
            f"python -m metrics refresh --ics {ics}"
        )
    return store.table("records")


def _engine(records: CountedRecords) -> DuckDBEngine:
    engine = DuckDBEngine()
    engine.add_file(records.table.name, records.path)
    engine.read_only(records.path)
    return engine


def _count(metric: Metric, engine: DuckDBEngine, records: CountedRecords, atoms: Atoms) -> CountedCubes:
    cubes = count_events(engine, records.table, list(counts_of(metric)), atoms, records.covered_months)
    numerator, *group = cubes
    return CountedCubes(numerator, group[0] if group else None, atoms, records.provenance)


def summarise(metric: Metric, results: pd.DataFrame, system: Geography) -> pd.DataFrame:
    """One row per level and sex; places and neighbourhoods are those of the current footprint."""
    claimed = results[results.status != "not_applicable"]
    rows = []
    for level in LEVELS:
        codes = system.table(level).area_code
        at_level = results[(results.area_level == level) & results.area_code.isin(codes)]
        if level not in set(claimed.area_level):
            continue
        rows += [_row(level, sex, own) for sex, own in at_level.groupby("sex", sort=False)]
    return pd.DataFrame(rows, columns=list(SUMMARY))


def _row(level: str, sex: str, own: pd.DataFrame) -> dict[str, object]:
    newest = own[own.is_latest]
    values = newest.value.dropna()
    status = newest.status.value_counts()
    hidden, too_small = int(status.get("suppressed", 0)), int(status.get("too_small", 0))
    periods, course = _course(own)
    return {
        "area_level": level,
        "period_label": newest.period_label.mode().iloc[0] if len(newest) else "",
        "sex": sex,
        "areas": len(newest),
        "with_value": len(values),
        "hidden": hidden,
        "too_small": too_small,
        "missing": len(newest) - len(values) - hidden - too_small,
        "lowest": values.min(),
        "median": values.median(),
        "highest": values.max(),
        "over_time": tuple(course),
        "span": " to ".join(dict.fromkeys([periods[0], periods[-1]])) if periods else "",
        "spark": spark(course),
    }


def _course(own: pd.DataFrame) -> tuple[list[str], list[float]]:
    """The newest periods of the finest series, months before years, with the median of their values."""
    available = set(own.frequency[own.status == "ok"]) or set(own.frequency)
    finest = next((frequency for frequency in ("month", "year", "years") if frequency in available), None)
    series = own[own.frequency == finest]
    labels = series.groupby("period_end").period_label.agg(lambda labels: labels.mode().iloc[0])
    medians = series.groupby("period_end").value.median().sort_index()
    known = np.flatnonzero(medians.notna())
    if not len(known):
        return [], []
    shown = medians.iloc[known[0] : known[-1] + 1].iloc[-SPARK_PERIODS:]
    return labels.reindex(shown.index).tolist(), [float(value) for value in shown]
