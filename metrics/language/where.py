"""The ``where`` of a count: SQL as NHS analysts write it, parsed and checked before any database sees it.

Only comparisons, AND, OR, NOT, IN, BETWEEN, LIKE and IS NULL over the table's usable columns are allowed. The
name of a code set may follow IN and matches codes by their beginning. The text itself never reaches a
database: the query is written again from the checked tree, in the dialect of the engine.
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
from metrics.language.quoting import cut, quote

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
# What the parser and its writer raise on text that is not SQL, in addition to their own errors.
_PARSER_ERRORS = (
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
_BARE_VALUES = (exp.Column, exp.Literal, exp.Null, exp.Tuple, exp.Neg)
_CONNECTIVES = (exp.And, exp.Or, exp.Not, exp.Paren)
MAX_CHARACTERS = 4_000
# A database tries every way in which the % of a pattern can match, which takes long; codes need few.
_MAX_WILDCARDS = 4
_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
_VALUE_FORMS = {"text": "text in quotes, like '21'", "integer": "whole numbers, like 65", "date": "dates"}
_AFTER_IN = "allowed after IN is a list of values or the name of a code set"
_ALLOWED_WORDS = "comparisons, AND, OR, NOT, IN, BETWEEN, LIKE and IS NULL"


class WhereError(ProblemsFound):
    """A condition is not allowed; each sentence names one thing that is wrong with it."""

    def __init__(self, *sentences: str):
        super().__init__([Problem(message=sentence) for sentence in sentences])


@dataclass(frozen=True)
class Where:
    """A checked condition; ``text`` is what the analyst wrote, ``code_sets`` the names in it."""

    text: str
    tree: exp.Expression | None = field(compare=False, hash=False, default=None)
    code_sets: tuple[str, ...] = field(compare=False, default=())

    @classmethod
    def parse(cls, text: str, table: Table, max_characters: int = MAX_CHARACTERS) -> Where:
        """Read and check ``text``; raises WhereError with one sentence per problem."""
        if not isinstance(text, str):
            raise WhereError(f"where is {quote(text)}; allowed is text.")
        if not text.strip():
            return cls("")
        if len(text) > max_characters:
            raise WhereError(f"where has {len(text):,} characters; allowed are {max_characters:,}.")
        try:
            tree = sqlglot.parse_one(f"SELECT 1 WHERE {text}", dialect="duckdb")
            condition = tree.args["where"].this
            is_plain = {name for name, part in tree.args.items() if part} <= {"expressions", "where", "kind"}
            is_plain = is_plain and not any(node.comments for node in tree.walk())
        except _PARSER_ERRORS:
            condition, is_plain = None, False
        if condition is None or not is_plain:
            raise WhereError(
                f"where cannot be read as SQL: {quote(' '.join(text.split()))}; allowed are {_ALLOWED_WORDS}."
            )
        problems = sorted(set(_problems(condition, table)))
        if problems:
            raise WhereError(*problems)
        return cls(text, _spell_out_code_sets(condition), _code_sets_in(condition))

    def sql(self, dialect: str = "duckdb") -> str:
        """The condition in one dialect; 1 = 1 if there is none."""
        return self.tree.sql(dialect=dialect) if self.tree is not None else "1 = 1"


def _problems(condition: exp.Expression, table: Table):
    for node in condition.walk():
        if type(node) not in _ALLOWED:
            yield f"where has {_quote_sql(node)}, which is not allowed; allowed are {_ALLOWED_WORDS}."
        elif isinstance(node, exp.In):
            if node.args.get("query") or node.args.get("unnest"):
                yield f"where has {_quote_sql(node)}; {_AFTER_IN}."
            code_set = _code_set_name(node)
            if code_set is not None and (code_set not in CODE_SETS or _is_dotted(node.args["field"])):
                name = _quote_sql(node.args["field"])
                yield f"where names the code set {name}; there are {', '.join(CODE_SETS)}."
        elif isinstance(node, exp.Column) and not _names_code_set(node):
            if node.table or node.name not in table.usable:
                usable = ", ".join(table.usable)
                yield f"where names the column {_quote_sql(node)}; {table.name} has {usable}."
    for comparison in condition.find_all(*_COMPARISONS):
        yield from _value_problems(comparison, table)
    for node in condition.walk():
        # Some engines read a bare value as true or false, others stop with an error.
        if isinstance(node, _BARE_VALUES) and (node is condition or isinstance(node.parent, _CONNECTIVES)):
            yield f"where has {_quote_sql(node)} where a comparison is expected."


def _value_problems(comparison: exp.Expression, table: Table):
    """A value that the column never has would count nothing without a warning, or stop the database."""
    quoted_sql = _quote_sql(comparison)
    if not isinstance(comparison.this, exp.Column):
        yield f"where has {quoted_sql}; on the left of a comparison is a column."
        return
    column = table.column(comparison.this.name)
    if column is None:
        return  # already reported as an unknown column
    if isinstance(comparison, exp.Is):
        if not isinstance(comparison.expression, exp.Null):
            yield f"where has {quoted_sql}; allowed after IS is NULL or NOT NULL."
        return
    if isinstance(comparison, exp.In) and (_code_set_name(comparison) is not None) and column.kind != "text":
        yield f"where has {quoted_sql}; {column.name} has {_VALUE_FORMS[column.kind]}, a code set has text."
    if isinstance(comparison, exp.Like) and column.kind != "text":
        yield f"where has {quoted_sql}; {column.name} has {_VALUE_FORMS[column.kind]}, LIKE is for text."
    if isinstance(comparison, exp.Between):
        yield from _order_problems(comparison, quoted_sql)
    parts = [comparison.args.get(name) for name in ("expression", "low", "high")]
    values = [*comparison.expressions, *(part for part in parts if part is not None)]
    if isinstance(comparison, exp.In) and not values and _code_set_name(comparison) is None:
        yield f"where has {quoted_sql}; {_AFTER_IN}."
    for value in values:
        yield from _value_type_problems(value, column, comparison, table, quoted_sql)


def _value_type_problems(
    value: exp.Expression, column: Column, comparison: exp.Expression, table: Table, quoted_sql
):
    """What is wrong with one value that a column is compared with."""
    if isinstance(value, exp.Null):
        yield f"where has {quoted_sql}, which is never true; write {column.name} IS NULL."
    elif isinstance(value, exp.Column):
        other = table.column(value.name)
        if other is not None and other.kind != column.kind:
            yield f"where compares {column.name} with {other.name}; they are {column.kind} and {other.kind}."
    elif isinstance(value, exp.Neg) and isinstance(value.this, exp.Literal) and column.kind != "text":
        yield from _value_type_problems(value.this, column, comparison, table, quoted_sql)
    elif not isinstance(value, exp.Literal):
        yield f"where has {quoted_sql}; allowed next to {column.name} is a value that it can have."
    elif not (value.is_string if column.kind == "text" else _WHOLE_NUMBER.fullmatch(value.sql())):
        yield f"where compares {column.name} with {_quote_sql(value)}; it has {_VALUE_FORMS[column.kind]}."
    elif isinstance(comparison, exp.Like) and value.this.count("%") > _MAX_WILDCARDS:
        yield f"where has {quoted_sql} with {value.this.count('%')} %; allowed are {_MAX_WILDCARDS}."
    elif column.allowed and not isinstance(comparison, exp.Like) and value.this not in column.allowed:
        yield f"where compares {column.name} with {quote(value.this)}; it has {', '.join(column.allowed)}."


def _order_problems(between: exp.Between, quoted_sql: str):
    low, high = between.args.get("low"), between.args.get("high")
    if {name for name, part in between.args.items() if part is not None} != _PARTS_OF_BETWEEN:
        yield f"where has {quoted_sql}; allowed is BETWEEN with a lower and an upper value."
    elif isinstance(low, exp.Literal) and isinstance(high, exp.Literal) and low.is_string == high.is_string:
        ends = (low.this, high.this)
        if not low.is_string and all(_WHOLE_NUMBER.fullmatch(end) for end in ends):
            ends = tuple(int(end) for end in ends)
        if ends[0] > ends[1]:
            yield f"where has {quoted_sql}, which is never true; write the lower value first."


def _quote_sql(node: exp.Expression) -> str:
    """A piece of SQL for a message: in quotes, shortened, on one line."""
    try:
        return quote(cut(node.sql(dialect="duckdb", comments=False)))
    except _PARSER_ERRORS:
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
