"""Problems of a definition with its statistic, for the rules that several statistics share."""

from __future__ import annotations

from data.tables import Population, Table
from metrics.language.quoting import quote
from metrics.language.statistics.statistic import Problems

INSIDE_LEVELS = ("ics", "place")


def counts_a_table(metric) -> bool:
    """Whether the numerator counts a table; without one there is nothing more to check."""
    return isinstance(getattr(metric.numerator, "table", None), Table)


def numerator_problems(metric) -> Problems:
    if not counts_a_table(metric):
        yield "numerator", f"The numerator is {quote(metric.numerator)}; allowed is count(table, where=...)."


def population_problems(metric) -> Problems:
    """For events per people who live in an area."""
    yield from numerator_problems(metric)
    if not counts_a_table(metric):
        return
    if not isinstance(metric.denominator, Population):
        yield (
            "denominator",
            f"The denominator is {quote(metric.denominator)}; allowed is population from data.tables.",
        )
    if metric.numerator.table.snapshot:
        yield (
            "statistic",
            f"{metric.numerator.table.name} lists the people present on one day: only a proportion of them "
            f"can be formed, not a rate over time.",
        )


def group_problems(metric) -> Problems:
    """For events as a part of a counted group."""
    yield from numerator_problems(metric)
    if not counts_a_table(metric):
        return
    counted, group = metric.numerator.table, getattr(metric.denominator, "table", None)
    if not isinstance(group, Table):
        yield (
            "denominator",
            f"The denominator is {quote(metric.denominator)}; a proportion is of a group: allowed is "
            f"count({counted.name}, where=...).",
        )
    elif group is not counted:
        yield (
            "denominator",
            f"The denominator counts {group.name} and the numerator {counted.name}; a proportion counts one "
            f"table.",
        )


def inside_problems(metric) -> Problems:
    """For a gap between people of one area; a small area has too few people for it."""
    if (
        counts_a_table(metric)
        and isinstance(metric.levels, tuple)
        and not all(level in INSIDE_LEVELS for level in metric.levels)
    ):
        yield (
            "levels",
            f"levels is {quote(metric.levels)}; a gap between deprived and other people is shown for "
            f"{', '.join(INSIDE_LEVELS)} only.",
        )


def unit_problems(metric) -> Problems:
    """For a unit that contradicts the statistic: shares have the sign %, and nothing else has."""
    unit, is_share = metric.unit or metric.statistic.unit, metric.statistic.is_share
    if isinstance(unit, str) and unit.startswith("%") != is_share:
        needed = "is a percentage, so its unit begins" if is_share else "is none: no unit begins"
        yield "unit", f"The unit is {quote(unit)}; the figure {needed} with %."


def published_problems(metric) -> Problems:
    """For a publisher's figure."""
    if metric.numerator is not None or metric.denominator is not None:
        yield "numerator", "A published figure is not counted: leave out numerator and denominator."


def persons_problems(metric) -> Problems:
    """For a publisher's count, which is not published by sex."""
    if metric.sexes != ("persons",):
        yield "sexes", f"sexes is {quote(metric.sexes)}; the publisher's counts are for persons."
