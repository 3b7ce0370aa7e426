"""The ``where`` of a count: SQL as NHS analysts write it, parsed and checked before it goes anywhere near a
database.

Only comparisons, AND, OR, NOT, IN, BETWEEN, LIKE and IS NULL over the table's usable columns pass. A code
set's name may stand after IN and matches codes by their beginning. The text itself never reaches a database:
what does is written anew from the checked tree, in the dialect of the engine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from data.code_sets import CODE_SETS
from data.errors import Problem, ProblemsFound
from data.tables import Column, Table
from metrics.language.quoting import cut, found

_ALLOWED = (
    exp.And,
    exp.Or,
    exp.Not,
    exp.Paren,
    exp.EQ,
    exp.NEQ,
    exp.GT,
    exp.GTE,
    exp.LT,
    exp.LTE,
    exp.In,
    exp.Between,
    exp.Like,
    exp.Is,
    exp.Null,
    exp.Column,
    exp.Identifier,
    exp.Literal,
    exp.Neg,
    exp.Tuple,
)
# What the parser and its writer let through on text that is no SQL, beside their own errors.
_PARSER_FAILS = (
    SqlglotError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_PARTS_OF_BETWEEN = {"this", "low", "high"}
_COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.In, exp.Between, exp.Like, exp.Is)
_BARE = (exp.Column, exp.Literal, exp.Null, exp.Tuple, exp.Neg)
_JOINING = (exp.And, exp.Or, exp.Not, exp.Paren)
MOST_CHARACTERS = 4_000
# A database tries every way in which a pattern's % may match: few are enough for codes.
_MOST_WILDCARDS = 4
_WHOLE = re.compile(r"[0-9]{1,9}")
_FORMS = {"text": "text in quotes, like '21'", "integer": "whole numbers, like 65", "date": "dates"}
_AFTER_IN = "allowed after IN is a list of values or the name of a code set"
_WORDS = "comparisons, AND, OR, NOT, IN, BETWEEN, LIKE and IS NULL"


class WhereError(ProblemsFound):
    """A condition does not pass; each sentence tells one thing that is wrong with it."""

    def __init__(self, *sentences: str):
        super().__init__([Problem(message=sentence) for sentence in sentences])


@dataclass(frozen=True)
class Where:
    """A checked condition; ``text`` is what the analyst wrote, ``code_sets`` the names in it."""

    text: str
    tree: exp.Expression | None = field(compare=False, hash=False, default=None)
    code_sets: tuple[str, ...] = field(compare=False, default=())

    @classmethod
    def parse(cls, text: str, table: Table, most: int = MOST_CHARACTERS) -> Where:
        """Read and check ``text``; raises WhereError with one sentence a problem."""
        if not isinstance(text, str):
            raise WhereError(f"where is {found(text)}; allowed is text.")
        if not text.strip():
            return cls("")
        if len(text) > most:
            raise WhereError(f"where has {len(text):,} characters; allowed are {most:,}.")
        try:
            tree = sqlglot.parse_one(f"SELECT 1 WHERE {text}", dialect="duckdb")
            condition = tree.args["where"].this
            plain = {name for name, part in tree.args.items() if part} <= {"expressions", "where", "kind"}
            plain = plain and not any(node.comments for node in tree.walk())
        except _PARSER_FAILS:
            condition, plain = None, False
        if condition is None or not plain:
            raise WhereError(
                f"where cannot be read as SQL: {found(' '.join(text.split()))}; allowed are {_WORDS}."
            )
        problems = sorted(set(_problems(condition, table)))
        if problems:
            raise WhereError(*problems)
        return cls(text, _spell_out_code_sets(condition), _code_sets_in(condition))

    def sql(self, dialect: str = "duckdb") -> str:
        """The condition in one dialect; 1 = 1 when nothing was asked for."""
        return self.tree.sql(dialect=dialect) if self.tree is not None else "1 = 1"


def _problems(condition: exp.Expression, table: Table):
    for node in condition.walk():
        if type(node) not in _ALLOWED:
            yield f"where has {_shown(node)}, which is not allowed; allowed are {_WORDS}."
        elif isinstance(node, exp.In):
            if node.args.get("query") or node.args.get("unnest"):
                yield f"where has {_shown(node)}; {_AFTER_IN}."
            code_set = _code_set_name(node)
            if code_set is not None and (code_set not in CODE_SETS or _is_dotted(node.args["field"])):
                name = _shown(node.args["field"])
                yield f"where names the code set {name}; there are {', '.join(CODE_SETS)}."
        elif isinstance(node, exp.Column) and not _names_code_set(node):
            if node.table or node.name not in table.usable:
                yield f"where names the column {_shown(node)}; {table.name} has {', '.join(table.usable)}."
    for comparison in condition.find_all(*_COMPARISONS):
        yield from _value_problems(comparison, table)
    for place in condition.walk():
        # A database would read a bare value as true or false, or stop at it, and engines differ.
        if isinstance(place, _BARE) and (place is condition or isinstance(place.parent, _JOINING)):
            yield f"where has {_shown(place)} where a comparison is expected."


def _value_problems(comparison: exp.Expression, table: Table):
    """A value that the column never holds would count nothing and say so to nobody, or stop the database."""
    found_sql = _shown(comparison)
    if not isinstance(comparison.this, exp.Column):
        yield f"where has {found_sql}; on the left of a comparison is a column."
        return
    column = table.column(comparison.this.name)
    if column is None:
        return  # told already
    if isinstance(comparison, exp.Is):
        if not isinstance(comparison.expression, exp.Null):
            yield f"where has {found_sql}; allowed after IS is NULL or NOT NULL."
        return
    if isinstance(comparison, exp.In) and (_code_set_name(comparison) is not None) and column.kind != "text":
        yield f"where has {found_sql}; {column.name} holds {_FORMS[column.kind]}, a code set holds text."
    if isinstance(comparison, exp.Like) and column.kind != "text":
        yield f"where has {found_sql}; {column.name} holds {_FORMS[column.kind]}, LIKE is for text."
    if isinstance(comparison, exp.Between):
        yield from _order_problems(comparison, found_sql)
    parts = [comparison.args.get(name) for name in ("expression", "low", "high")]
    values = [*comparison.expressions, *(part for part in parts if part is not None)]
    if isinstance(comparison, exp.In) and not values and _code_set_name(comparison) is None:
        yield f"where has {found_sql}; {_AFTER_IN}."
    for value in values:
        yield from _fit_problems(value, column, comparison, table, found_sql)


def _fit_problems(value: exp.Expression, column: Column, comparison: exp.Expression, table: Table, found_sql):
    """What is wrong with one value that a column is compared with."""
    if isinstance(value, exp.Null):
        yield f"where has {found_sql}, which is never true; write {column.name} IS NULL."
    elif isinstance(value, exp.Column):
        other = table.column(value.name)
        if other is not None and other.kind != column.kind:
            yield f"where compares {column.name} with {other.name}; one is {column.kind}, one {other.kind}."
    elif isinstance(value, exp.Neg) and isinstance(value.this, exp.Literal) and column.kind != "text":
        yield from _fit_problems(value.this, column, comparison, table, found_sql)
    elif not isinstance(value, exp.Literal):
        yield f"where has {found_sql}; allowed beside {column.name} is a value that it can hold."
    elif not (value.is_string if column.kind == "text" else _WHOLE.fullmatch(value.sql())):
        yield f"where compares {column.name} with {_shown(value)}; it holds {_FORMS[column.kind]}."
    elif isinstance(comparison, exp.Like) and value.this.count("%") > _MOST_WILDCARDS:
        yield f"where has {found_sql} with {value.this.count('%')} %; allowed are {_MOST_WILDCARDS}."
    elif column.allowed and not isinstance(comparison, exp.Like) and value.this not in column.allowed:
        yield f"where compares {column.name} with {found(value.this)}; it holds {', '.join(column.allowed)}."


def _order_problems(between: exp.Between, found_sql: str):
    low, high = between.args.get("low"), between.args.get("high")
    if {name for name, part in between.args.items() if part is not None} != _PARTS_OF_BETWEEN:
        yield f"where has {found_sql}; allowed is BETWEEN with a lower and an upper value."
    elif isinstance(low, exp.Literal) and isinstance(high, exp.Literal) and low.is_string == high.is_string:
        ends = (low.this, high.this)
        if not low.is_string and all(_WHOLE.fullmatch(end) for end in ends):
            ends = tuple(int(end) for end in ends)
        if ends[0] > ends[1]:
            yield f"where has {found_sql}, which is never true; write the lower value first."


def _shown(node: exp.Expression) -> str:
    """A piece of SQL as a sentence shows it: in quotes, cut, on one line."""
    try:
        return found(cut(node.sql(dialect="duckdb", comments=False)))
    except _PARSER_FAILS:
        return "a piece of SQL"


def _code_set_name(node: exp.In) -> str | None:
    name = node.args.get("field")
    return name.name if isinstance(name, exp.Column) else None


def _is_dotted(name: exp.Expression) -> bool:
    return not isinstance(name, exp.Column) or bool(name.table)


def _names_code_set(column: exp.Column) -> bool:
    return isinstance(column.parent, exp.In) and column.arg_key == "field"


def _code_sets_in(condition: exp.Expression) -> tuple[str, ...]:
    names = (_code_set_name(node) for node in condition.find_all(exp.In))
    return tuple(sorted({name for name in names if name}))


def _spell_out_code_sets(condition: exp.Expression) -> exp.Expression:
    def spell_out(node):
        if not (isinstance(node, exp.In) and _code_set_name(node)):
            return node
        prefixes = CODE_SETS[_code_set_name(node)].prefixes
        tests = []
        for length in sorted({len(prefix) for prefix in prefixes}):
            beginning = exp.Substring(
                this=node.this.copy(), start=exp.Literal.number(1), length=exp.Literal.number(length)
            )
            values = [exp.Literal.string(prefix) for prefix in prefixes if len(prefix) == length]
            tests.append(exp.In(this=beginning, expressions=values))
        return exp.paren(exp.or_(*tests))

    return condition.transform(spell_out)
