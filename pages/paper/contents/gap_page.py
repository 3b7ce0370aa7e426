"""The life expectancy gap: place by place, in people, and beside what the system's board paper claims."""

from __future__ import annotations

import math

import pandas as pd

from data.strategy import documents_named
from metrics.judgement.gap_in_people import gap_in_people
from metrics.judgement.leading_gap import COMPUTED, PUBLISHED, Gap, latest_figures, leading_gap, places_of
from metrics.language.sexes import SEX_WORDS
from metrics.targets.claims import ClaimWithFigures, claims_of, claims_with_figures, why_they_differ
from metrics.targets.system import System
from pages.charts.model import IntervalChart
from pages.paper.blocks import Block, Columns, Heading, Page, Paragraph, Table
from pages.paper.contents.sources import source_words
from pages.words.claims import claim_row, claims_tally
from pages.words.gap import gap_sentence, in_people_words
from pages.words.numbers import interval, number

_SEXES = ("male", "female")
_CLAIM_HEADS = ("Claim", "Board paper", "Published", "95% interval", "Computed", "Difference")


def gap_page(system: System, area: str) -> Page:
    """The widest published gap leads; without one what is counted from records says so."""
    here, area = system.geography, gap_area(system, area)
    name = here.area(area).label
    gap = leading_gap(system, area, here.default_footprint)
    metric = system.metrics[PUBLISHED]
    if gap is None:
        return Page(
            name=f"Life expectancy gap: {name}",
            title=f"{name}: no life expectancy is published or counted",
            deck="Life expectancy is published for councils and counted for areas of 5,000 people or more.",
            blocks=(Paragraph(metric.measures, strong="What it measures."),),
            sources=(source_words(metric, ""),),
        )
    places = places_of(system, area, here.default_footprint)
    published = latest_figures(system, PUBLISHED, places.area_code.tolist())
    claimed = [
        one
        for one in claims_with_figures(claims_of(here.nhs_code, [gap.area_code]), system)
        if one.claim.area == gap.area_code
    ]
    left: tuple[Block, ...] = ()
    if len(published):
        chart = _chart(places, published, claimed, gap.period_label)
        left = (Heading(chart.title, chart.sub, gap.provenance), chart)
    else:
        left = _counted(system, places)
    left += (_in_people(system, gap),)
    right = _claims(claimed, gap) or (
        Heading("What it measures"),
        Paragraph(system.metrics[PUBLISHED if gap.is_published else COMPUTED].measures),
    )
    made = {
        gap.provenance,
        *published.provenance,
        *(one.computed.provenance for one in claimed if one.computed),
    }
    return Page(
        name=f"Life expectancy gap: {name}",
        title=_title(gap),
        deck=gap_sentence(gap),
        blocks=(Columns((left, right), (0.5, 0.5)),),
        provenances=frozenset(made),
        sources=tuple(dict.fromkeys(source_words(metric, one) for one in sorted(made))),
    )


def gap_area(system: System, area: str) -> str:
    """Whose gap is told: the system's, a place's, or that of the place that a smaller area lies in."""
    here = system.geography
    if here.area(area).area_level in ("ics", "place"):
        return area
    return here.parent(area, "place") or here.ics_code


def _counted(system: System, places: pd.DataFrame) -> tuple[Block, ...]:
    """The gap of each place as counted from records, where none is published."""
    counted = latest_figures(system, COMPUTED, places.area_code.tolist())
    if counted.empty:
        return ()
    told = {
        (row.area_code, row.sex): f"{number(row.value, 1)} ({interval(row.lower_ci, row.upper_ci, 1)})"
        for row in counted.itertuples()
    }
    rows = tuple(
        (place.label, *(told.get((place.area_code, sex), "no figure") for sex in _SEXES))
        for place in places.sort_values("label").itertuples()
    )
    sub = f"Years below England with 95% interval, {counted.period_label.iloc[0]}. Not published here."
    table = Table("Gap with England by place", ("Place", "Men", "Women"), rows, (40, 30, 30), numeric=(1, 2))
    return (Heading("Place by place, counted from records", sub, counted.provenance.iloc[0]), table)


def _title(gap: Gap) -> str:
    if not gap.is_clear:
        return f"{gap.name}: life expectancy against England"
    men, women = (number(gap.rows.gap[sex], 1) for sex in _SEXES)
    return f"{gap.name}’s men live {men} years less than England’s, women {women}"


def _chart(
    places: pd.DataFrame, published: pd.DataFrame, claimed: list[ClaimWithFigures], period: str
) -> IntervalChart:
    rows = [
        (place.label, sex, own.iloc[0])
        for sex in _SEXES
        for place in places.sort_values("label").itertuples()
        for own in [published[(published.area_code == place.area_code) & (published.sex == sex)]]
        if len(own)
    ]
    said = {
        (one.claim.area, one.sex): one.claim.figure
        for one in claimed
        if one.claim.metric == PUBLISHED and one.claim.of == "value"
    }
    alt = "; ".join(
        f"{SEX_WORDS[sex]} in {label} {number(row.value, 1)} ({interval(row.lower_ci, row.upper_ci, 1)})"
        for label, sex, row in rows
    )
    return IntervalChart(
        title="Place by place",
        name="Published, with 95% interval",
        where=f"Life expectancy at birth, years, {period}, with 95% interval",
        points=tuple(f"{label}, {SEX_WORDS[sex]}" for label, sex, _ in rows),
        values=tuple(float(row.value) for *_, row in rows),
        lower_ci=tuple(float(row.lower_ci) for *_, row in rows),
        upper_ci=tuple(float(row.upper_ci) for *_, row in rows),
        comparator="England",
        comparator_values=tuple(float(row.comparator_value) for *_, row in rows),
        decimals=1,
        unit="years",
        alt=f"Life expectancy at birth in years: {alt}.",
        joined=False,
        claim="Board paper of the system" if said else "",
        claims=tuple(float(said.get((row.area_code, sex), math.nan)) for _, sex, row in rows) if said else (),
    )


def _in_people(system: System, gap: Gap) -> Paragraph:
    found = gap_in_people(system.values(area=gap.area_code))
    if found is None:
        return Paragraph(
            "How many deaths the gap stands for cannot be said: deaths under 75 by cause are not published "
            f"for {gap.name}.",
            strong="In people.",
        )
    words = "".join(in_people_words(found, gap.name))
    return Paragraph(f"{words} (Derived.)", strong="In people.")


def _claims(claimed: list[ClaimWithFigures], gap: Gap) -> tuple[Block, ...]:
    if not claimed:
        return ()
    papers = documents_named(row.claim.document for row in claimed)
    source = "; ".join(f"{paper.title}, {paper.publisher}" for paper in papers)
    rows = tuple(tuple(claim_row(row)[head] for head in _CLAIM_HEADS) for row in claimed)
    return (
        Heading(f"What the board paper says, and what is published: {gap.name}", source, "official"),
        Table("Claims beside figures", _CLAIM_HEADS, rows, (30, 12, 14, 18, 18, 18), numeric=(1, 2, 3, 4)),
        Paragraph(" ".join(why_they_differ([row.claim for row in claimed])), strong=claims_tally(claimed)),
    )
