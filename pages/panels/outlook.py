"""Where the metrics of an area are heading: one small picture per metric, in words, as a table and to
download.
"""

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

    standing: Standing
    outlook: Outlook


def headings(system: System, standings: list[Standing], area: str) -> list[Heading]:
    """The outlook of each metric that has a target and a figure, in the order given."""
    return [
        Heading(standing, outlook_of(system, standing, area))
        for standing in standings
        if standing.metric.target is not None and standing.has_figure
    ]


def outlook_of(system: System, standing: Standing, area: str) -> Outlook:
    """The outlook of one standing, worked out once for each store, target, rebase and day."""
    rests_on = repr((standing.metric.target, standing.change.rebases))
    key = (system.store.version, area, standing.metric.id, standing.newest.sex, rests_on)
    return _outlook(key, plan(system.geography.nhs_code).ends, date.today(), standing)


# The standing is not part of the key: store, area, metric, sex, target and rebases identify it.
@st.cache_resource(max_entries=2_000, show_spinner=False)
def _outlook(key: tuple, ends: date, today: date, _standing: Standing) -> Outlook:
    return outlook(_standing.change, _standing.metric, ends, today)


def draw_outlooks(system: System, standings: list[Standing], area: str) -> None:
    """Small multiples of the metrics with a target, those without a forecast as a list below them."""
    ends, name = plan(system.geography.nhs_code).ends, system.geography.area(area).label
    every = headings(system, standings, area)
    drawn = [each for each in every if not each.outlook.path.empty and not each.outlook.reason]
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
    "No target is set for these metrics, so there is no forecast against one. A system sets its own targets "
    "in a small file, as described in ",
    part("code", "docs/own-targets.md"),
    ".",
)


def _title(drawn: list[Heading], ends: date) -> str:
    if not drawn:
        return f"No metric can be judged against a target for {ends.year} yet"
    if len(drawn) == 1:
        return f"Where one metric is heading by {ends.year}"
    return f"Where {number_word(len(drawn)).lower()} metrics are heading by {ends.year}"


def _sub(drawn: list[Heading]) -> str:
    examples = sum(each.standing.metric.target.is_example for each in drawn)
    words = (
        "The dark band covers half of all outcomes, the light band 8 in 10. On track means a chance of 80 in "
        "100 or more of meeting the target; off track means 20 or less."
    )
    if examples == len(drawn):
        words += " All targets here are examples, not adopted."
    elif examples:
        words += " Targets marked as examples have not been adopted."
    if any(upright(_course(each)).start != 0 for each in drawn):
        words += " Some vertical axes do not start at 0."
    return words


def _card(each: Heading) -> Markup:
    standing, forecast = each.standing, each.outlook
    metric, (status, why) = standing.metric, outlook_sentence(forecast, standing.metric)
    unit = findings.monthly_unit(metric, standing.newest.frequency)
    return markup(
        "outlook_card",
        name=link(standing.name, metric_address(standing)),
        unit=unit,
        chips=outlook_chips(forecast),
        icon=outlook_icon(forecast),
        status=status,
        why=why,
        picture=outlook_picture(_course(each)),
        picture_words=picture_words(each),
        source=target_source(metric),
    )


def picture_words(each: Heading) -> str:
    """The picture in words: where the metric comes from, where it may go, its target."""
    standing, forecast = each.standing, each.outlook
    metric, known = standing.metric, forecast.history
    first, last = known.iloc[0], known.iloc[-1]
    status, why = outlook_sentence(forecast, metric)
    return (
        f"{standing.name}: from {number(first.value, metric.decimals)} in {first.period_end.year} to "
        f"{number(last.value, metric.decimals)} in {last.period_end.year}. {target_label(metric)}. "
        f"{status} {why}"
    )


def _course(each: Heading) -> Course:
    standing, path, target = each.standing, each.outlook.path, each.standing.metric.target
    series = standing.change.series
    values = pd.Series(daily_mean(series, standing.metric)).where(series.status == "ok")
    middles = series.period_start + (series.period_end - series.period_start) / 2
    known = values.notna().to_numpy()
    past = [
        (day.date(), None if pd.isna(value) else float(value))
        for day, value, kept in zip(middles, values, known, strict=True)
        if kept or series.frequency.iloc[0] == "month"
    ]
    inside = [day for day, value in past if value is not None and day.year >= FIRST_YEAR]
    hidden = bool(each.outlook.history.in_covid.any()) and bool(inside) and inside[0] < COVID[1].date()
    way = target.trajectory or ((each.outlook.judged_on, target.value),)
    return Course(
        past,
        [(day - pd.DateOffset(months=6)).date() for day in path.period_end],
        path.middle.tolist(),
        list(zip(path.lower_50, path.upper_50, strict=True)),
        list(zip(path.lower_80, path.upper_80, strict=True)),
        way,
        target_label(standing.metric),
        standing.metric.decimals,
        (COVID[0].date(), COVID[1].date()) if hidden else None,
    )


def _others(others: list[Heading]) -> Markup:
    """The metrics without a forecast, each with the reason."""
    if not others:
        return Markup()
    items = [
        (
            link(each.standing.name, metric_address(each.standing)),
            f"{target_label(each.standing.metric)}. {each.outlook.reason}.",
        )
        for each in others
    ]
    summary = f"{count_of(len(others), 'metric')} with a target, but no forecast yet"
    return fold(summary, part("left_out", items))


def _table(every: list[Heading]) -> pd.DataFrame:
    """The same as a table: one row per metric."""
    rows = []
    for each in every:
        standing, forecast, metric = each.standing, each.outlook, each.standing.metric
        rows.append(
            {
                "Metric": standing.name,
                "Target": target_label(metric),
                "Judged in": str(forecast.judged_on.year),
                "Outlook": forecast.status.capitalize(),
                "Chance": forecast.reason or chance_words(forecast.chance),
                "8 in 10 outcomes": heading(forecast, metric) or "No forecast",
                "Figures": "synthetic" if forecast.is_synthetic else "modelled",
                "Set by": target_source(metric),
            }
        )
    return pd.DataFrame(rows)


def outlook_rows(drawn: list[Heading], area: str) -> pd.DataFrame:
    """The forecasts as rows: one per metric, sex and year to come."""
    frames = []
    for each in drawn:
        metric, forecast = each.standing.metric, each.outlook
        frames.append(
            forecast.path.assign(
                metric_id=metric.id,
                area_code=area,
                sex=each.standing.newest.sex,
                unit=findings.monthly_unit(metric, each.standing.newest.frequency),
                target=metric.target.value,
                target_is_example=metric.target.is_example,
                target_source=metric.target.source,
                judged_on=str(forecast.judged_on),
                status=forecast.status,
                chance=chance_words(forecast.chance),
                provenance="synthetic" if forecast.is_synthetic else "modelled",
                source=metric.source,
            )
        )
    rows = pd.concat(frames, ignore_index=True)
    first = ["metric_id", "area_code"]
    return rows[[*first, *(name for name in rows.columns if name not in first)]]
