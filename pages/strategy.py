"""The strategy with its figures: what the system set out to do, and which metrics measure it."""

from __future__ import annotations

import streamlit as st

from data.strategy import priorities, strategy_system
from metrics.judgement.priorities import (
    PriorityMetric,
    PriorityRow,
    priority_metrics,
    rows_by_change,
    rows_by_priority,
)
from metrics.judgement.standing import standings, verdict_of
from metrics.targets.system import System
from pages.charts.markup import markup
from pages.panels.outlook import draw_outlooks
from pages.panels.strategy.engagement import draw_engagement
from pages.panels.strategy.matrix import draw_matrix
from pages.panels.strategy.programmes import draw_programmes
from pages.panels.strategy.statements import draw_statements
from pages.shell import filters, frame
from pages.shell.choices import several_systems
from pages.shell.page import close_page, open_page, show_provenance
from pages.shell.system import chosen_system
from pages.words.numbers import count_of
from pages.words.shift import movement
from pages.words.strategy import deck, gaps, title

_FILES = (
    ("data/strategy/documents.yaml", "the documents: title, publisher, date"),
    ("data/strategy/priorities.yaml", "the system's code and its priorities; metrics name them by their id"),
    ("data/own_strategy/{}/programmes.yaml", "programmes with dates, sites and cost"),
    ("data/own_strategy/{}/engagement.yaml", "engagement: who was asked, and how many took part"),
    ("data/strategy/statements.csv", "numbers that the documents state"),
)


def draw() -> None:
    """Choose, compute, draw."""
    system = chosen_system()
    strip = open_page("Strategy")
    systems = several_systems()
    if systems:
        filters.filter_row(systems, lambda so_far: system.geography.name)
    rows_of_system = standings(system, system.geography.ics_code)
    metrics = priority_metrics(system.metrics, rows_of_system, system.values(period="latest"))
    shown = [standing for standing in rows_of_system if standing.has_figure]
    forecast = ["modelled"] * any(standing.metric.target is not None for standing in shown)
    show_provenance(strip, [*(standing.newest.provenance for standing in shown), *forecast])
    own = system.geography.nhs_code == strategy_system()
    rows = rows_by_priority(metrics, priorities().values()) if own else rows_by_change(metrics)
    _finding(system, rows, metrics, own)
    draw_matrix(system, rows, "Priority" if own else "Change")
    draw_outlooks(system, rows_of_system, system.geography.ics_code)
    draw_programmes(system)
    draw_engagement(system)
    draw_statements(system, own)
    close_page(system, "strategy")


def _finding(system: System, rows: list[PriorityRow], metrics: list[PriorityMetric], own: bool) -> None:
    name = system.geography.name
    if own:
        frame.finding(title(rows, name), deck(rows))
        if unmeasured := gaps(rows):
            st.html(markup("strategy_gaps", gaps=unmeasured))
        return
    verdict = verdict_of([metric.standing for metric in metrics if metric.standing])
    frame.finding(
        f"We hold no strategy for {name}",
        f"The page shows {count_of(len(system.metrics), 'metric')} by shift. {movement(verdict)}",
    )
    files = [(file.format(system.geography.nhs_code), words) for file, words in _FILES]
    st.html(markup("strategy_files", files=files))
