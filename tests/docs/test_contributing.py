"""CONTRIBUTING.md shows the tree as it is: each path that it names exists, each folder of code is named."""

from __future__ import annotations

import re

from data.paths import PROJECT_FOLDER

TEXT = (PROJECT_FOLDER / "CONTRIBUTING.md").read_text(encoding="utf-8")
# Everything in backticks that looks like a file or folder of the project, and every link.
PATHS = set(re.findall(r"`([\w./-]+/[\w./-]*|[\w.-]+\.(?:py|txt|md))`", TEXT)) | set(
    re.findall(r"\]\(([^)]+)\)", TEXT)
)
CODE = ("pages", "metrics", "geo", "data", "threeshifts")


def folders_of_code() -> set[str]:
    """The folders below the project's own that have modules."""
    found = {path.parent for top in CODE for path in (PROJECT_FOLDER / top).rglob("*.py")}
    return {folder.relative_to(PROJECT_FOLDER).as_posix() for folder in found}


def test_every_path_that_is_named_exists():
    assert len(PATHS) > 40
    assert [path for path in sorted(PATHS) if not (PROJECT_FOLDER / path).exists()] == []


def test_every_folder_of_code_is_named():
    named = {path.rstrip("/") for path in PATHS}
    # The versions of a database's tables belong to the folder above them.
    unnamed = folders_of_code() - named - {"data/commentary/migrations/versions"}
    assert unnamed == set()


def test_every_kind_of_test_is_named():
    kinds = {path.name for path in (PROJECT_FOLDER / "tests").iterdir() if any(path.glob("**/*.py"))}
    assert {kind for kind in kinds if f"`tests/{kind}/`" not in TEXT} == set()


def test_no_folder_holds_more_than_twenty_modules():
    """But those that are a collection: definitions, statistics, publishers and the sample."""
    collections = {"metrics/definitions", "metrics/statistics", "data/sources", "data/sample"}
    crowded = {
        folder: count
        for folder in folders_of_code() - collections
        if (count := len(list((PROJECT_FOLDER / folder).glob("*.py")))) > 20
    }
    assert crowded == {}


def test_no_module_is_longer_than_four_hundred_lines():
    """But the declaration of the tables."""
    long = {
        path.relative_to(PROJECT_FOLDER).as_posix(): count
        for top in CODE
        for path in (PROJECT_FOLDER / top).rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert set(long) <= {"data/tables.py"}
