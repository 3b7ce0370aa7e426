"""What a definition may ask for: the numerators and statistics by name, with their settings.

These objects only declare. ``metrics.evaluate`` turns counts into values with ``metrics.statistics``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.tables import Table
from metrics.where import Where

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Count:
    """Events of a table, those for which ``where`` holds."""

    table: Table
    where: Where


def count(table: Table, where: str = "") -> Count:
    """Count the rows of ``table`` that meet ``where`` (SQL over the table's usable columns and the code
    sets).
    """
    if not isinstance(table, Table):
        raise ValueError(f"count() was given {table!r}; allowed is a table of data.tables.")
    return Count(table, Where.parse(where, table))


@dataclass(frozen=True)
class Statistic:
    """A method and its settings; ``kind`` is the name that ``metrics.evaluate`` looks up."""

    kind: str
    unit: str
    per: float = 1
    indicator: str = ""
    sex: str = "persons"
    age: str = ""
    frequency: str = "year"
    baseline: tuple[str, str] = ("", "")
    grade: str = ""


def rate(per: int) -> Statistic:
    """Crude rate: events for every ``per`` people and year (exact Poisson below 10 events, Byar above)."""
    return Statistic("rate", f"per {_number(per)} people", per=_positive("rate", per))


def proportion(per: int = 100) -> Statistic:
    """Share with Wilson's interval."""
    return Statistic("proportion", "%" if per == 100 else f"per {per:,}", per=_positive("proportion", per))


def directly_standardised_rate(per: int) -> Statistic:
    """Rate at the ages of the European Standard Population 2013 (Dobson, Byar); none below 10 events."""
    return Statistic(
        "directly_standardised_rate",
        f"per {_number(per)} people, at standard ages",
        per=_positive("directly_standardised_rate", per),
    )


def life_expectancy() -> Statistic:
    """Life expectancy at birth by Chiang's method II over 20 age bands, with Silcocks' interval."""
    return Statistic("life_expectancy", "years")


def life_expectancy_gap() -> Statistic:
    """Years by which life at birth is shorter than in the comparator (negative when it is longer)."""
    return Statistic("life_expectancy_gap", "years")


def admissions_avoided(baseline: tuple[str, str]) -> Statistic:
    """Expected from the area's own baseline trend, less observed, since the baseline; grade D: no control.

    ``baseline`` gives its first and last month, like ("2022-04", "2024-09").
    """
    months = tuple(baseline) if isinstance(baseline, tuple | list) else ()
    if (
        len(months) != 2
        or not all(isinstance(month, str) and _MONTH.fullmatch(month) for month in months)
        or months[0] >= months[1]
    ):
        raise ValueError(
            f"admissions_avoided() was given the baseline {baseline!r}; allowed are two months like "
            f"('2022-04', '2024-09')."
        )
    return Statistic("admissions_avoided", "admissions", baseline=months, grade="D")


def published(
    indicator: str, sex: str = "persons", age: str = "", frequency: str = "year", unit: str = ""
) -> Statistic:
    """A publisher's own figure, shown as published. ``indicator`` is its id in
    data/reference/published_indicators.csv.
    """
    if not isinstance(indicator, str) or indicator not in _published_indicators():
        raise ValueError(
            f"The published figure {indicator!r} is unknown; data/reference/published_indicators.csv "
            f"lists those held."
        )
    return Statistic(
        "published",
        unit or _published_indicators()[indicator],
        indicator=indicator,
        sex=sex,
        age=age,
        frequency=frequency,
    )


@dataclass(frozen=True)
class PublishedTotal:
    """A publisher's monthly total of the ICS, as ``data/reference/monthly_activity.parquet`` holds it."""

    measure: str


def published_total(measure: str) -> PublishedTotal:
    """The publisher's monthly count of the ICS, shown at ICS level in place of the records' own count."""
    from data.reference import reference

    known = sorted(reference("monthly_activity").measure.unique())
    if measure not in known:
        raise ValueError(f"The published total {measure!r} is unknown; allowed are {', '.join(known)}.")
    return PublishedTotal(measure)


def _published_indicators() -> dict[str, str]:
    from data.reference import reference

    return dict(reference("published_indicators")[["indicator_id", "unit"]].itertuples(index=False))


def _positive(name: str, per) -> float:
    if isinstance(per, bool) or not isinstance(per, int | float) or per <= 0:
        raise ValueError(f"{name}(per={per!r}): allowed is a number above 0, like 1_000.")
    return per


def _number(per) -> str:
    return f"{per:,}"
