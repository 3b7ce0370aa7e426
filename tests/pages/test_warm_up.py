"""The server may start before there is a store; with one, standings are ready before a reader comes."""

from __future__ import annotations

from metrics.judgement.attention import _attention_on
from metrics.judgement.standing import standings_on
from pages.shell.warm_up import warm_up


def test_without_a_store_the_server_starts_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setenv("ICS_DATA_FOLDER", str(tmp_path))
    assert warm_up("QE1") is False


def test_with_a_store_the_standings_are_kept(store_folder):
    _attention_on.cache_clear()
    standings_on.cache_clear()
    assert warm_up("QE1") is True
    assert standings_on.cache_info().currsize == 1
