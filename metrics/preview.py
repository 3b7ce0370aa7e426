"""A definition computed at all its levels without putting it to use."""

from __future__ import annotations

import pandas as pd

from data.checks import SourceError
from data.engines import DuckDBEngine
from data.reference import reference
from data.sources.records import open_records
from geo.areas import geography
from metrics.comparison import compare
from metrics.engine import count_events, find_atoms
from metrics.evaluate import evaluate
from metrics.metric import Metric
from metrics.published_figures import evaluate_published
from metrics.results import mark_latest

_SHOWN = ("area_level", "period_label", "sex", "areas", "with_value", "lowest", "median", "highest")


def preview(metric: Metric, ics: str) -> pd.DataFrame:
    """One row a level and sex: how many areas have a value in the newest period, and its spread over them."""
    here = geography(ics)
    if metric.is_published:
        frame = evaluate_published(metric, here.areas)
    else:
        frame = _count(metric, here)
    frame = mark_latest(compare(frame, metric, here.name), {metric.id: metric})
    newest = frame[frame.is_latest]
    grouped = newest.groupby(["area_level", "period_label", "sex"], sort=False)
    return (
        grouped.agg(
            areas=("area_code", "nunique"),
            with_value=("value", "count"),
            lowest=("value", "min"),
            median=("value", "median"),
            highest=("value", "max"),
        )
        .reset_index()[list(_SHOWN)]
        .round(metric.decimals)
    )


def _count(metric: Metric, here) -> pd.DataFrame:
    atoms = find_atoms(here.membership, reference("population"))
    for records in open_records(here.nhs_code):
        if isinstance(records, SourceError):
            raise ValueError(str(records))
        if records.table is metric.numerator.table:
            engine = DuckDBEngine()
            engine.add_file(records.table.name, records.checked.path)
            cube = count_events(engine, records.table, [metric.numerator], atoms, records.covered_months)[0]
            return evaluate(metric, cube, atoms, records.provenance)
    raise ValueError(f"There are no records of {metric.numerator.table.title}.")
