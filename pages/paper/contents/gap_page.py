"""The life expectancy gap: by place, in people, and compared with the claims of the system's board paper."""

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
from pages.words.gap import gap_sentence, gap_title, in_people_words
from pages.words.numbers import interval, number

_SEXES = ("male", "female")
_CLAIM_HEADS = ("Claim", "Board paper", "Published", "95% interval", "Computed", "Difference")


def gap_page(system: System, area: str) -> Page:
    """The widest published gap first; where none is published, the gap counted from records."""
    here, area = system.geography, gap_area(system, area)
    name = here.area(area).label
    gap = leading_gap(system, area, here.default_footprint)
    metric = system.metrics[PUBLISHED]
    if gap is None:
        return Page(
            name=f"Life expectancy gap: {name}",
            title=f"No life expectancy is published or counted for {name}",
            deck="Life expectancy is published for councils and counted for areas of 5,000 people or more.",
            blocks=(Paragraph(metric.measures, strong="What it measures."),),
            sources=(source_words(metric, ""),),
        )
    places = places_of(system, area, here.default_footprint)
    published = latest_figures(system, PUBLISHED, places.area_code.tolist())
    claimed = [
        claim
        for claim in claims_with_figures(claims_of(here.nhs_code, [gap.area_code]), system)
        if claim.claim.area == gap.area_code
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
        *(claim.computed.provenance for claim in claimed if claim.computed),
    }
    return Page(
        name=f"Life expectancy gap: {name}",
        title=gap_title(gap),
        deck=gap_sentence(gap),
        blocks=(Columns((left, right), (0.5, 0.5)),),
        provenances=frozenset(made),
        sources=tuple(dict.fromkeys(source_words(metric, provenance) for provenance in sorted(made))),
    )


def gap_area(system: System, area: str) -> str:
    """The area whose gap is shown: the system, a place, or the place in which a smaller area is."""
    here = system.geography
    if here.area(area).area_level in ("ics", "place"):
        return area
    return here.parent(area, "place") or here.ics_code


def _counted(system: System, places: pd.DataFrame) -> tuple[Block, ...]:
    """The gap of each place as counted from records, where none is published."""
    counted = latest_figures(system, COMPUTED, places.area_code.tolist())
    if counted.empty:
        return ()
    years = {
        (row.area_code, row.sex): f"{number(row.value, 1)} ({interval(row.lower_ci, row.upper_ci, 1)})"
        for row in counted.itertuples()
    }
    rows = tuple(
        (place.label, *(years.get((place.area_code, sex), "no figure") for sex in _SEXES))
        for place in places.sort_values("label").itertuples()
    )
    sub = f"Years below England with 95% interval, {counted.period_label.iloc[0]}. None is published."
    table = Table("Gap with England by place", ("Place", "Men", "Women"), rows, (40, 30, 30), numeric=(1, 2))
    return (Heading("By place, counted from records", sub, counted.provenance.iloc[0]), table)


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
    claims = {
        (row.claim.area, row.sex): row.claim.figure
        for row in claimed
        if row.claim.metric == PUBLISHED and row.claim.of == "value"
    }
    alt = "; ".join(
        f"{SEX_WORDS[sex]} in {label} {number(row.value, 1)} ({interval(row.lower_ci, row.upper_ci, 1)})"
        for label, sex, row in rows
    )
    return IntervalChart(
        title="Life expectancy by place",
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
        claim="Board paper of the system" if claims else "",
        claims=tuple(float(claims.get((row.area_code, sex), math.nan)) for _, sex, row in rows)
        if claims
        else (),
    )


def _in_people(system: System, gap: Gap) -> Paragraph:
    in_people = gap_in_people(system.values(area=gap.area_code))
    if in_people is None:
        return Paragraph(
            f"Deaths under 75 by cause are not published for {gap.name}, so the number of deaths behind the "
            "gap is not known.",
            strong="In people.",
        )
    words = "".join(in_people_words(in_people, gap.name))
    return Paragraph(f"{words} (Derived.)", strong="In people.")


def _claims(claimed: list[ClaimWithFigures], gap: Gap) -> tuple[Block, ...]:
    if not claimed:
        return ()
    papers = documents_named(row.claim.document for row in claimed)
    source = "; ".join(f"{paper.title}, {paper.publisher}" for paper in papers)
    rows = tuple(tuple(claim_row(row)[head] for head in _CLAIM_HEADS) for row in claimed)
    return (
        Heading(f"Claims of the board paper and published figures: {gap.name}", source, "official"),
        Table(
            "Claims and published figures", _CLAIM_HEADS, rows, (30, 12, 14, 18, 18, 18), numeric=(1, 2, 3, 4)
        ),
        Paragraph(" ".join(why_they_differ([row.claim for row in claimed])), strong=claims_tally(claimed)),
    )
