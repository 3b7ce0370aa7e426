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
from pages.shell import frame
from pages.shell.download import download_csv, file_name
from pages.shell.page import made_by
from pages.words.gap import gap_sentence, in_people_words
from pages.words.numbers import interval, number, text

_HEADS = ("Place", "Published,<br>years", "95%<br>interval", "Gap,<br>published")
_MADE_FROM = {
    "synthetic": "Computed gaps rest on demonstration records of five years; only the published figures "
    "speak of real people.",
    "local": "Computed gaps rest on the system's own records, five years together.",
}
_PICTURE_WIDTHS = {"wide": 680, "narrow": 328}


def draw_gap(
    system: System, gap: Gap | None, area: str, footprint: str, beside: Sequence[ClaimWithFigures]
) -> None:
    """The finding, its picture, what it is in people, and the table of all places."""
    if gap is None:
        frame.panel_head("The life expectancy gap with England", "No figure is published or counted here.")
        return
    _head(gap)
    if gap.is_published:
        _picture(gap, beside)
    else:
        st.html(f"<p>{text(gap_sentence(gap))}</p>")
    _in_people(system, gap)
    _places(system, area, footprint, folded=gap.is_published)


def _head(gap: Gap) -> None:
    title = f"{gap.name}: life expectancy against England"
    if gap.is_clear:
        men, women = (number(gap.rows.gap[sex], 1) for sex in ("male", "female"))
        title = f"{gap.name}’s men live {men} years less than England’s, women {women}"
        if gap.provenance == "synthetic":
            title = f"In demonstration records, {title}"
    sub = (
        f"Life expectancy at birth, {gap.period_label}, years with 95% interval"
        if gap.is_published
        else f"Computed from records, {gap.period_label} together. Not published here."
    )
    frame.panel_head(title, sub, gap.provenance)


def _picture(gap: Gap, beside: Sequence[ClaimWithFigures]) -> None:
    claimed = {one.sex: one.claim.figure for one in beside if _is_of_the_picture(one, gap)}
    lines = [
        GapLine(
            SEX_WORDS[sex].capitalize(),
            row.value,
            row.lower_ci,
            row.upper_ci,
            row.england,
            claimed.get(sex, math.nan),
        )
        for sex, row in gap.rows.iterrows()
    ]
    said = " ".join(
        f"{line.label}: {gap.name} {number(line.value, 1)} ({interval(line.lower_ci, line.upper_ci, 1)}), "
        f"England {number(line.england, 1)}"
        + (f", board paper {number(line.claim)}." if math.isfinite(line.claim) else ".")
        for line in lines
    )
    drawn = "".join(
        f'<img class="gap-{name}" src="{gap_picture(lines, gap.name, "Board paper", width)}" '
        f'alt="{text(said)}" width="{width}">'
        for name, width in _PICTURE_WIDTHS.items()
    )
    claim = ' <span class="claim-key"></span> what the board paper says' if claimed else ""
    st.html(
        f'<div class="gap-picture">{drawn}</div><p class="sub">'
        f'<span class="area-key"></span> {text(gap.name)} with its interval <span class="england-key">'
        f"</span> England{claim}. The axis does not begin at 0.</p>"
    )


def _is_of_the_picture(one: ClaimWithFigures, gap: Gap) -> bool:
    claim = one.claim
    return claim.area == gap.area_code and claim.metric == PUBLISHED and claim.of == "value"


def _in_people(system: System, gap: Gap) -> None:
    rows = system.values(area=gap.area_code)
    found = gap_in_people(rows)
    if found is None:
        words = (
            f"<b>In people.</b> How many deaths the gap stands for cannot be said: deaths under 75 by cause "
            f"are not published for {text(gap.name)}."
        )
    else:
        words = f"<b>In people.</b> {in_people_words(found, gap.name)} {chip('derived')}"
    st.html(f'<div class="in-people"><p>{words}</p></div>')


def _places(system: System, area: str, footprint: str, folded: bool) -> None:
    places = places_of(system, area, footprint)
    codes = places.area_code.tolist()
    published, computed = (latest_figures(system, metric, codes) for metric in (PUBLISHED, COMPUTED))
    published = published.assign(gap=published.comparator_value - published.value)
    rows = "".join(
        _row(
            place,
            sex,
            *(
                held[(held.area_code == place.area_code) & (held.sex == sex)]
                for held in (published, computed)
            ),
        )
        for place in places.sort_values("label").itertuples()
        for sex in ("male", "female")
    )
    made_from = str(computed.provenance.iloc[0]) if len(computed) else "computed"
    heads = "".join(
        f'<th scope="col"{"" if head == "Place" else " class=n"}>{head}</th>'
        for head in (*_HEADS, f"Gap, computed<br>({text(made_from)})")
    )
    caption = "Life expectancy gap with England by place"
    table = (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{caption}"><table class="twin">'
        f'<caption class="unseen">{caption}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
        f'<p class="sub">A gap is years below England. {_MADE_FROM.get(made_from, "")}</p>'
    )
    st.html(
        f'<details class="fold"><summary>{caption}: table</summary>{table}</details>' if folded else table
    )
    download_csv(
        lambda: pd.concat([published.drop(columns="gap"), computed]),
        key="overview_gap_csv",
        name=file_name("life-expectancy-gap", system.geography.nhs_code),
        names=system.geography.areas,
        refreshed_at=system.store.refreshed_at,
        made_by=made_by(system),
        label="Download the gap (CSV)",
    )


def _row(place, sex: str, published: pd.DataFrame, computed: pd.DataFrame) -> str:
    cells = ["not published", "", ""]
    if len(published):
        own = published.iloc[0]
        cells = [number(own.value, 1), interval(own.lower_ci, own.upper_ci, 1), number(own.gap, 1)]
    made = "no figure"
    if len(computed):
        own = computed.iloc[0]
        made = f"{number(own.value, 1)} ({interval(own.lower_ci, own.upper_ci, 1)})"
    told = "".join(f'<td class="n">{cell}</td>' for cell in (*cells, made))
    return f'<tr><th scope="row">{text(place.label)}, {SEX_WORDS[sex]}</th>{told}</tr>'
