"""What the last refresh changed, beside the store that was in use before it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from metrics.store.changes import MAX_LISTED, change_phrases
from metrics.targets.system import System
from pages.charts.markup import fold, joined, paragraph
from pages.charts.tables.facts_table import facts_table
from pages.shell import frame
from pages.words.numbers import count_of, listed

_KINDS = {
    "metric vanishes": "Metric is gone",
    "metric appears": "New metric",
    "area vanishes": "Area is gone",
    "area appears": "New area",
    "period vanishes": "Period is gone",
    "period appears": "New period",
    "moved": "Moved by more than its interval",
    "revised": "Revised, without an interval",
    "status": "Status",
    "provenance": "Provenance",
}


def draw_changes(system: System) -> None:
    """A sentence, then the changes themselves, folded."""
    facts = system.store.facts
    if "changes" not in facts["tables"] or not facts.get("compared_with"):
        frame.panel_head("What the last refresh changed")
        st.html(paragraph("There is no earlier store to compare this one with."))
        return
    words = change_phrases(system.store.table("change_counts"))
    frame.panel_head(
        "What the last refresh changed" if words else "The last refresh changed no figure",
        f"{count_of(facts['metrics_computed'], 'metric')} computed and {facts['metrics_taken_over']} taken "
        f"over unchanged; compared with refresh {facts['compared_with']}.",
    )
    losses = system.store.table("losses").sentence.tolist()
    if words:
        st.html(joined(paragraph(sentence) for sentence in (f"{listed(words)}.", *losses)))
    changes = system.store.table("changes")
    if changes.empty:
        return
    titles = {key: metric.title for key, metric in system.metrics.items()}
    labels = system.geography.areas.drop_duplicates("area_code").set_index("area_code").label
    rows = pd.DataFrame(
        {
            "Change": changes.kind.map(_KINDS),
            "Metric": [titles.get(one, one) for one in changes.metric_id],
            "Area": [labels.get(code, code) or level for code, level in _areas(changes)],
            "Period": changes.period_label,
            "Sex": changes.sex,
            "Was": changes.was,
            "Is": changes.now,
        }
    )
    first = f"The first {MAX_LISTED} changes" if len(rows) == MAX_LISTED else count_of(len(rows), "change")
    table = facts_table(rows, caption="What the last refresh changed")
    st.html(fold(first, table))


def _areas(changes: pd.DataFrame):
    return zip(changes.area_code, changes.area_level, strict=True)
