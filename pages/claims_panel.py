"""What the documents say about a place, beside what is published and what is counted."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.strategy import documents
from metrics.claims import ClaimBeside, Figure, why_they_differ
from pages.components import frame
from pages.components.facts_table import facts_table
from pages.components.words import count_of, full_date, interval, missing, number, text
from pages.findings import SEX_WORDS


def draw_claims(beside: Sequence[ClaimBeside], place: str) -> None:
    """A row a claim; nothing at all where no document of this system speaks of the place."""
    if not beside:
        return
    papers = [documents()[one] for one in dict.fromkeys(row.claim.document for row in beside)]
    made = {row.computed.provenance for row in beside if row.computed}
    source = "; ".join(f"{paper.title}, {paper.publisher}, {_dated(paper.dated)}" for paper in papers)
    why = " ".join(why_they_differ([row.claim for row in beside]))
    chips = "".join(f" {frame.chip(provenance)}" for provenance in sorted(made))
    st.html(
        f'<h3 class="claims-title">What the board paper says, and what is published: {text(place)}</h3>'
        f'<p class="sub">{text(source)}. Published: {frame.chip("official")}'
        + (f" Computed:{chips}" if chips else "")
        + "</p>"
        + facts_table(
            pd.DataFrame([claim_row(row) for row in beside]),
            caption="Claims of the board paper beside published and computed figures",
            numeric=("Board paper", "Published", "95% interval", "Computed", "Difference"),
        )
        + f"<p><b>{text(claims_tally(beside))}</b> {text(why)}</p>"
    )


def claim_row(row: ClaimBeside) -> dict[str, str]:
    """One claim's row in words: column to cell."""
    claim = row.claim
    who = f", {SEX_WORDS[row.sex]}" if len(claim.sexes) > 1 else ""
    published = row.published
    return {
        "Claim": f"{claim.title}{who}" + (f", {published.period_label}" if published else ""),
        "Board paper": f"{claim.figure:g}",
        "Published": number(published.value, 1) if published else "not published",
        "95% interval": interval(published.lower_ci, published.upper_ci, 1) if published else "",
        "Computed": _computed(row.computed),
        "Difference": difference_words(row),
    }


def _computed(figure: Figure | None) -> str:
    if figure is None:
        return "–"
    return f"{number(figure.value, 1)} ({figure.provenance})"


def difference_words(row: ClaimBeside) -> str:
    """'4.9 higher', '4.1 smaller' of a gap; '' where nothing is published."""
    apart = row.difference
    if missing(apart):
        return ""
    if not round(abs(apart), 1):
        return "the same"
    more, less = ("larger", "smaller") if row.claim.of == "below" else ("higher", "lower")
    return f"{number(abs(apart), 1)} {more if apart > 0 else less}"


def claims_tally(beside: Sequence[ClaimBeside]) -> str:
    """How many of the claims lie outside the published interval."""
    told: dict[str, bool] = {}
    for row in beside:
        if row.differs is not None:
            told[row.claim.id] = told.get(row.claim.id, True) and row.differs
    outside = sum(told.values())
    if not told:
        return "Nothing is published to hold the claims against."
    if outside == len(told):
        return f"All {count_of(outside, 'figure')} of the paper lie outside the published interval."
    if not outside:
        return "Every figure of the paper lies inside the published interval."
    return f"{outside} of {count_of(len(told), 'figure')} of the paper lie outside the published interval."


def _dated(dated: str) -> str:
    day = pd.to_datetime(dated, errors="coerce")
    return full_date(day.date()) if len(dated) == 10 and not pd.isna(day) else dated
