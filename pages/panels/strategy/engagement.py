"""The engagement log: who was asked, how many took part, and what these numbers do not show."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.strategy.engagement import Engagement, engagements
from data.strategy.facts import Facts
from data.strategy.files import strategy_file
from metrics.targets.system import System
from pages.charts.tables.facts_table import facts_table
from pages.panels.strategy.sources import show_faults, source_words
from pages.shell import frame
from pages.shell.download import download_csv, file_name
from pages.words.numbers import count_of


def draw_engagement(system: System) -> None:
    """The log of the current system; nothing for another system."""
    facts = engagements(strategy_file("engagement", system.geography.nhs_code))
    if facts.system not in ("", system.geography.nhs_code):
        return
    frame.panel_head("Public engagement: who was asked", limits_words(facts))
    show_faults(facts.problems)
    if not facts.entries:
        return
    shown = pd.DataFrame(
        {
            "What": entry.what,
            "Who": _capital(entry.who),
            "When": _capital(entry.dates),
            "Took part": _capital(entry.count_words),
            "What the number is": note(entry),
            "Source": "; ".join(source_words([entry.said_in])),
        }
        for entry in facts.entries
    )
    st.html(facts_table(shown, caption="Engagement log"))
    download_csv(
        shown,
        key="engagement_download",
        name=file_name("engagement", system.geography.nhs_code),
        refreshed_at=system.store.refreshed_at,
        label="Download the engagement log (CSV)",
    )


def limits_words(facts: Facts) -> str:
    """What the numbers of the log do not show."""
    chosen = sum(entry.self_selected for entry in facts.entries)
    if not chosen:
        return ""
    counts = "counts" if chosen == 1 else "count"
    return (
        f"{chosen} of {count_of(len(facts.entries), 'entry', 'entries')} {counts} people who chose to "
        "answer. Their answers show which views were expressed, not how common these are in the system. The "
        "numbers cannot be added together, because a person may be counted in several."
    )


def note(entry: Engagement) -> str:
    """What the number is, in a few words."""
    if entry.status == "planned":
        return "A plan; the document does not state whether it took place"
    if entry.self_selected:
        return "People chose to answer, so this is not a sample of everyone"
    if entry.reached is None:
        return "No number is given"
    return "A count of who took part; how they were chosen is not stated"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
