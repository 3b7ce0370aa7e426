"""What changed since the last refresh: new, corrected, held back, stopped; then how old each figure is."""

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


def draw_news(system: System, area: str, held: list[Standing]) -> None:
    """Rows of one kind after the other; a first refresh says that there is nothing to compare with."""
    facts = system.store.facts
    first = "changes" not in facts["tables"] or not facts.get("compared_with")
    real = [one for one in held if not one.is_synthetic]
    newest = max((one.newest.period_end for one in real), default=None)
    until = f" Newest figure: {short_month(newest.date())}." if newest is not None else ""
    frame.panel_head(
        "The newest figures, and what is missing" if first else "What changed since the last refresh",
        f"Refreshed on {full_date(system.store.refreshed_at.date())}.{until}",
    )
    if first:
        st.html(paragraph("This is the first refresh: there is no earlier one to compare with."))
        changes, news = None, newest_months(real)
    else:
        changes = system.store.table("changes")
        news = new_periods(real, changes)
    rows = [_new(one, "Newest" if first else "New") for one in news[:_SHOWN]]
    if not first and not news:
        rows.append(("New", "No new period of a published figure.", ""))
    rows += _held_back(held) + _stopped(real)
    if changes is not None:
        rows += _corrected(system, changes, area)
    more = "What else changed, sources and age of data"
    further = paragraph(link(more, address("data"), standing=True))
    st.html(joined([markup("news", rows=rows), further, _ages(held)]))


def _new(new: NewPeriod, kind: str) -> tuple[str, str, str]:
    one: Standing = new.standing
    decimals = 0 if new.counted else one.metric.decimals
    known = [figure for figure in (new.was, new.now) if not missing(figure)]
    figures = [number(figure, decimals) + sign(one.metric) for figure in known]
    told = [link(one.name, metric_address(one)), f", {new.period_label} ", chip(one.newest.provenance)]
    return kind, joined(told), " → ".join(figures)


def _held_back(ones: list[Standing]) -> list[tuple[str, str, str]]:
    told = held_back_months(ones, reference("held_back"))
    return [
        (
            "Held back",
            joined([link(one.name, metric_address(one)), f", {_months(first, last)}. {reason}"]),
            "left out",
        )
        for one, first, last, reason in told
    ]


def _months(first: str, last: str) -> str:
    start, end = (pd.Timestamp(f"{one}-01").date() for one in (first, last))
    return month(start) if first == last else f"{month(start)} to {month(end)}"


def _stopped(ones: list[Standing]) -> list[tuple[str, str, str]]:
    return [
        (
            "Not updated",
            joined(
                [
                    link(one.standing.name, metric_address(one.standing)),
                    f": nothing published since {one.period_label}",
                ]
            ),
            count_of(one.months, "month"),
        )
        for one in stopped(ones, pd.Timestamp.now())
    ]


def _corrected(system: System, changes: pd.DataFrame, area: str) -> list[tuple[str, str, str]]:
    found = corrections(changes, [area])
    if found.empty:
        return [("Corrected", "No earlier figure was corrected.", "none")]
    titles = {key: metric.title for key, metric in system.metrics.items()}
    return [
        (
            "Corrected",
            f"{titles.get(row.metric_id, row.metric_id)}, {row.period_label}",
            f"{row.was} → {row.now}",
        )
        for row in found.head(_SHOWN).itertuples()
    ]


def _ages(held: list[Standing]) -> Markup:
    newest: dict[str, Standing] = {one.metric.title: one for one in held}
    ordered = sorted(newest.values(), key=lambda one: one.newest.period_end)
    shown = pd.DataFrame(
        {
            "Metric": [one.metric.title for one in ordered],
            "Period": [one.newest.period_label for one in ordered],
            "Ends": [short_month(one.newest.period_end.date()) for one in ordered],
        }
    )
    table = facts_table(shown, caption="Newest period of each metric, the oldest first", numeric=("Ends",))
    counted = count_of(len(ordered), "metric")
    return fold(f"How old the figures are: {counted}, the oldest first", table)
