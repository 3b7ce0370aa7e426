"""Markup from the templates beside this module: what they are told is escaped unless it is markup."""

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
    finalize=lambda told: "" if told is None else told,
    auto_reload=False,
)
_TEMPLATES.filters["number"] = number


def markup(template: str, **told: object) -> Markup:
    """The template of that name filled in. Raises UndefinedError for what it needs and is not told."""
    return Markup(_TEMPLATES.get_template(f"{template}.html").render(told))


def legend(items: Iterable[tuple[str, str]]) -> Markup:
    """Marks with their words in one line."""
    listed = Markup("").join(Markup("<li>{}{}</li>").format(mark, words) for mark, words in items)
    return Markup('<ul class="legend">{}</ul>').format(listed)
