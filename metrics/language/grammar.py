"""Reads a metric definition without running it.

A definition is written in Python, but it is only parsed here: a docstring, imports from ``metrics``,
``data.tables`` and ``datetime``, and ``metric = Metric(...)`` made of literals and calls of the vocabulary.
So a definition from a stranger can do no harm, and all its mistakes are reported at once, each with its line.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import os
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from enum import Enum
from pathlib import Path

import data.tables
import metrics
from data.errors import Problem
from metrics.language.metric import Metric, MetricError
from metrics.language.quoting import cut, quote
from metrics.language.where import WhereError

MAX_CHARACTERS = 50_000
MAX_NUMBER = 10**12
_OWN_FIELDS = ("id", "description")
# These fields may be left out but not left blank; each with what it should say.
_NOT_BLANK = {
    "caution": "say what a reader must not conclude",
    "next_question": "say where to look next, as a question",
    "source": "say where the figures come from",
    "owner": "say who looks after the metric",
}


class _Wrong(Exception):
    """A part cannot be read; ``problems`` lists (line, sentence)."""

    def __init__(self, node: ast.AST | None = None, *sentences: str):
        self.problems = [(getattr(node, "lineno", 1), sentence) for sentence in sentences]


def _names_of(module: str) -> dict[str, object]:
    if module == "metrics":
        return {name: getattr(metrics, name) for name in metrics.__all__}
    if module == "data.tables":
        return {**data.tables.TABLES, "population": data.tables.population}
    if module == "datetime":
        return {"date": date}
    return {}


def read_definition(
    path: Path, taken: Mapping[str, str] | None = None
) -> tuple[Metric | None, list[Problem]]:
    """The metric of one file, or None and all that is wrong with it; ``taken`` as for parse_definition."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return None, [
            Problem(
                path.name,
                "line 1",
                message=f"The file cannot be read as UTF-8 text ({type(error).__name__}).",
            )
        ]
    return parse_definition(text, path.name, taken)


def parse_definition(
    text: str, file: str, taken: Mapping[str, str] | None = None
) -> tuple[Metric | None, list[Problem]]:
    """The metric that ``text`` defines, or None and all that is wrong with it.

    ``file`` gives the metric its id and is named in the problems. ``taken`` maps the titles of other metrics,
    in lower case, to their ids.
    """
    if len(text) > MAX_CHARACTERS:
        return None, [
            Problem(
                file,
                "line 1",
                message=f"The file has {len(text):,} characters; allowed are {MAX_CHARACTERS:,}.",
            )
        ]
    try:
        # To quote the line of a mistake, Python would open a file of this name: this one is empty.
        tree = ast.parse(text, filename=os.devnull)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = min(max(getattr(error, "lineno", None) or 1, 1), _line_count(text))
        return None, [Problem(file, f"line {line}", message=f"This is not Python: {_syntax_message(error)}.")]
    reader = _Reader(file, taken or {})
    try:
        metric = reader.read(tree)
    except RecursionError:
        return None, [Problem(file, "line 1", message="The definition is nested too deeply.")]
    if not reader.problems:
        return metric, []
    return None, sorted(dict.fromkeys(reader.problems), key=lambda problem: problem.line)


def _line_count(text: str) -> int:
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


def _syntax_message(error: Exception) -> str:
    if isinstance(error, RecursionError | MemoryError):
        return "it is nested too deeply"
    if isinstance(error, UnicodeError):
        return "it has half a character, which no file can have"
    words = getattr(error, "msg", None) or str(error)
    if "digits) for integer" in words:
        return "a number has too many digits"
    return cut(words.partition(" - Consider")[0]).rstrip(".?! ")


class _Reader:
    def __init__(self, file: str, taken: Mapping[str, str]):
        self.file, self.taken, self.names, self.problems = file, taken, {}, []

    def read(self, tree: ast.Module) -> Metric | None:
        call = None
        for statement in tree.body:
            try:
                if isinstance(statement, ast.ImportFrom):
                    self.add_import(statement)
                elif isinstance(statement, ast.Assign) and _assigns_metric(statement):
                    if call is not None:
                        raise _Wrong(statement, "metric is defined twice; a file defines one metric.")
                    call = statement.value
                elif not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
                    raise _Wrong(
                        statement,
                        "A definition has a docstring, imports and metric = Metric(...), nothing else.",
                    )
            except _Wrong as wrong:
                self.add_all(wrong)
        description = ast.get_docstring(tree) or ""
        line = tree.body[0].lineno if ast.get_docstring(tree) is not None else 1
        if not description.strip():
            self.add(line, "The docstring is missing; say first what is measured, then why it matters.")
        elif not _can_be_shown(description):
            self.add(line, "The docstring has a character that cannot be shown.")
        elif not description.partition("\n\n")[2].strip():
            self.add(line, "The docstring says what is measured; say why it matters, after an empty line.")
        if call is None:
            self.add(1, "There is no metric = Metric(...).")
            return None
        if "Metric" not in self.names:
            self.add(call.lineno, "The name 'Metric' is not imported; it comes from metrics.")
        return self.build(call, description)

    def add(self, line: int, sentence: str) -> None:
        self.problems.append(Problem(self.file, f"line {line}", message=sentence))

    def add_all(self, wrong: _Wrong) -> None:
        for line, sentence in wrong.problems:
            self.add(line, sentence)

    def add_import(self, statement: ast.ImportFrom) -> None:
        known = _names_of(statement.module or "")
        if not known or statement.level:
            raise _Wrong(
                statement,
                f"Imports come from metrics, data.tables or datetime; found {quote(statement.module)}.",
            )
        for alias in statement.names:
            if alias.asname:
                self.add(statement.lineno, f"{alias.name!r} is imported under another name; leave out 'as'.")
            elif alias.name not in known:
                self.add(
                    statement.lineno,
                    f"{statement.module} has no {alias.name!r}{_nearest(alias.name, known)}.",
                )
            else:
                self.names[alias.name] = known[alias.name]

    def build(self, call: ast.Call, description: str) -> Metric | None:
        allowed = [f.name for f in dataclasses.fields(Metric) if f.name not in _OWN_FIELDS]
        fields, lines, unread = {}, {}, set()
        if call.args:
            self.add(call.lineno, 'Metric(...) takes named fields only, like title="...".')
        for keyword in call.keywords:
            name, line = keyword.arg, keyword.value.lineno
            if name is None:
                self.add(line, "** is not allowed in a definition.")
            elif name not in allowed:
                self.add(
                    line,
                    f"Metric has no field {name!r}{_nearest(name, allowed)}; it has {', '.join(allowed)}.",
                )
            elif name in lines:
                self.add(line, f"The field {name!r} is given twice.")
            else:
                lines[name] = line
                try:
                    fields[name] = self.value(keyword.value)
                except _Wrong as wrong:
                    unread.add(name)
                    self.add_all(wrong)
        required = [
            f.name
            for f in dataclasses.fields(Metric)
            if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
        ]
        for name in required:
            if name not in fields and name not in unread:
                self.add(call.lineno, f"The field {name!r} is missing.")
                unread.add(name)
        fields.update(dict.fromkeys(name for name in required if name not in fields))
        for name in ("levels", "sexes", "priorities"):
            if isinstance(fields.get(name), list):
                fields[name] = tuple(fields[name])
        for name, advice in _NOT_BLANK.items():
            if isinstance(fields.get(name), str) and not fields[name].strip():
                self.add(lines[name], f"The {name} is blank; {advice}, or leave it out.")
        title = fields.get("title")
        if isinstance(title, str) and title.casefold() in self.taken:
            self.add(lines["title"], f"The title {title!r} is taken by {self.taken[title.casefold()]}.py.")
        try:
            metric = Metric(**fields, id=self.file.removesuffix(".py"), description=description)
        except MetricError as error:
            for problem in error.problems:
                if problem.field not in unread:
                    self.add(lines.get(problem.field, call.lineno), problem.sentence)
            return None
        return metric

    def value(self, node: ast.expr):
        """The value of a literal, an imported name, a member of an enum or a call of the vocabulary."""
        match node:
            case ast.Constant(value=str() as text) if not _can_be_shown(text):
                raise _Wrong(node, f"The text {quote(text)} has a character that cannot be shown.")
            case ast.Constant(value=int() | float()) if not abs(node.value) <= MAX_NUMBER:
                raise _Wrong(node, f"A number is too large; allowed is up to {MAX_NUMBER:,}.")
            case ast.Constant(value=str() | int() | float() | bool() | None):
                return node.value
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float())):
                return -self.value(node.operand)
            case ast.Tuple() | ast.List():
                return tuple(self.values(node.elts))
            case ast.Dict():
                if None in node.keys:
                    raise _Wrong(node, "** is not allowed in a definition.")
                keys = self.values(node.keys, self.key)
                for at, key in enumerate(keys):
                    if key in keys[:at]:
                        raise _Wrong(node.keys[at], f"The key {quote(key)} is given twice.")
                return dict(zip(keys, self.values(node.values), strict=True))
            case ast.Name():
                if node.id not in self.names:
                    raise _Wrong(
                        node, f"The name {node.id!r} is not imported{_nearest(node.id, self.names)}."
                    )
                return self.names[node.id]
            case ast.Attribute(value=ast.Name()):
                return self.member(node)
            case ast.Call(func=ast.Name()):
                return self.call(node)
        raise _Wrong(
            node,
            f"{_written(node)} is not allowed in a definition; use literals and the vocabulary of metrics.",
        )

    def values(self, nodes: list[ast.expr], read=None) -> list:
        """The value of each node; what is wrong in any of them is reported together."""
        wrong, values = _Wrong(), []
        for node in nodes:
            try:
                values.append((read or self.value)(node))
            except _Wrong as error:
                wrong.problems += error.problems
        if wrong.problems:
            raise wrong
        return values

    def key(self, node: ast.expr):
        key = self.value(node)
        if not isinstance(key, str | int | Enum):
            raise _Wrong(node, f"{_written(node)} cannot be a key.")
        return key

    def member(self, node: ast.Attribute):
        owner = self.value(node.value)
        members = getattr(owner, "__members__", None)
        if members is None or node.attr not in members:
            allowed = ", ".join(members) if members else "no names after a dot"
            raise _Wrong(node, f"{_written(node)} is unknown; allowed are {allowed}.")
        return members[node.attr]

    def call(self, node: ast.Call):
        function = self.value(node.func)
        vocabulary = [name for name in metrics.__all__ if name[0].islower()] + ["date"]
        if (
            getattr(function, "__name__", None) not in vocabulary
            or not callable(function)
            or isinstance(function, type)
            and function is not date
        ):
            raise _Wrong(
                node, f"{_written(node.func)} cannot be called; allowed are {', '.join(vocabulary)}."
            )
        if any(keyword.arg is None for keyword in node.keywords) or any(
            isinstance(arg, ast.Starred) for arg in node.args
        ):
            raise _Wrong(node, "* and ** are not allowed in a definition.")
        names = [keyword.arg for keyword in node.keywords]
        arguments = self.values([*node.args, *(keyword.value for keyword in node.keywords)])
        args, kwargs = arguments[: len(node.args)], dict(zip(names, arguments[len(node.args) :], strict=True))
        for name in kwargs:
            if names.count(name) > 1:
                raise _Wrong(node, f"{function.__name__}(...) has {name!r} twice.")
        if function is date:
            return _day(node, args, kwargs)
        signature = inspect.signature(function)
        takes = f"allowed is {function.__name__}({', '.join(signature.parameters)})"
        for name in kwargs:
            if name not in signature.parameters:
                near = _nearest(name, signature.parameters)
                raise _Wrong(node, f"{function.__name__}(...) has no argument {name!r}{near}; {takes}.")
        try:
            signature.bind(*args, **kwargs)
        except TypeError as error:
            raise _Wrong(node, f"{function.__name__}(...): {error}; {takes}.") from None
        try:
            return function(*args, **kwargs)
        except WhereError as error:
            raise _Wrong(node, *(problem.sentence for problem in error.problems)) from None
        except ValueError as error:
            # A sentence about one argument begins with its name; its line is then more exact than the call's.
            about = (k.value for k in node.keywords if str(error).startswith(f"{k.arg} "))
            raise _Wrong(next(about, node), f"{str(error).rstrip('.')}.") from None


def _day(node: ast.Call, args: list, kwargs: dict) -> date:
    numbers = [*args, *kwargs.values()]
    try:
        if all(type(number) is int for number in numbers):
            return date(*args, **kwargs)
    except (TypeError, ValueError, OverflowError):
        pass
    raise _Wrong(node, f"{_written(node)} is not a date; allowed is a date like date(2026, 12, 1).")


def _assigns_metric(statement: ast.Assign) -> bool:
    match statement:
        case ast.Assign(targets=[ast.Name(id="metric")], value=ast.Call(func=ast.Name(id="Metric"))):
            return True
    raise _Wrong(statement, "Only metric = Metric(...) may be assigned.")


def _can_be_shown(text: str) -> bool:
    """False where a text has half a character or a control character, which no page and no file can show."""
    return not any("\ud800" <= sign <= "\udfff" or sign < " " and sign not in "\n\t" for sign in text)


def _written(node: ast.expr) -> str:
    """A piece of a definition as it is written there, shortened and in quotes."""
    try:
        return quote(cut(ast.unparse(node)))
    except ValueError:
        return "A number of thousands of digits"


def _nearest(name: str, known) -> str:
    near = get_close_matches(name, list(known), n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""
