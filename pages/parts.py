"""Parts that several pages share: how a page opens and closes, and how a figure was computed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.strategy import priorities, strategy_system
from geo.areas import Geography
from geo.levels import level_words
from metrics.definition_card import statistic_words
from metrics.explain import facts_of, origin_of
from metrics.metric import Metric
from pages import tour
from pages.components import frame
from pages.components.explained import explained
from pages.components.filters import address
from pages.components.words import full_date, text
from pages.holdings import Holdings
from pages.sign_in import draw_sign_in

NAME = "ICS strategy and outcomes"


def open_page(title: str):
    """Set the browser's title and hold the place of the provenance strip, which is known only later."""
    st.set_page_config(page_title=f"{title} – {NAME}")
    return st.empty()


def close_page(have: Holdings, page: str) -> None:
    """Footer, and the mark that the page is drawn."""
    draw_sign_in()
    refreshed = f"Figures refreshed on {full_date(have.store.refreshed_at.date())}."
    frame.footer(
        refreshed,
        [("Definitions, sources and age of data", address("data")), ("Take the tour", tour.ADDRESS)],
    )
    frame.page_ready(page)


# Metrics whose figure is a difference itself: 0 is what they are held against.
_NO_DIFFERENCE = {"life_expectancy_gap": "no gap", "admissions_avoided": "none avoided"}


def first_comparator(results: pd.DataFrame) -> str:
    """Whom the results are compared with, as a sentence says it; "" for nobody. A system is "the ICS"."""
    named = results[results.comparator != ""]
    if named.empty:
        return ""
    whom = "England" if named.comparator.iloc[0] == "England" else "the ICS"
    return _NO_DIFFERENCE.get(named.metric_id.iloc[0], whom)


_STEPS = {
    "synthetic": (
        "Read",
        "Demonstration records, checked row by row. Bad rows are kept apart with their reason.",
    ),
    "local": (
        "Read",
        "The system's own records, checked row by row. Bad rows are kept apart with their reason.",
    ),
    "derived": ("Read", "The publisher's own counts."),
    "official": ("Read", "The publisher's figure, shown as published."),
}


def method_panel(metric: Metric, have: Holdings, level: str, area: str, results: pd.DataFrame) -> None:
    """How the figures were computed, and the command that prints them."""
    frame.panel_head("How was this computed?")
    provenance = results.provenance.iloc[0] if len(results) else "official"
    compare = (
        f"Higher or lower than {first_comparator(results)} where the interval leaves its figure out."
        if first_comparator(results)
        else "Not compared: no published figure of the same definition, or no interval."
    )
    steps = [_STEPS.get(provenance, _STEPS["official"])]
    if provenance in ("synthetic", "local"):
        steps += [
            ("Place", "Each LSOA belongs to one ward, neighbourhood and place of the chosen footprint."),
            (
                "Protect",
                "Counts from 1 to 7 are hidden, others rounded to the nearest 5, before any rate is formed.",
            ),
        ]
    steps += [("Method", statistic_words(metric.statistic)), ("Compare", compare)]
    items = "".join(
        f"<li><b><i>{number}</i>{text(name)}</b><span>{text(words)}</span></li>"
        for number, (name, words) in enumerate(steps, 1)
    )
    command = f"python -m metrics values {metric.id} --level {level} --area {area} --format csv"
    st.html(
        f'<ol class="steps">{items}</ol><div class="scroll" role="region" tabindex="0" '
        f'aria-label="Command line"><code class="command">{text(command)}</code></div>'
        f"{_origin(metric, have, area, level, results)}"
    )


def say_designed(here: Geography, level: str) -> str:
    """A sentence to put behind the words for a level whose areas are designed; nothing for other levels."""
    if not here.is_designed(level):
        return ""
    return f" These {level_words(level).plural} are designed, not official."


_ORIGIN = ("From this figure back to its source", "From these figures back to their source")


def _origin(metric: Metric, have: Holdings, area: str, level: str, results: pd.DataFrame) -> str:
    """Definition, counts, source file, refresh and code, folded; of the area's own figure if shown."""
    own = results[(results.area_code == area) & (results.sex == metric.sexes[0])]
    facts = facts_of(metric, own.iloc[0], have.store) if len(own) else origin_of(metric, have.store)
    rows = "".join(f"<dt>{text(name)}</dt><dd>{text(words)}</dd>" for name, words in facts if words)
    period = own.period_label.iloc[0] if len(own) else "latest"
    command = f'python -m metrics explain {metric.id} {area} "{period}" --ics {have.geography.nhs_code}'
    return (
        f'<details class="fold"><summary>{text(_ORIGIN[not len(own)])}</summary>'
        f'<dl class="facts origin">{rows}</dl><div class="scroll" role="region" tabindex="0" '
        f'aria-label="Command line that tells the same"><code class="command">{text(command)}</code></div>'
        "</details>"
    )


def made_by(have: Holdings, metric: Metric | None = None) -> dict[str, str]:
    """What each row of a download tells of its making: refresh, code, and of one metric the source's file."""
    facts = have.store.facts
    told = {"refresh": have.store.version, "code_version": facts.get("code_version", "")}
    if metric is None or "lineage" not in facts["tables"]:
        return told
    lineage = have.store.table("lineage")
    found = lineage[lineage.metric_id == metric.id]
    names = ("source_file", "source_sha256", "source_modified", "definition_sha256")
    return told | {name: str(found[name].iloc[0]) for name in names if len(found)}


def say_provenance(place, provenances) -> None:
    """Fill the strip at the top of the page: what is synthetic, and what is not."""
    with place:
        frame.strip(*frame.provenance_words(set(provenances)))


def priority_titles(have: Holdings, metric: Metric) -> list[str]:
    """What the system's strategy calls the priorities that a metric tells of; none for another system."""
    if have.geography.nhs_code != strategy_system():
        return []
    return [priorities()[one].title for one in metric.priorities]


VERDICT_RULE = (
    "Each metric is judged by its own series: monthly ones by the rules of the NHS control chart, "
    "yearly ones by whether the last two intervals overlap or five years show a trend. A shift is "
    "“Yes” when most of its metrics improve and none worsens, "
    "“In part” when more improve than worsen, “Not yet” when as many or more worsen, and “Too early "
    "to say” when none has enough history. "
    "Figures made from demonstration records have no say. Men and women count as two."
)


def say_verdict_rule() -> None:
    """How a shift's verdict is found, folded."""
    rule = explained(VERDICT_RULE)
    st.html(f'<details class="rule"><summary>How this is decided</summary><p>{rule}</p></details>')
