"""Some kills in every run of the tests; ``python -m tests.kills --times 1000`` does many."""

from __future__ import annotations

import os

import pytest

from tests.kills.killing import kill


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded, use of fork")
def test_a_kill_at_any_moment_leaves_what_was_in_use_and_nothing_readable(tmp_path):
    outcome = kill(12, tmp_path / "world", seed=20_261_126)
    assert outcome.times == 12
    assert (outcome.bad, outcome.readable) == ([], 0)
