"""Which records a preview counts: own ones for a signed-in analyst alone."""

from __future__ import annotations

import pytest

from data.access.previews import DEMONSTRATION, OFF, OWN, preview_rights


@pytest.mark.parametrize(
    ("setting", "own", "configured", "roles", "refusal", "records", "words"),
    [
        (None, False, False, (), "", DEMONSTRATION, "demonstration records"),
        (None, True, False, (), "", DEMONSTRATION, "sign-in is not set up"),
        (None, True, True, (), "", DEMONSTRATION, "Only signed-in analysts"),
        (None, True, True, ("reader",), "", DEMONSTRATION, "Only signed-in analysts"),
        (None, True, True, ("owner",), "", DEMONSTRATION, "Only signed-in analysts"),
        (None, True, True, ("analyst",), "", OWN, "audit log"),
        (None, True, True, ("owner", "analyst"), "", OWN, "audit log"),
        (None, True, True, ("analyst",), "You signed in yesterday.", DEMONSTRATION, "yesterday"),
        ("own", True, True, ("analyst",), "", OWN, "audit log"),
        ("demonstration", True, True, ("analyst",), "", DEMONSTRATION, "not previewed here"),
        ("off", True, True, ("analyst",), "", OFF, "switched off"),
        ("off", False, False, (), "", OFF, "switched off"),
        ("Own records", True, True, ("analyst",), "", OFF, "allowed are off, demonstration, own"),
    ],
)
def test_own_records_are_previewed_by_a_signed_in_analyst_alone(
    monkeypatch, setting, own, configured, roles, refusal, records, words
):
    monkeypatch.delenv("ICS_PREVIEWS", raising=False)
    if setting is not None:
        monkeypatch.setenv("ICS_PREVIEWS", setting)
    rights = preview_rights(roles, has_own_records=own, sign_in_is_configured=configured, refusal=refusal)
    assert rights.records == records
    assert words in rights.reason
