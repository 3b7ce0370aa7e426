"""One shift: is it happening here, which of its metrics are changing, and how sure are we?"""

from __future__ import annotations

import streamlit as st

from data.strategy import strategy_system
from geo.levels import level_words
from metrics.judgement.featured import featured
from metrics.judgement.standing import Standing, in_shift, standings, verdict_of
from metrics.language.metric import RECORD_LEVELS, Metric, Shift
from metrics.targets.system import System
from pages.charts import cards
from pages.charts.chip import chip, link
from pages.charts.markup import fold, joined, markup, paragraph, part
from pages.charts.tables.score_row import score_row
from pages.charts.tables.score_rows import group_head, marks_key, score_heads, score_table
from pages.panels.outlook import draw_outlooks
from pages.panels.shift_rows import rows_shown
from pages.panels.trend import draw_trend_panel
from pages.shell import filters, frame
from pages.shell.choices import (
    SHIFTS,
    area_at_level_choice,
    default_area,
    footprint_choices,
    level_choice,
    order_choice,
    several_systems,
)
from pages.shell.download import download_csv, file_name
from pages.shell.filters import Choice
from pages.shell.links import metric_address
from pages.shell.page import close_page, open_page, show_provenance, show_verdict_rule
from pages.shell.system import chosen_system
from pages.words import shift as words_of
from pages.words.numbers import count_of
from pages.words.shift_order import grouped


def draw() -> None:
    """Choose, compute, draw."""
    system = chosen_system()
    strip = open_page(SHIFTS[filters.chosen("shift", SHIFTS, next(iter(SHIFTS)))].title)
    shift, level, area = _choose(system)
    rows = in_shift(standings(system, area), shift)
    show_provenance(strip, [standing.newest.provenance for standing in rows if standing.newest.provenance])
    others = not_defined(system.metrics, shift, rows)
    if rows:
        _finding(system, shift, rows, area)
        _featured(system, rows, area)
        _scores(system, shift, rows, area)
        draw_outlooks(system, rows, area)
    else:
        _nothing(system, shift, area, level)
    if others:
        _left_out(others, system.geography.levels, level, is_open=not rows)
    close_page(system, "shift")


def _choose(system: System) -> tuple[Shift, str, str]:
    here = system.geography
    footprint = filters.chosen("footprint", here.footprints, here.default_footprint)
    second = level_choice(RECORD_LEVELS, here, _level_asked(system))
    level = filters.chosen("level", second.options, second.default)
    chosen = filters.filter_row(
        [
            *several_systems(),
            second,
            area_at_level_choice(here, level, footprint, default_area(here, level)),
            *footprint_choices(here, level),
        ],
        lambda so_far: f"{here.area(so_far['area']).label}, {second.options[level]}",
    )
    with st.container(key="shift_tabs"):
        titles = {slug: shift.title for slug, shift in SHIFTS.items()}
        slug = filters.select(Choice("shift", titles, next(iter(titles)), look="tabs"))
    filters.show_refusals({"shift": titles[slug]})
    return SHIFTS[slug], level, chosen["area"]


def _level_asked(system: System) -> str:
    """The level of the area in the address, so that an area chosen on another page stays in view."""
    here, area = system.geography, filters.asked("area")
    known = area is not None and area in set(here.areas.area_code)
    level = here.area(area).area_level if known else "ics"
    return level if level in RECORD_LEVELS else "ics"


def _finding(system: System, shift: Shift, rows: list[Standing], area: str) -> None:
    verdict = verdict_of(rows)
    left, right = st.columns([812, 420], gap="large")
    with left:
        name = system.geography.area(area).label
        frame.finding(words_of.title(shift, verdict, name), words_of.deck(verdict, rows))
        show_verdict_rule()
    with right:
        bar = cards.verdict_bar(verdict.counts, "published figure") if verdict.judged else ""
        demonstration = words_of.synthetic_tally(rows)
        mark = chip("synthetic") if demonstration else ""
        st.html(markup("shift_counts", bar=bar, demonstration=demonstration, chip=mark))


def _nothing(system: System, shift: Shift, area: str, level: str) -> None:
    here = system.geography
    frame.finding(
        f"No metric of this shift is defined for {level_words(level).plural}",
        f"There is therefore nothing to show for {here.area(area).label}.",
    )
    larger = filters.address("shift", shift=shift.slug, area=here.ics_code, level="ics")
    st.html(paragraph(link("Show the whole system", larger, standing=True)))


def _featured(system: System, rows: list[Standing], area: str) -> None:
    standing = featured(rows)
    if standing is None:
        st.html(fold("How to read the marks", marks_key()))
        return
    left, right = st.columns([812, 420], gap="large")
    with left:
        draw_trend_panel(
            standing.metric, standing.change, system.geography.area(area).label, system.geography.nhs_code
        )
        download_csv(
            standing.change.series,
            key="shift_chart_download",
            name=file_name(standing.metric.id, system.geography.area(area).label, "months"),
            names=system.geography.areas,
            source=standing.metric.source,
            refreshed_at=system.store.refreshed_at,
            label="Download these months (CSV)",
        )
    with right:
        frame.panel_head("How to read the marks")
        st.html(marks_key())


def _scores(system: System, shift: Shift, rows: list[Standing], area: str) -> None:
    name = system.geography.area(area).label
    metrics = len({standing.metric.id for standing in rows})
    apart = (
        ""
        if metrics == len(rows)
        else f", in {len(rows)} rows because some metrics count women and men separately"
    )
    frame.panel_head(
        f"{'The only metric' if metrics == 1 else f'All {metrics} metrics'} of this shift in {name}",
        f"Latest figure with its 95% interval and period{apart}.",
    )
    with st.container(key="score_tools", horizontal=True, vertical_alignment="bottom", gap="small"):
        own = system.geography.nhs_code == strategy_system()
        order = filters.select(order_choice(rows, own))
        groups = grouped(rows, order)
        download_csv(
            lambda: rows_shown(groups),
            key="shift_download",
            name=file_name(shift.slug, name),
            names=system.geography.areas,
            refreshed_at=system.store.refreshed_at,
            label="Download these rows (CSV)",
        )
    pieces = [score_heads()]
    for group in groups:
        if group.heading:
            pieces.append(group_head(group.heading, f"{len(group.standings)} of {len(rows)}", group.key))
        caption = f"{group.heading}: {shift.title}" if group.heading else shift.title
        table_rows = [score_row(standing, metric_address(standing)) for standing in group.standings]
        pieces.append(score_table(table_rows, caption=caption))
    st.html(joined(pieces))


def not_defined(metrics: dict[str, Metric], shift: Shift, rows: list[Standing]) -> list[Metric]:
    """The shift's metrics that have no row because they are not defined at the level."""
    shown = {standing.metric.id for standing in rows}
    return [metric for metric in metrics.values() if shift in metric.shifts and metric.id not in shown]


def _left_out(others: list[Metric], levels: tuple[str, ...], level: str, is_open: bool) -> None:
    """How many metrics have no row at this level, and, folded, which and where they are shown."""
    items = [
        (metric.title, f"shown for {_levels(metric, levels)}")
        for metric in sorted(others, key=lambda metric: metric.title.lower())
    ]
    summary = words_of.left_out_words(len(others), level_words(level).plural)
    st.html(fold(summary, part("left_out", items), is_open=is_open))


def _levels(metric: Metric, levels: tuple[str, ...]) -> str:
    named = [
        level_words(level).plural for level in RECORD_LEVELS if level in metric.levels and level in levels
    ]
    return ", ".join(named) or count_of(0, "level")
