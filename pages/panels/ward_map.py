"""Men's gap with England over the wards of the ICS."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from metrics.judgement.compared_areas import compared_areas
from metrics.judgement.leading_gap import COMPUTED
from metrics.language.metric import Metric
from metrics.targets.system import System
from pages.charts.chip import chip, link
from pages.charts.map import area_map as map
from pages.charts.map.inset import map_inset
from pages.charts.markup import markup, paragraph
from pages.shell import filters, frame
from pages.shell.system import map_outlines
from pages.words import findings
from pages.words.numbers import count_of


def draw_ward_map(system: System, area: str) -> None:
    """Men's gap over the wards of the ICS; a choice sets the ward in the filters of the other pages."""
    here = system.geography
    metric = system.metrics.get(COMPUTED)
    if metric is None or "ward" not in here.levels:
        return
    results = system.values(metric.id, level="ward", sex="male")
    rows = compared_areas(results, here.table("ward"))
    shorter, judged = int((results.outcome == "worse").sum()), int((rows.status == "ok").sum())
    frame.panel_head(
        f"In {shorter} of {judged} wards men live shorter lives than in England",
        "Men: years of life expectancy below England, five years combined. Press Tab to reach the map, then "
        "move with the arrow keys.",
        results.provenance.iloc[0],
    )
    ward_outlines = map_outlines(here.nhs_code, "ward", None, None)
    map.draw_map(
        ward_outlines,
        rows,
        metric,
        key="overview_map",
        title="Map of the life expectancy gap of men by ward",
        comparator="England",
        area_word="ward",
        numbered=False,
        limits=findings.limits(metric),
    )
    _priority_wards(system, metric, rows, area)
    ranked = filters.address("compare", metric=metric.id, level="ward", area=here.ics_code, group="male")
    st.html(paragraph(link("Compare all wards", ranked, standing=True)))


def _priority_wards(system: System, metric: Metric, rows: pd.DataFrame, area: str) -> None:
    """The priority wards enlarged, in each place of the area that has some; nothing where none was named."""
    here = system.geography
    wards = here.table("ward")
    named = wards.area_code[wards.priority.fillna(False).astype(bool)].tolist()
    by_place: dict[str, list[str]] = {}
    for ward in named:
        place = here.parent(ward, "place")
        if area in (place, here.ics_code):
            by_place.setdefault(place, []).append(ward)
    for place, codes in by_place.items():
        around = tuple(sorted(here.children(place, "ward")))
        outlines = map_outlines(here.nhs_code, "ward", None, around)
        drawn, described = map_inset(outlines, rows, metric.decimals, codes, findings.limits(metric))
        name, unit = here.area(place).label, metric.unit
        st.html(
            markup(
                "inset",
                place=name,
                wards=count_of(len(codes), "priority ward"),
                unit=unit,
                chip=chip(str(rows.provenance.dropna().iloc[0])),
                picture=drawn,
                picture_words=f"{name}: {described}, {unit}",
            )
        )
