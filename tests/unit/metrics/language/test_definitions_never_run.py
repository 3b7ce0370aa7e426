"""A definition that a stranger pastes runs no code, opens no file, imports nothing and starts nothing.

An audit hook of the interpreter records what happens while hostile texts are read.
"""

from __future__ import annotations

import pytest

from metrics.language.grammar import MAX_CHARACTERS, parse_definition
from metrics.language.metric import Metric
from tests.lib.audit import nothing_happens
from tests.unit.metrics.definition_text import SMALLEST, changed


def read(text: str, file: str = "stranger.py") -> tuple[Metric | None, list]:
    with nothing_happens():
        return parse_definition(text, file)


@pytest.fixture(scope="module", autouse=True)
def vocabulary_is_loaded():
    """Read each kind of mistake once, so that what our own code loads at first use is there."""
    for text in (
        SMALLEST,
        changed(("rate(per=1_000)", 'published("x")')),
        changed(
            ("count, rate", "count, published, published_total, rate"), ("rate(per", 'published("x", per')
        ),
        changed(("    shifts", '    published_total=published_total("x"),\n    shifts')),
        changed(("    shifts", '    priorities=("x",),\n    shifts')),
        changed(("department_type = '01'", "departmenttype = 1 AND diagnosis LIKE '%' OR 1")),
        "(",
    ):
        parse_definition(text, "stranger.py")


IN_PLACE_OF_A_VALUE = [
    "__import__('os').system('id')",
    "__builtins__",
    "eval('1')",
    "exec('import os')",
    "open('/etc/passwd').read()",
    "compile('1', '', 'eval')",
    "getattr(getattr(rate, '__globals__'), 'get')",
    "rate.__globals__['__builtins__']['eval']('1')",
    "().__class__.__base__.__subclasses__()",
    "Polarity.__class__.__mro__",
    "Polarity.LOWER_IS_BETTER.__class__",
    "Shift.__members__",
    "f'{__import__(\"os\")}'",
    "f'{open(\"/etc/passwd\")!r:>{9**9}}'",
    "(lambda: __import__('os'))()",
    "[__import__('os') for _ in (1,)]",
    "{__import__('os'): 1}",
    "{x for x in open('/etc/passwd')}",
    "(x for x in open('/etc/passwd'))",
    "(os := __import__('os'))",
    "rate(*[1])",
    "rate(**{'per': 1})",
    "rate(per=open('/etc/passwd'))",
    "rate(per=9 ** 9 ** 9)",
    "'x' * 10 ** 10",
    "rate(per=" + "9" * 4_000 + ")",
    "rate(per=" + "9" * 9_000 + ")",
    "rate(per=1e999)",
    "rate(per=0x" + "f" * 20_000 + ")",
    "await x",
    "(yield)",
    "1 if __import__('os') else 2",
    "Metric(title='x')",
    "type('x', (), {})",
    "rate",
    "count",
    "print('x')",
    "rate(per=1).__init_subclass__()",
    "ra\u200bte(per=1)",
    "\uff52\uff41\uff54\uff45(per=\uff10)",
    "r\u0430te(per=1)",
    "'\\N{NULL}' and 1",
    "-" * 3_000 + "1",
    "[" * 150 + "]" * 150,
    "(" * 190 + "1" + ")" * 190,
    "not " * 2_000 + "1",
    "a" + ".b" * 3_000,
    "f" + "()" * 3_000,
    "1" + " + 1" * 3_000,
    "'" + "\\x00" * 100 + "'",
]

AS_A_STATEMENT = [
    "import os",
    "import os, sys",
    "from os import system",
    "from metrics import registry",
    "from metrics.language.grammar import parse_definition",
    "from data.tables import __builtins__",
    "from datetime import sys",
    "from __future__ import annotations",
    "from .. import metrics",
    "class X:\n    import os",
    "class X(metaclass=print):\n    pass",
    "@print\ndef f():\n    pass",
    "def f(x=__import__('os')):\n    pass",
    "async def f():\n    await g()",
    "for x in open('/etc/passwd'):\n    pass",
    "with open('/etc/passwd') as file:\n    pass",
    "while 1:\n    pass",
    "try:\n    import os\nexcept ImportError:\n    pass",
    "match 1:\n    case __import__('os').x:\n        pass",
    "assert __import__('os')",
    "raise SystemExit(__import__('os'))",
    "del metric",
    "global metric",
    "x: __import__('os') = 1",
    "metric.title = 'x'",
    "metric[0] = 1",
    "metric += 1",
    "metric = Metric = 1",
    "(metric,) = (1,)",
    "exit()",
    "print('x')",
    "\x00",
    "\x0c\x1a\x08",
    "# -*- coding: utf-7 -*-\n+AGkAbQBwAG8AcgB0- os",
    "if True:" + "\n" + "".join(" " * n + "if True:\n" for n in range(1, 99)) + " " * 99 + "pass",
    "x" * (MAX_CHARACTERS + 1),
    ("a=" * 20_000) + "1",
    "(" * 20_000,
    "é" * 20_000,
    "\u202e\u2066import os\u2069",
]

IN_PLACE_OF_A_WHERE = [
    "1 = 1; DROP TABLE ae_attendances",
    "department_type = '01'; ATTACH 'x.db'",
    "department_type = '01' UNION SELECT * FROM read_csv('/etc/passwd')",
    "department_type IN (SELECT content FROM read_text('/etc/passwd'))",
    "department_type = (SELECT getenv('HOME'))",
    "read_text('/etc/passwd') = 'x'",
    "COPY ae_attendances TO 'x.csv'",
    "INSTALL httpfs",
    "PRAGMA database_list",
    "department_type = '01' -- and more",
    "department_type = '01' /* and more */",
    "/*! department_type = '01' */",
    "department_type = '01'' OR ''1''=''1'",
    "department_type = '01' OR 1",
    "department_type IN 'emergency_methods'",
    "department_type IN __import__",
    'diagnosis IN \\"x; DROP TABLE y\\"',
    "diagnosis IN emergency_methods.x",
    "diagnosis IN (emergency_methods)",
    "diagnosis LIKE '" + "%a" * 500 + "'",
    "diagnosis LIKE '%%%%%'",
    "diagnosis LIKE 'a' ESCAPE 'a'",
    "(" * 1_900 + "age > 1" + ")" * 1_900,
    "NOT " * 900 + "age > 1",
    "age > " + "9" * 3_000,
    "age > 1e999",
    "age > -" * 900 + "1",
    "age IN (" + "1, " * 1_400 + ")",
    "age > 5 AND " * 400 + "1",
    "${jndi:ldap://x}",
    "{{ 7 * 7 }}",
    "age > :age",
    "age > %s",
    "a\\x00ge > 5",
    "\\u0061ge > 5 \\u003b DROP TABLE x",
    "ａｇｅ > 5",
    "age > 5\\u037e DROP TABLE x",
    "CURRENT_USER = 'x'",
    "age > ALL (SELECT 1)",
    "age BETWEEN 1 AND 2 AND EXISTS (SELECT 1)",
]


def _told(metric: Metric | None, problems: list) -> None:
    assert metric is None and problems
    for problem in problems:
        assert problem.sentence.strip().endswith((".", ")")), problem.sentence
        assert "Traceback" not in problem.sentence


@pytest.mark.parametrize("code", IN_PLACE_OF_A_VALUE, ids=lambda code: code[:40])
@pytest.mark.parametrize(
    "place", ["rate(per=1_000)", '"Major A&E attendances"', "population,\n", "Polarity.LOWER_IS_BETTER"]
)
def test_what_stands_in_place_of_a_value_is_answered_with_sentences(code, place):
    code = f"{code},\n" if place.endswith(",\n") else code
    _told(*read(changed((place, code))))


@pytest.mark.parametrize("statement", AS_A_STATEMENT, ids=lambda code: code[:40])
def test_what_stands_beside_the_metric_is_answered_with_sentences(statement):
    _told(*read(f"{SMALLEST}\n{statement}\n"))
    _told(*read(f"{statement}\n{SMALLEST}"))


@pytest.mark.parametrize("where", IN_PLACE_OF_A_WHERE, ids=lambda where: where[:40])
def test_what_stands_in_a_where_is_answered_with_sentences(where):
    _told(*read(changed(("department_type = '01'", where))))


def test_many_mistakes_are_answered_within_seconds():
    names = "".join(f"    x{number}=y{number},\n" for number in range(2_000))
    metric, problems = read(changed(("    shifts", f"{names}    shifts")))
    assert metric is None and len(problems) == 2_000


def test_a_list_that_says_one_thing_many_times_is_told():
    sexes = '"persons", ' * 2_000
    _told(*read(changed(("    shifts", f"    sexes=({sexes}),\n    shifts"))))


def test_the_hook_hears_what_it_listens_for():
    with pytest.raises(AssertionError, match="open"), nothing_happens():
        open(__file__, encoding="utf-8").close()
    with pytest.raises(AssertionError, match="exec"), nothing_happens():
        exec("1")


def test_what_passes_reaches_the_database_only_as_comparisons_written_anew():
    metric, _ = read(changed(("department_type = '01'", "department_type  =  '01' and NOT age>5")))
    assert metric.numerator.where.sql() == "department_type = '01' AND NOT age > 5"
