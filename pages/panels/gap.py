"""The life expectancy gap with England: drawn with its interval, in people, and place by place."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from metrics.judgement.gap_in_people import gap_in_people
from metrics.judgement.leading_gap import COMPUTED, PUBLISHED, Gap, latest_figures, places_of
from metrics.language.sexes import SEX_WORDS
from metrics.targets.claims import ClaimWithFigures
from metrics.targets.system import System
from pages.charts.chip import chip
from pages.charts.gap import GapLine, gap_picture
from pages.charts.markup import fold, markup, paragraph
from pages.shell import frame
from pages.shell.download import download_csv, file_name
from pages.shell.page import made_by
from pages.words.gap import gap_sentence, gap_title, in_people_words
from pages.words.numbers import interval, number
from pages.words.subject import in_sentence

_HEADS = (("Place",), ("Published,", "years"), ("95%", "interval"), ("Gap,", "published"))
_MADE_FROM = {
    "synthetic": "Computed gaps are based on five years of demonstration data. Only the published figures "
    "are about real people.",
    "local": "Computed gaps are based on five years of the system's own records.",
}
_PICTURE_WIDTHS = {"wide": 680, "narrow": 328}


def draw_gap(
    system: System, gap: Gap | None, area: str, footprint: str, claimed: Sequence[ClaimWithFigures]
) -> None:
    """The finding, its picture, what it is in people, and the table of all places."""
    if gap is None:
        frame.panel_head("The life expectancy gap with England", "No figure is available here.")
        return
    _head(gap)
    if gap.is_published:
        _picture(gap, claimed)
    else:
        st.html(paragraph(gap_sentence(gap)))
    _in_people(system, gap)
    _places(system, area, footprint, folded=gap.is_published)


def _head(gap: Gap) -> None:
    title = gap_title(gap)
    if gap.is_clear and gap.provenance == "synthetic":
        title = f"In demonstration data, {in_sentence(title)}"
    sub = (
        f"Life expectancy at birth, {gap.period_label}, years with 95% interval"
        if gap.is_published
        else f"Computed from records of {gap.period_label}. No figure is published for this area."
    )
    frame.panel_head(title, sub, gap.provenance)


def _picture(gap: Gap, claimed: Sequence[ClaimWithFigures]) -> None:
    claimed_years = {row.sex: row.claim.figure for row in claimed if _is_of_the_picture(row, gap)}
    lines = [
        GapLine(
            SEX_WORDS[sex].capitalize(),
            row.value,
            row.lower_ci,
            row.upper_ci,
            row.england,
            claimed_years.get(sex, math.nan),
        )
        for sex, row in gap.rows.iterrows()
    ]
    words = " ".join(
        f"{line.label}: {gap.name} {number(line.value, 1)} ({interval(line.lower_ci, line.upper_ci, 1)}), "
        f"England {number(line.england, 1)}"
        + (f", board paper {number(line.claim)}." if math.isfinite(line.claim) else ".")
        for line in lines
    )
    pictures = [
        (name, gap_picture(lines, gap.name, "Board paper", width), width)
        for name, width in _PICTURE_WIDTHS.items()
    ]
    texts = {"pictures": pictures, "words": words, "area": gap.name}
    st.html(markup("gap_picture", is_claimed=bool(claimed_years), **texts))


def _is_of_the_picture(row: ClaimWithFigures, gap: Gap) -> bool:
    claim = row.claim
    return claim.area == gap.area_code and claim.metric == PUBLISHED and claim.of == "value"


def _in_people(system: System, gap: Gap) -> None:
    rows = system.values(area=gap.area_code)
    people = gap_in_people(rows)
    words = None if people is None else in_people_words(people, gap.name)
    st.html(markup("gap_in_people", words=words, area=gap.name, chip=chip))


def _places(system: System, area: str, footprint: str, folded: bool) -> None:
    places = places_of(system, area, footprint)
    codes = places.area_code.tolist()
    published, computed = (latest_figures(system, metric, codes) for metric in (PUBLISHED, COMPUTED))
    published = published.assign(gap=published.comparator_value - published.value)
    rows = [
        _row(
            place,
            sex,
            *(
                figures[(figures.area_code == place.area_code) & (figures.sex == sex)]
                for figures in (published, computed)
            ),
        )
        for place in places.sort_values("label").itertuples()
        for sex in ("male", "female")
    ]
    made_from = str(computed.provenance.iloc[0]) if len(computed) else "computed"
    heads = (*_HEADS, ("Gap, computed", f"({made_from})"))
    caption = "Life expectancy gap with England by place"
    texts = {"caption": caption, "heads": heads, "rows": rows}
    table = markup("gap_places", made_from=_MADE_FROM.get(made_from, ""), **texts)
    st.html(fold(f"{caption}: table", table) if folded else table)
    download_csv(
        lambda: pd.concat([published.drop(columns="gap"), computed]),
        key="overview_gap_csv",
        name=file_name("life-expectancy-gap", system.geography.nhs_code),
        names=system.geography.areas,
        refreshed_at=system.store.refreshed_at,
        made_by=made_by(system),
        label="Download the gap (CSV)",
    )


def _row(place, sex: str, published: pd.DataFrame, computed: pd.DataFrame) -> tuple[str, list[str]]:
    """The place and sex, and the cells: published years, their interval, published and computed gap."""
    cells = ["not published", "", ""]
    if len(published):
        own = published.iloc[0]
        cells = [number(own.value, 1), interval(own.lower_ci, own.upper_ci, 1), number(own.gap, 1)]
    made = "no figure"
    if len(computed):
        own = computed.iloc[0]
        made = f"{number(own.value, 1)} ({interval(own.lower_ci, own.upper_ci, 1)})"
    return f"{place.label}, {SEX_WORDS[sex]}", [*cells, made]
