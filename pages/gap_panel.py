"""The life expectancy gap to England: published where it is, computed beside it, and a map of the wards."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages import findings
from pages.components import filters, frame, map, standing
from pages.components.words import interval, number, text
from pages.holdings import Holdings, map_outlines

PUBLISHED, COMPUTED = "published_life_expectancy", "life_expectancy_gap"
_HEADS = ("Place", "Published,<br>years", "95%<br>interval", "Gap,<br>published")


_MADE_FROM = {
    "synthetic": "Computed gaps rest on demonstration records of five years; only the published figures "
    "speak of real people.",
    "local": "Computed gaps rest on the system's own records, five years together.",
}


def draw_gap(have: Holdings, area: str, footprint: str) -> None:
    """A table of places, men and women; the widest published gap leads."""
    places = have.geography.table("place", footprint)
    if area in set(places.area_code):
        places = places[places.area_code == area]
    codes = places.area_code.tolist()
    published, computed = (_known(have, metric, codes) for metric in (PUBLISHED, COMPUTED))
    published = published.assign(gap=published.comparator_value - published.value)
    _head(have, published, computed)
    rows = [
        _row(
            place,
            sex,
            *(
                known[(known.area_code == place.area_code) & (known.sex == sex)]
                for known in (published, computed)
            ),
        )
        for place in places.sort_values("label").itertuples()
        for sex in ("male", "female")
    ]
    made_from = str(computed.provenance.iloc[0]) if len(computed) else "computed"
    heads = "".join(
        f'<th scope="col"{"" if head == "Place" else " class=n"}>{head}</th>'
        for head in (*_HEADS, f"Gap, computed<br>({text(made_from)})")
    )
    caption = "Life expectancy gap to England by place"
    st.html(
        f'<div class="scroll" role="region" tabindex="0" aria-label="{caption}"><table class="twin">'
        f'<caption class="unseen">{caption}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
        f'<p class="sub">A gap is years below England. {_MADE_FROM.get(made_from, "")}</p>'
    )


def _known(have: Holdings, metric: str, codes: list[str]) -> pd.DataFrame:
    results = have.values(metric, area=codes)
    return results[results.status == "ok"]


def _head(have: Holdings, published: pd.DataFrame, computed: pd.DataFrame) -> None:
    if published.empty:
        words = "Computed from records, five years together. Not published here."
        provenance = computed.provenance.iloc[0] if len(computed) else None
        frame.panel_head("The life expectancy gap to England", words, provenance)
        return
    widest = published.sort_values("gap").area_code.iloc[-1]
    lead = published[published.area_code == widest].set_index("sex")
    name, sub = have.geography.area(widest).label, f"Life expectancy at birth, {lead.period_label.iloc[0]}"
    clear = {"male", "female"} <= set(lead.index) and (lead.upper_ci < lead.comparator_value).all()
    title = f"{name}: life expectancy against England"
    if clear:
        men, women = (number(lead.gap[sex], 1) for sex in ("male", "female"))
        title = f"{name}’s men live {men} years less than England’s, women {women}"
    frame.panel_head(title, sub, "official")


def _row(place, sex: str, published: pd.DataFrame, computed: pd.DataFrame) -> str:
    cells = ["not published", "", ""]
    if len(published):
        own = published.iloc[0]
        cells = [number(own.value, 1), interval(own.lower_ci, own.upper_ci, 1), number(own.gap, 1)]
    made = "no figure"
    if len(computed):
        own = computed.iloc[0]
        made = f"{number(own.value, 1)} ({interval(own.lower_ci, own.upper_ci, 1)})"
    listed = "".join(f'<td class="n">{cell}</td>' for cell in (*cells, made))
    return f'<tr><th scope="row">{text(place.label)}, {findings.SEX_WORDS[sex]}</th>{listed}</tr>'


def draw_ward_map(have: Holdings) -> None:
    """Men's gap over the wards of the ICS; a shape chosen leads to the ward in the other pages' filters."""
    here = have.geography
    metric = have.metrics.get(COMPUTED)
    if metric is None or "ward" not in here.levels:
        return
    results = have.values(metric.id, level="ward", sex="male")
    rows = standing.standings(results, here.table("ward"))
    shorter, judged = int((results.outcome == "worse").sum()), int((rows.status == "ok").sum())
    frame.panel_head(
        f"In {shorter} of {judged} wards men live shorter lives than in England",
        "Men, years shorter than England, five years together. Tab to the map, then move with the arrow "
        "keys.",
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
    ranked = filters.address("compare", metric=metric.id, level="ward", area=here.ics_code, group="male")
    st.html(f"<p>{frame.link('Compare all wards', ranked, standing=True)}</p>")
