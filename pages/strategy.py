"""The strategy beside the figures: what the system set out to do, and which metrics tell of it."""

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
from pages.shell.page import close_page, open_page, say_provenance
from pages.shell.system import chosen_system
from pages.words.numbers import count_of
from pages.words.strategy import deck, gaps, moves, title

_FILES = (
    ("data/strategy/documents.yaml", "the documents: title, publisher, date"),
    ("data/strategy/priorities.yaml", "the system's code and its priorities; metrics name them by their id"),
    ("data/own_strategy/{}/programmes.yaml", "programmes with dates, sites and cost"),
    ("data/own_strategy/{}/engagement.yaml", "whom the system asked"),
    ("data/strategy/statements.csv", "numbers that the documents state"),
)


def draw() -> None:
    """Choose, compute, draw."""
    system = chosen_system()
    strip = open_page("Strategy")
    systems = several_systems()
    if systems:
        filters.filter_row(systems, lambda so_far: system.geography.name)
    ones = standings(system, system.geography.ics_code)
    told = priority_metrics(system.metrics, ones, system.values(period="latest"))
    shown = [one for one in ones if one.has_figure]
    forecast = ["modelled"] * any(one.metric.target is not None for one in shown)
    say_provenance(strip, [*(one.newest.provenance for one in shown), *forecast])
    own = system.geography.nhs_code == strategy_system()
    rows = rows_by_priority(told, priorities().values()) if own else rows_by_change(told)
    _finding(system, rows, told, own)
    draw_matrix(system, rows, "Priority" if own else "Change")
    draw_outlooks(system, ones, system.geography.ics_code)
    draw_programmes(system)
    draw_engagement(system)
    draw_statements(system, own)
    close_page(system, "strategy")


def _finding(system: System, rows: list[PriorityRow], told: list[PriorityMetric], own: bool) -> None:
    name = system.geography.name
    if own:
        frame.finding(title(rows, name), deck(rows))
        if found := gaps(rows):
            st.html(markup("strategy_gaps", gaps=found))
        return
    verdict = verdict_of([one.standing for one in told if one.standing])
    frame.finding(
        f"No strategy of {name} is on record here",
        f"What is general is shown: {count_of(len(system.metrics), 'metric')} by shift. {moves(verdict)}",
    )
    files = [(file.format(system.geography.nhs_code), words) for file, words in _FILES]
    st.html(markup("strategy_files", files=files))
