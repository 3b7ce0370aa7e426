"""Which tests are of what kind, and which have to run on one worker.

Tests that share something slow (a server, a browser, a fixture of their file) stay together and come first;
all others go one by one to whichever worker is free, and fill what time is left at the end.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

_PROJECT = Path(__file__).parents[2]
_OF_A_FOLDER = ("browser", "property")
_SHARED_BY_A_FILE = ('scope="module"', "@cache\n")
# What a fixture marks, and what a parameter marks that names the fixture to ask for.
_OF_A_FIXTURE = {"postgresql_server": "postgresql", "small_store_folder": "slow"}
_OF_A_PARAMETER = {("empty", "postgresql"): "postgresql", ("system", "small"): "slow"}


def number() -> int:
    """One worker more than processors: who drives the browser waits for it half of the time."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return processors + 1


class TogetherScheduling(LoadScopeScheduling):
    """Hands out what belongs together in one piece, in the order in which it was collected."""

    def __init__(self, config: pytest.Config, log: object = None) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return together(nodeid) or nodeid


def mark(item: pytest.Item) -> None:
    """Mark a test by where it lies and what it needs, so that nobody has to remember."""
    folder = Path(item.nodeid).parts[1]
    if folder in _OF_A_FOLDER:
        item.add_marker(folder)
    if getattr(item.obj, "is_hypothesis_test", False):
        item.add_marker("property")
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    found = [kind for fixture, kind in _OF_A_FIXTURE.items() if fixture in item.fixturenames]
    found += [kind for (name, value), kind in _OF_A_PARAMETER.items() if parameters.get(name) == value]
    for kind in found:
        item.add_marker(kind)


def turn(item: pytest.Item) -> int:
    """Where a test stands in the order: what takes longest in one piece first, then what needs no store."""
    kind = together(item.nodeid)
    if kind in ("browser", "postgresql"):
        return ("browser", "postgresql").index(kind)
    if kind:
        return 3 if "store_folder" in _text(item.nodeid.partition("::")[0]) else 2
    return 4 if item.get_closest_marker("slow") else 5


def together(nodeid: str) -> str | None:
    """A name that all tests have in common which have to run on one worker; None for a test that need not."""
    path = nodeid.partition("::")[0]
    if path.startswith("tests/browser/"):
        return "browser"
    text = _text(path)
    if path.startswith("tests/unit/data/commentary/") or "postgresql_server" in text:
        return "postgresql"
    if "tests.pages.paper_examples" in text:
        return "paper"
    return path if any(sign in text for sign in _SHARED_BY_A_FILE) else None


@cache
def _text(path: str) -> str:
    return (_PROJECT / path).read_text(encoding="utf-8")
