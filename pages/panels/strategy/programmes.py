"""The programmes of the strategy: when, where, at what cost, and what is known about their results."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.strategy import priorities
from data.strategy.facts import Facts
from data.strategy.files import strategy_file
from data.strategy.programmes import Programme, Site, programmes
from data.strategy.when import NOT_STATED
from geo.areas import Geography
from geo.levels import level_words
from metrics.targets.system import System
from pages.charts.chip import link
from pages.charts.markup import markup
from pages.panels.strategy.sources import show_faults, source_words
from pages.shell import filters, frame
from pages.shell.download import download_csv, file_name
from pages.words.numbers import count_of

_HEADS = ("When", "Where", "Cost", "Known results", "Source")


def draw_programmes(system: System) -> None:
    """The programmes of the current system; nothing for another system."""
    here = system.geography
    facts = programmes(strategy_file("programmes", here.nhs_code))
    if facts.system not in ("", here.nhs_code):
        return
    frame.panel_head(_title(facts), "Where a document gives no detail, the table says “not stated”.")
    show_faults([*facts.problems, *site_faults(facts, here)])
    if not facts.entries:
        return
    rows = [_row(entry, here) for entry in facts.entries]
    st.html(markup("programmes", heads=_HEADS, rows=rows, not_stated=NOT_STATED.capitalize()))
    download_csv(
        lambda: programme_rows(facts),
        key="programmes_download",
        name=file_name("programmes", here.nhs_code),
        refreshed_at=system.store.refreshed_at,
        label="Download the programmes (CSV)",
    )


def site_faults(facts: Facts, here: Geography) -> list[str]:
    """A sentence for each site whose area's code the system does not have."""
    known = set(here.areas.area_code)
    return [
        f"data/strategy/programmes.yaml, {entry.id}, sites: found the code {site.area!r} of {site.name}; "
        f"allowed: the code of an area of {here.name}."
        for entry in facts.entries
        for site in entry.sites
        if site.area and site.area not in known
    ]


def _title(facts: Facts) -> str:
    """How many programmes there are, and how many of them state a result or a cost."""
    total = len(facts.entries)
    if not total:
        return "Programmes"
    costed = sum(entry.cost is not None for entry in facts.entries)
    with_results = sum(not entry.results.lower().startswith("none stated") for entry in facts.entries)
    results, costs = (f"{n or 'none'} {'state' if n > 1 else 'states'} a" for n in (with_results, costed))
    return f"Of {count_of(total, 'programme')}, {results} result and {costs} cost"


def _row(programme: Programme, here: Geography) -> dict[str, object]:
    """What the template needs of one programme; "" is not stated."""
    return {
        "name": programme.name,
        "aim": programme.aim,
        "priorities": "; ".join(priority_words(programme.priorities)),
        "dates": programme.dates[:1].upper() + programme.dates[1:],
        "length": _stated(programme.length),
        "sites": [_site(site, here) for site in programme.sites],
        "sites_note": programme.sites_note,
        "cost": "" if programme.cost is None else f"£{programme.cost:,}",
        "payer": _stated(programme.paid_by),
        "results": programme.results,
        "sources": source_words(programme.said_in),
    }


def _stated(words: str) -> str:
    return "" if words == NOT_STATED else words


def priority_words(named: Sequence[str]) -> list[str]:
    """The titles of priorities; the name of a group where all of it is named."""
    known, words = priorities(), []
    for group in dict.fromkeys(priority.group for priority in known.values()):
        members = [priority for priority in known.values() if priority.group == group]
        mine = [priority.title for priority in members if priority.id in named]
        words += [group] if len(mine) == len(members) else mine
    return words


def _site(site: Site, here: Geography) -> str:
    """The site's name, as a link to its wards side by side, or of a ward to its figures."""
    if site.area not in set(here.areas.area_code):
        return site.name
    level = here.area(site.area).area_level
    if level == "ward":
        address = filters.address("metric", area=site.area, level="ward", metric=None, group=None)
        words = site.name
    else:
        address = filters.address("compare", area=site.area, level="ward", metric=None, group=None)
        words = f"{site.name} ({level_words(level).singular})"
    return link(words, address)


def programme_rows(facts: Facts) -> pd.DataFrame:
    """The programmes as a table: one row each, with “not stated” where a document gives no detail."""
    return pd.DataFrame(
        {
            "programme": entry.id,
            "name": entry.name,
            "dates": entry.dates,
            "length": entry.length,
            "sites": "; ".join(site.name for site in entry.sites) or NOT_STATED,
            "site_codes": "; ".join(site.area for site in entry.sites if site.area),
            "cost_gbp": NOT_STATED if entry.cost is None else str(entry.cost),
            "paid_by": entry.paid_by,
            "aim": entry.aim,
            "results": entry.results,
            "priorities": "; ".join(entry.priorities),
            "source": " | ".join(source_words(entry.said_in)),
        }
        for entry in facts.entries
    )
