"""Parts that several pages share: how a page opens and closes, and how a figure was computed."""

from __future__ import annotations

import streamlit as st

from metrics.language.metric import Metric
from metrics.targets.system import System
from pages.charts.markup import fold, paragraph
from pages.shell import frame, tour
from pages.shell.filters import address
from pages.shell.glossary import explained
from pages.shell.sign_in import draw_sign_in
from pages.words.findings import VERDICT_RULE
from pages.words.numbers import full_date
from pages.words.provenance import provenance_words

NAME = "ICS strategy and outcomes"


def open_page(title: str):
    """Set the browser's title and reserve the place of the provenance strip, which is known only later."""
    st.set_page_config(page_title=f"{title} – {NAME}")
    return st.empty()


def close_page(system: System, page: str) -> None:
    """Footer, and the mark that the page is drawn."""
    draw_sign_in(system.geography.nhs_code, system.store.version)
    refreshed = f"Figures refreshed on {full_date(system.store.refreshed_at.date())}."
    frame.footer(
        refreshed,
        [("Definitions, sources and age of data", address("data")), ("Take the tour", tour.ADDRESS)],
    )
    frame.page_ready(page)


def made_by(system: System, metric: Metric | None = None) -> dict[str, str]:
    """What each row of a download states about its origin: refresh, code and, for one metric, source file."""
    facts = system.store.facts
    facts_of_refresh = {"refresh": system.store.version, "code_version": facts.get("code_version", "")}
    if metric is None or "lineage" not in facts["tables"]:
        return facts_of_refresh
    lineage = system.store.table("lineage")
    own = lineage[lineage.metric_id == metric.id]
    names = ("source_file", "source_sha256", "source_modified", "definition_sha256")
    return facts_of_refresh | {name: str(own[name].iloc[0]) for name in names if len(own)}


def show_provenance(place, provenances) -> None:
    """Fill the strip at the top of the page: what is demonstration data, and what is not."""
    with place:
        frame.strip(*provenance_words(set(provenances)))


def show_verdict_rule() -> None:
    """How a shift's verdict is reached, folded."""
    rule = explained(VERDICT_RULE)
    st.html(fold("How this is decided", paragraph(rule), kind="rule"))
