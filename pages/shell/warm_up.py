"""What the first reader would otherwise wait for, done before the server takes requests."""

from __future__ import annotations

import logging
from importlib import import_module
from pkgutil import walk_packages

import pages
from data.storage.leftovers import remove_leftovers
from data.storage.open_store import StoreMissing
from geo.boundaries.outlines import outlines
from metrics.judgement.attention import attention_of
from metrics.targets.system import open_system
from pages.shell.system import DEFAULT_ICS


def warm_up(ics: str = DEFAULT_ICS) -> bool:
    """Load the pages' code, the ICS's geography, metrics and standings; whether there is a store for it.

    Whatever is wrong is logged and stops no server: the page that needs it says what is wrong.
    """
    for module in walk_packages(pages.__path__, "pages."):
        if not module.name.endswith(".__main__"):
            import_module(module.name)
    log = logging.getLogger(__name__)
    try:
        remove_leftovers()
        system = open_system(ics)
        if system.store.recovery:
            log.warning("%s (%s)", system.store.recovery, system.store.lost)
        here = system.geography
        attention_of(system, here.ics_code)
        if "ward" in here.levels:
            outlines(here, "ward")
    except StoreMissing as error:
        log.warning("%s", error)
        return False
    except Exception as error:  # the server starts whatever a store or a file of the system's own contains
        log.error("Not everything could be loaded before the first page: %s: %s", type(error).__name__, error)
        return False
    return True
