"""Wards, or any areas, side by side: which differ, and is it real?"""

from __future__ import annotations

import streamlit as st

from geo.find import codes_inside
from geo.levels import level_words
from metrics.judgement.compared_areas import ranked_areas, worst_first
from metrics.language.metric import Metric
from metrics.language.sexes import SEX_WORDS
from metrics.targets.system import System
from pages.charts.areas import ranking
from pages.charts.tables import table
from pages.panels.method import method_panel
from pages.panels.ranking import draw_map, draw_ranking
from pages.shell import filters, frame
from pages.shell.choices import (
    footprint_choices,
    level_choice,
    metric_choice,
    parent_choice,
    several_systems,
    sex_choices,
)
from pages.shell.download import download_csv, file_name
from pages.shell.page import close_page, made_by, open_page, show_provenance
from pages.shell.system import chosen_system
from pages.words import findings
from pages.words.findings import first_comparator, say_designed
from pages.words.numbers import number

DEFAULT_METRIC = "copd_asthma_admissions"


def draw() -> None:
    """Choose, compute, draw."""
    system = chosen_system()
    here = system.geography
    strip = open_page("Compare areas")
    metric, level, inside, sex, footprint = _choose(system)
    codes = codes_inside(here, inside, level, footprint)
    results = system.values(metric.id, level=level, area=codes, sex=sex)
    areas = here.table(level, footprint)
    areas = areas[areas.area_code.isin(codes)]
    rows = ranked_areas(metric, results, areas)
    comparator = first_comparator(results, metric)
    show_provenance(strip, results.provenance)
    _finding(system, metric, rows, level, inside, comparator, results, sex)
    st.html(ranking.counts_strip(rows, comparator or "the comparator", level_words(level).singular))
    order = "lowest first" if worst_first(metric) else "highest first"
    left, right = st.columns([812, 420], gap="large")
    with left:
        frame.panel_head(
            findings.leading_title(rows, level, metric),
            f"{level_words(level).plural.capitalize()} ranked by their figure, {order}."
            + say_designed(here, level),
        )
        draw_ranking(metric, results, rows, level, key="compare_ranking")
    with right:
        words = "The numbers are the ranks. Press Tab to reach the map, then move with the arrow keys."
        frame.panel_head(f"The same {level_words(level).plural} on a map", words)
        draw_map(system, metric, results, rows, level, footprint, key="compare_map")
    _table(system, metric, rows, areas, level, comparator, results, inside)
    method_panel(metric, system, level, inside, results)
    close_page(system, "compare")


def _choose(system: System) -> tuple[Metric, str, str, str, str]:
    here = system.geography
    many = {key: metric for key, metric in system.metrics.items() if set(metric.levels) - {"ics"}}
    first = metric_choice(many, DEFAULT_METRIC if DEFAULT_METRIC in many else next(iter(many)))
    metric = many[filters.chosen("metric", first.options, first.default)]
    second = level_choice(metric.levels, here, "ward")
    level = filters.chosen("level", second.options, second.default)
    footprint = filters.chosen("footprint", here.footprints, here.default_footprint)
    choices = [
        *several_systems(),
        first,
        second,
        parent_choice(here, level, footprint, _default_area(here)),
        *sex_choices(metric),
    ]
    chosen = filters.filter_row(
        [*choices, *footprint_choices(here, level)],
        lambda so_far: f"{metric.title}, {level_words(level).plural} in {here.area(so_far['area']).label}",
    )
    return metric, level, chosen["area"], chosen.get("group", metric.sexes[0]), footprint


def _default_area(here) -> str:
    priority = here.areas[here.areas.priority]
    return (
        here.parent(priority.area_code.iloc[0], "place")
        if len(priority) and "place" in here.levels
        else here.ics_code
    )


def _finding(system: System, metric: Metric, rows, level, inside, comparator, results, sex) -> None:
    where = system.geography.area(inside).label
    who = "" if sex == "persons" else f" of {SEX_WORDS[sex]}"
    title = f"{metric.title}{who} in {where}: {findings.ranking_title(rows, level, comparator)}"
    period = results.period_label.iloc[0] if len(results) else ""
    chips = [(provenance, _chip_words(metric, period)) for provenance in sorted(set(results.provenance))]
    frame.finding(title, _deck(metric), chips)


def _deck(metric: Metric) -> str:
    return f"{metric.measures} {metric.caution}".strip()


def _chip_words(metric: Metric, period: str) -> str:
    return (
        f"{metric.title}, {metric.unit}, {period}. Higher and lower mean that the 95% interval does not "
        "include the comparator. Such an interval includes the true value 19 times in 20."
    )


def _table(system, metric, rows, areas, level, comparator, results, inside) -> None:
    frame.panel_head(
        "The same figures as a table",
        "Counts are rounded to the nearest 5 before rates are calculated."
        if not metric.is_published
        else "Figures are shown as published.",
    )
    scores = areas.set_index("area_code")[["population", "imd_score"]]
    rows = rows.join(scores, on="area_code")
    columns = table.standing_columns(
        metric, "Figure", comparator or "comparator", level_words(level).singular
    )
    columns[2:2] = [
        table.Column("People,|Census 2021", lambda row: number(row.population)),
        table.Column("Count", lambda row: number(row.numerator)),
    ]
    columns.append(table.Column("IMD 2025|score", lambda row: number(row.imd_score, 1)))
    table.draw_table(
        rows,
        columns,
        key="compare_table",
        caption=f"{metric.title} by {level_words(level).singular}",
        row_word=level_words(level).singular,
        limits=findings.limits(metric),
    )
    download_csv(
        results,
        key="compare_download",
        name=file_name(metric.id, level, system.geography.area(inside).label),
        names=system.geography.areas,
        source=metric.source,
        refreshed_at=system.store.refreshed_at,
        made_by=made_by(system, metric),
    )
