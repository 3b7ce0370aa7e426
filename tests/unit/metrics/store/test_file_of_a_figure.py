"""A published figure tells the file that its own period stands on, not that of the newest one."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from metrics.language import registry
from metrics.store import explain

STORE = SimpleNamespace(facts={"ics": "QE1", "refreshed_at": "2026-01-01T00:00:00+00:00"})


def told(period_end: str = "2025-01-31", area: str = "E54000048") -> str:
    row = pd.Series({"area_code": area, "period_end": pd.Timestamp(period_end)})
    return explain._file_of(registry.find("ae_over_four_hours"), row, STORE)


def test_a_bundled_figure_tells_the_bundled_table():
    assert told().startswith("data/reference/monthly_activity.parquet, SHA-256 ")
    assert ", bundled, " in told()


def test_nothing_is_told_of_an_area_or_period_that_no_file_gives():
    assert told(area="E54000001") == told("1999-01-31") == ""


@pytest.mark.parametrize(("ingested", "is_told"), [("2025-12-31T", True), ("2026-01-02T", False)])
def test_a_file_brought_in_after_the_refresh_is_not_the_one_behind_its_figures(
    monkeypatch, ingested, is_told
):
    one = {"file": "ae.csv", "sha256": "ab", "ingested_at": f"{ingested}00:00:00+00:00"}
    monkeypatch.setattr(explain, "source_of", lambda *asked: pd.DataFrame([one]))
    assert told() == (f"ae.csv, SHA-256 ab, {one['ingested_at']}" if is_told else "")
    monkeypatch.setattr(explain, "source_of", lambda *asked: pd.DataFrame([one, one]))
    assert told() == "", "a figure from two files is not put on one of them"
