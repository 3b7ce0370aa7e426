"""Every statistic answers every question, and nothing but its own class knows which one it is."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import metrics as vocabulary
from data.paths import PROJECT_FOLDER
from metrics import (
    admissions_avoided,
    deprivation_ratio,
    directly_standardised_rate,
    indirectly_standardised_ratio,
    life_expectancy,
    life_expectancy_gap,
    proportion,
    published,
    published_monthly,
    published_rate,
    rate,
    slope_index,
)
from metrics.computing.results_frame import PROVENANCES, STATUSES
from metrics.language.metric import MetricError
from metrics.language.statistics.answers import AtAges, Comparator, Counted, Difference, Needs
from metrics.language.statistics.counts import Fifth, Figure
from metrics.language.statistics.statistic import Statistic
from metrics.statistics import Estimate
from tests.spec.metrics.small_world import attendance_rate

EXAMPLES = [
    rate(per=1_000),
    proportion(),
    proportion(per=1_000),
    directly_standardised_rate(per=100_000),
    indirectly_standardised_ratio(),
    deprivation_ratio(proportion()),
    deprivation_ratio(directly_standardised_rate(per=100_000)),
    slope_index(life_expectancy()),
    life_expectancy(),
    life_expectancy_gap(),
    admissions_avoided(baseline=("2022-04", "2024-09")),
    published("life_expectancy_at_birth"),
    published("smoking_prevalence_adults"),
    published_rate("gp_appointments", per=1_000),
    published_monthly("ae_attendances"),
    published_monthly("no_criteria_to_reside"),
    published_monthly("ae_attendances_over_4_hours", of="ae_attendances"),
]
NAMES = [f"{one.name}-{one.unit}" for one in EXAMPLES]
YES_OR_NO = (True, False)

# What each question may be answered with.
ANSWERS = {
    "name": lambda said: said in vocabulary.__all__,
    "unit": lambda said: isinstance(said, str) and said,
    "method_words": lambda said: len(said.split()) >= 6 and not said.endswith("."),
    "is_share": lambda said: said in YES_OR_NO,
    "grows_with_time": lambda said: said in YES_OR_NO,
    "may_be_negative": lambda said: said in YES_OR_NO,
    "difference": lambda said: said is None or isinstance(said, Difference),
    "comparator": lambda said: said is None or isinstance(said, Comparator),
    "counted": lambda said: isinstance(said, Counted),
    "average_words": lambda say: say(31).startswith("than "),
    "of_a_group": lambda said: said in YES_OR_NO,
    "needs": lambda said: isinstance(said, Needs),
    "at_ages": lambda said: said is None or isinstance(said, AtAges),
    "max_decimals": lambda said: isinstance(said, int) and 0 <= said <= 4,
    "min_events": lambda said: isinstance(said, int) and said >= 0,
    "absent_status": lambda said: said in STATUSES and said != "ok",
    "too_small_words": lambda said: isinstance(said, str) and not said.endswith("."),
    "min_events_words": lambda said: isinstance(said, str) and not said.endswith("."),
    "is_published": lambda said: said in YES_OR_NO,
    "is_of_lsoas": lambda said: said in YES_OR_NO,
    "provenance": lambda said: said in ("", *PROVENANCES),
    "indicator": lambda said: isinstance(said, str),
    "measures": lambda said: isinstance(said, tuple) and all(said),
    "problems": lambda find: dict(find(SimpleNamespace(**WRONG))).keys() & {"numerator"},
    "estimate": lambda form: isinstance(form(COUNTS[form.__self__.needs]), Figure),
}
WRONG = {"numerator": 5, "denominator": None, "levels": (), "sexes": ("persons",), "frequency": None}

SHAPE = (2, 3, 1)
PEOPLE = np.full((*SHAPE, 20), 5_000.0)
EVENTS = np.full((*SHAPE, 20), 40.0)
TOTAL, LIVED = EVENTS.sum(axis=-1), PEOPLE.sum(axis=-1)
OWN = {"count": TOTAL, "exposure": LIVED, "person_years": LIVED, "decimals": 1}
AT_AGES = Estimate(np.full(SHAPE, 80.0), np.full(SHAPE, 79.0), np.full(SHAPE, 81.0))
MONTHS = np.arange(48)
COUNTS = {
    Needs.PEOPLE: SimpleNamespace(
        **OWN,
        england=np.array([80.0]),
        at_ages=AT_AGES,
    ),
    Needs.GROUP: SimpleNamespace(count=TOTAL, group=LIVED),
    Needs.EXPECTED: SimpleNamespace(count=TOTAL, expected=TOTAL / 2),
    Needs.FIFTHS: SimpleNamespace(
        fifths=tuple(Fifth(TOTAL / (6 - fifth), TOTAL * 2, LIVED, AT_AGES) for fifth in range(5))
    ),
    Needs.MONTHS: SimpleNamespace(
        events=np.full((2, 48), 400.0),
        days=np.full(48, 30.0),
        baseline=MONTHS < 30,
        evaluation=MONTHS >= 30,
        first_month=4,
    ),
    Needs.PUBLISHED: SimpleNamespace(
        count=np.array([40.0, np.nan]),
        exposure=np.array([800.0, 800.0]),
        value=np.array([5.0, np.nan]),
        lower_ci=np.array([4.0, np.nan]),
        upper_ci=np.array([6.0, np.nan]),
    ),
}


def classes(base: type = Statistic) -> set[type]:
    """Every class of a statistic that can be made, however deep below the base."""
    below = base.__subclasses__()
    return {one for one in below if not inspect.isabstract(one)}.union(*(classes(one) for one in below))


def test_an_example_of_every_statistic_is_asked():
    assert {type(one) for one in EXAMPLES} == classes()


def test_every_question_of_the_base_has_answers_to_be_held_against_and_no_answer_of_its_own():
    asked = {name for name in vars(Statistic) if not name.startswith("_")}
    assert asked == set(Statistic.__abstractmethods__) == set(ANSWERS)


@pytest.mark.parametrize("question", ANSWERS)
@pytest.mark.parametrize("statistic", EXAMPLES, ids=NAMES)
def test_every_statistic_answers_every_question(statistic, question):
    assert ANSWERS[question](getattr(statistic, question))


@pytest.mark.parametrize("question", ANSWERS)
def test_a_statistic_that_leaves_a_question_open_cannot_be_made(question):
    answered = {name: None for name in ANSWERS if name != question}
    with pytest.raises(TypeError, match=rf"abstract method '?{question}'?"):
        type("Silent", (Statistic,), answered)()


@pytest.mark.parametrize("statistic", EXAMPLES, ids=NAMES)
def test_the_answers_of_a_statistic_agree_with_one_another(statistic):
    assert statistic.is_share == statistic.unit.startswith("%")
    assert statistic.is_published == (statistic.needs is Needs.PUBLISHED)
    assert statistic.is_published == bool(statistic.indicator or statistic.measures)
    assert statistic.is_published == bool(statistic.provenance)
    assert not (statistic.indicator and statistic.measures)
    assert (statistic.absent_status == "too_small") == bool(statistic.too_small_words)
    assert bool(statistic.min_events_words) <= bool(statistic.too_small_words)
    if statistic.difference is not None:
        assert statistic.may_be_negative and statistic.comparator.value == 0


def test_the_name_of_a_statistic_is_the_function_that_makes_it():
    for one in EXAMPLES:
        assert inspect.getmodule(getattr(vocabulary, one.name)) is inspect.getmodule(type(one))


DIFFERENT = [one for one in EXAMPLES if one.difference is not None]


@pytest.mark.parametrize("statistic", DIFFERENT, ids=lambda one: one.name)
def test_a_difference_has_words_for_0_and_for_both_sides_of_it(statistic):
    difference = statistic.difference
    assert difference.zero_words and difference.same_words and difference.comparator_words
    assert set(difference.side_words) == {"higher", "lower", "apart"}
    asked = {"figure": "−12", "size": "12", "is_slight": False, "who": "women", "area": "Claremont"}
    said = {side: difference.sentence(side, **asked) for side in difference.side_words}
    assert len(set(said.values())) == 3 and all("Claremont" in sentence for sentence in said.values())
    assert "12" in said["higher"] and "cannot be told apart" in said["apart"]


@pytest.mark.parametrize(
    ("statistic", "unit", "words"),
    [
        (published("smoking_prevalence_adults"), "adults", "is a percentage, so its unit begins with %"),
        (published("life_expectancy_at_birth"), "% of lives", "is none: no unit begins with %"),
    ],
)
def test_a_unit_that_says_other_than_the_statistic_is_told(statistic, unit, words):
    with pytest.raises(MetricError, match=words):
        attendance_rate(statistic=statistic, numerator=None, denominator=None, unit=unit)


def _lines(is_meant, folders: tuple[str, ...], except_in: str) -> list[str]:
    """The lines of Python below ``folders`` with a node that ``is_meant``, as path:line."""
    return [
        f"{path.relative_to(PROJECT_FOLDER)}:{node.lineno}"
        for folder in folders
        for path in sorted((PROJECT_FOLDER / folder).rglob("*.py"))
        if not path.is_relative_to(PROJECT_FOLDER / except_in)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if is_meant(node)
    ]


def _calls(node: ast.AST, attribute: str) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "attr", None) == attribute


STATISTICS = "metrics/language/statistics"


def test_nothing_outside_their_folder_asks_which_statistic_it_is():
    names = {one.__name__ for one in classes()}

    def asks(node: ast.AST) -> bool:
        text = ast.unparse(node) if isinstance(node, ast.Call | ast.Attribute) else ""
        is_asked = text.startswith(("isinstance(", "type(")) and "statistic" in text.partition(",")[0]
        return text.endswith((".statistic.name", "statistic.__class__")) or (
            is_asked and any(re.search(rf"\b{name}\b", text) for name in names)
        )

    assert _lines(asks, ("metrics", "pages"), STATISTICS) == []


def test_nothing_outside_their_folder_reads_the_sign_of_a_share_from_a_unit():
    def reads(node: ast.AST) -> bool:
        if _calls(node, "startswith"):
            return "unit" in ast.unparse(node.func.value) and "'%'" in ast.unparse(node)
        if isinstance(node, ast.Compare):
            text = ast.unparse(node)
            return "'%'" in text and re.search(r"\b(metric|statistic)\.unit\b|unit\[0\]", text) is not None
        return False

    lines = _lines(reads, ("metrics", "pages", "tests"), STATISTICS)
    assert [line for line in lines if Path(__file__).name not in line] == []


def test_only_computing_gives_counts_to_a_statistic():
    lines = _lines(lambda node: _calls(node, "estimate"), ("metrics", "pages"), "metrics/computing")
    assert [line for line in lines if not line.startswith(STATISTICS)] == []


def test_results_come_from_one_function():
    """A refresh and a preview differ in what they do with results, never in how these are formed."""
    steps = {"evaluate", "evaluate_published", "evaluate_total", "compare", "protect_together"}

    def takes_a_step(node: ast.AST) -> bool:
        return isinstance(node, ast.ImportFrom) and bool(steps & {name.name for name in node.names})

    assert _lines(takes_a_step, ("metrics", "pages"), "metrics/computing") == []
