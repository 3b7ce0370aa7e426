"""What the first reader would otherwise wait for, done before the server takes requests."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import pages
from data.storage.versioned_file import StoreMissing
from geo.boundaries.outlines import outlines
from metrics.judgement.attention import attention_of
from metrics.targets.system import open_system
from pages.shell.system import DEFAULT_ICS


def warm_up(ics: str = DEFAULT_ICS) -> bool:
    """Load the pages' code, the ICS's geography, metrics and standings; whether there is a store for it."""
    for module in walk_packages(pages.__path__, "pages."):
        if not module.name.endswith(".__main__"):
            import_module(module.name)
    try:
        system = open_system(ics)
    except StoreMissing:
        return False
    here = system.geography
    attention_of(system, here.ics_code)
    if "ward" in here.levels:
        outlines(here, "ward")
    return True
