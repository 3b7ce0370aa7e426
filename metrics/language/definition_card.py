"""A definition in words: the rows that every card, page and document shows of a metric."""

from __future__ import annotations

from datetime import date

from data.code_sets import CODE_SETS
from data.strategy import priorities
from geo.levels import level_words
from metrics.language import statistic as methods
from metrics.language.metric import Metric
from metrics.language.quoting import found
from metrics.language.statistic import Count
from metrics.language.target_words import target_words

NONE_PUBLISHED = "None published"


def definition_card(metric: Metric) -> list[tuple[str, str]]:
    """(name, words) of all that a definition says; what it leaves out has no row."""
    known = priorities()
    rows = [
        ("Measures", metric.measures),
        ("Why", metric.why),
        *((shift.title, reason) for shift, reason in metric.shifts.items()),
        ("Priorities", "; ".join(known[one].title for one in metric.priorities if one in known)),
        ("Better is", metric.polarity.value.removesuffix(" is better").lower()),
        ("Unit", metric.unit),
        ("Statistic", statistic_words(metric.statistic)),
        ("Numerator", counted_words(metric.numerator)),
        ("Denominator", counted_words(metric.denominator)),
        ("Published total", _total_words(metric.published_total)),
        ("Ages", age_words(metric.ages)),
        ("Sexes", _listed(list(metric.sexes))),
        ("Levels", _listed([level_words(level).plural for level in metric.levels])),
        ("Years together", _pool_words(metric.pool)),
        ("Shown by", f"{metric.frequency.value}, {metric.year} years"),
        ("Comparator", _comparator_words(metric)),
        ("Target", _target(metric)),
        ("Caution", metric.caution),
        ("Next question", metric.next_question),
        ("Source", metric.source),
        ("Owner", metric.owner),
        ("Reviewed", _day(metric.reviewed_on)),
        ("Next review", _day(metric.next_review)),
    ]
    return [(name, words) for name, words in rows if words]


def statistic_words(statistic) -> str:
    """The method in words. One that this page does not know is told by its function's own docstring."""
    per = f"{statistic.per:,.0f}"
    words = {
        "rate": f"Crude rate for every {per} people and year, with exact Poisson limits below 10 events "
        f"and Byar's above",
        "proportion": "Share of a counted group"
        + ("" if statistic.per == 100 else f", for every {per} of it")
        + ", with Wilson's interval",
        "directly_standardised_rate": f"Directly standardised rate for every {per} people, at the "
        f"ages of the European Standard Population 2013; none below 10 events",
        "indirectly_standardised_ratio": "Indirectly standardised ratio: events for every 100 at the "
        "ICS's own rates by age and sex, with Byar's limits",
        "life_expectancy": "Life expectancy at birth by Chiang's method II, with Silcocks' interval",
        "life_expectancy_gap": "Years by which life at birth is shorter than in the comparator",
        "admissions_avoided": f"Expected from the area's own baseline, {' to '.join(statistic.baseline)}, "
        f"less counted; evidence of grade {statistic.grade}",
        "deprivation_ratio": "Figure of the most deprived national fifth for each 1 in the least deprived",
        "slope_index": "Slope index of inequality over the national fifths of deprivation",
        "published": f"Published figure, shown as published: {_indicator_name(statistic.indicator)}",
    }.get(statistic.kind) or _docstring_words(statistic.kind)
    return (
        f"{words}. Of each fifth: {statistic_words(statistic.of)}"
        if statistic.of is not None
        else f"{words}."
    )


def counted_words(part) -> str:
    """What is counted, with its condition and the code sets that it names."""
    if part is None:
        return ""
    if not isinstance(part, Count):
        return f"{getattr(part, 'title', found(part))}."
    words = f"Rows of {part.table.title} ({part.table.name})"
    if part.where.text:
        words += f" where {' '.join(part.where.text.split())}"
    named = [f"{name} ({CODE_SETS[name].title})" for name in part.where.code_sets]
    return f"{words}. Code sets: {', '.join(named)}." if named else f"{words}."


def age_words(ages: str) -> str:
    """'All', '65 and over', '5 to 19'."""
    if ages.endswith("+"):
        return f"{ages[:-1]} and over"
    return ages.replace("-", " to ").capitalize()


def _target(metric: Metric) -> str:
    """The target with its source, or that there is none."""
    if metric.target is None:
        return NONE_PUBLISHED
    return f"{target_words(metric)} ({metric.target.source})"


def _comparator_words(metric: Metric) -> str:
    if metric.is_published:
        return "England, where the publisher gives its figure"
    if metric.comparator is not None:
        return f"England: {_indicator_name(metric.comparator.indicator)}"
    return "The ICS; no figure of England of the same definition is held"


def _total_words(total) -> str:
    return f"The publisher's monthly count ({total.measure}) stands at ICS level" if total else ""


def _indicator_name(indicator: str) -> str:
    from data.reference import reference

    held = reference("published_indicators")
    names = dict(zip(held.indicator_id, held.indicator_name + ", " + held.publisher, strict=True))
    return names.get(indicator, indicator)


def _docstring_words(kind: str) -> str:
    lines = (getattr(getattr(methods, kind, None), "__doc__", None) or "").strip().split("\n\n")[0]
    return " ".join(lines.replace("``", "").split()).rstrip(".") or kind.replace("_", " ").capitalize()


def _pool_words(pool: dict) -> str:
    return ", ".join(f"{years} for {level_words(level).plural}" for level, years in pool.items())


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
