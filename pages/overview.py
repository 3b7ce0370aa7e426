"""Are the three shifts happening? One panel a shift, the life expectancy gap, what needs attention."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from metrics.metric import Shift
from metrics.verdict import ShiftVerdict
from pages import findings
from pages.components import cards, filters, frame
from pages.components.facts_table import facts_table
from pages.components.filters import Choice, address
from pages.components.words import count_of, listed, number, number_word, short_month, text, value
from pages.gap_panel import draw_gap, draw_ward_map
from pages.holdings import Holdings, holdings, ics_choice
from pages.parts import close_page, open_page, say_provenance, say_verdict_rule
from pages.questions import footprint_choices
from pages.standings import (
    Standing,
    metric_address,
    of_shift,
    spark,
    spark_note,
    standings,
    verdict_lead,
    verdict_of,
)

CARDS_A_SHIFT = 4
AGES_SHOWN = 10


def draw() -> None:
    """Choose, compute, draw."""
    have = holdings()
    here = have.geography
    strip = open_page("Overview")
    chosen = filters.filter_row(
        [ics_choice(), _area_choice(have), *footprint_choices(here)],
        lambda so_far: f"{here.area(so_far['area']).label}",
    )
    area, footprint = chosen["area"], chosen.get("footprint", here.default_footprint)
    held = [one for one in standings(have, area) if one.has_figure]
    shown = [one.newest.provenance for one in held]
    say_provenance(strip, [*shown, *have.values("life_expectancy_gap").provenance])
    by_shift = {shift: of_shift(held, shift) for shift in Shift}
    verdicts = {shift: verdict_of(ones) for shift, ones in by_shift.items()}
    _finding(have, area, held, verdicts)
    with st.container(key="shifts"):
        for column, (shift, ones) in zip(st.columns(3, gap="large"), by_shift.items(), strict=True):
            with column:
                _shift(shift, ones, verdicts[shift], here.area(area).area_level, area)
    left, right = st.columns([712, 504], gap="large")
    with left:
        draw_gap(have, area, footprint)
    with right:
        _attention(held)
    left, right = st.columns([712, 504], gap="large")
    with left:
        draw_ward_map(have)
    with right:
        _age_of_figures(held)
    close_page(have, "overview")


def _area_choice(have: Holdings) -> Choice:
    here = have.geography
    options = {here.ics_code: "Whole system"}
    table = here.table("place", filters.chosen("footprint", here.footprints, here.default_footprint))
    options |= dict(zip(table.area_code, table.label, strict=True))
    return Choice("area", options, here.ics_code)


def _finding(have: Holdings, area: str, held: list[Standing], verdicts: dict[Shift, ShiftVerdict]) -> None:
    name = have.geography.area(area).label
    frame.finding(_answer(verdicts), f"{name}: {_tally(held)}", over="Are the three shifts happening?")
    say_verdict_rule()


_ANSWERS = {
    "Yes": ("is happening", "are happening"),
    "In part": ("is happening in part", "are happening in part"),
    "Not yet": ("is not happening yet", "are not happening yet"),
    "No clear change": ("shows no clear change", "show no clear change"),
    "Too early to say": ("is too early to judge", "are too early to judge"),
}


def _answer(verdicts: dict[Shift, ShiftVerdict]) -> str:
    parts: dict[str, list[str]] = {}
    for shift, verdict in verdicts.items():
        parts.setdefault(verdict.word, []).append(shift.title.lower())
    sentences = [f"{listed(shifts)} {_ANSWERS[word][len(shifts) > 1]}" for word, shifts in parts.items()]
    return ". ".join(sentence[:1].upper() + sentence[1:] for sentence in sentences) + "."


def _tally(held: list[Standing]) -> str:
    real = [one for one in held if not one.is_synthetic]
    better = sum(one.change.verdict == "improving" for one in real)
    worse = sum(one.change.verdict == "worsening" for one in real)
    return (
        f"of {count_of(len(real), 'figure')} that {'rests' if len(real) == 1 else 'rest'} on published "
        f"records, {better} improve{'s' if better == 1 else ''} and {worse} worsen"
        f"{'s' if worse == 1 else ''}."
    )


def _shift(shift: Shift, ones: list[Standing], verdict: ShiftVerdict, level: str, area: str) -> None:
    counts = verdict.counts
    lead = verdict_lead(verdict)
    moved = [one for one in ones if one.change.verdict in ("improving", "worsening") and not one.is_synthetic]
    rest = " ".join(
        f"{one.name}: {one.change.reason[:1].lower() + one.change.reason[1:]}." for one in moved[:2]
    )
    order = {"worsening": 0, "improving": 1, "no clear change": 2, "cannot say": 3}
    shown = sorted(ones, key=lambda one: (one.is_synthetic, order[one.change.verdict]))
    picked: dict[str, Standing] = {}
    for one in shown:
        picked.setdefault(one.metric.id, one)
    drawn = "".join(_card(one) for one in list(picked.values())[:CARDS_A_SHIFT])
    others = list(picked.values())[CARDS_A_SHIFT:]
    more = "".join(_card(one) for one in others)
    folded = (
        f'<details class="fold"><summary>{count_of(len(others), "more metric")}</summary>{more}</details>'
        if others
        else ""
    )
    if not ones:
        lead, drawn = "No metric of this shift has a figure at this level.", ""
    cards.draw(
        cards.shift_panel(
            title=shift.title,
            verdict=verdict.word,
            counts=counts,
            lead=lead,
            rest=rest,
            address=address("shift", shift=shift.slug, area=area, level=level),
        ),
        drawn,
        folded,
    )


def _card(one: Standing) -> str:
    metric, newest = one.metric, one.newest
    return cards.metric_card(
        name=one.name,
        address=metric_address(one),
        provenance=newest.provenance,
        value=number(newest.value, metric.decimals),
        unit=findings.monthly_unit(metric, newest.frequency),
        detail=findings.detail(newest, metric),
        verdict=one.change.verdict,
        reason=f"{one.change.reason}.",
        direction=one.change.direction,
        picture=spark(one),
        picture_words=f"{metric.title} over time: {one.change.reason}",
        picture_note=spark_note(one),
    )


def _attention(held: list[Standing]) -> None:
    worse = [one for one in held if one.change.verdict == "worsening"]
    real = [one for one in worse if not one.is_synthetic]
    synthetic = [one for one in worse if one.is_synthetic]
    frame.panel_head(
        "Needs attention",
        f"{number_word(len(real))} worsening {'figure rests' if len(real) == 1 else 'figures rest'} on "
        "published records.",
    )
    for one in real:
        metric, newest = one.metric, one.newest
        more = (
            f"{newest.numerator:,.0f} counted in {newest.period_label}"
            if newest.numerator == newest.numerator
            else newest.period_label
        )
        cards.draw(
            cards.attention_card(
                title=one.name,
                address=metric_address(one),
                figure=(
                    f"{value(newest.value, metric.decimals, findings.monthly_unit(metric, newest.frequency))}"
                    f". {one.change.reason}."
                ),
                people=more,
                question=metric.next_question,
                question_address=metric_address(one),
                direction=one.change.direction,
            )
        )
    if not real:
        st.html("<p>No figure that rests on published records worsens by the rules above.</p>")
    if synthetic:
        st.html(
            '<p class="sub">Also worsening, in demonstration records only: '
            f"{text(listed([one.name for one in synthetic]))}. "
            f"{frame.chip('synthetic')}</p>"
        )


def _age_of_figures(standings: list[Standing]) -> None:
    newest: dict[str, Standing] = {one.metric.title: one for one in standings}
    ordered = sorted(newest.values(), key=lambda one: one.newest.period_end)
    frame.panel_head(
        "How old the figures are",
        f"The newest period of each metric; of {count_of(len(ordered), 'metric')} the oldest first.",
    )
    others = ordered[AGES_SHOWN:]
    folded = (
        f'<details class="fold"><summary>{count_of(len(others), "newer metric")}</summary>'
        f"{_ages(others, 'Newest period of the other metrics')}</details>"
        if others
        else ""
    )
    more = frame.link("Sources, held-back months and age of data", address("data"), standing=True)
    st.html(_ages(ordered[:AGES_SHOWN], "Newest period of the oldest metrics") + folded + f"<p>{more}</p>")


def _ages(standings: list[Standing], caption: str) -> str:
    shown = pd.DataFrame(
        {
            "Metric": [one.metric.title for one in standings],
            "Period": [one.newest.period_label for one in standings],
            "Ends": [short_month(one.newest.period_end.date()) for one in standings],
        }
    )
    return facts_table(shown, caption=caption, numeric=("Ends",))
