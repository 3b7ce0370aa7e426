"""Every statistic answers every question, and nothing but its own class knows which one it is."""

from __future__ import annotations

import ast
import inspect
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
from metrics.language.statistics.answers import Comparator, Counted, Difference, Needs
from metrics.language.statistics.counts import Fifth, Figure
from metrics.language.statistics.statistic import Statistic
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
NAMES = [f"{one.kind}-{one.unit}" for one in EXAMPLES]
YES_OR_NO = (True, False)

# What each question may be answered with.
ANSWERS = {
    "kind": lambda said: said in vocabulary.__all__,
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
    "fewest_events": lambda said: isinstance(said, int) and said >= 0,
    "absent_status": lambda said: said in STATUSES and said != "ok",
    "too_small_words": lambda said: isinstance(said, str) and not said.endswith("."),
    "fewest_words": lambda said: isinstance(said, str) and not said.endswith("."),
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
OWN = {"count": TOTAL, "exposure": LIVED, "person_years": LIVED, "ages": "all", "decimals": 1}
MONTHS = np.arange(48)
COUNTS = {
    Needs.PEOPLE: SimpleNamespace(
        **OWN,
        england=np.array([80.0]),
        from_ages=lambda method: method(EVENTS, PEOPLE),
        from_shown_ages=lambda method: method(EVENTS, PEOPLE),
    ),
    Needs.GROUP: SimpleNamespace(count=TOTAL, group=LIVED),
    Needs.EXPECTED: SimpleNamespace(count=TOTAL, expected=TOTAL / 2),
    Needs.FIFTHS: SimpleNamespace(
        from_fifths=lambda method: method(
            tuple(Fifth(EVENTS * (6 - fifth), PEOPLE, PEOPLE, "all") for fifth in range(5))
        )
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
    assert bool(statistic.fewest_words) <= bool(statistic.too_small_words)
    if statistic.difference is not None:
        assert statistic.may_be_negative and statistic.comparator.value == 0


def test_the_kind_of_a_statistic_is_the_function_that_makes_it():
    for one in EXAMPLES:
        assert inspect.getmodule(getattr(vocabulary, one.kind)) is inspect.getmodule(type(one))


DIFFERENT = [one for one in EXAMPLES if one.difference is not None]


@pytest.mark.parametrize("statistic", DIFFERENT, ids=lambda one: one.kind)
def test_a_difference_has_words_for_0_and_for_both_sides_of_it(statistic):
    difference = statistic.difference
    assert difference.nothing and difference.alike and difference.other
    assert set(difference.than) == {"higher", "lower", "apart"}
    asked = {"figure": "−12", "size": "12", "is_slight": False, "who": "women", "area": "Claremont"}
    said = {side: difference.sentence(side, **asked) for side in difference.than}
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


def _trees():
    for folder in ("metrics", "pages"):
        for path in sorted((PROJECT_FOLDER / folder).rglob("*.py")):
            yield path.relative_to(PROJECT_FOLDER), ast.parse(path.read_text(encoding="utf-8"))


def _found(inside: Path, is_meant) -> list[str]:
    return [
        f"{path}:{node.lineno}"
        for path, tree in _trees()
        if not path.is_relative_to(inside)
        for node in ast.walk(tree)
        if is_meant(node)
    ]


def _is_called(node: ast.AST, attribute: str) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == attribute


def test_nothing_but_its_own_class_reads_the_kind_of_a_statistic():
    def reads(node: ast.AST) -> bool:
        return _is_called(node, "kind") and "statistic" in ast.unparse(node.value)

    assert _found(Path("metrics/language/statistics"), reads) == []


def test_nothing_outside_the_language_reads_the_first_letter_of_a_unit():
    def reads(node: ast.AST) -> bool:
        return (
            _is_called(node, "startswith")
            and "unit" in ast.unparse(node.value)
            or (
                isinstance(node, ast.Call)
                and _is_called(node.func, "startswith")
                and any(isinstance(one, ast.Constant) and one.value == "%" for one in node.args)
            )
        )

    assert _found(Path("metrics/language"), reads) == []


def test_only_computing_gives_counts_to_a_statistic():
    def gives(node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and _is_called(node.func, "estimate")

    outside = [one for one in _found(Path("metrics/computing"), gives) if "language/statistics" not in one]
    assert outside == []
