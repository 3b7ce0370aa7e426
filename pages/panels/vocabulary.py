"""What may stand in a definition, for who writes one: statistics, tables with their columns, code sets."""

from __future__ import annotations

from functools import cache
from inspect import cleandoc

import metrics
from data.code_sets import CODE_SETS
from data.tables import TABLES
from pages.words.numbers import text


@cache
def vocabulary_markup() -> str:
    """Markup of three lists that fold."""
    calls = {name: getattr(metrics, name) for name in metrics.__all__ if name[0].islower()}
    calls = {name: cleandoc(call.__doc__).split("\n\n")[0].replace("``", "") for name, call in calls.items()}
    columns = {
        table.name: ", ".join(_column(column) for column in table.columns if column.usable)
        for table in TABLES.values()
    }
    sets = {name: one.title for name, one in CODE_SETS.items()}
    return (
        '<div class="vocabulary"><h2 class="panel-title">What may stand in a definition</h2>'
        + _fold("Statistics and counts", calls)
        + _fold("Tables and their columns", {"population": "People by age and sex.", **columns})
        + _fold("Code sets, after IN", sets)
        + "</div>"
    )


def _column(column) -> str:
    return f"{column.name} ({', '.join(column.allowed)})" if column.allowed else column.name


def _fold(title: str, entries: dict[str, str]) -> str:
    listed = "".join(
        f"<dt><code>{text(name)}</code></dt><dd>{text(words)}</dd>" for name, words in entries.items()
    )
    return f'<details class="fold"><summary>{title}</summary><dl class="facts">{listed}</dl></details>'
