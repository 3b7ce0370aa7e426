"""Published figures of years to come, and rows that contradict each other: never figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import SourceError
from data.sources.shared import registry
from tests.lib.examples_of_published import EXAMPLES


def other_years(path: Path) -> Path:
    """A file of a vintage that cannot be: all its years are to come."""
    for year in (b"2016", b"2020", b"2021", b"2022", b"2023", b"2024"):
        path.write_bytes(path.read_bytes().replace(year, b"2189"))
    return path.rename(path.with_name(path.name.replace("2020_21", "2189_90")))


def conflicting_keys(path: Path) -> Path:
    """Each row again with another number in place of its digits before a point or at its end."""
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    again = [
        line.replace("9.", "8.").replace("30.", "29.").replace("31.", "30.").replace(",97,", ",96,")
        .replace(".5,", ".4,").replace(",97.", ",96.").replace("22000", "22001").replace("20000,", "20001,")
        .replace("8000,", "8001,").replace("50000,", "50001,")
        for line in rest
    ]  # fmt: skip
    path.write_text("\n".join([first, *rest, *again]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", list(EXAMPLES))
def test_figures_of_years_to_come_are_refused_with_a_sentence(tmp_path, name):
    path = other_years(EXAMPLES[name](tmp_path))
    with pytest.raises(SourceError) as told:
        registry.find(name).read(path)
    sentence = str(told.value)
    assert sentence.startswith(path.name) and sentence.endswith(".") and len(sentence) < 900


@pytest.mark.parametrize("name", list(EXAMPLES))
def test_rows_that_contradict_each_other_never_become_figures(tmp_path, name):
    path = EXAMPLES[name](tmp_path)
    source = registry.find(name)
    whole = sum(len(table) for table in source.read(path).tables.values())
    conflicting_keys(path)
    try:
        found = source.read(path)
    except SourceError as error:
        assert "conflicting" in str(error) or "cannot be trusted" in str(error)
    else:
        assert found.refused.reason.str.contains("conflicting").any()
        assert sum(len(table) for table in found.tables.values()) < whole


@pytest.mark.parametrize("name", list(EXAMPLES))
def test_the_example_is_read_whole(tmp_path, name):
    source = registry.find(name)
    found = source.read(EXAMPLES[name](tmp_path))
    assert list(found.refused.columns) == ["what", "reason", "rows"]
    assert found.refused.rows.sum() == 0 and found.held_back.empty
    assert sum(len(table) for table in found.tables.values()) >= 3
