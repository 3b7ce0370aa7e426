"""Programmes, engagement and statements: the facts that ship are right, and every damage is told at once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from data.reference import reference
from data.strategy import documents, priorities, strategy_system
from data.strategy.engagement import engagements
from data.strategy.programmes import programmes
from data.strategy.reading import FOLDER
from data.strategy.statements import KINDS, statements
from data.strategy.when import NOT_STATED, say_when

YAMLS = {"programmes": programmes, "engagement": engagements}


def damaged(name: str, folder: Path, *changes: tuple[str, str], text: str | None = None) -> Path:
    """A copy of one of the files with some of its words changed, each of which stands there."""
    told = (FOLDER / name).read_text(encoding="utf-8") if text is None else text
    for old, new in changes:
        assert old in told
        told = told.replace(old, new, 1)
    (folder / name).write_text(told, encoding="utf-8")
    return folder / name


def sentences(facts) -> str:
    return "\n".join(map(str, facts.problems))


def test_the_facts_that_ship_have_no_problem():
    for facts in (programmes(), engagements(), statements()):
        assert facts.problems == () and facts.entries
    assert programmes().system == engagements().system == strategy_system()


def test_the_first_programme_is_population_health_management():
    first = programmes().entries[0]
    assert first.id == "population_health_management_2019"
    assert (first.cost, first.paid_by, first.length) == (471_000, "NHS England", "20 weeks")
    sites = [site.name for site in first.sites]
    assert sites == ["Barrow", "Blackpool", "Burnley", "Chorley", "Skelmersdale"]
    assert first.results.startswith("None stated")


def test_the_programmes_agree_with_the_statements():
    """A figure that stands in both files is the same in both."""
    told = {(one.document, one.paragraph, one.printed): one.value for one in statements().entries}
    by_id = {one.id: one for one in programmes().entries}
    assert told["002", "91", "£471,000"] == by_id["population_health_management_2019"].cost
    assert told["002", "34", "20 week programme"] == 20
    wards = by_id["blackpool_priority_wards_2024"].sites
    assert told["000", "14", "five priority wards"] == len(wards)
    known = reference("priority_areas")
    assert {site.area for site in wards} == set(known.area_code)
    reached = Counter(one.reached for one in engagements().entries)
    for printed in ("803", "166", "397"):
        assert reached[int(printed)] == 1
        assert any(one.printed == printed and one.value == int(printed) for one in statements().entries)


def test_every_number_of_the_documents_has_a_statement():
    """How many there are of each document and kind was counted in the documents."""
    held = statements().entries
    assert len(held) == 158
    assert Counter(one.kind for one in held) == {
        "context": 87,
        "plan": 35,
        "population": 18,
        "reported outcome": 18,
    }
    assert set(Counter(one.document for one in held)) == set(documents())


def test_only_reported_outcomes_are_claims_and_none_has_a_matched_comparison():
    for one in statements().entries:
        assert one.is_claim == (one.kind == "reported outcome")
        assert (one.comparison in ("none", "unmatched")) == one.is_claim
    unmatched = [one for one in statements().entries if one.comparison == "unmatched"]
    assert [one.printed for one in unmatched] == ["up to two thirds"]


@pytest.mark.parametrize(("sex", "years", "fewer"), [("male", 69, 10), ("female", 74, 9)])
def test_what_is_said_of_the_claims_on_blackpool_holds_against_the_published_figures(sex, years, fewer):
    """The notes say that published lives are longer, healthy ones too, and the gap with England smaller."""
    figures = reference("published_figures")
    figures = figures[(figures.sex == sex) & figures.area_code.isin(["E06000009", "E92000001"])]
    lives = figures[(figures.indicator_id == "life_expectancy_at_birth") & (figures.period_label == "2024")]
    lives = lives.set_index("area_code")
    assert lives.lower_ci["E06000009"] > years
    assert lives.value["E92000001"] - lives.value["E06000009"] < fewer
    healthy = figures[figures.indicator_id == "healthy_life_expectancy_at_birth"]
    healthy = healthy[healthy.period_label == "2022 to 2024"].set_index("area_code")
    assert healthy.lower_ci["E06000009"] > 46.5


@pytest.mark.parametrize(
    ("old", "new", "field", "told"),
    [
        (
            "starts: 2017-08",
            "starts: 2019-02-30",
            "starts",
            "found '2019-02-30'; allowed: a day, month or year",
        ),
        ("starts: 2017-08", "starts: soon", "starts", "found 'soon'"),
        ("ends: 2021-04", "ends: 2016", "ends", "allowed: a time not before the start, 2017-08"),
        (
            "cost: 471000",
            "cost: -471000",
            "cost",
            "found -471000; allowed: pounds, a whole number of 0 or more",
        ),
        ("cost: 471000", "cost: £471,000", "cost", "found '£471,000'"),
        ("cost: 471000", "cost: true", "cost", "found True"),
        (
            '"002", paragraph: 79',
            '"009", paragraph: 79',
            "said_in",
            "found '009'; allowed: a document's id: 000",
        ),
        ('"002", paragraph: 79', "[], paragraph: 79", "said_in", "found []"),
        (
            "priorities: [commissioning]",
            "priorities: [cure]",
            "priorities",
            "found 'cure'; allowed: a priority",
        ),
        ("priorities: [commissioning]", "priorities: [stroke, stroke]", "priorities", "each priority once"),
        ("name: Shared back office", "name:", "name", "found nothing; allowed: words"),
        ("name: Shared back office", "title: Shared back office", "title", "one of these fields: aim"),
        ("{name: Barrow,", "{nam: Barrow,", "sites", "a site with its name"),
        ("area: E07000117", "area: burnley", "sites", "an area's code, like E06000009"),
        ("name: Burnley", "name: Barrow", "sites", "found 'Barrow'; allowed: each site once"),
        ("sites: []", "sites: none", "sites", "a list of sites"),
    ],
)
def test_a_damaged_programme_is_told_and_the_others_stay(tmp_path, old, new, field, told):
    facts = programmes(damaged("programmes.yaml", tmp_path, (old, new)))
    assert len(facts.entries) == len(programmes().entries) - 1
    said = [str(one) for one in facts.problems if one.field == field]
    assert said and all(one.startswith("data/strategy/programmes.yaml, ") for one in said)
    assert told in said[0]


def test_all_problems_are_told_at_once(tmp_path):
    path = damaged(
        "programmes.yaml",
        tmp_path,
        ("cost: 471000", "cost: -1"),
        ("starts: 2019\n", "starts: 1066\n"),
        ("id: shared_back_office", "id: Shared Back Office"),
        ("id: core_clinical_strategy", "id: five_year_strategy_2019"),
        ("system: QE1", "system: lancashire"),
    )
    facts = programmes(path)
    assert {(one.place, one.field) for one in facts.problems} == {
        ("population_health_management_2019", "cost"),
        ("population_health_management_2019", "starts"),
        ("entry 6", "id"),
        ("five_year_strategy_2019", "id"),
        ("", "system"),
    }
    assert len(facts.entries) == len(programmes().entries) - 3


@pytest.mark.parametrize(
    ("old", "new", "field", "told"),
    [
        ("status: planned", "status: perhaps", "status", "found 'perhaps'; allowed: done, planned"),
        ("reached: 803", "reached: -803", "reached", "a whole number of 0 or more"),
        ("counted: focus groups", "counted:", "counted", "found nothing; allowed: words"),
        (
            "    self_selected: true",
            "    self_selected: many",
            "self_selected",
            "found 'many'; allowed: true or false",
        ),
        ("starts: 2019-09-26", "starts: 2019-09-31", "starts", "found '2019-09-31'"),
        ('"002", paragraph: 76', '"2", paragraph: 76', "said_in", "found '2'"),
    ],
)
def test_a_damaged_engagement_is_told_and_the_others_stay(tmp_path, old, new, field, told):
    facts = engagements(damaged("engagement.yaml", tmp_path, (old, new)))
    assert len(facts.entries) == len(engagements().entries) - 1
    assert told in next(str(one) for one in facts.problems if one.field == field)


@pytest.mark.parametrize("name", YAMLS)
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "found no list"),
        ("- 1\n- 2\n", "found no list"),
        ("programmes: {a: 1}\nengagement: 3\n", "found no list"),
        ("system: QE1\nprogrammes: [1]\nengagement: [1]\n", "entry 1, id: found 1"),
        ("programmes: [\n", "line 2: found invalid YAML"),
        ("a: !!python/object/apply:os.system ['true']\n", "found invalid YAML"),
        (
            "system: QE1\nsystem: QHM\nprogrammes: []\nengagement: []\n",
            "line 1, system: found this field twice",
        ),
    ],
)
def test_a_broken_file_is_told_in_a_sentence(tmp_path, name, text, told):
    facts = YAMLS[name](damaged(f"{name}.yaml", tmp_path, text=text))
    assert facts.entries == () and told in sentences(facts)


@pytest.mark.parametrize("name", YAMLS)
def test_a_file_that_is_not_there_or_not_text_is_told(tmp_path, name):
    read, path = YAMLS[name], tmp_path / f"{name}.yaml"
    assert "found a file that cannot be read" in sentences(read(path))
    path.write_bytes(b"\xff\xfe\x00programmes")
    assert "not UTF-8" in sentences(read(path))


def test_a_changed_file_is_read_anew(tmp_path):
    path = damaged("programmes.yaml", tmp_path)
    assert programmes(path).entries[0].cost == 471_000
    damaged("programmes.yaml", tmp_path, ("cost: 471000", "cost: 47100"))
    assert programmes(path).entries[0].cost == 47_100


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (",74,years,", ",many,years,", "value: found 'many'; allowed: a number of 0 or more"),
        (",74,years,", ",nan,years,", "value: found 'nan'"),
        (",74,years,", ",-74,years,", "value: found '-74'"),
        (",reported outcome,none,", ",result,none,", "kind: found 'result'; allowed: plan, context"),
        (",reported outcome,none,", ",reported outcome,,", "comparison: found ''; allowed: none, unmatched"),
        (",reported outcome,none,", ",plan,none,", "allowed: nothing, except for a reported outcome"),
        (",000,14\n", ",007,14\n", "document: found '007'; allowed: 000, 001"),
        (",74 years,74,", ",,74,", "printed: found nothing; allowed: words"),
        (",000,14\n", ",000,14,more\n", "found 13 cells; allowed: 12 cells"),
    ],
)
def test_a_damaged_statement_is_told_with_its_row_and_the_others_stay(tmp_path, old, new, told):
    facts = statements(damaged("statements.csv", tmp_path, (old, new)))
    assert len(facts.entries) == 157
    assert told in sentences(facts) and "data/strategy/statements.csv, row " in sentences(facts)


def test_all_damaged_statements_are_told_at_once(tmp_path):
    path = damaged("statements.csv", tmp_path, (",69,years,", ",x,years,"), (",000,14\n", ",007,14\n"))
    assert [one.field for one in statements(path).problems] == ["value", "document"]


def test_a_statement_that_stands_twice_is_told(tmp_path):
    text = (FOLDER / "statements.csv").read_text(encoding="utf-8")
    facts = statements(damaged("statements.csv", tmp_path, text=text + text.splitlines()[-1] + "\n"))
    assert "row 160: found the same statement as row 159; allowed: each statement once" in sentences(facts)
    assert len(facts.entries) == 158


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", 'system,"about\n'])
def test_a_file_without_the_columns_is_told(tmp_path, text):
    facts = statements(damaged("statements.csv", tmp_path, text=text))
    assert facts.entries == () and len(facts.problems) == 1


def test_a_list_of_documents_that_cannot_be_read_costs_no_facts(tmp_path, monkeypatch):
    from data.strategy import facts

    (tmp_path / "documents.yaml").write_text("- no title", encoding="utf-8")
    monkeypatch.setattr("data.strategy._FOLDER", tmp_path)
    known, problems = facts.known_documents()
    assert known == {} and "data/strategy/documents.yaml: found no fields" in str(problems[0])
    assert len(programmes().entries) > 5


def test_days_months_and_years_are_said_in_words():
    said = {when: say_when(when) for when in ("2019-09-26", "2019-09", "2019", NOT_STATED)}
    assert list(said.values()) == ["26 September 2019", "September 2019", "2019", "not stated"]


def test_every_priority_that_a_programme_names_is_known():
    assert set(KINDS) == {one.kind for one in statements().entries}
    for one in programmes().entries:
        assert one.priorities and set(one.priorities) <= set(priorities())
