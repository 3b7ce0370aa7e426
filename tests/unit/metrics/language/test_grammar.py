"""A definition is read, never run; all its mistakes come back at once, each with file, line and what is
allowed.
"""

from __future__ import annotations

import sys

import pytest

from metrics import Polarity
from metrics.language import registry
from metrics.language.grammar import MAX_CHARACTERS, parse_definition
from tests.unit.metrics.definition_text import SMALLEST, changed

FILE = "major_ae_attendances.py"


def problems_of(text: str) -> list[str]:
    metric, problems = parse_definition(text, FILE)
    assert (metric is None) == bool(problems)
    return [str(problem) for problem in problems]


def test_the_smallest_definition_loads():
    metric, problems = parse_definition(SMALLEST, FILE)
    assert problems == []
    assert (metric.id, metric.title) == ("major_ae_attendances", "Major A&E attendances")
    assert metric.unit == "per 1,000 people"
    assert metric.polarity is Polarity.LOWER_IS_BETTER
    assert metric.measures == "Attendances at major (type 1) A&E departments, per 1,000 people."
    assert metric.why.startswith("A falling rate")


def test_three_mistakes_give_three_sentences_and_the_other_definitions_still_load(tmp_path):
    broken = changed(
        ("department_type = '01'", "department = '01'"),
        ("LOWER_IS_BETTER", "LOWER"),
        ("    title=", "    titel="),
    )
    (tmp_path / "broken.py").write_text(broken, encoding="utf-8")
    (tmp_path / "sound.py").write_text(SMALLEST, encoding="utf-8")
    metrics, problems = registry.load(tmp_path)
    assert list(metrics) == ["sound"]
    sentences = [str(problem) for problem in problems if "is missing" not in problem.sentence]
    assert len(sentences) == 3
    for sentence, line, words in zip(
        sentences,
        (9, 10, 13),
        (
            "Metric has no field 'titel' (did you mean 'title'?)",
            "where names the column 'department'",
            "'Polarity.LOWER' is unknown",
        ),
        strict=True,
    ):
        assert sentence.startswith(f"broken.py, line {line}: {words}"), sentence
        assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("title=", "name=", 9, "Metric has no field 'name'"),
        ('title="Major A&E attendances"', 'title=" "', 9, "The title is empty"),
        ("rate(per=1_000)", "rat(per=1_000)", 12, "The name 'rat' is not imported (did you mean 'rate'?)"),
        ("rate(per=1_000)", "rate(per=0)", 12, "allowed is a number above 0"),
        ("rate(per=1_000)", "rate(pre=1_000)", 12, "pre"),
        ("rate(per=1_000)", "5", 12, "The statistic is 5; allowed are"),
        ("department_type = '01'", "department_type = '1'", 10, "it has 01, 02, 03, 04, 05"),
        ("department_type = '01'", "diagnosis IN copdd", 10, "where names the code set 'copdd'; there are"),
        ("department_type = '01'", "department_type = ", 10, "where cannot be read as SQL"),
        ("denominator=population", "denominator=None", 11, "The denominator is None; allowed is population"),
        (
            "Shift.HOSPITAL_TO_COMMUNITY",
            "Shift.HOSPITAL",
            14,
            "'Shift.HOSPITAL' is unknown; allowed are HOSPITAL_TO_COMMUNITY",
        ),
        (
            "Urgent needs met by community teams do not reach A&E.",
            "",
            14,
            "Shift.HOSPITAL_TO_COMMUNITY has no reason",
        ),
        (
            "import ae_attendances,",
            "import ae_attendance,",
            5,
            "data.tables has no 'ae_attendance' (did you mean",
        ),
        (
            "from metrics import",
            "from metric import",
            6,
            "Imports come from metrics, data.tables or datetime",
        ),
        ("    shifts", "    ages='3-7',\n    shifts", 14, "The ages are '3-7'; allowed are"),
        ("    shifts", "    levels=('wards',),\n    shifts", 14, "levels has 'wards'; allowed are england"),
        (
            "    shifts",
            "    sexes=('women',),\n    shifts",
            14,
            "sexes has 'women'; allowed are persons, female, male",
        ),
        ("    shifts", "    pool={'ward': 30},\n    shifts", 14, "The pool has 'ward': 30"),
        ("    shifts", "    decimals=9,\n    shifts", 14, "The decimals are 9"),
        ("    shifts", "    next_review='soon',\n    shifts", 14, "next_review is 'soon'"),
        ("    shifts", "    title='Again',\n    shifts", 14, "The field 'title' is given twice"),
    ],
)
def test_a_mistake_gives_a_sentence_with_its_line(old, new, line, words):
    sentences = problems_of(changed((old, new)))
    assert any(
        sentence.startswith(f"{FILE}, line {line}: ") and words in sentence for sentence in sentences
    ), sentences


@pytest.mark.parametrize(
    "baseline",
    ['"2022-04"', '("2024-09", "2022-04")', '("soon", "later")', "(1, 2)", '("2022-13", "2023-01")'],
)
def test_a_baseline_is_two_months_in_order(baseline):
    text = changed(
        ("count, rate", "count, admissions_avoided"),
        ("rate(per=1_000)", f"admissions_avoided(baseline={baseline})"),
    )
    (sentence,) = problems_of(text)
    assert "allowed are two months like ('2022-04', '2024-09')" in sentence


def test_a_missing_docstring_is_told():
    (sentence,) = problems_of(SMALLEST[SMALLEST.index("from data") :])
    assert "The docstring is missing" in sentence


def test_a_title_that_is_taken_is_told_with_the_other_file(tmp_path):
    for name in ("first", "second"):
        (tmp_path / f"{name}.py").write_text(SMALLEST, encoding="utf-8")
    metrics, problems = registry.load(tmp_path)
    assert list(metrics) == ["first"]
    assert [str(p) for p in problems] == [
        "second.py, line 1: The title 'Major A&E attendances' is taken by first.py."
    ]


@pytest.mark.parametrize(
    "code",
    [
        "__import__('pathlib').Path('{trace}').touch()",
        "(lambda: open('{trace}', 'w'))()",
        "[open('{trace}', 'w') for x in (1,)]",
        "().__class__.__base__.__subclasses__()",
        "rate.__globals__",
        "Metric.__init__",
        'f\'{{open("{trace}", "w")}}\'',
        "(x := open('{trace}', 'w'))",
        "rate(*open('{trace}', 'w'))",
        "rate(**dict(per=1))",
        "Metric(title='x')",
        "Polarity('x')",
        "date.fromisoformat('2024-01-01')",
        "1 if open('{trace}', 'w') else 2",
        "9 ** 9 ** 9",
        "{{**{{}}}}",
        "{{(1, []): 2}}",
        "...",
        "b'x'",
        "1j",
    ],
)
def test_no_code_of_a_definition_runs(code, tmp_path):
    trace = tmp_path / "trace"
    modules = set(sys.modules)
    sentences = problems_of(changed(("rate(per=1_000)", code.format(trace=trace))))
    assert sentences and all("\n" not in sentence for sentence in sentences)
    assert not trace.exists()
    assert set(sys.modules) == modules


@pytest.mark.parametrize(
    "statement",
    [
        "open('{trace}', 'w')",
        "import os",
        "import os as metrics",
        "from os import *",
        "from metrics import *",
        "from metrics.counting.engine import count_events",
        "from . import metrics",
        "@open('{trace}', 'w')\nclass Metric: pass",
        "def rate(per): open('{trace}', 'w')",
        "while True: pass",
        "metric.title = 'x'",
        "metric: Metric = Metric(title='x')",
        "metric = other = Metric(title='x')",
        "try:\n    pass\nexcept* ValueError:\n    pass",
        "async def x(): pass",
        "del metric",
    ],
)
def test_only_imports_and_one_metric_may_stand_in_a_definition(statement, tmp_path):
    trace = tmp_path / "trace"
    assert problems_of(SMALLEST + statement.format(trace=trace) + "\n")
    assert not trace.exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "metric = ",
        '"""x"""',
        "(" * 5_000,
        "-" * 40_000 + "1",
        "x" * (MAX_CHARACTERS + 1),
        "\ufeff" + "é" * 10,
        "metric = Metric(*x, **y)",
    ],
    ids=["empty", "nul", "cut", "only text", "brackets", "minus", "huge", "marks", "stars"],
)
def test_a_broken_file_gives_sentences_and_no_exception(text):
    assert problems_of(text)


def test_a_file_that_is_not_text_gives_a_sentence(tmp_path):
    (tmp_path / "picture.py").write_bytes(b"\x89PNG\xff\xfe")
    metrics, problems = registry.load(tmp_path)
    assert metrics == {}
    assert "cannot be read as UTF-8 text" in str(problems[0])


MANY_MISTAKES = '''"""Only what is measured.
"""
from data.tables import deaths, populatoin
from metrics import Metric, Polarity, Shift, cuont, count, rate

metric = Metric(
    title="  ",
    numerator=count(deaths, where="ages > 5 AND sex = 'women' AND lower(sex) = 'male'"),
    denominator=deaths,
    statistic=rate(pre=1_000),
    polarity=Polarity.LOWER,
    shifts={Shift.HOSPITAL_TO_COMMUNITY: "Short", 1: 2},
    levels=["ward", "wards", "ward"],
    priorities=["planned_cure", {}],
    pool={"ward": True},
    target=5,
    comparator=5,
    decimals=True,
    ages="10-4",
    no_such_field=1,
)
'''


def test_many_mistakes_are_told_all_at_once_each_once_and_in_the_order_of_the_lines():
    metric, problems = parse_definition(MANY_MISTAKES, FILE)
    assert metric is None
    told = [(problem.line, problem.sentence) for problem in problems]
    assert [line for line, _ in told] == sorted(line for line, _ in told)
    assert len(set(told)) == len(told)
    expected = [
        (1, "The docstring says what is measured; say why"),
        (3, "data.tables has no 'populatoin' (did you mean 'population'?)."),
        (4, "metrics has no 'cuont' (did you mean 'count'?)."),
        (7, "The title is empty"),
        (8, "where compares sex with 'women'"),
        (8, "where has 'LOWER(sex)', which is not allowed"),
        (8, "where has \"LOWER(sex) = 'male'\"; on the left of a comparison is a column."),
        (8, "where names the column 'ages'"),
        (10, "rate(...) has no argument 'pre' (did you mean 'per'?); allowed is rate(per)."),
        (11, "'Polarity.LOWER' is unknown"),
        (12, "Shift.HOSPITAL_TO_COMMUNITY has no reason"),
        (12, "The shift 1 is unknown"),
        (13, "levels has 'wards'"),
        (13, "levels has 'ward' twice."),
        (14, "The priority 'planned_cure' is unknown (did you mean 'planned_care'?)"),
        (14, "The priority {} is unknown"),
        (15, "The pool has 'ward': True"),
        (16, "The target is 5"),
        (17, "The comparator is 5"),
        (18, "The decimals are True"),
        (19, "The ages are '10-4'"),
        (20, "Metric has no field 'no_such_field'"),
    ]
    assert len(told) == len(expected), told
    for line, words in expected:
        assert any(at == line and sentence.startswith(words) for at, sentence in told), (line, words, told)
