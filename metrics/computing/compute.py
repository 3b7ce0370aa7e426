"""All results of one metric: protected, evaluated and compared.

``compute`` is the only way from counts to results: a refresh stores what it returns, a preview shows it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from geo.areas import Geography
from metrics.computing.as_published import keep_published
from metrics.computing.comparison import compare
from metrics.computing.evaluate import evaluate
from metrics.computing.published_figures import evaluate_published, evaluate_total, total_at_ics
from metrics.computing.results_frame import empty, rows_without_figure
from metrics.counting.atoms import Atoms
from metrics.counting.engine import Cube
from metrics.disclosure.closed_periods import PublishedBefore
from metrics.language.metric import RECORD_LEVELS, Metric


@dataclass(frozen=True)
class CountedCubes:
    """What was counted for one metric: the cube of its numerator and, where its denominator is a counted
    group too, that of the group; ``provenance`` is that of the records. ``before`` is how the metric is
    published already, where there is a store in use.
    """

    numerator: Cube
    group: Cube | None
    atoms: Atoms
    provenance: str
    before: PublishedBefore | None = None


def compute(metric: Metric, area: Geography, counted: CountedCubes | None = None) -> pd.DataFrame:
    """The results frame of one metric, at all of its levels and periods.

    ``counted`` is None for a published metric. An area at a level that the metric does not claim has one row
    with the status ``not_applicable``, so that a page can say so instead of showing nothing.
    """
    frame = evaluate_published(metric, area.areas) if counted is None else _from_counts(metric, area, counted)
    if frame.empty:
        return frame
    before = None if counted is None else counted.before
    # Before the comparison, so that nothing is compared with a figure that is not published; and after it, so
    # that a row stays whole.
    frame = frame if before is None else keep_published(frame, before)
    parts = [compare(frame, metric, area.name), _not_applicable(metric, frame, area)]
    results = pd.concat([part for part in parts if len(part)], ignore_index=True)
    return results if before is None else keep_published(results, before)


def _from_counts(metric: Metric, area: Geography, counted: CountedCubes) -> pd.DataFrame:
    """Results from counted records; the publisher's total replaces the records' own at ICS level."""
    numerator, group, atoms, provenance = counted.numerator, counted.group, counted.atoms, counted.provenance
    totals = total_at_ics(metric, provenance, area.ics_code)
    if totals is None:
        return evaluate(metric, numerator, atoms, provenance, group=group, before=counted.before)
    first_month = int(totals.index.min())
    frame = evaluate(metric, numerator, atoms, provenance, first_month, ("ics",), group, counted.before)
    at_ics = evaluate_total(metric, area.ics_code, float(atoms.population.sum()))
    return pd.concat([frame[frame.area_level != "ics"], at_ics], ignore_index=True)


def _not_applicable(metric: Metric, frame: pd.DataFrame, area: Geography) -> pd.DataFrame:
    """One row for each area and sex at the levels that the metric does not claim, of its newest period."""
    levels = [level for level in RECORD_LEVELS if level not in metric.levels]
    areas = area.areas[area.areas.area_level.isin(levels)]
    if areas.empty:
        return empty()
    return rows_without_figure(metric, areas, frame, "not_applicable")
