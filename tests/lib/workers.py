"""Which tests are of what kind, and which have to run on one worker.

Tests that share something slow (a server, a browser, a fixture of their file) stay together and come first;
all others go one by one to whichever worker is free, and fill what time is left at the end.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

_PROJECT = Path(__file__).parents[2]
_OF_A_FOLDER = ("browser", "property")
_SHARED_BY_A_FILE = ('scope="module"', "@cache\n")


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
    chosen = item.callspec.params.get("empty") if hasattr(item, "callspec") else None
    if "postgresql_server" in item.fixturenames or chosen == "postgresql":  # asked for by the fixture "empty"
        item.add_marker("postgresql")
    if "small_store_folder" in item.fixturenames:
        item.add_marker("slow")


def turn(item: pytest.Item) -> int:
    """Where a test stands in the order: what takes longest in one piece first."""
    kind = together(item.nodeid)
    if kind:
        return ("browser", "postgresql", kind).index(kind)
    return 3 if item.get_closest_marker("slow") else 4


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
