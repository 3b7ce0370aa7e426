"""The code reads as plain English: words that read as translated do not come back.

To add a folder, reword it (``python -m pytest tests/docs/test_plain_english.py -n 0`` lists every place with
file and line) and add it to FOLDERS. A new word goes into NAMES or PHRASES. ALLOWED is for the few places
where a word is right; each has its reason.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
FOLDERS = (
    "app.py",
    "asgi.py",
    "data",
    "geo",
    "metrics",
    "pages/board_paper.py",
    "pages/compare.py",
    "pages/data.py",
    "pages/metric.py",
    "pages/overview.py",
    "pages/shift.py",
    "pages/strategy.py",
    "pages/workbench.py",
    "pages/panels",
    "pages/shell",
    "pages/charts",
    "pages/paper",
    "pages/words",
    "threeshifts",
)

# Parts of a name between underscores or capitals, with what to write instead.
NAMES = {
    "found": "the noun of what was found",
    "told": "label, reported",
    "held": "stored, available, kept",
    "said": "stated, message, sentence",
    "ones": "the noun",
    "anew": "again",
    "tell": "report",
    "tells": "reports",
    "telling": "reporting",
    "stands": "is, position",
    "beside": "next_to, neighbours",
    "fewest": "min",
    "whom": "a noun",
}
# Whole names.
WORDS = {"one": "the noun", "least": "minimum", "most": "maximum"}
# Constants that begin like this.
LIMITS = {"LEAST_": "MIN_", "MOST_": "MAX_"}
# In comments, docstrings and sentences, with what to write instead.
PHRASES = {
    r"anew": "again",
    r"told(?! apart)": "reported, stated",
    r"tells?(?! apart)": "shows, says",
    r"said": "stated",
    r"(?<!\bwe )(?:holds?|held)(?! back)": "contains, has, keeps",
    r"stands?": "is",
    r"besides?": "next to, with, in addition",
    r"whom": "whose, which, or a noun",
    r"nobody": "no one, or say who",
    r"(?:has|have|had) no say": "is left out",
    r"put to use": "activate",
    r"in force": "current",
    r"one (?:row|line|file|value|figure|entry|column|sentence|page) an? (?!time)": "one per",
}
# File or folder ("" for everywhere) and the word that is right there. Keep it short.
ALLOWED = {
    ("data/errors.py", "ProblemsFound"),  # plain English: problems were found
    ("data/strategy/", "said_in"),  # a field of the YAML files
}
# Rows that fail a check of plausibility are held back: the term is on screen and in stored files.
TERM = "held_back"

_PHRASES = {re.compile(rf"\b{phrase}\b", re.IGNORECASE): instead for phrase, instead in PHRASES.items()}
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def translated_names(source: str) -> Iterator[tuple[int, str, str]]:
    """Line, name and advice for each name that ``source`` defines; names that it only uses are not
    its own.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                name = node.name
            case ast.Name(ctx=ast.Store()):
                name = node.id
            case ast.Attribute(ctx=ast.Store()):
                name = node.attr
            case ast.arg():
                name = node.arg
            case ast.alias(asname=str()):
                name = node.asname
            case _:
                continue
        bare = name.strip("_")
        parts = [part.lower() for part in _PARTS.findall(re.sub(TERM, "", bare, flags=re.IGNORECASE))]
        advice = WORDS.get(bare.lower()) or next((NAMES[part] for part in parts if part in NAMES), None)
        advice = advice or next((new for old, new in LIMITS.items() if bare.startswith(old)), None)
        if advice:
            yield node.lineno, name, advice


def translated_prose(source: str) -> Iterator[tuple[int, str, str]]:
    """Line, words and advice for each phrase in a comment, or in a string of several words."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and " " in token.string):
            for phrase, advice in _PHRASES.items():
                for match in phrase.finditer(token.string):
                    line = token.start[0] + token.string[: match.start()].count("\n")
                    yield line, match[0], advice


def in_file(path: Path) -> list[str]:
    """A sentence for each word of a file that reads as translated."""
    source, file = path.read_text(encoding="utf-8"), path.relative_to(PROJECT).as_posix()
    places = sorted({*translated_names(source), *translated_prose(source)})
    return [
        f"{file}:{line}: {word!r}; better: {advice}"
        for line, word, advice in places
        if not any(file.startswith(place) and word == allowed for place, allowed in ALLOWED)
    ]


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_code_of_a_folder_is_plain_english(folder):
    top = PROJECT / folder
    files = sorted(top.rglob("*.py")) if top.is_dir() else [top]
    assert files
    wrong = [sentence for path in files for sentence in in_file(path)]
    assert not wrong, "\n".join([f"{len(wrong)} places:", *wrong])


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("found = 1", "found"),
        ("def read(held): pass", "held"),
        ("for one in []: pass", "one"),
        ("class Told: pass", "Told"),
        ("import os as whom", "whom"),
        ("self.rows_found = 1", "rows_found"),
        ("MOST_ROWS = 5", "MOST_ROWS"),
        ("# a file is made anew", "anew"),
        ('"""One row a metric."""', "One row a "),
        ('f"the areas in force in {area}"', "in force"),
    ],
)
def test_each_kind_of_word_is_seen(source, word):
    seen = [place[1] for place in (*translated_names(source), *translated_prose(source))]
    assert seen == [word]


def test_words_that_are_right_pass():
    source = (
        '# Areas that cannot be told apart are held back; about 1 in 20.\nrows = error.found\nkey = "held"'
    )
    assert not [*translated_names(source), *translated_prose(source)]
