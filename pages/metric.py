"""One metric at every level: its latest figure, its change, the areas where it is high, its definition."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo.find import codes_inside
from geo.levels import is_larger, level_words
from metrics.judgement.change import Change, finest_change
from metrics.judgement.compared_areas import ranked_areas
from metrics.language.metric import RECORD_LEVELS, Metric
from metrics.targets.system import System
from pages.charts import cards
from pages.charts.areas import levels
from pages.charts.tables import table
from pages.panels.commentary import draw_commentary
from pages.panels.method import method_panel
from pages.panels.ranking import draw_map, draw_ranking
from pages.panels.trend import draw_trend_panel
from pages.shell import filters, frame
from pages.shell.choices import (
    area_at_level_choice,
    default_area,
    footprint_choices,
    level_choice,
    metric_choice,
    period_choice,
    several_systems,
    sex_choices,
)
from pages.shell.download import download_csv, file_name
from pages.shell.page import close_page, made_by, open_page, show_provenance
from pages.shell.system import chosen_system
from pages.words import findings
from pages.words.findings import first_comparator, priority_titles, say_designed
from pages.words.numbers import count_of, interval, number
from pages.words.subject import in_sentence

DEFAULT_METRIC = "emergency_admissions"


def draw() -> None:
    """Choose, compute, draw."""
    system = chosen_system()
    here = system.geography
    strip = open_page("Metric")
    metric, level, area, sex, footprint, period = _choose(system)
    metric = system.metric_in(metric.id, area)
    codes = here.table(level, footprint).area_code.tolist()
    results = system.values(metric.id, level=level, area=codes, sex=sex, period=period)
    series = system.values(metric.id, area=[area], sex=sex, period="all")
    # The page shows all levels of the metric, so its strip covers all of them.
    show_provenance(strip, system.values(metric.id).provenance)
    own = results[results.area_code == area]
    change = finest_change(series, metric, level)
    _finding(system, metric, own, change, area)
    left, right = st.columns([812, 420], gap="large")
    with left:
        _levels(system, metric, level, area, sex, footprint, period)
        draw_trend_panel(metric, change, here.area(area).label, here.nhs_code)
    with right:
        cards.draw(cards.definition_panel(metric, priority_titles(metric, here.nhs_code)))
    draw_commentary(system, metric, area, series)
    rows = ranked_areas(metric, results, here.table(level, footprint))
    _ranking_and_map(system, metric, results, rows, level, area, footprint, period)
    _table(system, metric, results, rows, level)
    method_panel(metric, system, level, here.ics_code, results)
    close_page(system, "metric")


def _choose(system: System) -> tuple[Metric, str, str, str, str, str]:
    here, metrics = system.geography, system.metrics
    first = metric_choice(metrics, DEFAULT_METRIC if DEFAULT_METRIC in metrics else next(iter(metrics)))
    metric = metrics[filters.chosen("metric", first.options, first.default)]
    second = level_choice(metric.levels, here)
    level = filters.chosen("level", second.options, second.default)
    footprint = filters.chosen("footprint", here.footprints, here.default_footprint)
    choices = [
        *several_systems(),
        first,
        second,
        area_at_level_choice(here, level, footprint, default_area(here, level)),
        *sex_choices(metric),
    ]
    chosen = filters.filter_row(
        [*choices, *footprint_choices(here, level), lambda so_far: _period_choice(system, metric, so_far)],
        lambda so_far: f"{metric.title}, {here.area(so_far['area']).label}",
    )
    return metric, level, chosen["area"], chosen.get("group", metric.sexes[0]), footprint, chosen["period"]


def _period_choice(system: System, metric: Metric, so_far: dict[str, str]) -> filters.Choice:
    sex = so_far.get("group", metric.sexes[0])
    return period_choice(system.values(metric.id, area=[so_far["area"]], sex=sex, period="all"), metric)


def _finding(system: System, metric: Metric, own: pd.DataFrame, change: Change, area: str) -> None:
    name = system.geography.area(area).label
    if own.empty:
        frame.finding(f"{metric.title}: no figure is available for {name}")
        return
    row = own.iloc[0]
    between = interval(row.lower_ci, row.upper_ci, metric.decimals)
    chips = [
        (
            row.provenance,
            f"{metric.title}, {findings.monthly_unit(metric, row.frequency)}, {row.period_label}"
            + (f"; 95% interval {between}" if between else ""),
        )
    ]
    frame.finding(
        f"{findings.standing_sentence(row, metric, name)}.",
        findings.change_sentence(change),
        chips,
    )


def _levels(
    system: System, metric: Metric, level: str, area: str, sex: str, footprint: str, period: str
) -> None:
    here = system.geography
    shown = [
        each_level
        for each_level in RECORD_LEVELS
        if each_level in metric.levels
        and each_level in here.levels
        and each_level != "district"
        or each_level == level
    ]
    results = {
        each_level: _of_period(
            system, metric, each_level, here.table(each_level, footprint).area_code.tolist(), sex, period
        )
        for each_level in shown
    }
    strips = []
    for each_level in shown:
        areas = here.table(each_level, footprint)
        labels = dict(zip(areas.area_code, areas.label, strict=True))
        known = results[each_level][results[each_level].status == "ok"]
        dots = [
            (code, labels.get(code, ""), figure)
            for code, figure in zip(known.area_code, known.value, strict=True)
        ]
        chain = area if each_level == level else here.parent(area, each_level, footprint)
        total = len(areas)
        strips.append(
            levels.Strip(
                "ICS" if each_level == "ics" else level_words(each_level).singular.capitalize(),
                f"{total:,} in the ICS" if each_level != "ics" else here.nhs_code,
                dots,
                chain,
                total - len(known),
                each_level == level,
            )
        )
    everything = pd.concat(results.values())
    comparator = first_comparator(everything, metric)
    fixed = everything.comparator_value.dropna().unique()
    known = everything[everything.status == "ok"]
    if known.empty:
        return
    when = known.period_label.iloc[-1]
    frame.panel_head(
        _levels_title(strips, metric),
        f"Each dot is one area; {findings.monthly_unit(metric, known.frequency.iloc[-1])}, "
        f"{when}." + (say_designed(here, "neighbourhood") if "neighbourhood" in shown else ""),
        known.provenance.iloc[-1],
    )
    levels.draw_levels(
        strips,
        metric,
        key="metric_levels",
        title=f"{metric.title} at each level",
        comparator=comparator or "comparator",
        comparator_value=float(fixed[0]) if len(fixed) == 1 else None,
        on_choose=lambda code: filters.choose(area=code, level=here.area(code).area_level),
    )


def _of_period(
    system: System, metric: Metric, level: str, codes: list[str], sex: str, period: str
) -> pd.DataFrame:
    """A level's results of one period. The latest figures pool years as those of wards do, to compare like
    with like.
    """
    if period == "latest" and metric.pool:
        results = system.values(metric.id, level=level, area=codes, sex=sex, frequency="years")
        if len(results):
            return results
    return system.values(metric.id, level=level, area=codes, sex=sex, period=period)


def _levels_title(strips, metric: Metric) -> str:
    lowest = strips[-1]
    figures = [dot[2] for dot in lowest.dots]
    if len(strips) < 2 or len(figures) < 2:
        return f"{metric.title} at {count_of(len(strips), 'level')}"
    low, high = (number(figure, metric.decimals) for figure in (min(figures), max(figures)))
    return f"{lowest.name}s range from {low} to {high}"


def _ranking_and_map(
    system: System,
    metric: Metric,
    results: pd.DataFrame,
    rows: pd.DataFrame,
    level: str,
    area: str,
    footprint: str,
    period: str,
) -> None:
    words = level_words(level)

    def take(code: str) -> None:
        filters.choose(area=code)

    left, right = st.columns([812, 420], gap="large")
    with left:
        if len(rows) > 1:
            frame.panel_head(
                findings.ranking_title(rows, level, first_comparator(results, metric)),
                f"{words.plural.capitalize()} ranked by their figure. Choose one to see it above."
                + say_designed(system.geography, level),
                results.provenance.iloc[0],
            )
            draw_ranking(metric, results, rows, level, key="metric_ranking", selected=area, on_choose=take)
        if len(results):
            _inside(system, metric, level, area, results.sex.iloc[0], footprint, period)
    with right:
        frame.panel_head(
            findings.leading_title(rows, level, metric) if len(rows) > 1 else system.geography.name,
            f"{count_of(len(rows), words.singular, words.plural)}. The selected area is outlined.",
        )
        draw_map(
            system, metric, results, rows, level, footprint, key="metric_map", selected=area, on_choose=take
        )


def _inside(
    system: System, metric: Metric, level: str, area: str, sex: str, footprint: str, period: str
) -> None:
    """The areas one level down inside the selected area."""
    here = system.geography
    smaller = [lower for lower in ("place", "neighbourhood", "ward") if is_larger(level, than=lower)]
    below = next((lower for lower in smaller if lower in metric.levels and lower in here.levels), None)
    codes = codes_inside(here, area, below, footprint) if below else []
    if len(codes) < 2:
        return
    results = system.values(metric.id, level=below, area=codes, sex=sex, period=period)
    if results.empty:
        return
    areas = here.table(below, footprint)
    rows = ranked_areas(metric, results, areas[areas.area_code.isin(codes)])
    title = in_sentence(findings.ranking_title(rows, below, first_comparator(results, metric)))
    frame.panel_head(
        f"Inside {here.area(area).label}: {title}",
        f"One level down: {level_words(below).plural}, {results.period_label.iloc[0]}."
        + say_designed(here, below),
        results.provenance.iloc[0],
        level=3,
    )

    def take(code: str) -> None:
        filters.choose(area=code, level=below)

    draw_ranking(metric, results, rows, below, key="metric_inside", on_choose=take, first=12)


def _table(system: System, metric: Metric, results: pd.DataFrame, rows: pd.DataFrame, level: str) -> None:
    comparator, word = first_comparator(results, metric), level_words(level).singular
    frame.panel_head(
        "The same figures as a table",
        f"{metric.title}, {findings.monthly_unit(metric, results.frequency.iloc[0])}, "
        f"{results.period_label.iloc[0]}."
        if len(results)
        else "",
    )
    table.draw_table(
        rows,
        table.standing_columns(metric, "Figure", comparator or "comparator", word),
        key="metric_table",
        caption=f"{metric.title} by {word}",
        row_word=word,
        limits=findings.limits(metric),
        first=10,
    )
    download_csv(
        lambda: system.values(metric.id, period="all"),
        key="metric_download",
        name=file_name(metric.id, system.geography.name),
        names=system.geography.areas,
        source=metric.source,
        refreshed_at=system.store.refreshed_at,
        made_by=made_by(system, metric),
        label="Download all levels and periods (CSV)",
    )
