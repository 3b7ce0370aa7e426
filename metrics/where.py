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
from data.tables import Table

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
_COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.In, exp.Between, exp.Like, exp.Is)
_BARE = (exp.Column, exp.Literal, exp.Null, exp.Tuple, exp.Neg)
_JOINING = (exp.And, exp.Or, exp.Not, exp.Paren)
_WHOLE = re.compile(r"[0-9]{1,9}")
_FORMS = {"text": "text in quotes, like '21'", "integer": "whole numbers, like 65", "date": "dates"}
_WORDS = "comparisons, AND, OR, NOT, IN, BETWEEN, LIKE and IS NULL"


@dataclass(frozen=True)
class Where:
    """A checked condition; ``text`` is what the analyst wrote."""

    text: str
    tree: exp.Expression | None = field(compare=False, hash=False, default=None)

    @classmethod
    def parse(cls, text: str, table: Table) -> Where:
        """Read and check ``text``; raises ValueError with one sentence a problem."""
        if not isinstance(text, str):
            raise ValueError(f"where is {text!r}; allowed is text.")
        if not text.strip():
            return cls("")
        if len(text) > 4_000:
            raise ValueError(f"where has {len(text):,} characters; allowed are 4,000.")
        try:
            tree = sqlglot.parse_one(f"SELECT 1 WHERE {text}", dialect="duckdb")
            condition = tree.args["where"].this
            plain = {name for name, part in tree.args.items() if part} <= {"expressions", "where", "kind"}
            plain = plain and not any(node.comments for node in tree.walk())
        except (SqlglotError, AttributeError, KeyError, RecursionError, ValueError, TypeError):
            condition, plain = None, False
        if condition is None or not plain:
            raise ValueError(f"where cannot be read as SQL: {text!r}. Allowed are {_WORDS}.")
        problems = sorted(set(_problems(condition, table)))
        if problems:
            raise ValueError(" ".join(problems))
        return cls(text, _spell_out_code_sets(condition))

    def sql(self, dialect: str = "duckdb") -> str:
        """The condition in one dialect; 1 = 1 when nothing was asked for."""
        return self.tree.sql(dialect=dialect) if self.tree is not None else "1 = 1"


def _problems(condition: exp.Expression, table: Table):
    for node in condition.walk():
        if type(node) not in _ALLOWED:
            found = node.sql(dialect="duckdb")[:60]
            yield f"where has {found!r}, which is not allowed; allowed are {_WORDS}."
        elif isinstance(node, exp.In):
            if node.args.get("query") or node.args.get("unnest"):
                found = node.sql(dialect="duckdb")[:60]
                yield f"where has {found!r}; allowed after IN is a list of values or the name of a code set."
            code_set = _code_set_name(node)
            if code_set is not None and code_set not in CODE_SETS:
                yield f"where names the code set {code_set!r}; there are {', '.join(CODE_SETS)}."
        elif isinstance(node, exp.Column) and not _names_code_set(node):
            if node.table or node.name not in table.usable:
                yield f"where names the column {node.sql()!r}; {table.name} has {', '.join(table.usable)}."
    for comparison in condition.find_all(*_COMPARISONS):
        yield from _value_problems(comparison, table)
    for place in condition.walk():
        # A database would read a bare value as true or false, or stop at it, and engines differ.
        if isinstance(place, _BARE) and (place is condition or isinstance(place.parent, _JOINING)):
            yield f"where has {place.sql(dialect='duckdb')[:60]!r} where a comparison is expected."


def _value_problems(comparison: exp.Expression, table: Table):
    """A value that the column never holds would count nothing and say so to nobody, or stop the database."""
    found = comparison.sql(dialect="duckdb")[:60]
    if not isinstance(comparison.this, exp.Column):
        yield f"where has {found!r}; on the left of a comparison is a column."
        return
    column = table.column(comparison.this.name)
    if column is None:
        return  # told already
    if isinstance(comparison, exp.Is):
        if not isinstance(comparison.expression, exp.Null):
            yield f"where has {found!r}; allowed after IS is NULL or NOT NULL."
        return
    if isinstance(comparison, exp.In) and (_code_set_name(comparison) is not None) and column.kind != "text":
        yield f"where has {found!r}; {column.name} holds {_FORMS[column.kind]}, a code set holds text."
    values = [*comparison.expressions, *(comparison.args.get(name) for name in ("expression", "low", "high"))]
    if isinstance(comparison, exp.In) and not values[:-3] and _code_set_name(comparison) is None:
        yield f"where has {found!r}; allowed after IN is a list of values or the name of a code set."
    for value in values:
        value = value.this if isinstance(value, exp.Neg) else value
        if isinstance(value, exp.Null):
            yield f"where has {found!r}, which is never true; write {column.name} IS NULL."
        if not isinstance(value, exp.Literal):
            continue
        fits = value.is_string if column.kind == "text" else _WHOLE.fullmatch(value.sql())
        if not fits:
            yield f"where compares {column.name} with {value.sql()}; it holds {_FORMS[column.kind]}."
        elif column.allowed and not isinstance(comparison, exp.Like) and value.this not in column.allowed:
            yield f"where compares {column.name} with {value.this!r}; it holds {', '.join(column.allowed)}."


def _code_set_name(node: exp.In) -> str | None:
    name = node.args.get("field")
    return name.name if name is not None else None


def _names_code_set(column: exp.Column) -> bool:
    return isinstance(column.parent, exp.In) and column.arg_key == "field"


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
