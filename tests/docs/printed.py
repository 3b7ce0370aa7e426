"""The commands and addresses that the project prints: in its pages of words and in its own sentences.

A command is found by how it begins (``python -m``, ``make``, ``uvicorn``, ``export``) and ends where the
sentence around it goes on: at a mark, a bracket, two spaces or the end of the line.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.docs.filled import FIELDS
from tests.lib.server import PROJECT_FOLDER

# CHANGELOG.md tells of commands as they were.
PAGES = [PROJECT_FOLDER / "README.md", *sorted(PROJECT_FOLDER.glob("docs/*.md"))]
if (contributing := PROJECT_FOLDER / "CONTRIBUTING.md").exists():
    PAGES.append(contributing)
CODE = [
    path
    for path in sorted([*PROJECT_FOLDER.glob("*.py"), *PROJECT_FOLDER.glob("[!.]*/**/*.py")])
    if path.relative_to(PROJECT_FOLDER).parts[0] != "tests"
]

_WORD = r"""(?:'[^']*'|"[^"]*"|(?!\#)[^\s`;,()"']*[^\s`;,()"'.:])"""
_PYTHON = r"\bpy(?:thon3?)?(?:\ -3(?:\.\d+)?)?"
_COMMAND = re.compile(
    rf"""
    {_PYTHON}\ -c\ '[^']*'
    | (?:{_PYTHON}\ -m\ \w[\w.]*|\buvicorn)(?:\ {_WORD})*
    | (?:^\s*|(?<=:\ ))make\ [a-z][a-z-]*(?=\ [A-Z]+=|\s*(?:$|[\#`.;,)]|\s\s))(?:\ [A-Z]+={_WORD})*
    | ^\s*export\ \w+=\S+
    """,
    re.VERBOSE,
)
_SPAN = re.compile(r"(`+)(?!`)((?:[^`\n]|\n(?!\s*\n))+)\1")
_ADDRESS = re.compile(
    r"(?:http://127\.0\.0\.1:\d+|(?<![\w/.:)>{}*<]))"
    r"(/[a-z][\w-]*(?:\?[\w=&%.-]*[\w=])?|/\?[\w=&%.-]*[\w=])(?![\w/.*(])"
)


def printed_commands() -> dict[str, list[str]]:
    """Each printed command with the places (file:line) where it stands."""
    found = _everywhere(_COMMAND)
    makefile = PROJECT_FOLDER / "Makefile"
    for number, line in enumerate(makefile.read_text(encoding="utf-8").splitlines(), 1):
        # What ``make help`` prints are the comments at the top.
        if line.startswith("# "):
            for command, _ in _matches(_COMMAND, line[2:]):
                found[command].append(_place(makefile, number))
    return dict(found)


def printed_addresses() -> dict[str, list[str]]:
    """Each printed address of the app with the places where it stands."""
    return dict(_everywhere(_ADDRESS))


def shortened_commands(names: set[str]) -> dict[str, list[str]]:
    """Commands without their program (``check QHM``, ``refresh --full``): ``names`` are the first words."""
    found = defaultdict(list)
    for path in PAGES:
        for span, line in _spans(path.read_text(encoding="utf-8")):
            words = span.split()
            if len(words) > 1 and words[0] in names:
                found[span].append(_place(path, line))
    return dict(found)


def options_in_words() -> dict[str, list[str]]:
    """Each option (``--accept``) that a page of words names as code, with the places where it stands."""
    found = defaultdict(list)
    for path in PAGES:
        for span, line in _spans(path.read_text(encoding="utf-8")):
            for option in re.findall(r"(?<!\S)--[a-z][a-z-]+", span):
                found[option].append(_place(path, line))
    return dict(found)


def commands_in(text: str) -> list[str]:
    """The commands in a text that is printed as it is, such as that of ``--help``."""
    return [command for command, _ in _matches(_COMMAND, text)]


def _everywhere(pattern: re.Pattern) -> defaultdict[str, list[str]]:
    """What the pattern finds in the pages of words and in the sentences of the code."""
    found = defaultdict(list)
    for path in PAGES:
        for match, line in _matches(pattern, path.read_text(encoding="utf-8")):
            found[match].append(_place(path, line))
    for path in CODE:
        code = path.read_text(encoding="utf-8")
        if pattern.search(code):
            for text, first in _sentences(code):
                for match, line in _matches(pattern, text):
                    found[match].append(_place(path, first + line - 1))
    return found


def _place(path: Path, line: int) -> str:
    return f"{path.relative_to(PROJECT_FOLDER).as_posix()}:{line}"


def _matches(pattern: re.Pattern, text: str) -> Iterator[tuple[str, int]]:
    """What the pattern finds in the code spans of a text and in its other lines, with the line's number."""
    for span, line in _spans(text):
        for match in pattern.finditer(span):
            yield _plain(match), line
    without = _SPAN.sub(lambda span: re.sub(r"[^\n]", "`", span.group()), _without_fences(text))
    for number, line in enumerate(without.split("\n"), 1):
        for match in pattern.finditer(line):
            yield _plain(match), number


def _plain(match: re.Match) -> str:
    """The address, or the command with ``python`` for whatever calls it."""
    return re.sub(rf"^{_PYTHON} ", "python ", match[match.re.groups].strip())


def _spans(text: str) -> Iterator[tuple[str, int]]:
    """Code spans, which may go on in the next line, with the number of the line in which they begin."""
    text = _without_fences(text)
    for span in _SPAN.finditer(text):
        yield " ".join(span.group(2).split()), text.count("\n", 0, span.start()) + 1


def _without_fences(text: str) -> str:
    return re.sub(r"^```.*$", "", text, flags=re.MULTILINE)


def _sentences(code: str) -> Iterator[tuple[str, int]]:
    """The strings of a file of code with their lines; values that are filled in stand as tests/docs/filled.py
    has them. Docstrings, names of programs (``prog=``), patterns (``re.search``) and parts of addresses that
    are looked for (``endswith``) are no sentences.
    """
    left_out: set[int] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Expr):
            left_out.add(id(node.value))
        elif isinstance(node, ast.keyword) and node.arg == "prog":
            left_out.add(id(node.value))
        elif isinstance(node, ast.Call) and re.match(r"re\.|.*\.endswith", ast.unparse(node.func)):
            left_out.update(map(id, node.args))
        elif isinstance(node, ast.JoinedStr):
            left_out.update(map(id, node.values))
            if id(node) not in left_out:
                yield "".join(map(_part, node.values)), node.lineno
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out:
            yield node.value, node.lineno


def _part(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    expression = ast.unparse(part.value)
    return FIELDS.get(expression, "{" + re.sub(r"""[\s`;,()"']""", "", expression) + "}")
