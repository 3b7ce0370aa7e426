"""Are the three shifts happening? One panel per shift, the life expectancy gap, what needs attention."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from metrics.judgement.attention import Attention, attention_of
from metrics.judgement.leading_gap import Gap, leading_gap, places_of
from metrics.judgement.shift_verdict import ShiftVerdict
from metrics.judgement.standing import Standing, in_shift, standings, verdict_of
from metrics.language.metric import Shift
from metrics.targets.claims import claims_of, claims_with_figures
from metrics.targets.system import System
from pages.charts import cards
from pages.charts.chip import chip, link
from pages.charts.markup import markup, paragraph
from pages.charts.sparkline import spark, spark_note
from pages.panels.attention import ANCHOR, draw_attention, pressing
from pages.panels.claims import draw_claims
from pages.panels.gap import draw_gap
from pages.panels.news import draw_news
from pages.panels.ward_map import draw_ward_map
from pages.shell import filters, frame
from pages.shell.choices import footprint_choices
from pages.shell.filters import Choice, address
from pages.shell.links import metric_address
from pages.shell.page import close_page, open_page, show_provenance, show_verdict_rule
from pages.shell.system import chosen_system, ics_choice
from pages.words import answer as answer_words
from pages.words import findings
from pages.words.gap import gap_sentence
from pages.words.numbers import number
from pages.words.shift import verdict_lead

CARDS_PER_SHIFT = 4
_EVIDENCE, _GAP, _MAP = [1, 1, 1], [712, 504], [712, 504]


def draw() -> None:
    """Choose, compute, draw."""
    system = chosen_system()
    here = system.geography
    strip = open_page("Overview")
    chosen = filters.filter_row(
        [ics_choice(), _area_choice(system), *footprint_choices(here)],
        lambda so_far: f"{here.area(so_far['area']).label}",
    )
    area, footprint = chosen["area"], chosen.get("footprint", here.default_footprint)
    available = [standing for standing in standings(system, area) if standing.has_figure]
    attention = attention_of(system, area)
    gap = leading_gap(system, area, footprint)
    claimed = claims_with_figures(
        claims_of(here.nhs_code, places_of(system, area, footprint).area_code.tolist()), system
    )
    by_shift = {shift: in_shift(available, shift) for shift in Shift}
    verdicts = {shift: verdict_of(rows) for shift, rows in by_shift.items()}

    shown = [standing.newest.provenance for standing in available]
    show_provenance(strip, [*shown, *system.values("life_expectancy_gap").provenance])
    _finding(system, area, available, verdicts)
    _glance(verdicts, attention, gap, area, here.area(area).area_level)
    with st.container(key="evidence"):
        for column, (shift, rows) in zip(st.columns(_EVIDENCE, gap="large"), by_shift.items(), strict=True):
            with column:
                _shift(shift, rows, verdicts[shift], here.area(area).area_level, area, attention)
    with st.container(key="gap_and_attention"):
        left, right = st.columns(_GAP, gap="large")
        with left:
            draw_gap(system, gap, area, footprint, claimed)
            if gap is not None:
                draw_claims([row for row in claimed if row.claim.area == gap.area_code], gap.name)
        with right:
            draw_attention(attention)
    with st.container(key="map_and_news"):
        left, right = st.columns(_MAP, gap="large")
        with left:
            draw_ward_map(system, area)
        with right:
            draw_news(system, area, available)
    close_page(system, "overview")


def _area_choice(system: System) -> Choice:
    here = system.geography
    options = {here.ics_code: "Whole system"}
    table = here.table("place", filters.chosen("footprint", here.footprints, here.default_footprint))
    options |= dict(zip(table.area_code, table.label, strict=True))
    return Choice("area", options, here.ics_code)


def _finding(
    system: System, area: str, available: list[Standing], verdicts: dict[Shift, ShiftVerdict]
) -> None:
    name = system.geography.area(area).label
    deck = answer_words.overall_tally(available, name)
    frame.finding(answer_words.answer(verdicts), deck, over="Are the three shifts happening?")
    show_verdict_rule()


def _glance(
    verdicts: dict[Shift, ShiftVerdict], attention: Attention, gap: Gap | None, area: str, level: str
) -> None:
    """The three answers on the first screen: verdicts (on a phone), what is most pressing, the gap."""
    shifts = [
        (
            link(shift.title, address("shift", shift=shift.slug, area=area, level=level)),
            verdict.word,
            answer_words.tally(verdict),
        )
        for shift, verdict in verdicts.items()
    ]
    prefix = "In demonstration data: " if gap is not None and gap.provenance == "synthetic" else ""
    is_elsewhere = gap is not None and gap.area_code != area
    st.html(
        markup(
            "glance",
            shifts=shifts,
            pressing=pressing(attention),
            anchor=ANCHOR,
            gap_title="Widest published gap in life expectancy"
            if is_elsewhere
            else "Life expectancy gap with England",
            years="" if gap is None else f"{prefix}{gap_sentence(gap)}",
            chip="" if gap is None else chip(gap.provenance),
        )
    )


def _shift(
    shift: Shift, rows: list[Standing], verdict: ShiftVerdict, level: str, area: str, attention: Attention
) -> None:
    lead = verdict_lead(verdict)
    order = {"worsening": 0, "improving": 1, "no clear change": 2, "cannot say": 3}
    shown = sorted(rows, key=lambda standing: (standing.is_synthetic, order[standing.change.verdict]))
    picked: dict[str, Standing] = {}
    for standing in shown:
        picked.setdefault(standing.metric.id, standing)
    drawn = [_card(standing) for standing in list(picked.values())[:CARDS_PER_SHIFT]]
    page = address("shift", shift=shift.slug, area=area, level=level)
    # The other cards would make up most of the page's size; the page of the shift shows them all.
    if len(picked) > CARDS_PER_SHIFT:
        drawn.append(paragraph(link(f"All {len(picked)} metrics", page, standing=True)))
    if not rows:
        lead = "No metric of this shift has a figure at this level."
    cards.draw(
        cards.shift_panel(
            title=shift.title,
            verdict=verdict.word,
            counts=verdict.counts,
            lead=lead,
            rest=answer_words.movers(rows, attention),
            address=page,
        ),
        *drawn,
    )


def _card(standing: Standing) -> Markup:
    metric, newest = standing.metric, standing.newest
    return cards.metric_card(
        name=standing.name,
        address=metric_address(standing),
        provenance=newest.provenance,
        value=number(newest.value, metric.decimals),
        unit=findings.monthly_unit(metric, newest.frequency),
        detail=findings.detail(newest, metric),
        verdict=standing.change.verdict,
        reason=f"{standing.change.reason}.",
        direction=standing.change.direction,
        picture=spark(standing),
        picture_words=f"{metric.title} over time: {standing.change.reason}",
        picture_note=spark_note(standing),
    )
