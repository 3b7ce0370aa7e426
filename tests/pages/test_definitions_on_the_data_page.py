"""A definition on the page "Data and methods": its card, its target and priorities, and a review due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from markupsafe import escape

from metrics.language.definition_card import definition_card
from metrics.language.grammar import parse_definition
from pages import data
from tests.property.strange_definitions import SOUND


@pytest.fixture
def metric(monkeypatch):
    monkeypatch.setattr(data.filters, "address", lambda page, **choices: f"/{page}")
    return parse_definition(SOUND[0], "app_users.py")[0]


def test_a_definition_shows_every_row_of_its_card(metric):
    markup = data.definition_fold(metric)
    for name, words in definition_card(metric):
        assert f"<dt>{escape(name)}</dt><dd>{escape(words)}" in markup
    assert "60% by 31 March 2026" in markup and "Planned care" in markup
    assert "review due" not in markup


def test_a_review_that_is_due_is_stated_in_the_title_and_next_to_its_day(metric):
    markup = data.definition_fold(replace(metric, next_review=date(2026, 1, 1)))
    assert "A title (review due)</summary>" in markup
    assert "<dd>1 January 2026 (review due)</dd>" in markup
