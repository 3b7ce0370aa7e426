"""What a definition may ask for: the numerators and statistics by name, with their settings.

These objects only declare. ``metrics.computing.evaluate`` turns counts into values with
``metrics.statistics``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from data.tables import Table
from metrics.language.metric import Metric, PublishedTotal, Target, ages_are_known
from metrics.language.quoting import found
from metrics.language.where import MOST_CHARACTERS, Where

_SHORTEST_MONTH = 28
_MOST, _MOST_PER = 10**12, 10_000_000
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
        raise ValueError(f"count() was given {found(table)}; allowed is a table of data.tables.")
    return Count(table, Where.parse(where, table))


def count_both(one: Count, other: Count) -> Count:
    """The rows that both counts hold; of one table."""
    texts = [f"({count.where.text})" for count in (one, other) if count.where.text]
    # Both passed alone: together they may be longer than one may be.
    return Count(one.table, Where.parse(" AND ".join(texts), one.table, most=3 * MOST_CHARACTERS))


def counts_of(metric: Metric) -> tuple[Count, ...]:
    """What is counted for a metric: its events, or the part of a group and the group."""
    if isinstance(metric.denominator, Count):
        return count_both(metric.denominator, metric.numerator), metric.denominator
    return (metric.numerator,)


@dataclass(frozen=True)
class Statistic:
    """A method and its settings; ``kind`` is the name that ``metrics.computing.evaluate`` looks up."""

    kind: str
    unit: str
    per: float = 1
    indicator: str = ""
    sex: str = "persons"
    age: str = ""
    frequency: str = "year"
    baseline: tuple[str, str] = ("", "")
    grade: str = ""
    of: Statistic | None = None
    measure: str = ""
    of_measure: str = ""
    total: bool = False
    ages: str = "all"

    @property
    def grows_with_time(self) -> bool:
        """True where a longer period holds more: rates of events, and totals of a month."""
        return self.total or self.kind in ("rate", "published_rate")

    @property
    def of_a_group(self) -> bool:
        """True where the denominator is a counted group and not the population."""
        return (self.of or self).kind == "proportion"


def rate(per: int) -> Statistic:
    """Crude rate: events for every ``per`` people and year (exact Poisson below 10 events, Byar above)."""
    return Statistic("rate", f"per {_positive('rate', per):,} people", per=per)


def proportion(per: int = 100) -> Statistic:
    """Share of a counted group, with Wilson's interval.

    The denominator is ``count(table, where=...)``; the numerator counts those of it that meet its own where.
    """
    _positive("proportion", per)
    return Statistic("proportion", "%" if per == 100 else f"per {per:,}", per=per)


def directly_standardised_rate(per: int) -> Statistic:
    """Rate at the ages of the European Standard Population 2013 (Dobson, Byar); none below 10 events."""
    _positive("directly_standardised_rate", per)
    return Statistic("directly_standardised_rate", f"per {per:,} people, at standard ages", per=per)


def indirectly_standardised_ratio() -> Statistic:
    """Events for every 100 that the area would have at the ICS's own rates by age and sex (Byar's limits)."""
    return Statistic("indirectly_standardised_ratio", "ratio, ICS = 100", per=100)


def deprivation_ratio(of: Statistic) -> Statistic:
    """Figure of the most deprived national fifth for each 1 in the least deprived, inside the area.

    ``of`` is directly_standardised_rate(...) or proportion().
    """
    if getattr(of, "kind", None) not in ("directly_standardised_rate", "proportion"):
        raise ValueError(
            "deprivation_ratio(...): allowed is directly_standardised_rate(per=...) or proportion() inside."
        )
    return Statistic("deprivation_ratio", "times the least deprived fifth", of=of)


def slope_index(of: Statistic) -> Statistic:
    """Slope index of inequality over the national fifths of deprivation: least less most deprived end.

    ``of`` is life_expectancy().
    """
    if getattr(of, "kind", None) != "life_expectancy":
        raise ValueError("slope_index(...): allowed is life_expectancy() inside.")
    return Statistic("slope_index", "years", of=of)


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
            f"admissions_avoided() was given the baseline {found(baseline)}; allowed are two months like "
            f"('2022-04', '2024-09')."
        )
    return Statistic("admissions_avoided", "admissions", baseline=months, grade="D")


def published(
    indicator: str, sex: str = "persons", age: str = "", frequency: str = "year", unit: str = ""
) -> Statistic:
    """A publisher's own figure, shown as published. ``indicator`` is its id in
    data/reference/published_indicators.csv.
    """
    if sex not in ("persons", "female", "male"):
        raise ValueError(f"published() has sex={found(sex)}; allowed are persons, female and male.")
    if frequency not in ("month", "year"):
        raise ValueError(f"published() has frequency={found(frequency)}; allowed are month and year.")
    _texts("published", indicator=indicator, age=age, unit=unit)
    _published_rows(indicator, age)
    return Statistic(
        "published",
        unit or _published_indicators()[indicator],
        indicator=indicator,
        sex=sex,
        age=age,
        frequency=frequency,
    )


def published_rate(indicator: str, per: int, ages: str = "all", age: str = "") -> Statistic:
    """A published count over the Census population of the area, with the interval of every rate.

    ``ages`` is the people's age scope, like "65+"; ``age`` the published figure's own, where it has several.
    """
    _texts("published_rate", indicator=indicator, age=age)
    rows = _published_rows(indicator, age)
    rows = rows[rows["count"].notna() & (rows.sex == "persons")]
    if rows.empty:
        raise ValueError(f"The published figure {found(indicator)} has no count; a rate cannot be formed.")
    if ((rows.period_end - rows.period_start).dt.days < _SHORTEST_MONTH - 1).all():
        raise ValueError(
            f"The published figure {found(indicator)} is of one day; a rate needs a month or more."
        )
    if not ages_are_known(ages):
        raise ValueError(
            f"published_rate(ages={found(ages)}): allowed are 'all', or bounds like '65+' or '5-19'."
        )
    people = "people" if ages == "all" else f"people aged {ages}"
    unit = f"per {_positive('published_rate', per):,} {people}"
    return Statistic("published_rate", unit, per=per, indicator=indicator, age=age, ages=ages)


def published_monthly(measure: str, of: str = "", unit: str = "") -> Statistic:
    """A publisher's monthly series of the ICS, as ``data/reference/monthly_activity.parquet`` holds it.

    With ``of``, its share of another measure in percent: with Wilson's interval where both are counts,
    without one where they are means of daily values.
    """
    kinds = _monthly_measures()
    _texts("published_monthly", measure=measure, of=of, unit=unit)
    for name in (measure, of) if of else (measure,):
        if name not in kinds:
            raise ValueError(
                f"published_monthly(): the measure {found(name)} is unknown; allowed are {', '.join(kinds)}."
            )
    if of == measure:
        raise ValueError(f"published_monthly({measure!r}, of={of!r}): a share needs two measures.")
    if of and kinds[of] != kinds[measure]:
        raise ValueError(
            f"published_monthly(): {measure!r} is a {kinds[measure]} and {of!r} a {kinds[of]}; a share needs "
            f"two of one kind."
        )
    return Statistic(
        "published_monthly",
        unit or ("%" if of else kinds[measure]),
        frequency="month",
        measure=measure,
        of_measure=of,
        total=not of and kinds[measure] == "monthly total",
    )


def target(value: float, source: str, by: date | None = None) -> Target:
    """An aim that somebody published or adopted, with where it stands written; none is ever made up here."""
    if not _is_number(value):
        raise ValueError(f"target({found(value)}): allowed is a number in the metric's unit.")
    if not isinstance(source, str) or len(source.split()) < 3:
        raise ValueError(f"target() has the source {found(source)}; say who published it, where and when.")
    if by is not None and not isinstance(by, date):
        raise ValueError(f"target() has by={found(by)}; allowed is a date like date(2028, 3, 31).")
    return Target(float(value), source, by)


def published_total(measure: str) -> PublishedTotal:
    """The publisher's monthly count of the ICS, shown at ICS level in place of the records' own count."""
    known = _monthly_measures()
    if measure not in known:
        raise ValueError(f"The published total {found(measure)} is unknown; allowed are {', '.join(known)}.")
    return PublishedTotal(measure)


def _monthly_measures() -> dict[str, str]:
    """The measures of the monthly table, in order of name, each with its kind of figure."""
    from data.reference import reference

    kinds = reference("monthly_activity").drop_duplicates("measure").sort_values("measure")
    return dict(zip(kinds.measure, kinds.statistic, strict=True))


def _published_rows(indicator: str, age: str):
    """The rows of a published figure at one age; a sentence where it is unknown or has several."""
    from data.reference import reference_rows

    if indicator not in _published_indicators():
        raise ValueError(
            f"The published figure {found(indicator)} is unknown; data/reference/published_indicators.csv "
            f"lists those held."
        )
    rows = reference_rows("published_figures", "indicator_id", indicator)
    known = ", ".join(repr(held) for held in sorted(rows.age.unique()))
    if age and age not in set(rows.age):
        raise ValueError(f"The published figure {found(indicator)} has no age {found(age)}; it has {known}.")
    if not age and rows.age.nunique() > 1:
        raise ValueError(
            f"The published figure {found(indicator)} is held for several ages; name one: {known}."
        )
    return rows[rows.age == age] if age else rows


def _published_indicators() -> dict[str, str]:
    from data.reference import reference

    held = reference("published_indicators")
    return dict(zip(held.indicator_id.tolist(), held.unit.tolist(), strict=True))


def _texts(name: str, **given) -> None:
    for argument, words in given.items():
        if not isinstance(words, str):
            raise ValueError(f"{name}() has {argument}={found(words)}; allowed is text.")


def _positive(name: str, per) -> float:
    if not _is_number(per) or not 0 < per <= _MOST_PER:
        raise ValueError(
            f"{name}(per={found(per)}): allowed is a number above 0 and up to {_MOST_PER:,}, like 1_000."
        )
    return per


def _is_number(value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and -_MOST <= value <= _MOST
