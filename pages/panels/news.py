"""What changed since the last refresh: new, corrected, held back or overdue figures; then the age of each."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data.reference import reference
from metrics.judgement.news import (
    NewPeriod,
    corrections,
    held_back_months,
    new_periods,
    newest_months,
    stopped,
)
from metrics.judgement.standing import Standing
from metrics.targets.system import System
from pages.charts.chip import chip, link
from pages.charts.markup import fold, joined, markup, paragraph
from pages.charts.tables.facts_table import facts_table
from pages.shell import frame
from pages.shell.filters import address
from pages.shell.links import metric_address
from pages.words.numbers import count_of, full_date, missing, month, number, short_month, sign

_SHOWN = 6


def draw_news(system: System, area: str, available: list[Standing]) -> None:
    """Rows of one kind after the other; a first refresh has nothing to compare with, and says so."""
    facts = system.store.facts
    first = "changes" not in facts["tables"] or not facts.get("compared_with")
    published = [standing for standing in available if not standing.is_synthetic]
    newest = max((standing.newest.period_end for standing in published), default=None)
    until = f" Latest figure: {short_month(newest.date())}." if newest is not None else ""
    frame.panel_head(
        "The latest figures, and what is missing" if first else "What changed since the last refresh",
        f"Refreshed on {full_date(system.store.refreshed_at.date())}.{until}",
    )
    if first:
        st.html(paragraph("This is the first refresh, so there is no earlier one to compare with."))
        changes, news = None, newest_months(published)
    else:
        changes = system.store.table("changes")
        news = new_periods(published, changes)
    rows = [_new(new, "Latest" if first else "New") for new in news[:_SHOWN]]
    if not first and not news:
        rows.append(("New", "No published metric has a new period.", ""))
    rows += _held_back(available) + _stopped(published)
    if changes is not None:
        rows += _corrected(system, changes, area)
    more = "Other changes, sources and age of data"
    further = paragraph(link(more, address("data"), standing=True))
    st.html(joined([markup("news", rows=rows), further, _ages(available)]))


def _new(new: NewPeriod, kind: str) -> tuple[str, str, str]:
    standing: Standing = new.standing
    decimals = 0 if new.counted else standing.metric.decimals
    known = [figure for figure in (new.was, new.now) if not missing(figure)]
    figures = [number(figure, decimals) + sign(standing.metric) for figure in known]
    pieces = [
        link(standing.name, metric_address(standing)),
        f", {new.period_label} ",
        chip(standing.newest.provenance),
    ]
    return kind, joined(pieces), " → ".join(figures)


def _held_back(available: list[Standing]) -> list[tuple[str, str, str]]:
    gaps = held_back_months(available, reference("held_back"))
    return [
        (
            "Held back",
            joined([link(standing.name, metric_address(standing)), f", {_months(first, last)}. {reason}"]),
            "left out",
        )
        for standing, first, last, reason in gaps
    ]


def _months(first: str, last: str) -> str:
    start, end = (pd.Timestamp(f"{text}-01").date() for text in (first, last))
    return month(start) if first == last else f"{month(start)} to {month(end)}"


def _stopped(available: list[Standing]) -> list[tuple[str, str, str]]:
    return [
        (
            "Not updated",
            joined(
                [
                    link(overdue.standing.name, metric_address(overdue.standing)),
                    f": we hold no figure after {overdue.period_label}",
                ]
            ),
            count_of(overdue.months, "month"),
        )
        for overdue in stopped(available, pd.Timestamp.now())
    ]


def _corrected(system: System, changes: pd.DataFrame, area: str) -> list[tuple[str, str, str]]:
    corrected = corrections(changes, [area])
    if corrected.empty:
        return [("Corrected", "No earlier figure was corrected.", "none")]
    titles = {key: metric.title for key, metric in system.metrics.items()}
    return [
        (
            "Corrected",
            f"{titles.get(row.metric_id, row.metric_id)}, {row.period_label}",
            f"{row.was} → {row.now}",
        )
        for row in corrected.head(_SHOWN).itertuples()
    ]


def _ages(available: list[Standing]) -> Markup:
    newest: dict[str, Standing] = {standing.metric.title: standing for standing in available}
    ordered = sorted(newest.values(), key=lambda standing: standing.newest.period_end)
    shown = pd.DataFrame(
        {
            "Metric": [standing.metric.title for standing in ordered],
            "Period": [standing.newest.period_label for standing in ordered],
            "Ends": [short_month(standing.newest.period_end.date()) for standing in ordered],
        }
    )
    table = facts_table(shown, caption="Latest period of each metric, oldest first", numeric=("Ends",))
    counted = count_of(len(ordered), "metric")
    return fold(f"How old the figures are: {counted}, oldest first", table)
