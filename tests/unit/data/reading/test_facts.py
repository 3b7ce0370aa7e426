"""Facts written by hand: each kind of entry declares its fields, and all that is wrong is told at once."""

from __future__ import annotations

from datetime import date

import pytest

from data.reading.facts import (
    Field,
    Form,
    Refused,
    Unreadable,
    Wording,
    boolean,
    day,
    non_empty_text,
    one_of,
    parse_yaml,
    read_yaml,
)

FIELDS = (
    Field("name", non_empty_text),
    Field("kind", one_of(("plan", "context"))),
    Field("from", day("2026-05-20")),
    Field("example", boolean, needed=False, default=False),
)
SOUND = {"name": " Frailty at home ", "kind": "plan", "from": date(2026, 4, 1)}


FORM = Form(FIELDS)


def told(entry: object, form: Form = FORM) -> list[str]:
    return [str(one) for one in form.read("facts.yaml", "entry 2", entry)[1]]


def test_a_sound_entry_comes_back_as_its_kinds_make_it_with_defaults():
    made, problems = Form(FIELDS).read("facts.yaml", "entry 2", SOUND)
    assert not problems
    assert made == SOUND | {"name": "Frailty at home", "example": False}


def test_all_faults_of_an_entry_are_told_with_file_place_field_found_and_allowed():
    assert told({"kind": "hope", "from": "soon", "example": 1, "colour": "red"}) == [
        "facts.yaml, entry 2, colour: found this field; allowed: one of these fields: "
        "example, from, kind, name.",
        "facts.yaml, entry 2, name: found nothing; allowed: words.",
        "facts.yaml, entry 2, kind: found 'hope'; allowed: plan, context.",
        "facts.yaml, entry 2, from: found 'soon'; allowed: a day like 2026-05-20.",
        "facts.yaml, entry 2, example: found 1; allowed: true or false.",
    ]


def test_what_is_no_entry_at_all_is_told():
    assert told("words") == ["facts.yaml, entry 2, entry: found 'words'; allowed: name, kind, from, example."]


def test_a_file_may_have_sentences_of_its_own():
    own = Wording(
        missing="{field} is missing.", wrong="{field} is {value}; allowed is {allowed}.", names_field=True
    )
    said = told({"kind": "{hope}", "from": date(2026, 4, 1)}, Form(FIELDS, own))
    assert said == [
        "facts.yaml, entry 2: name is missing.",
        "facts.yaml, entry 2: kind is '{hope}'; allowed is plan, context.",
    ]


def test_a_kind_may_find_several_faults_and_fields_are_checked_together():
    def pair(value):
        raise Refused(("an even number", "1"), ("an even number", "3"))

    def check_together(fields):
        yield "name", repr(fields["name"]), "another name"

    form = Form((Field("name", non_empty_text), Field("pair", pair)), check_together=check_together)
    assert [one.value for one in form.read("facts.yaml", "", {"name": "x", "pair": [1, 3]})[1]] == [
        "1",
        "3",
        "'x'",
    ]


def test_a_form_that_is_not_exact_lets_further_fields_pass():
    assert told(SOUND | {"note": "x"}) and not told(SOUND | {"note": "x"}, Form(FIELDS, exact=False))


def test_a_day_that_there_is_not_stays_text_and_costs_no_other_entry():
    held, problems = parse_yaml("- {by: 2026-02-30}\n- {by: 2026-02-28}\n", "facts.yaml")
    assert held == [{"by": "2026-02-30"}, {"by": date(2026, 2, 28)}] and not problems


def test_a_key_that_stands_twice_is_told_with_its_line():
    held, problems = parse_yaml("a: 1\nb:\n  c: 1\n  c: 2\n", "facts.yaml")
    assert held == {"a": 1, "b": {"c": 2}}
    assert [str(one) for one in problems] == [
        "facts.yaml, line 3, c: found this field twice; allowed: each field once."
    ]


@pytest.mark.parametrize(
    ("content", "place", "found"),
    [
        (b"a: [", "line 1", "invalid YAML"),
        (b"a: !!python/object/apply:os.system ['true']", "line 1", "invalid YAML"),
        (b"\xff\xfe\x00a", "", "not UTF-8"),
        (b"\x00", "", "invalid YAML"),
        (None, "", "a file that cannot be read"),
    ],
)
def test_a_file_that_holds_no_yaml_is_told(tmp_path, content, place, found):
    path = tmp_path / "facts.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Unreadable) as told:
        read_yaml(path, "facts.yaml")
    assert told.value.place == place and found in told.value.value


def test_a_mark_at_the_beginning_of_the_file_does_no_harm(tmp_path):
    path = tmp_path / "facts.yaml"
    path.write_bytes("a: é".encode("utf-8-sig"))
    assert read_yaml(path, "facts.yaml") == ({"a": "é"}, [])
