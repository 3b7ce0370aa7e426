"""Traces a figure from the page to its source: what was counted and how, from which file, by which code."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from data.published.provenance import source_of
from data.records.row_counts import rows_in_words
from data.reference import reference
from data.tables import TABLES
from geo.assembly import geography
from geo.find import find_area
from metrics.computing.comparison import outcomes
from metrics.computing.results_frame import STATUSES
from metrics.language import registry
from metrics.language.metric import Metric
from metrics.store.results import Store, open_store

__all__ = ["explain", "facts_of", "origin_of", "why_no_figure"]

_PEOPLE = ("population", "lsoas", "areas", "footprints")


def explain(
    metric_id: str,
    area: str,
    period: str,
    sex: str | None = None,
    ics: str = "QE1",
    say: Callable[[str], None] = lambda sentence: None,
) -> list[str]:
    """Lines that show how one figure was formed. Raises ValueError or KeyError that name what is available;
    ``say`` is called with a sentence if other areas have the name ``area`` too.
    """
    metric, system = registry.find(metric_id), geography(ics)
    store = open_store(system.nhs_code)
    if store.recovery:
        say(store.recovery)
    code = area if area in ("E92000001",) else find_area(system, area, metric.levels, say=say)
    rows = store.values(metric.id, area=code, period=period)
    sex = sex or metric.sexes[0]
    chosen = rows[rows.sex == sex]
    if chosen.empty:
        stored = store.values(metric.id, area=code, period="all").sort_values("period_end", ascending=False)
        periods = ", ".join(dict.fromkeys(stored.period_label[:400]))
        raise ValueError(
            f"{metric.title} has no row for {area}, {period}, {sex}; its sexes are "
            f"{', '.join(metric.sexes)}, its periods there {periods[:300] or 'none'}."
        )
    lines = []
    for _, row in chosen.iterrows():
        label = system.area(code).label if code in set(system.areas.area_code) else code
        lines += [f"{metric.title}: {label} ({code}), {row.period_label}, {row.sex}", ""]
        lines += [f"{label:22} {text}" for label, text in facts_of(metric, row, store) if text]
        lines.append("")
    return lines[:-1]


def facts_of(metric: Metric, row: pd.Series, store: Store) -> list[tuple[str, str]]:
    """(label, text) of one row of results: the figure, its parts, how it is protected, and its origin."""
    figure = _with_interval(metric, row) if row.status == "ok" else f"none: {why_no_figure(metric, row)}"
    origin = origin_of(metric, store)
    if metric.is_published:
        origin = [
            (label, _file_of(metric, row, store) or text if label == "Source file" else text)
            for label, text in origin
        ]
    if row.area_level == "ics" and metric.published_total is not None and row.provenance == "derived":
        # This figure is the publisher's total; counts of records are shown at the levels below it.
        below = ("Counted", "Counted by", "Source", "Source file", "Source table")
        origin = [(f"Below: {label.lower()}" if label in below else label, text) for label, text in origin]
    return [
        ("Figure", figure),
        ("Status", row.status),
        ("Provenance", row.provenance),
        ("Numerator", _shown(row.numerator, "not shown: " + why_no_figure(metric, row), row.status)),
        ("Denominator", _shown(row.denominator, "", row.status)),
        ("Protection", _protection(row)),
        ("Comparison", _comparison(metric, row)),
        ("Published", _published(row, store)),
        *origin,
    ]


def origin_of(metric: Metric, store: Store) -> list[tuple[str, str]]:
    """(label, text) of what all figures of a metric share: definition, counts, source, refresh and code."""
    rows = [("Unit", metric.unit)]
    lineage = store.table("lineage") if "lineage" in store.facts["tables"] else pd.DataFrame()
    own = lineage[lineage.metric_id == metric.id] if len(lineage) else lineage
    if len(own):
        made = own.iloc[0]
        rows += [
            ("Definition", f"{made.definition_file}, SHA-256 {made.definition_sha256}"),
            ("Statistic", made.statistic),
            ("Counted", made.counted),
            ("Counted by", made.counted_sql),
            ("Source", made.source),
            ("ICS figure from", made.published_total),
            (
                "Source file",
                f"{made.source_file}, SHA-256 {made.source_sha256}, "
                f"{rows_in_words(made.source_rows)} rows used, of {made.source_modified}",
            ),
            ("Source table", made.source_table),
            ("Computed", f"in refresh {made.computed_in}, {made.computed_at}, by {made.code_version}"),
        ]
    rows.append(
        (
            "Shown from",
            f"refresh {store.version}, {store.facts['refreshed_at']}, by "
            f"{store.facts.get('code_version', 'code of an unknown version')}",
        )
    )
    return [*rows, *_reference_tables(metric)]


def _published(row: pd.Series, store: Store) -> str:
    """When a counted row was first published as it is."""
    if row.provenance not in ("synthetic", "local"):
        return ""
    version = store.published_in(row)
    if not version:
        return ""
    day = pd.Timestamp(version[:8])
    return f"as published on {day.day} {day:%B %Y}, in refresh {version}"


def _file_of(metric: Metric, row: pd.Series, store: Store) -> str:
    """The file from which the figure of this area and period comes, which may be older than that of the
    metric's newest period; "" if another file was brought in since the refresh, so that it is unknown.
    """
    item = metric.statistic.indicator or metric.statistic.measures[0]
    official = geography(store.facts["ics"]).areas.set_index("area_code").official_code.get(row.area_code)
    sources = source_of(item, official or row.area_code, row.period_end)
    if len(sources) != 1:
        return ""
    (source,) = sources.itertuples()
    if not source.ingested_at.startswith("bundled") and source.ingested_at > store.facts["refreshed_at"]:
        return ""
    return f"{source.file}, SHA-256 {source.sha256}, {source.ingested_at}"


def why_no_figure(metric: Metric, row: pd.Series) -> str:
    """The reason why there is no figure, as a sentence without the full stop; "" if there is one."""
    minimum = metric.statistic.min_events_words
    reasons = {
        "ok": "",
        "suppressed": "the count is 1 to 7, or a hidden count could be worked out from it, so it is hidden "
        "with all that is formed from it",
        "too_small": f"there are fewer than {minimum}, too few for a reliable figure"
        if minimum
        else "there are too few events or people for a reliable figure",
        "missing": "the source has no figure here, which does not mean zero",
        "not_applicable": "the metric is not defined at this level, or its denominator is zero here",
        "not_due": "the period has not been published yet",
    }
    assert set(reasons) == set(STATUSES)
    return reasons[row.status]


def _with_interval(metric: Metric, row: pd.Series) -> str:
    value = f"{row.value:,.{metric.decimals}f}"
    if pd.isna(row.lower_ci):
        return f"{value} (no interval)"
    return (
        f"{value} (95% interval {row.lower_ci:,.{metric.decimals}f} to {row.upper_ci:,.{metric.decimals}f})"
    )


def _shown(number: float, instead: str, status: str) -> str:
    if pd.notna(number):
        return f"{number:,.10g}"
    return instead if status == "suppressed" else ""


def _protection(row: pd.Series) -> str:
    if row.provenance not in ("synthetic", "local"):
        return "The publisher's own count, not rounded here" if pd.notna(row.numerator) else ""
    return (
        "Counts of 1 to 7 are hidden and others rounded to the nearest 5 before any rate is formed; "
        "this is the protected count"
    )


def _comparison(metric: Metric, row: pd.Series) -> str:
    if not row.comparator or pd.isna(row.comparator_value):
        return "Not compared: no comparable figure is available"
    against = f"{row.comparator}, {row.comparator_value:,.{metric.decimals}f}"
    if row.status != "ok" or pd.isna(row.lower_ci):
        return f"Not compared with {against}: there is no interval"
    side = (
        "the whole interval is above it"
        if row.lower_ci > row.comparator_value
        else "the whole interval is below it"
        if row.upper_ci < row.comparator_value
        else "the interval includes it"
    )
    return (
        f"{outcomes(row.to_frame().T, metric.polarity)[0]} than {against}: {side}".replace(
            "similar than", "cannot be told apart from"
        )
        + f" ({metric.polarity.value.lower()})"
    )


def _reference_tables(metric: Metric) -> list[tuple[str, str]]:
    tables = [*_PEOPLE] if metric.statistic.is_of_lsoas else ["areas"]
    if metric.is_published or metric.comparator is not None:
        tables.append("monthly_activity" if metric.statistic.measures else "published_figures")
    if metric.published_total is not None:
        tables.append("monthly_activity")
    sources = reference("sources").set_index("table")
    return [
        ("Reference table", f"{name}: {sources.publisher[name]}, as of {sources.vintage[name]}")
        for name in dict.fromkeys(tables)
        if name in sources.index and name not in TABLES
    ]
