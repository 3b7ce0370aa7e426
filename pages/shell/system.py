"""Which integrated care system a page is about: the one that the address asks for."""

from __future__ import annotations

import os

import streamlit as st

from data.paths import generated_folder
from data.storage.open_store import StoreMissing
from geo.assembly import geography
from geo.boundaries.outlines import Outlines, outlines
from geo.ics_codes import find_ics, integrated_care_systems
from metrics.targets.system import System, open_system
from pages.charts.markup import markup
from pages.shell import frame
from pages.shell.filters import Choice, chosen

DEFAULT_ICS = os.environ.get("ICS", "QE1")


def built_systems() -> dict[str, str]:
    """NHS code to name of every ICS with a store."""
    folders = {path.parent.name for path in generated_folder().glob("*/*.duckdb")}
    known = integrated_care_systems().set_index("nhs_code").name
    return {code: known[code] for code in sorted(folders & set(known.index))}


def ics_choice() -> Choice:
    systems = built_systems() or {DEFAULT_ICS: find_ics(DEFAULT_ICS)[2]}
    default = DEFAULT_ICS if DEFAULT_ICS in systems else next(iter(systems))
    return Choice("ics", systems, default)


def chosen_system() -> System:
    """The system that the address asks for. Stops the page with a sentence where its store is not built."""
    choice = ics_choice()
    try:
        system = open_system(chosen("ics", choice.options, choice.default))
        if system.store.recovery:
            frame.strip("Not the newest figures.", system.store.recovery)
        return system
    except StoreMissing as error:
        texts = {"title": "There is nothing to show yet", "deck": str(error)}
        st.html(markup("finding", over="", chips=(), **texts))
        st.stop()


@st.cache_resource(max_entries=64, show_spinner="Drawing the map for the first time")
def map_outlines(ics: str, level: str, footprint: str | None, only: tuple[str, ...] | None) -> Outlines:
    """Shapes of a level's areas; of `only` these, in finer detail, where given."""
    return outlines(geography(ics), level, footprint, only)
