"""Standings are kept from visit to visit, and never longer than what they rest on stays the same."""

from __future__ import annotations

from geo.assembly import geography
from metrics.judgement.standing import attention_of, standings
from metrics.store.results import open_store
from metrics.targets.own_targets import metrics_for
from pages.shell.system import Holdings

REBASE = """
rebases:
  - metric: ready_to_leave_hospital
    area: E54000048
    date: 2024-01-01
    reason: Counted anew for this test.
    source: A note written for this test
"""


def holdings() -> Holdings:
    return Holdings(geography("QE1"), open_store("QE1"), metrics_for("QE1", "E54000048", "ics"))


def rebases(have: Holdings) -> tuple:
    ones = standings(have, "E54000048")
    return next(one.change.rebases for one in ones if one.metric.id == "ready_to_leave_hospital")


def test_a_second_visit_finds_the_same_standings_and_the_same_attention(store_folder):
    assert standings(holdings(), "E54000048") is standings(holdings(), "E54000048")
    assert attention_of(holdings(), "E54000048") is attention_of(holdings(), "E54000048")


def test_a_rebase_counts_from_the_next_visit(store_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("ICS_STRATEGY_FOLDER", str(tmp_path))
    have = holdings()
    assert not rebases(have)
    (tmp_path / "QE1").mkdir()
    (tmp_path / "QE1" / "rebases.yaml").write_text(REBASE, encoding="utf-8")
    assert [one.reason for one in rebases(have)] == ["Counted anew for this test"]
