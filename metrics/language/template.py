"""A new definition with blanks to fill in, and the complete one that the guide shows."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from data.paths import DEFINITIONS_FOLDER, PROJECT_FOLDER
from metrics.language.checking import id_problem

GUIDE = PROJECT_FOLDER / "docs" / "writing-a-metric.md"

_TEMPLATE = '''\
# One metric. This file is read, never run: only a docstring, imports and metric = Metric(...).
# Fill in the blanks (""). Tables and their columns: data/tables.py. Code sets: data/code_sets.py.

# The docstring: what is measured, in one sentence. After an empty line: why it matters.
"""
"""

from datetime import date

{imports}

metric = Metric(
    title="",  # the name that readers see; no other metric may have it
{parts}
    # Shift.HOSPITAL_TO_COMMUNITY, ANALOGUE_TO_DIGITAL or TREATMENT_TO_PREVENTION; one or more, each with a
    # sentence that says how the metric measures this shift.
    shifts={{Shift.HOSPITAL_TO_COMMUNITY: ""}},
    polarity=Polarity.LOWER_IS_BETTER,  # or HIGHER_IS_BETTER, or NEUTRAL
    decimals=1,
    caution="",  # what a reader must not conclude
    next_question="",  # where to look next, as a question
    source="",  # the publisher of the figures, or the records
    reviewed_on=date({today}),
    next_review=date({next_year}),
)
'''

_COUNTED = """\
    # The table, and its rows to count: SQL with comparisons, AND, OR, NOT, IN, BETWEEN, LIKE, IS NULL.
    numerator=count(admitted_spells, where="admission_method IN emergency_methods"),
    denominator=population,
"""

# For each kind: its names from data.tables, its names from metrics, and its fields.
_KINDS = {
    "rate": (
        "admitted_spells, population",
        "count, rate",
        _COUNTED + "    statistic=rate(per=1_000),  # events per 1,000 people per year",
    ),
    "directly_standardised_rate": (
        "admitted_spells, population",
        "count, directly_standardised_rate",
        _COUNTED
        + "    statistic=directly_standardised_rate(per=100_000),  # per 100,000 people, age-standardised",
    ),
    "proportion": (
        "ae_attendances",
        "count, proportion",
        """\
    # The part, and the whole group: rows of one table. Without where, all its rows count.
    numerator=count(ae_attendances, where="arrival_mode = 'ambulance'"),
    denominator=count(ae_attendances),
    statistic=proportion(),  # a percentage""",
    ),
    "published": (
        "",
        "published",
        """\
    # A publisher's own figure: its id in data/reference/published_indicators.csv.
    statistic=published(""),
    levels=("ics", "place", "district"),  # the levels for which it is published""",
    ),
}
KINDS = tuple(_KINDS)


def definition_text(kind: str = "rate", today: date | None = None) -> str:
    """A definition of one kind, with blanks to fill in."""
    today = today or date.today()
    tables, words, parts = _KINDS[kind]
    vocabulary = f"from metrics import Metric, Polarity, Shift, {words}"
    return _TEMPLATE.format(
        imports=f"from data.tables import {tables}\n{vocabulary}" if tables else vocabulary,
        parts=parts,
        today=f"{today.year}, {today.month}, {today.day}",
        next_year=f"{today.year + 1}, {today.month}, {min(today.day, 28)}",
    )


def write_definition(metric_id: str, kind: str = "rate", folder: Path = DEFINITIONS_FOLDER) -> Path:
    """Write a definition with blanks; raises ValueError for an id that is taken or not allowed."""
    if wrong := id_problem(metric_id):
        raise ValueError(wrong)
    path = folder / f"{metric_id}.py"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(definition_text(kind))
    except FileExistsError:
        raise ValueError(f"There is a metric {metric_id!r} already: {path.name}.") from None
    return path


def guide_example() -> tuple[str, str]:
    """Id and text of the complete definition in docs/writing-a-metric.md."""
    guide = GUIDE.read_text(encoding="utf-8")
    metric_id = re.search(r"python -m metrics new (\w+)", guide).group(1)
    return metric_id, re.search(r"```python\n(.*?)```", guide, re.DOTALL).group(1)
