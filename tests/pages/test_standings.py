"""Standings are kept from visit to visit, and never longer than what they rest on stays the same."""

from __future__ import annotations

from metrics.judgement.attention import attention_of
from metrics.judgement.standing import standings
from metrics.targets.system import System, open_system

REBASE = """
rebases:
  - metric: ready_to_leave_hospital
    area: E54000048
    date: 2024-01-01
    reason: Counted again for this test.
    source: A note written for this test
"""


def rebases(system: System) -> tuple:
    every = standings(system, "E54000048")
    return next(
        standing.change.rebases for standing in every if standing.metric.id == "ready_to_leave_hospital"
    )


def test_a_second_visit_finds_the_same_standings_and_the_same_attention(store_folder):
    assert standings(open_system("QE1"), "E54000048") is standings(open_system("QE1"), "E54000048")
    assert attention_of(open_system("QE1"), "E54000048") is attention_of(open_system("QE1"), "E54000048")


def test_a_rebase_counts_from_the_next_visit(store_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("ICS_STRATEGY_FOLDER", str(tmp_path))
    system = open_system("QE1")
    assert not rebases(system)
    (tmp_path / "QE1").mkdir()
    (tmp_path / "QE1" / "rebases.yaml").write_text(REBASE, encoding="utf-8")
    assert [standing.reason for standing in rebases(system)] == ["Counted again for this test"]
