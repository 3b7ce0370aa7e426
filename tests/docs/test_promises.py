"""Each promise of the pages on security and disclosure names the test that keeps it, and that test exists.

A promise is a row of a table whose first column is headed "Promise"; its last column names the tests as
`tests/folder/test_file.py::test_name`.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.lib.server import PROJECT_FOLDER

PAGES = [
    page
    for page in (PROJECT_FOLDER / "docs" / name for name in ("security.md", "disclosure.md", "recovery.md"))
    if page.exists()
]
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def promises(text: str) -> list[str]:
    """The rows of all tables of promises."""
    rows, inside = [], False
    for line in text.splitlines():
        if line.startswith("| Promise |"):
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside and not re.match(r"\|[\s:-]+\|", line):
            rows.append(line)
    return rows


@cache
def named_in(path: str) -> frozenset[str]:
    """The names of all tests in a file of the project; none where there is no such file."""
    file = PROJECT_FOLDER / path
    if not file.exists():
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name[:5] == "test_"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_promise_names_a_test_that_exists(page: Path) -> None:
    rows = promises(page.read_text(encoding="utf-8"))
    assert rows, f"{page.name} has no table of promises"
    without = [row for row in rows if not _TEST.search(row.rstrip("| ").rsplit("|", 1)[-1])]
    assert not without, "promises without a test:\n" + "\n".join(without)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_test_that_is_named_exists(page: Path) -> None:
    named = _TEST.findall(page.read_text(encoding="utf-8"))
    absent = [f"{path}::{name}" for path, name in named if name not in named_in(path)]
    assert not absent, "there is no test:\n" + "\n".join(absent)


def test_a_promise_without_a_test_and_a_test_that_is_gone_are_seen() -> None:
    text = "| Promise | Kept by |\n|---|---|\n| We never fail | hope |\n\n| Other |\n|---|\n| no promise |\n"
    assert promises(text) == ["| We never fail | hope |"]
    assert "test_every_promise_names_a_test_that_exists" in named_in("tests/docs/test_promises.py")
    assert not named_in("tests/docs/test_gone.py")
