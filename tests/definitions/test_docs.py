"""The generated pages say what the definitions, tables, code sets and terms say now."""

from __future__ import annotations

import dataclasses
import inspect

import pytest

import metrics as vocabulary
from data.code_sets import CODE_SETS
from data.strategy import documents, glossary
from data.tables import TABLES
from metrics import Shift
from metrics.__main__ import main
from metrics.cli.docs import DOCS_FOLDER, PAGES, metric_section, metrics_page, stale_pages, write_pages
from metrics.language import registry
from metrics.language.definition_card import definition_card
from metrics.language.grammar import parse_definition
from tests.property.strange_definitions import SOUND, definition

METRICS = registry.metrics()
ASKED_FOR = (
    "integrated care system, integrated care partnership, multi-specialty community provider, primary "
    "care network, neighbourhood, place, population health management, vanguard, accountable care "
    "system, sustainability and transformation partnership, control total, metric, numerator, "
    "denominator, rate, directly standardised rate, indirectly standardised ratio, proportion, "
    "confidence interval, comparator, control chart, common cause, special cause, suppressed, too "
    "small to judge, official, derived, modelled, synthetic, local, footprint, LSOA, ward, "
    "deprivation fifth, life expectancy, healthy life expectancy, slope index of inequality, "
    "ambulatory care sensitive condition, frailty score, virtual ward, urgent community response, "
    "patient-initiated follow-up, polarity, target, trajectory, baseline"
).split(", ")


def test_no_page_is_stale():
    stale = [path.name for path in stale_pages()]
    assert not stale, f"Stale: {', '.join(stale)}. Write them with: python -m metrics docs"


def test_check_names_the_stale_page_and_writing_mends_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("metrics.cli.docs.stale_pages.__defaults__", (tmp_path,))
    monkeypatch.setattr("metrics.cli.docs.write_pages.__defaults__", (tmp_path,))
    assert main(["docs"]) == 0
    assert main(["docs", "--check"]) == 0
    (tmp_path / "glossary.md").write_text("old", encoding="utf-8")
    capsys.readouterr()
    assert main(["docs", "--check"]) == 1
    said = capsys.readouterr().err
    assert "docs/glossary.md is out of date" in said and "metrics.md" not in said
    assert (tmp_path / "glossary.md").read_text(encoding="utf-8") == "old"
    assert [path.name for path in write_pages(tmp_path)] == ["glossary.md"]
    assert stale_pages(tmp_path) == []


def test_a_page_is_the_same_whenever_it_is_written():
    assert all(write() == write() for write in PAGES.values())


def test_every_metric_stands_once_in_the_body_and_under_each_of_its_shifts():
    page = metrics_page()
    index, body = page.split("## Definitions")
    for metric in METRICS.values():
        assert body.count(f'<a id="{metric.id}"></a>') == 1
        for shift in Shift:
            part = index.split(f"## {shift.title}")[1].split("\n## ")[0]
            assert (f"(#{metric.id})" in part) == (shift in metric.shifts)


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_a_section_says_all_that_the_definition_says(metric):
    section = metric_section(metric)
    said = (metric.title, metric.measures, metric.why, metric.caution, metric.next_question, metric.source)
    assert all(words.replace("*", "\\*").replace("<", "\\<") in section for words in said)
    assert ("None published" in section) == (metric.target is None)
    for part in (metric.numerator, metric.denominator):
        for name in getattr(getattr(part, "where", None), "code_sets", ()):
            assert f"{name} ({CODE_SETS[name].title})" in section


def test_targets_priorities_and_groups_are_written_in_words():
    card = dict(definition_card(parse_definition(SOUND[0], "seed.py")[0]))
    assert card["Target"] == "60% by 31 March 2026 (NHS England, planning guidance 2025/26)"
    assert card["Priorities"] == "Out-of-hospital care and primary care networks; Planned care"
    assert (
        card["Numerator"] == "Rows of People registered with a GP (registered_people) where nhs_app = 'used'."
    )
    assert card["Denominator"].endswith("where age >= 13.")


@pytest.mark.parametrize("text", SOUND)
def test_every_statistic_of_the_vocabulary_can_be_written(text):
    metric = parse_definition(text, "seed.py")[0]
    assert metric_section(metric).count("\n- **") >= 15
    assert dict(definition_card(metric))["Statistic"].endswith(".")


def test_every_function_that_makes_a_statistic_has_a_docstring():
    functions = [getattr(vocabulary, name) for name in vocabulary.__all__ if name[0].islower()]
    assert all(inspect.getdoc(function) for function in functions)


def test_every_table_column_and_code_set_is_described():
    tables, sets = (PAGES[name]() for name in ("tables.md", "code-sets.md"))
    assert all(f"`{column.name}`" in tables for table in TABLES.values() for column in table.columns)
    assert all(f"`{name}`" in sets and one.source in sets for name, one in CODE_SETS.items())


def test_the_glossary_holds_the_terms_and_names_real_documents():
    terms = glossary()
    assert [name for name in ASKED_FOR if name not in terms] == []
    for term in terms.values():
        assert term.means.endswith(".") and len(term.means.split()) >= 6
        assert not term.document or term.document in documents()
        assert {f.name for f in dataclasses.fields(term)} >= {"means", "source"}
    assert all(terms[name].document for name in ASKED_FOR[:11])


def test_terms_stand_in_order_within_their_group():
    names = [(term.group, term.name.casefold()) for term in glossary().values()]
    groups = list(dict.fromkeys(group for group, _ in names))
    assert names == sorted(names, key=lambda one: (groups.index(one[0]), one[1]))


def test_a_definition_in_words_survives_marks_of_markdown():
    text = definition(more='caution="Not *all* of <them> | count."')
    assert "Not \\*all\\* of \\<them>" in metric_section(parse_definition(text, "seed.py")[0])


def test_the_pages_stand_in_the_folder_of_the_documents():
    assert {path.name for path in DOCS_FOLDER.glob("*.md")} >= set(PAGES)
