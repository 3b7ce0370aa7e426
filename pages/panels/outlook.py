"""Where the metrics of an area are heading: a small picture each, in words, as a table and to take away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data.strategy.plan import plan
from metrics.judgement.change import daily_mean
from metrics.judgement.outlook import COVID, Outlook, chance_words, outlook
from metrics.judgement.standing import Standing
from metrics.language.target_words import target_label, target_source
from metrics.targets.system import System
from pages.charts.chip import link
from pages.charts.markup import fold, joined, markup, paragraph, part
from pages.charts.outlook import FIRST_YEAR, Course, outlook_picture, upright
from pages.charts.outlook_line import outlook_chips, outlook_icon
from pages.charts.tables.facts_table import facts_table
from pages.shell import frame
from pages.shell.download import download_csv, file_name
from pages.shell.links import metric_address
from pages.words import findings
from pages.words.numbers import count_of, number, number_word
from pages.words.outlook import HOW_MADE, heading, outlook_sentence


@dataclass(frozen=True)
class Heading:
    """One metric of the area and its outlook."""

    one: Standing
    found: Outlook


def headings(system: System, ones: list[Standing], area: str) -> list[Heading]:
    """The outlook of each metric that has a target and a figure, in the order given."""
    return [
        Heading(one, outlook_of(system, one, area))
        for one in ones
        if one.metric.target is not None and one.has_figure
    ]


def outlook_of(system: System, one: Standing, area: str) -> Outlook:
    """The outlook of one standing, worked out once for each store, target, rebase and day."""
    rests_on = repr((one.metric.target, one.change.rebases))
    key = (system.store.version, area, one.metric.id, one.newest.sex, rests_on)
    return _outlook(key, plan(system.geography.nhs_code).ends, date.today(), one)


# The standing is not part of the key: store, area, metric, sex, target and rebases tell which one it is.
@st.cache_resource(max_entries=2_000, show_spinner=False)
def _outlook(key: tuple, ends: date, today: date, _one: Standing) -> Outlook:
    return outlook(_one.change, _one.metric, ends, today)


def draw_outlooks(system: System, ones: list[Standing], area: str) -> None:
    """Small multiples of the metrics with a target, those without a forecast as a list below them."""
    ends, name = plan(system.geography.nhs_code).ends, system.geography.area(area).label
    every = headings(system, ones, area)
    drawn = [each for each in every if not each.found.path.empty and not each.found.reason]
    others = [each for each in every if each not in drawn]
    frame.panel_head(_title(drawn, ends), _sub(drawn) if drawn else "")
    if not every:
        st.html(_NO_TARGET)
        return
    st.html(joined([part("outlooks", [_card(each) for each in drawn]), _others(others)]))
    table = facts_table(_table(every), caption=f"Where metrics are heading in {name}", numeric=("Target",))
    source = plan(system.geography.nhs_code).source
    ending = f"The plan ends on {ends.day} {ends:%B %Y}: {source}."
    made = fold("How the forecasts are made", paragraph(HOW_MADE), paragraph(ending))
    st.html(joined([fold("The same outlooks as a table", table), made]))
    if drawn:
        download_csv(
            lambda: outlook_rows(drawn, area),
            key="outlook_download",
            name=file_name(name, "outlook", ends.year),
            names=system.geography.areas,
            refreshed_at=system.store.refreshed_at,
            label="Download these forecasts (CSV)",
        )


_NO_TARGET = paragraph(
    "No target is set for these metrics, so nothing can be said of the way to one. A system sets targets of "
    "its own in a small file: ",
    part("code", "docs/own-targets.md"),
    " tells how.",
)


def _title(drawn: list[Heading], ends: date) -> str:
    if not drawn:
        return f"No metric can be told against a target for {ends.year} yet"
    if len(drawn) == 1:
        return f"Where one metric is heading by {ends.year}"
    return f"Where {number_word(len(drawn)).lower()} metrics are heading by {ends.year}"


def _sub(drawn: list[Heading]) -> str:
    examples = sum(each.one.metric.target.is_example for each in drawn)
    told = (
        "Dark band: half of all outcomes; light band: 8 in 10. On track: a chance of 80 in 100 or more; off "
        "track: 20 or less."
    )
    if examples == len(drawn):
        told += " All targets here are examples that nobody has adopted."
    elif examples:
        told += " Those marked example nobody has adopted."
    if any(upright(_course(each)).start != 0 for each in drawn):
        told += " Some vertical axes do not start at 0."
    return told


def _card(each: Heading) -> Markup:
    one, found = each.one, each.found
    metric, (status, why) = one.metric, outlook_sentence(found, one.metric)
    unit = findings.monthly_unit(metric, one.newest.frequency)
    return markup(
        "outlook_card",
        name=link(one.name, metric_address(one)),
        unit=unit,
        chips=outlook_chips(found),
        icon=outlook_icon(found),
        status=status,
        why=why,
        picture=outlook_picture(_course(each)),
        picture_words=picture_words(each),
        source=target_source(metric),
    )


def picture_words(each: Heading) -> str:
    """The picture in words: where the metric comes from, where it may go, its target."""
    one, found = each.one, each.found
    metric, known = one.metric, found.history
    first, last = known.iloc[0], known.iloc[-1]
    status, why = outlook_sentence(found, metric)
    return (
        f"{one.name}: from {number(first.value, metric.decimals)} in {first.period_end.year} to "
        f"{number(last.value, metric.decimals)} in {last.period_end.year}. {target_label(metric)}. "
        f"{status} {why}"
    )


def _course(each: Heading) -> Course:
    one, path, target = each.one, each.found.path, each.one.metric.target
    series = one.change.series
    values = pd.Series(daily_mean(series, one.metric)).where(series.status == "ok")
    middles = series.period_start + (series.period_end - series.period_start) / 2
    known = values.notna().to_numpy()
    past = [
        (day.date(), None if pd.isna(value) else float(value))
        for day, value, kept in zip(middles, values, known, strict=True)
        if kept or series.frequency.iloc[0] == "month"
    ]
    inside = [day for day, value in past if value is not None and day.year >= FIRST_YEAR]
    hidden = bool(each.found.history.in_covid.any()) and bool(inside) and inside[0] < COVID[1].date()
    way = target.trajectory or ((each.found.judged_on, target.value),)
    return Course(
        past,
        [(day - pd.DateOffset(months=6)).date() for day in path.period_end],
        path.middle.tolist(),
        list(zip(path.lower_50, path.upper_50, strict=True)),
        list(zip(path.lower_80, path.upper_80, strict=True)),
        way,
        target_label(one.metric),
        one.metric.decimals,
        (COVID[0].date(), COVID[1].date()) if hidden else None,
    )


def _others(others: list[Heading]) -> Markup:
    """Those of which nothing can be said, each with the reason."""
    if not others:
        return Markup()
    items = [
        (
            link(each.one.name, metric_address(each.one)),
            f"{target_label(each.one.metric)}. {each.found.reason}.",
        )
        for each in others
    ]
    said = f"{count_of(len(others), 'metric')} with a target, but no forecast yet"
    return fold(said, part("left_out", items))


def _table(every: list[Heading]) -> pd.DataFrame:
    """The table twin: one row a metric."""
    rows = []
    for each in every:
        one, found, metric = each.one, each.found, each.one.metric
        rows.append(
            {
                "Metric": one.name,
                "Target": target_label(metric),
                "Judged in": str(found.judged_on.year),
                "Outlook": found.status.capitalize(),
                "Chance": found.reason or chance_words(found.chance),
                "8 in 10 outcomes": heading(found, metric) or "No forecast",
                "Figures": "synthetic" if found.is_synthetic else "modelled",
                "Set by": target_source(metric),
            }
        )
    return pd.DataFrame(rows)


def outlook_rows(drawn: list[Heading], area: str) -> pd.DataFrame:
    """The forecasts as rows: one a metric, sex and year to come."""
    frames = []
    for each in drawn:
        metric, found = each.one.metric, each.found
        frames.append(
            found.path.assign(
                metric_id=metric.id,
                area_code=area,
                sex=each.one.newest.sex,
                unit=findings.monthly_unit(metric, each.one.newest.frequency),
                target=metric.target.value,
                target_is_example=metric.target.is_example,
                target_source=metric.target.source,
                judged_on=str(found.judged_on),
                status=found.status,
                chance=chance_words(found.chance),
                provenance="synthetic" if found.is_synthetic else "modelled",
                source=metric.source,
            )
        )
    rows = pd.concat(frames, ignore_index=True)
    first = ["metric_id", "area_code"]
    return rows[[*first, *(name for name in rows.columns if name not in first)]]
