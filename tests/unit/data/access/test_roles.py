"""The roles file: who owns what, and a sentence for everything in it that is not sound."""

from __future__ import annotations

import pytest

from data.access.roles import read_roles, verified_email

JANE = {"email": "Jane@Example.nhs.uk", "email_verified": True}


def roles(tmp_path, text: str):
    path = tmp_path / "roles.yaml"
    path.write_text(text, encoding="utf-8")
    return read_roles(path)


def owns(found, claims: dict, metric: str = "deaths_under_75", area: str = "E54000048") -> bool:
    return any(one.owns(metric, area) for one in found.of(claims))


def test_an_owner_owns_the_metrics_and_areas_that_are_named(tmp_path):
    found = roles(
        tmp_path,
        "people:\n- {email: jane@example.nhs.uk, role: owner, metrics: [emergency_admissions],\n"
        "   areas: [A, B]}\n",
    )
    assert found.problems == ()
    assert owns(found, JANE, "emergency_admissions", "B")
    assert not owns(found, JANE, "emergency_admissions", "C") and not owns(found, JANE, "ae_attendances", "A")
    assert found.people[0].words == "jane@example.nhs.uk: owner of emergency_admissions in A, B"


def test_an_address_counts_only_where_the_provider_verified_it(tmp_path):
    found = roles(tmp_path, "people:\n- {email: jane@example.nhs.uk, role: owner, metrics: all}\n")
    assert owns(found, JANE)
    for claims in (JANE | {"email_verified": False}, {"email": "jane@example.nhs.uk"}, {}):
        assert not owns(found, claims) and verified_email(claims) == ""


def test_another_claim_counts_as_a_value_or_in_a_list(tmp_path):
    found = roles(tmp_path, "people:\n- {claim: {groups: board-owners}, role: owner, metrics: all}\n")
    assert owns(found, {"groups": ["x", "board-owners"]}) and owns(found, {"groups": "board-owners"})
    assert not owns(found, {"groups": "not-board-owners"}) and not owns(found, {})


def test_analysts_and_readers_own_nothing(tmp_path):
    found = roles(
        tmp_path,
        "people:\n- {email: jane@example.nhs.uk, role: analyst}\n"
        "- {email: jane@example.nhs.uk, role: reader}\n",
    )
    assert len(found.of(JANE)) == 2 and not owns(found, JANE)


def test_no_file_means_that_everybody_reads(tmp_path):
    assert read_roles(tmp_path / "nothing.yaml").people == ()


def test_all_faults_come_at_once_and_sound_entries_stand(tmp_path):
    found = roles(
        tmp_path,
        "people:\n"
        "- {email: jane@example.nhs.uk, role: owner, metrics: all}\n"
        "- {email: nobody, role: boss, colour: blue}\n"
        "- {claim: {email: x@y.uk}, role: owner, metrics: [nonsense]}\n"
        "- {email: a@b.uk, claim: {oid: x}, role: owner}\n"
        "- {email: a@b.uk, role: analyst, metrics: all}\n"
        "- {email: a@b.uk, role: owner, metrics: emergency_admissions}\n"
        "- just words\n"
        "- {email: a@b.uk, role: owner, metrics: [all], areas: }\n",
    )
    assert owns(found, JANE) and len(found.people) == 1
    for told in (
        "person 2: unknown field 'colour'",
        "person 2: email is 'nobody'",
        "person 2: role is 'boss'; allowed are reader, analyst, owner.",
        "person 3: claim must be one name",
        "person 3: there is no metric 'nonsense'",
        "person 4: give one of email and claim.",
        "person 4: an owner needs metrics",
        "person 5: metrics and areas are for owners",
        "person 6: metrics must be a list of metric ids, or all.",
        "person 7: found 'just words'",
        "person 8: there is no metric 'all'",
        "person 8: areas must be a list of area codes, or all.",
    ):
        assert any(told in str(one) for one in found.problems), told


@pytest.mark.parametrize("text", ["people: [", "people: {}", "- a", "", "people: []\nmore: 1", "\x00"])
def test_a_file_in_another_form_gives_nobody_a_right(tmp_path, text):
    found = roles(tmp_path, text)
    assert found.people == () and len(found.problems) == 1
