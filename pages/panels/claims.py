"""What the documents say about a place, next to what is published and what is counted."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.strategy import documents_named
from metrics.targets.claims import ClaimWithFigures, why_they_differ
from pages.charts.chip import chip
from pages.charts.markup import markup
from pages.charts.tables.facts_table import facts_table
from pages.words.claims import claim_row, claims_tally
from pages.words.numbers import full_date


def draw_claims(claimed: Sequence[ClaimWithFigures], place: str) -> None:
    """One row per claim; nothing at all where no document of this system mentions the place."""
    if not claimed:
        return
    papers = documents_named(row.claim.document for row in claimed)
    made = {row.computed.provenance for row in claimed if row.computed}
    source = "; ".join(f"{paper.title}, {paper.publisher}, {_dated(paper.dated)}" for paper in papers)
    why = " ".join(why_they_differ([row.claim for row in claimed]))
    table = facts_table(
        pd.DataFrame([claim_row(row) for row in claimed]),
        caption="Claims in the board paper next to published and computed figures",
        numeric=("Board paper", "Published", "95% interval", "Computed", "Difference"),
    )
    texts = {"place": place, "source": source, "why": why, "tally": claims_tally(claimed)}
    st.html(markup("claims", chip=chip, made=sorted(made), table=table, **texts))


def _dated(dated: str) -> str:
    day = pd.to_datetime(dated, errors="coerce")
    return full_date(day.date()) if len(dated) == 10 and not pd.isna(day) else dated
