"""The engagement log: who was asked, how many took part, and what that cannot say."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.strategy.engagement import Engagement, engagements
from data.strategy.facts import Facts
from data.strategy.files import strategy_file
from metrics.targets.system import System
from pages.charts.tables.facts_table import facts_table
from pages.panels.strategy.sources import say_faults, source_words
from pages.shell import frame
from pages.shell.download import download_csv, file_name
from pages.words.numbers import count_of


def draw_engagement(system: System) -> None:
    """The log of the system in force; nothing for another system."""
    facts = engagements(strategy_file("engagement", system.geography.nhs_code))
    if facts.system not in ("", system.geography.nhs_code):
        return
    frame.panel_head("Whom the system asked", limits_words(facts))
    say_faults(facts.problems)
    if not facts.entries:
        return
    shown = pd.DataFrame(
        {
            "What": one.what,
            "Who": _capital(one.who),
            "When": _capital(one.dates),
            "Took part": _capital(one.count_words),
            "What the number is": note(one),
            "Source": "; ".join(source_words([one.said_in])),
        }
        for one in facts.entries
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
    """What the numbers of the log cannot say."""
    chosen = sum(one.self_selected for one in facts.entries)
    if not chosen:
        return ""
    counts = "counts" if chosen == 1 else "count"
    return (
        f"{chosen} of {count_of(len(facts.entries), 'entry', 'entries')} {counts} people who chose for "
        "themselves to answer. Their answers tell what was said, not how many in the system think so. The "
        "numbers are not to be added: one person may stand in several."
    )


def note(one: Engagement) -> str:
    """What the number is, in a few words."""
    if one.status == "planned":
        return "A plan; the document does not tell whether it took place"
    if one.self_selected:
        return "People chose to answer: not a sample of everyone"
    if one.reached is None:
        return "No number is given"
    return "A count of who took part; how they were chosen is not said"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
