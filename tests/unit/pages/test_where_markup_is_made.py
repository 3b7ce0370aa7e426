"""Tags are written by the templates and the canvas, which escape; no other module of the pages writes one."""

from __future__ import annotations

import ast
import re

import pytest

from data.paths import PROJECT_FOLDER

PAGES = PROJECT_FOLDER / "pages"
CODE = {path.relative_to(PAGES).as_posix(): path.read_text("utf-8") for path in PAGES.rglob("*.py")}
# The canvas writes SVG, chart_text the few tags that Plotly reads; their contents are escaped.
MAKERS = {"charts/canvas.py", "charts/trend/chart_text.py"}

# The beginning of a tag, also of one whose name is put in; no named group of a regular expression.
TAG = re.compile(r"(?<!\?P)<(?:[a-z/%{]|$)", re.IGNORECASE)
MARKUP_MODULES = re.compile(r"^\s*(?:from|import) (?:markupsafe|html|jinja2|pages\.charts)\b", re.MULTILINE)
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def tags(code: str) -> list[str]:
    """The texts of a program that are part of a tag, those of f-strings in their parts; no docstring is."""
    nodes = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant | DOCUMENTED)]
    docstrings = {ast.get_docstring(node, clean=False) for node in nodes if isinstance(node, DOCUMENTED)}
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text for text in texts if text not in docstrings and TAG.search(text)]


def trusts(code: str) -> bool:
    """Whether a program declares a text to be markup."""
    return any(
        "Markup" in (getattr(node.func, "id", ""), getattr(node.func, "attr", "")) and node.args
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call)
    )


def test_no_tag_is_written_outside_the_templates_and_the_canvas():
    places = {path: written for path, code in CODE.items() if (written := tags(code))}
    assert set(places) - MAKERS == set(), places
    assert set(places) >= MAKERS, "what writes no tag any more needs no leave to"


def test_no_text_is_declared_to_be_markup_elsewhere():
    assert {path for path, code in CODE.items() if trusts(code)} == MAKERS | {"charts/markup.py"}


def test_words_know_nothing_of_markup():
    places = {
        path for path, code in CODE.items() if path.startswith("words/") and MARKUP_MODULES.search(code)
    }
    assert places == set()


@pytest.mark.parametrize(
    "code",
    [
        "f'<p>{words}</p>'",
        "f'<{name}>'",
        "'<li>' + name",
        "'</li>'.join(names)",
        "'<%s>' % name",
        "'<{}>'.format(name)",
        "st.html('<p>Nothing.</p>')",
    ],
)
def test_every_way_to_write_a_tag_is_seen(code):
    assert tags(code)


@pytest.mark.parametrize(
    "code", ["f'{low} < {high}'", "'under <5'", "def f():\n    'Writes <p>.'", "a < b", "r'(?P<name>a)'"]
)
def test_what_is_no_tag_is_none(code):
    assert not tags(code)


@pytest.mark.parametrize("code", ["Markup(words)", "markupsafe.Markup(f'{words}')"])
def test_trust_is_seen(code):
    assert trusts(code) and not trusts("Markup()")
