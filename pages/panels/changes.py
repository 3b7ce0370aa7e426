"""What the last refresh changed, compared with the store that was in use before it."""

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
    "metric vanishes": "Metric removed",
    "metric appears": "New metric",
    "area vanishes": "Area removed",
    "area appears": "New area",
    "period vanishes": "Period removed",
    "period appears": "New period",
    "moved": "Changed by more than its interval",
    "revised": "Revised (no interval)",
    "status": "Status changed",
    "provenance": "Provenance changed",
}


def draw_changes(system: System) -> None:
    """A sentence, then the changes themselves, folded."""
    facts = system.store.facts
    if "changes" not in facts["tables"] or not facts.get("compared_with"):
        frame.panel_head("What the last refresh changed")
        st.html(paragraph("There is no earlier refresh to compare this one with."))
        return
    words = change_phrases(system.store.table("change_counts"))
    frame.panel_head(
        "What the last refresh changed" if words else "The last refresh changed no figure",
        f"{count_of(facts['metrics_computed'], 'metric')} were computed and {facts['metrics_taken_over']} "
        f"were carried over unchanged; compared with refresh {facts['compared_with']}.",
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
            "Metric": [titles.get(metric_id, metric_id) for metric_id in changes.metric_id],
            "Area": [labels.get(code, code) or level for code, level in _areas(changes)],
            "Period": changes.period_label,
            "Sex": changes.sex,
            "Before": changes.was,
            "After": changes.now,
        }
    )
    first = f"The first {MAX_LISTED} changes" if len(rows) == MAX_LISTED else count_of(len(rows), "change")
    table = facts_table(rows, caption="What the last refresh changed")
    st.html(fold(first, table))


def _areas(changes: pd.DataFrame):
    return zip(changes.area_code, changes.area_level, strict=True)
