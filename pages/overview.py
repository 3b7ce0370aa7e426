"""Are the three shifts happening? One panel a shift, the life expectancy gap, what needs attention."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from metrics.change import Change, finest_change
from metrics.metric import Metric, Shift
from metrics.verdict import ShiftVerdict, shift_verdict
from pages import findings
from pages.components import cards, filters, frame
from pages.components.facts_table import facts_table
from pages.components.filters import Choice, address
from pages.components.sparkline import sparkline
from pages.components.words import count_of, listed, number, number_word, short_month, text, value
from pages.gap_panel import draw_gap, draw_ward_map
from pages.holdings import Holdings, holdings, ics_choice
from pages.parts import close_page, open_page, say_provenance
from pages.questions import footprint_choices

CARDS_A_SHIFT = 4


@dataclass(frozen=True)
class Standing:
    """One metric of the area in force: its newest row, its change, and the shift it stands under."""

    metric: Metric
    newest: pd.Series
    change: Change


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
    standings = _standings(have, area)
    shown = [one.newest.provenance for one in standings]
    say_provenance(strip, [*shown, *have.values("life_expectancy_gap").provenance])
    by_shift = {shift: [one for one in standings if shift in one.metric.shifts] for shift in Shift}
    verdicts = {
        shift: shift_verdict([(one.change, one.newest.provenance) for one in ones])
        for shift, ones in by_shift.items()
    }
    _finding(have, area, standings, verdicts)
    with st.container(key="shifts"):
        for column, (shift, ones) in zip(st.columns(3, gap="large"), by_shift.items(), strict=True):
            with column:
                _shift(shift, ones, verdicts[shift], area)
    left, right = st.columns([712, 504], gap="large")
    with left:
        draw_gap(have, area, footprint)
    with right:
        _attention(standings, area)
    left, right = st.columns([712, 504], gap="large")
    with left:
        draw_ward_map(have)
    with right:
        _age_of_figures(standings)
    close_page(have, "overview")


def _area_choice(have: Holdings) -> Choice:
    here = have.geography
    options = {here.ics_code: "Whole system"}
    table = here.table("place", filters.chosen("footprint", here.footprints, here.default_footprint))
    options |= dict(zip(table.area_code, table.label, strict=True))
    return Choice("area", options, here.ics_code)


def _standings(have: Holdings, area: str) -> list[Standing]:
    """Every metric that has a figure for the area: one row a metric, men and women as two."""
    rows = have.values(area=area, period="all")
    rows = rows[~rows.status.isin(["not_applicable", "not_due"])]
    level = have.geography.area(area).area_level
    found = []
    for metric in have.metrics.values():
        for sex in metric.sexes:
            series = rows[(rows.metric_id == metric.id) & (rows.sex == sex)]
            if series.empty or not (series.status == "ok").any():
                continue
            found_change = finest_change(series, metric, level)
            shown = found_change.series
            newest = shown[shown.status == "ok"].sort_values("period_end").iloc[-1]
            found.append(Standing(metric, newest, found_change))
    return found


def _finding(
    have: Holdings, area: str, standings: list[Standing], verdicts: dict[Shift, ShiftVerdict]
) -> None:
    name = have.geography.area(area).label
    frame.finding(_answer(verdicts), f"{name}: {_tally(standings)}", over="Are the three shifts happening?")
    st.html(
        '<details class="rule"><summary>How this is decided</summary><p>Each metric is judged by its '
        "own series: monthly ones by the rules of the NHS control chart, "
        "yearly ones by whether the last two intervals overlap or five years show a trend. A shift is "
        "“Yes” when most of its metrics improve and none worsens, "
        "“In part” when more improve than worsen, “Not yet” when as many or more worsen, and “Too early "
        "to say” when none has enough history. "
        "Figures made from demonstration records have no say. Men and women count as two.</p></details>"
    )


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


def _tally(standings: list[Standing]) -> str:
    real = [one for one in standings if one.newest.provenance != "synthetic"]
    better = sum(one.change.verdict == "improving" for one in real)
    worse = sum(one.change.verdict == "worsening" for one in real)
    return (
        f"of {count_of(len(real), 'figure')} that {'rests' if len(real) == 1 else 'rest'} on published "
        f"records, {better} improve{'s' if better == 1 else ''} and {worse} worsen"
        f"{'s' if worse == 1 else ''}."
    )


def _shift(shift: Shift, ones: list[Standing], verdict: ShiftVerdict, area: str) -> None:
    counts = verdict.counts
    lead = _lead(verdict)
    moved = [
        one
        for one in ones
        if one.change.verdict in ("improving", "worsening") and one.newest.provenance != "synthetic"
    ]
    rest = " ".join(
        f"{one.metric.title}{_who(one)}: {one.change.reason[:1].lower() + one.change.reason[1:]}."
        for one in moved[:2]
    )
    order = {"worsening": 0, "improving": 1, "no clear change": 2, "cannot say": 3}
    shown = sorted(ones, key=lambda one: (one.newest.provenance == "synthetic", order[one.change.verdict]))
    picked: dict[str, Standing] = {}
    for one in shown:
        picked.setdefault(one.metric.id, one)
    drawn = "".join(_card(one, area) for one in list(picked.values())[:CARDS_A_SHIFT])
    others = list(picked.values())[CARDS_A_SHIFT:]
    more = "".join(_card(one, area) for one in others)
    folded = (
        f'<details class="fold"><summary>{count_of(len(others), "more metric")}</summary>{more}</details>'
        if others
        else ""
    )
    if not ones:
        lead, drawn = "No metric of this shift has a figure at this level.", ""
    cards.draw(
        cards.shift_panel(title=shift.title, verdict=verdict.word, counts=counts, lead=lead, rest=rest),
        drawn,
        folded,
    )


def _lead(verdict: ShiftVerdict) -> str:
    """What the verdict rests on, and how many figures have no say because they are synthetic."""
    better, worse = verdict.counts["improving"], verdict.counts["worsening"]
    real = (
        f"Of {count_of(verdict.judged, 'published figure')} {better} improve{'s' if better == 1 else ''} "
        f"and {worse} worsen{'s' if worse == 1 else ''}."
    )
    if not verdict.judged:
        real = "No published figure is held."
    return (
        f"{real} {count_of(verdict.synthetic, 'synthetic one')} "
        f"{'has' if verdict.synthetic == 1 else 'have'} no say."
        if verdict.synthetic
        else real
    )


def _who(one: Standing) -> str:
    return "" if len(one.metric.sexes) == 1 else f", {findings.SEX_WORDS[one.newest.sex]}"


def _card(one: Standing, area: str) -> str:
    metric, newest, series = one.metric, one.newest, one.change.series
    chart = one.change.chart
    drawn = {}
    if chart is not None:
        drawn = {
            "centre": float(chart.centre[-1]),
            "usual": (float(chart.lower_limit[-1]), float(chart.upper_limit[-1])),
        }
    with_compare = newest.comparator if newest.comparator_value == newest.comparator_value else ""
    picture = sparkline(
        series.value.tolist(),
        one.change.verdict,
        series.lower_ci.tolist(),
        series.upper_ci.tolist(),
        comparator=float(newest.comparator_value) if with_compare else None,
        **drawn,
    )
    note = (
        f"{newest.comparator} {number(newest.comparator_value, metric.decimals)}"
        if with_compare and (series.status == "ok").sum() == 1
        else ""
    )
    level = "ics" if area.startswith("E54") else "place"
    return cards.metric_card(
        name=metric.title + _who(one),
        address=address(
            "metric",
            metric=metric.id,
            area=area,
            level=level,
            group=newest.sex if len(metric.sexes) > 1 else None,
        ),
        provenance=newest.provenance,
        value=number(newest.value, metric.decimals),
        unit=findings.monthly_unit(metric, newest.frequency),
        detail=findings.detail(newest, metric),
        verdict=one.change.verdict,
        reason=f"{one.change.reason}.",
        direction=one.change.direction,
        picture=picture,
        picture_words=f"{metric.title} over time: {one.change.reason}",
        picture_note=note,
    )


def _attention(standings: list[Standing], area: str) -> None:
    worse = [one for one in standings if one.change.verdict == "worsening"]
    real = [one for one in worse if one.newest.provenance != "synthetic"]
    synthetic = [one for one in worse if one.newest.provenance == "synthetic"]
    frame.panel_head(
        "Needs attention",
        f"{number_word(len(real))} worsening {'figure rests' if len(real) == 1 else 'figures rest'} on "
        "published records.",
    )
    level = "ics" if area.startswith("E54") else "place"
    for one in real:
        metric, newest = one.metric, one.newest
        more = (
            f"{newest.numerator:,.0f} counted in {newest.period_label}"
            if newest.numerator == newest.numerator
            else newest.period_label
        )
        cards.draw(
            cards.attention_card(
                title=f"{metric.title}{_who(one)}",
                address=address("metric", metric=metric.id, area=area, level=level),
                figure=(
                    f"{value(newest.value, metric.decimals, findings.monthly_unit(metric, newest.frequency))}"
                    f". {one.change.reason}."
                ),
                people=more,
                question=metric.next_question,
                question_address=address("metric", metric=metric.id, area=area, level=level),
                direction=one.change.direction,
            )
        )
    if not real:
        st.html("<p>No figure that rests on published records worsens by the rules above.</p>")
    if synthetic:
        st.html(
            '<p class="sub">Also worsening, in demonstration records only: '
            f"{text(listed([one.metric.title + _who(one) for one in synthetic]))}. "
            f"{frame.chip('synthetic')}</p>"
        )


def _age_of_figures(standings: list[Standing]) -> None:
    frame.panel_head("How old the figures are", "The newest period of each metric, oldest last.")
    newest: dict[str, Standing] = {one.metric.title: one for one in standings}
    ordered = sorted(newest.values(), key=lambda one: one.newest.period_end, reverse=True)
    shown = pd.DataFrame(
        {
            "Metric": [one.metric.title for one in ordered],
            "Period": [one.newest.period_label for one in ordered],
            "Ends": [short_month(one.newest.period_end.date()) for one in ordered],
        }
    )
    more = frame.link("Sources, held-back months and age of data", address("data"), standing=True)
    st.html(facts_table(shown, caption="Newest period of each metric", numeric=("Ends",)) + f"<p>{more}</p>")
