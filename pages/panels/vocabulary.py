"""What a definition can contain, for its author: statistics, tables with their columns, code sets."""

from __future__ import annotations

from functools import cache
from inspect import cleandoc

from markupsafe import Markup

import metrics
from data.code_sets import CODE_SETS
from data.tables import TABLES
from pages.charts.markup import markup


@cache
def vocabulary_markup() -> Markup:
    """Markup of three lists that fold."""
    calls = {name: getattr(metrics, name) for name in metrics.__all__ if name[0].islower()}
    calls = {name: cleandoc(call.__doc__).split("\n\n")[0].replace("``", "") for name, call in calls.items()}
    columns = {
        table.name: ", ".join(_column(column) for column in table.columns if column.usable)
        for table in TABLES.values()
    }
    sets = {name: code_set.title for name, code_set in CODE_SETS.items()}
    groups = {
        "Statistics and counts": calls,
        "Tables and their columns": {"population": "People by age and sex.", **columns},
        "Code sets, after IN": sets,
    }
    return markup("vocabulary", groups=groups)


def _column(column) -> str:
    return f"{column.name} ({', '.join(column.allowed)})" if column.allowed else column.name
