"""Reads a metric definition without running it.

A definition looks like Python and is Python, but here it is only parsed: a docstring, imports from
``metrics``, ``data.tables`` and ``datetime``, and ``metric = Metric(...)`` made of literals and the
vocabulary's own calls. So a definition from a stranger cannot do anything, and all its mistakes come back at
once, each with its line.
"""

from __future__ import annotations

import ast
import dataclasses
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import data.tables
import metrics
from metrics.metric import Metric, MetricError

MOST_CHARACTERS = 50_000
_OWN_FIELDS = ("id", "description")


@dataclass(frozen=True)
class Problem:
    """One mistake in one definition."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.sentence}"


class _Wrong(Exception):
    def __init__(self, node: ast.AST, sentence: str):
        self.line, self.sentence = getattr(node, "lineno", 1), sentence


def _names_of(module: str) -> dict[str, object]:
    if module == "metrics":
        return {name: getattr(metrics, name) for name in metrics.__all__}
    if module == "data.tables":
        return {**data.tables.TABLES, "population": data.tables.population}
    if module == "datetime":
        return {"date": date}
    return {}


def read_definition(path: Path) -> tuple[Metric | None, list[Problem]]:
    """The metric of one file, or None and all that is wrong with it."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return None, [
            Problem(path.name, 1, f"The file cannot be read as UTF-8 text ({type(error).__name__}).")
        ]
    return parse_definition(text, path.name)


def parse_definition(text: str, file: str) -> tuple[Metric | None, list[Problem]]:
    """The metric that ``text`` defines; ``file`` gives its id and stands in the problems."""
    if len(text) > MOST_CHARACTERS:
        return None, [
            Problem(file, 1, f"The file has {len(text):,} characters; allowed are {MOST_CHARACTERS:,}.")
        ]
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        return None, [Problem(file, line, f"This is not Python: {getattr(error, 'msg', error)}.")]
    reader = _Reader(file)
    try:
        return reader.read(tree)
    except RecursionError:
        return None, [Problem(file, 1, "The definition is nested too deeply.")]


class _Reader:
    def __init__(self, file: str):
        self.file, self.names, self.problems = file, {}, []

    def read(self, tree: ast.Module) -> tuple[Metric | None, list[Problem]]:
        call = None
        for statement in tree.body:
            try:
                if isinstance(statement, ast.ImportFrom):
                    self.add_import(statement)
                elif isinstance(statement, ast.Assign) and _assigns_metric(statement):
                    if call is not None:
                        raise _Wrong(statement, "metric is defined twice; a file holds one metric.")
                    call = statement.value
                elif not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
                    raise _Wrong(
                        statement,
                        "A definition holds a docstring, imports and metric = Metric(...), nothing else.",
                    )
            except _Wrong as wrong:
                self.add(wrong.line, wrong.sentence)
        description = ast.get_docstring(tree) or ""
        if not description.strip():
            self.add(1, "The docstring is missing; say first what is measured, then why it matters.")
        if call is None:
            self.add(1, "There is no metric = Metric(...).")
            return None, self.problems
        return self.build(call, description), sorted(self.problems, key=lambda problem: problem.line)

    def add(self, line: int, sentence: str) -> None:
        self.problems.append(Problem(self.file, line, sentence))

    def add_import(self, statement: ast.ImportFrom) -> None:
        known = _names_of(statement.module or "")
        if not known or statement.level:
            raise _Wrong(
                statement, f"Imports come from metrics, data.tables or datetime; found {statement.module!r}."
            )
        for alias in statement.names:
            if alias.asname or alias.name not in known:
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
            if name not in allowed:
                self.add(
                    line,
                    f"Metric has no field {name!r}{_nearest(str(name), allowed)}; it has "
                    f"{', '.join(allowed)}.",
                )
            elif name in lines:
                self.add(line, f"The field {name!r} stands twice.")
            else:
                lines[name] = line
                try:
                    fields[name] = self.value(keyword.value)
                except _Wrong as wrong:
                    unread.add(name)
                    self.add(wrong.line, wrong.sentence)
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
        for name in ("levels", "sexes"):
            if isinstance(fields.get(name), list):
                fields[name] = tuple(fields[name])
        try:
            metric = Metric(**fields, id=self.file.removesuffix(".py"), description=description)
        except MetricError as error:
            for name, sentence in error.problems:
                if name not in unread:
                    self.add(lines.get(name, call.lineno), sentence)
            return None
        return None if self.problems else metric

    def value(self, node: ast.expr):
        """What a node stands for: literals, imported names, members of enums, calls of the vocabulary."""
        match node:
            case ast.Constant(value=str() | int() | float() | bool() | None):
                return node.value
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float())):
                return -node.operand.value
            case ast.Tuple() | ast.List():
                return tuple(self.value(item) for item in node.elts)
            case ast.Dict():
                if None in node.keys:
                    raise _Wrong(node, "** is not allowed in a definition.")
                return {
                    self.hashable(key): self.value(item)
                    for key, item in zip(node.keys, node.values, strict=True)
                }
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
            f"{ast.unparse(node)[:60]!r} is not allowed in a definition; use literals and the "
            f"vocabulary of metrics.",
        )

    def hashable(self, node: ast.expr):
        key = self.value(node)
        if not isinstance(key, str | int) and not hasattr(key, "name"):
            raise _Wrong(node, f"{ast.unparse(node)[:60]!r} cannot be a key.")
        return key

    def member(self, node: ast.Attribute):
        owner = self.value(node.value)
        members = getattr(owner, "__members__", None)
        if members is None or node.attr not in members:
            allowed = ", ".join(members) if members else "no names after a dot"
            raise _Wrong(node, f"{ast.unparse(node)!r} is unknown; allowed are {allowed}.")
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
                node, f"{ast.unparse(node.func)!r} cannot be called; allowed are {', '.join(vocabulary)}."
            )
        if any(keyword.arg is None for keyword in node.keywords) or any(
            isinstance(arg, ast.Starred) for arg in node.args
        ):
            raise _Wrong(node, "* and ** are not allowed in a definition.")
        args = [self.value(arg) for arg in node.args]
        kwargs = {keyword.arg: self.value(keyword.value) for keyword in node.keywords}
        try:
            return function(*args, **kwargs)
        except (TypeError, ValueError, OverflowError) as error:
            raise _Wrong(node, str(error)) from None


def _assigns_metric(statement: ast.Assign) -> bool:
    match statement:
        case ast.Assign(targets=[ast.Name(id="metric")], value=ast.Call(func=ast.Name(id="Metric"))):
            return True
    raise _Wrong(statement, "Only metric = Metric(...) may be assigned.")


def _nearest(name: str, known) -> str:
    near = get_close_matches(name, list(known), n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""
