"""Definitions as text, to be broken on purpose."""

from __future__ import annotations

SMALLEST = '''"""Attendances at major (type 1) A&E departments, per 1,000 people.

A falling rate suggests that urgent care is being met closer to home.
"""
from data.tables import ae_attendances, population
from metrics import Metric, Polarity, Shift, count, rate

metric = Metric(
    title="Major A&E attendances",
    numerator=count(ae_attendances, where="department_type = '01'"),
    denominator=population,
    statistic=rate(per=1_000),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={Shift.HOSPITAL_TO_COMMUNITY: "Urgent needs met by community teams do not reach A&E."},
)
'''


def changed(*pairs: tuple[str, str]) -> str:
    """The smallest definition with pieces of it replaced; each piece must be there."""
    text = SMALLEST
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text
