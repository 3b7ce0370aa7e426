"""Whatever is done to a definition's text, reading it gives a metric or sentences, never an exception."""

from __future__ import annotations

import os
import random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from metrics.cli.docs import metric_section
from metrics.language.grammar import parse_definition
from metrics.language.statistic import counts_of
from tests.lib.audit import watched
from tests.property.definition_mutator import PIECES, TEXTS, mutated
from tests.property.strange_definitions import EXPRESSIONS, HEAD, SOUND, VALUES, WHERES, WORDS, definition

# What a sentence for an analyst never holds: Python's own words for its insides.
INSIDES = (
    "Traceback",
    " at 0x",
    "<class",
    "<function",
    "<enum",
    "<module",
    "NoneType",
    "Error",
    "sys.set_",
)
CHUNKS = 10
MOST_IN_A_SENTENCE = 1_500
_PLACE = st.floats(0, 1, exclude_max=True)


@pytest.fixture(scope="module", autouse=True)
def everything_is_loaded() -> None:
    """What is read once, at first use (reference tables, the SQL dialect), is no act of a definition."""
    for text in TEXTS:
        parse_definition(text, "warm.py")
    for where in WHERES:
        parse_definition(with_where(where), "warm.py")


def with_where(where: str) -> str:
    return definition(numerator=f"count(admitted_spells, where={where!r})")


def with_field(field: str, expression: str) -> str:
    fields = ",\n    ".join(f"{name}={text}" for name, text in (VALUES | {field: expression}).items())
    return f"{HEAD}metric = Metric(\n    {fields},\n)\n"


def check_reading(text: str) -> None:
    """Read one text and hold what comes back against what the command line promises."""
    with watched() as acts:
        metric, problems = parse_definition(text, "mutated.py")
    assert not acts, acts
    assert (metric is None) == bool(problems)
    if metric is not None:
        check_soundness(metric)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)
    assert len(set(problems)) == len(problems)
    for problem in problems:
        assert 1 <= problem.line <= lines
        assert str(problem).startswith(f"mutated.py, line {problem.line}: ")
        check_sentence(problem.sentence)


def check_sentence(sentence: str) -> None:
    assert sentence.strip(" .") and sentence.endswith(".") and not sentence.endswith(".."), sentence
    assert not [inside for inside in INSIDES if inside in sentence], sentence
    assert sentence.isprintable() and len(sentence) <= MOST_IN_A_SENTENCE, sentence
    sentence.encode("utf-8")


def check_soundness(metric) -> None:
    """What the rest of the project takes for granted of a metric that was let through."""
    for words in (metric.title, metric.description, metric.unit, *metric.shifts.values(), metric.caution):
        words.encode("utf-8")
    assert metric_section(metric).startswith('<a id="mutated"></a>')
    if metric.is_published:
        return
    for count in counts_of(metric):
        for dialect in ("duckdb", "spark", "tsql"):
            assert count.where.sql(dialect)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_ten_thousand_mutated_definitions_give_a_metric_or_sentences_and_do_nothing(chunk):
    for number in range(10_000 // CHUNKS):
        seed = chunk * 10_000 + number
        text = mutated(random.Random(seed))
        try:
            check_reading(text)
        except Exception as error:
            error.add_note(f"seed {seed}:\n{text}")
            raise


@settings(max_examples=500, phases=[Phase.explicit, Phase.generate])
@given(st.data())
def test_a_definition_with_pieces_put_in_gives_a_metric_or_sentences(data):
    text = data.draw(st.sampled_from(TEXTS))
    for _ in range(data.draw(st.integers(1, 4))):
        start, length = int(data.draw(_PLACE) * len(text)), data.draw(st.integers(0, 30))
        piece = data.draw(st.sampled_from(PIECES) | st.sampled_from(WORDS) | st.text(max_size=5))
        text = text[:start] + piece + text[start + length :]
    check_reading(text)


@pytest.mark.parametrize("text", SOUND)
def test_the_seeds_of_the_new_vocabulary_are_sound(text):
    assert parse_definition(text, "seed.py")[1] == []


@pytest.mark.parametrize("field", VALUES)
def test_every_strange_value_in_every_field_gives_a_metric_or_sentences(field):
    for expression in EXPRESSIONS:
        check_reading(with_field(field, expression))


@pytest.mark.parametrize("where", WHERES)
def test_every_construct_of_sql_gives_a_metric_or_sentences(where):
    check_reading(with_where(where))


def test_the_watch_sees_what_a_definition_must_not_do(tmp_path):
    with watched() as acts:
        exec("1")
        (tmp_path / "trace").touch()
        os.listdir(tmp_path)
    assert {act.split()[0] for act in acts} >= {"compile", "exec", "open", "os.listdir"}
