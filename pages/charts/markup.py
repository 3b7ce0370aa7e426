"""Markup from the templates in this folder, which escape all values that are not markup themselves.

Only these templates, the canvas (SVG) and the text of Plotly's charts write tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pages.words.numbers import number


class _WithoutLines(FileSystemLoader):
    """Line breaks and indentation lay out the template's file and are not written to the page."""

    def get_source(self, environment: Environment, template: str):
        source, path, is_current = super().get_source(environment, template)
        return re.sub(r"\n\s*", "", source), path, is_current


_TEMPLATES = Environment(
    loader=_WithoutLines(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=lambda value: "" if value is None else value,
    auto_reload=False,
)
_TEMPLATES.filters["number"] = number


def markup(template: str, **values: object) -> Markup:
    """The template of that name filled in. Raises UndefinedError for a value that it needs and lacks."""
    return Markup(_TEMPLATES.get_template(f"{template}.html").render(values))


_PARTS = _TEMPLATES.get_template("parts.html").module


def part(name: str, *values: object, **more: object) -> Markup:
    """A small piece: the macro of that name in parts.html. Raises AttributeError where there is none."""
    return getattr(_PARTS, name)(*values, **more)


def joined(pieces: Iterable[object]) -> Markup:
    """Pieces one after the other, each escaped unless it is markup."""
    return Markup("").join(pieces)


def style(rules: str) -> Markup:
    """Rules of CSS, written without escaping: none of them may come from outside."""
    return part("style", Markup(rules))


def paragraph(*pieces: object, kind: str = "", role: str = "") -> Markup:
    """One paragraph; ``kind`` is its class, ``role`` announces it to assistive technology ("status")."""
    return part("paragraph", pieces, kind, role)


def fold(
    summary: object, *pieces: object, kind: str = "fold", anchor: str = "", is_open: bool = False
) -> Markup:
    """Pieces behind a line that opens them; ``anchor`` is an id that a link can lead to."""
    return part("fold", summary, pieces, kind, anchor, is_open)


def legend(items: Iterable[tuple[object, str]]) -> Markup:
    """Marks with their words in one line."""
    return part("legend", items)
