"""A new definition with blanks to fill in."""

from __future__ import annotations

import re
from pathlib import Path

from data.paths import DEFINITIONS_FOLDER

_TEMPLATE = '''"""What is measured, in one sentence.

Why it matters: what a change would mean for people.
"""
from data.tables import admitted_spells, population
from metrics import Metric, Polarity, Shift, count, rate

metric = Metric(
    title="",
    numerator=count(admitted_spells, where="admission_method IN emergency_methods"),
    denominator=population,
    statistic=rate(per=1_000),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={Shift.HOSPITAL_TO_COMMUNITY: ""},
)
'''


def write_definition(metric_id: str, folder: Path = DEFINITIONS_FOLDER) -> Path:
    """Write a definition with blanks; refuses an id that is taken or is not lower_case_words."""
    if not re.fullmatch(r"[a-z][a-z0-9_]{2,59}", metric_id):
        raise ValueError(
            f"The id {metric_id!r} is not allowed; use lower-case words joined by _, like falls_admissions."
        )
    path = folder / f"{metric_id}.py"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(_TEMPLATE)
    except FileExistsError:
        raise ValueError(f"There is a metric {metric_id!r} already: {path.name}.") from None
    return path
