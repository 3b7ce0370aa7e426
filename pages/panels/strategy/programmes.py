"""The programmes of the strategy: when, where, at what cost, and what is known of what came of them."""

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
from pages.panels.strategy.sources import say_faults, source_words
from pages.shell import filters, frame
from pages.shell.download import download_csv, file_name
from pages.words.numbers import count_of

_HEADS = ("When", "Where", "Cost", "What is known of results", "Source")


def draw_programmes(system: System) -> None:
    """The programmes of the system in force; nothing for another system."""
    here = system.geography
    facts = programmes(strategy_file("programmes", here.nhs_code))
    if facts.system not in ("", here.nhs_code):
        return
    frame.panel_head(_title(facts), "What a document does not say reads “not stated”; nothing is filled in.")
    say_faults([*facts.problems, *site_faults(facts, here)])
    if not facts.entries:
        return
    rows = [_row(one, here) for one in facts.entries]
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
        f"data/strategy/programmes.yaml, {one.id}, sites: found the code {site.area!r} of {site.name}; "
        f"allowed: the code of an area of {here.name}."
        for one in facts.entries
        for site in one.sites
        if site.area and site.area not in known
    ]


def _title(facts: Facts) -> str:
    """How many programmes there are, and of how many a result or the cost is stated."""
    total = len(facts.entries)
    if not total:
        return "Programmes"
    costed = sum(one.cost is not None for one in facts.entries)
    told = sum(not one.results.lower().startswith("none stated") for one in facts.entries)
    results, costs = (f"{n or 'none'} {'have' if n > 1 else 'has'} a stated" for n in (told, costed))
    return f"{count_of(total, 'programme')}: {results} result, {costs} cost"


def _row(one: Programme, here: Geography) -> dict[str, object]:
    """What the template needs of one programme; "" is not stated."""
    return {
        "name": one.name,
        "aim": one.aim,
        "priorities": "; ".join(priority_words(one.priorities)),
        "dates": one.dates[:1].upper() + one.dates[1:],
        "length": _stated(one.length),
        "sites": [_site(site, here) for site in one.sites],
        "sites_note": one.sites_note,
        "cost": "" if one.cost is None else f"£{one.cost:,}",
        "payer": _stated(one.paid_by),
        "results": one.results,
        "sources": source_words(one.said_in),
    }


def _stated(words: str) -> str:
    return "" if words == NOT_STATED else words


def priority_words(named: Sequence[str]) -> list[str]:
    """The titles of priorities; the name of a group where all of it is named."""
    known, words = priorities(), []
    for group in dict.fromkeys(one.group for one in known.values()):
        members = [one for one in known.values() if one.group == group]
        mine = [one.title for one in members if one.id in named]
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
    """The programmes as a table: a row each, what is not stated said so."""
    return pd.DataFrame(
        {
            "programme": one.id,
            "name": one.name,
            "dates": one.dates,
            "length": one.length,
            "sites": "; ".join(site.name for site in one.sites) or NOT_STATED,
            "site_codes": "; ".join(site.area for site in one.sites if site.area),
            "cost_gbp": NOT_STATED if one.cost is None else str(one.cost),
            "paid_by": one.paid_by,
            "aim": one.aim,
            "results": one.results,
            "priorities": "; ".join(one.priorities),
            "source": " | ".join(source_words(one.said_in)),
        }
        for one in facts.entries
    )
