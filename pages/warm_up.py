"""What the first reader would otherwise wait for, done before the server takes requests."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pages
from data.store import StoreMissing
from geo.assembly import geography
from geo.outlines import outlines
from metrics import registry
from metrics.results import open_store
from pages.holdings import DEFAULT_ICS, Holdings
from pages.standings import attention_of


def warm_up(ics: str = DEFAULT_ICS) -> bool:
    """Load the pages' code, the ICS's geography, metrics and standings; whether there is a store for it."""
    for module in iter_modules(pages.__path__, "pages."):
        import_module(module.name)
    here = geography(ics)
    try:
        have = Holdings(here, open_store(ics), registry.metrics())
    except StoreMissing:
        return False
    attention_of(have, here.ics_code)
    if "ward" in here.levels:
        outlines(here, "ward")
    return True
