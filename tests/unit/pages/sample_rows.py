"""Small results frames for the tests of the components."""

from types import SimpleNamespace

import pandas as pd

METRIC = SimpleNamespace(
    title="Admissions",
    unit="per 100,000 people",
    decimals=0,
    polarity=SimpleNamespace(name="LOWER_IS_BETTER"),
)

EVIL = "<script>alert(1)</script>"

ROWS = [
    ("A", "Claremont", 355.0, 282.0, 442.0, "worse", "ok", True),
    ("B", EVIL, 155.0, 102.0, 216.0, "similar", "ok", False),
    ("C", "Bispham", 54.0, 26.0, 90.0, "better", "ok", False),
    ("D", "Stanley", None, None, None, "not compared", "too_small", False),
    ("E", "Norbreck", None, None, None, "not compared", "suppressed", False),
]


def areas() -> pd.DataFrame:
    """Six areas; the last has no result at all."""
    table = [(code, name, priority) for code, name, *_, priority in ROWS] + [("F", "Park", False)]
    return pd.DataFrame(table, columns=["area_code", "label", "priority"])


def results() -> pd.DataFrame:
    """Results of five of the six areas, in no order."""
    columns = ["area_code", "name", "value", "lower_ci", "upper_ci", "outcome", "status", "priority"]
    frame = pd.DataFrame(ROWS, columns=columns).drop(columns=["name", "priority"]).iloc[::-1]
    return frame.assign(comparator_value=100.0, provenance="synthetic", numerator=10.0, denominator=7000.0)


def outlines() -> SimpleNamespace:
    """A row of six squares."""
    squares = [
        SimpleNamespace(area_code=code, path=f"M{10 * place} 0h10v10h-10z", x=10 * place + 5, y=5)
        for place, code in enumerate("ABCDEF")
    ]
    return SimpleNamespace(view_box="0 0 60 10", areas=squares)
