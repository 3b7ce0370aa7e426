"""How a figure was computed, and the way back to its source."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from markupsafe import Markup

from metrics.language.definition_card import statistic_words
from metrics.language.metric import Metric
from metrics.store.explain import facts_of, origin_of
from metrics.targets.system import System
from pages.charts.markup import fold, joined, markup, part
from pages.shell import frame
from pages.words.findings import first_comparator

_STEPS = {
    "synthetic": (
        "Read",
        "Demonstration records, checked row by row. Rows that fail are set aside with the reason.",
    ),
    "local": (
        "Read",
        "The system's own records, checked row by row. Rows that fail are set aside with the reason.",
    ),
    "derived": ("Read", "The publisher's own counts."),
    "official": ("Read", "The publisher's figure, shown as published."),
}


def method_panel(metric: Metric, system: System, level: str, area: str, results: pd.DataFrame) -> None:
    """How the figures were computed, and the command that prints them."""
    frame.panel_head("How was this computed?")
    provenance = results.provenance.iloc[0] if len(results) else "official"
    compare = (
        f"An area is higher or lower than {first_comparator(results, metric)} where its interval does not "
        "include that figure."
        if first_comparator(results, metric)
        else "Not compared: there is no published figure with the same definition, or no interval."
    )
    steps = [_STEPS.get(provenance, _STEPS["official"])]
    if provenance in ("synthetic", "local"):
        steps += [
            ("Place", "Each LSOA belongs to one ward, neighbourhood and place of the chosen footprint."),
            (
                "Protect",
                "Counts of 1 to 7 are hidden, others rounded to the nearest 5, before rates are calculated.",
            ),
        ]
    steps += [("Method", statistic_words(metric.statistic)), ("Compare", compare)]
    command = f"python -m metrics values {metric.id} --level {level} --area {area} --format csv"
    steps_markup = markup("steps", steps=steps, label="Command line", commands=command)
    st.html(joined([steps_markup, _origin(metric, system, area, level, results)]))


_ORIGIN = ("From this figure back to its source", "From these figures back to their source")


def _origin(metric: Metric, system: System, area: str, level: str, results: pd.DataFrame) -> Markup:
    """Definition, counts, source file, refresh and code, folded; of the area's own figure if shown."""
    own = results[(results.area_code == area) & (results.sex == metric.sexes[0])]
    facts = facts_of(metric, own.iloc[0], system.store) if len(own) else origin_of(metric, system.store)
    rows = [(name, words) for name, words in facts if words]
    period = own.period_label.iloc[0] if len(own) else "latest"
    command = f'python -m metrics explain {metric.id} {area} "{period}" --ics {system.geography.nhs_code}'
    return fold(
        _ORIGIN[not len(own)],
        part("facts", rows, kind="facts origin"),
        part("command", "Command line that prints the same", command),
    )
