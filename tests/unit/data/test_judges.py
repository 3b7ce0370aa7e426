"""The code that judges a row or a published figure is fingerprinted as a whole: no checker may drop out."""

from __future__ import annotations

from pathlib import Path

import grimp
import pytest

from data.published import ingest as published
from data.records.judges import CHECKS, OWN_RECORDS
from data.storage.module_fingerprint import module_fingerprint


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    return grimp.build_graph("data", cache_dir=None)


def reached(graph: grimp.ImportGraph, *starts: str) -> set[str]:
    """The modules that some modules import, directly or through others, and they themselves."""
    return {*starts, *(one for start in starts for one in graph.find_upstream_modules(start))}


def test_every_module_behind_the_checks_of_a_row_is_named(imports):
    assert set(CHECKS) == reached(imports, "data.records.checks")


def test_every_module_behind_an_own_delivery_is_named(imports):
    assert set(OWN_RECORDS) == reached(imports, "data.records.own.ingest") - {
        "data.records.judges",
        "data.storage.module_fingerprint",
    }


def test_every_module_behind_a_published_figure_is_named(imports):
    readers = {one for one in imports.modules if one.startswith("data.sources.")}
    behind = reached(imports, "data.published.ingest", *readers) - {
        "data.sources",
        "data.storage.module_fingerprint",
    }
    assert set(published._readers()) == readers
    assert {*published.JUDGES, *readers} == behind


def test_a_module_that_is_not_there_is_an_error_and_not_left_out():
    with pytest.raises(ModuleNotFoundError):
        module_fingerprint(["data.records.checks", "data.no_such_checker"])


def test_another_text_of_a_checker_is_another_fingerprint(tmp_path, monkeypatch):
    module = tmp_path / "a_checker.py"
    monkeypatch.syspath_prepend(tmp_path)
    module.write_text("LIMIT = 1\n", encoding="utf-8")
    before = module_fingerprint(["a_checker"])
    module.write_text("LIMIT = 2\n", encoding="utf-8")
    module_fingerprint.__globals__["_fingerprint"].cache_clear()
    assert module_fingerprint(["a_checker"]) != before
    assert Path(module).exists()
