"""One number from the page back to its source: what was counted, how, from which file, by which code."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from data.published.provenance import source_of
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
    """Lines that tell how one figure came about. Raises ValueError or KeyError with what there is; ``say`` is
    given a sentence where other areas have the name ``area`` too.
    """
    metric, here = registry.find(metric_id), geography(ics)
    store = open_store(here.nhs_code)
    if store.recovery:
        say(store.recovery)
    code = area if area in ("E92000001",) else find_area(here, area, metric.levels, say=say)
    rows = store.values(metric.id, area=code, period=period)
    wanted = sex or metric.sexes[0]
    chosen = rows[rows.sex == wanted]
    if chosen.empty:
        held = store.values(metric.id, area=code, period="all")
        periods = ", ".join(dict.fromkeys(held.sort_values("period_end", ascending=False).period_label[:400]))
        raise ValueError(
            f"{metric.title} has no row for {area}, {period}, {wanted}; its sexes are "
            f"{', '.join(metric.sexes)}, its periods there {periods[:300] or 'none'}."
        )
    lines = []
    for _, row in chosen.iterrows():
        label = here.area(code).label if code in set(here.areas.area_code) else code
        lines += [f"{metric.title}: {label} ({code}), {row.period_label}, {row.sex}", ""]
        lines += [f"{name:22} {words}" for name, words in facts_of(metric, row, store) if words]
        lines.append("")
    return lines[:-1]


def facts_of(metric: Metric, row: pd.Series, store: Store) -> list[tuple[str, str]]:
    """(name, words) of one row of results: the figure, its parts, its rule, and its origin."""
    figure = _with_interval(metric, row) if row.status == "ok" else f"none: {why_no_figure(metric, row)}"
    origin = origin_of(metric, store)
    if metric.is_published:
        origin = [
            (name, _file_of(metric, row, store) or words if name == "Source file" else words)
            for name, words in origin
        ]
    if row.area_level == "ics" and metric.published_total is not None and row.provenance == "derived":
        # The publisher's total stands here; what was counted in records stands at the levels below.
        below = ("Counted", "Counted by", "Source", "Source file", "Source table")
        origin = [(f"Below: {name.lower()}" if name in below else name, words) for name, words in origin]
    return [
        ("Figure", figure),
        ("Status", row.status),
        ("Provenance", row.provenance),
        ("Numerator", _shown(row.numerator, "not shown: " + why_no_figure(metric, row), row.status)),
        ("Denominator", _shown(row.denominator, "", row.status)),
        ("Protection", _protection(row)),
        ("Comparison", _comparison(metric, row)),
        *origin,
    ]


def origin_of(metric: Metric, store: Store) -> list[tuple[str, str]]:
    """(name, words) of what all figures of a metric share: definition, counts, source, refresh and code."""
    rows = [("Unit", metric.unit)]
    held = store.table("lineage") if "lineage" in store.facts["tables"] else pd.DataFrame()
    found = held[held.metric_id == metric.id] if len(held) else held
    if len(found):
        made = found.iloc[0]
        rows += [
            ("Definition", f"{made.definition_file}, SHA-256 {made.definition_sha256}"),
            ("Statistic", made.statistic),
            ("Counted", made.counted),
            ("Counted by", made.counted_sql),
            ("Source", made.source),
            ("ICS figure from", made.published_total),
            (
                "Source file",
                f"{made.source_file}, SHA-256 {made.source_sha256}, {made.source_rows:,} rows used, "
                f"of {made.source_modified}",
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


def _file_of(metric: Metric, row: pd.Series, store: Store) -> str:
    """The file that the figure of this area and period stands on, which may be an older one than that of the
    metric's newest period; "" where another was brought in since the refresh, so that it cannot be told.
    """
    item = metric.statistic.indicator or metric.statistic.measures[0]
    official = geography(store.facts["ics"]).areas.set_index("area_code").official_code.get(row.area_code)
    found = source_of(item, official or row.area_code, row.period_end)
    if len(found) != 1:
        return ""
    (one,) = found.itertuples()
    if not one.ingested_at.startswith("bundled") and one.ingested_at > store.facts["refreshed_at"]:
        return ""
    return f"{one.file}, SHA-256 {one.sha256}, {one.ingested_at}"


def why_no_figure(metric: Metric, row: pd.Series) -> str:
    """The rule by which there is no figure, as a sentence."""
    fewest = metric.statistic.fewest_words
    words = {
        "ok": "",
        "suppressed": "the count is 1 to 7, or a hidden count could be worked out from it, so it is hidden "
        "with all that rests on it",
        "too_small": f"there are fewer than {fewest}, too few for the figure to mean anything"
        if fewest
        else "there are too few events or people for the figure to mean anything",
        "missing": "the source gives no figure here, which is not a zero",
        "not_applicable": "the metric is not defined at this level, or nobody is in its denominator here",
        "not_due": "the period has not been published yet",
    }
    assert set(words) == set(STATUSES)
    return words[row.status]


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
        "Counts of 1 to 7 are hidden and others rounded to the nearest 5 before any rate is formed; what "
        "stands here is the protected count"
    )


def _comparison(metric: Metric, row: pd.Series) -> str:
    if not row.comparator or pd.isna(row.comparator_value):
        return "Not compared: there is nobody of the same definition to compare with"
    against = f"{row.comparator}, {row.comparator_value:,.{metric.decimals}f}"
    if row.status != "ok" or pd.isna(row.lower_ci):
        return f"Not compared with {against}: there is no interval"
    side = (
        "the whole interval lies above it"
        if row.lower_ci > row.comparator_value
        else "the whole interval lies below it"
        if row.upper_ci < row.comparator_value
        else "the interval holds it"
    )
    return (
        f"{outcomes(row.to_frame().T, metric.polarity)[0]} than {against}: {side}".replace(
            "similar than", "similar to"
        )
        + f" ({metric.polarity.value.lower()})"
    )


def _reference_tables(metric: Metric) -> list[tuple[str, str]]:
    wanted = [*_PEOPLE] if metric.statistic.is_of_lsoas else ["areas"]
    if metric.is_published or metric.comparator is not None:
        wanted.append("monthly_activity" if metric.statistic.measures else "published_figures")
    if metric.published_total is not None:
        wanted.append("monthly_activity")
    held = reference("sources").set_index("table")
    return [
        ("Reference table", f"{name}: {held.publisher[name]}, as of {held.vintage[name]}")
        for name in dict.fromkeys(wanted)
        if name in held.index and name not in TABLES
    ]
